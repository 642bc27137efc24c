"""A second set, written after the rules had been mended for the first and measured before anything else was."""

from collections.abc import Iterator
from itertools import product
from random import Random

from tests.guard.anew import keys, papers, words
from tests.guard.anew.planted import CODES, PASSWORDS, Planted

PASSWORD = (
    "can you check if {} is the right password for my account", "hello dear, i am old man, my password {} , please open", "pword {}", "Passwort: {}", "mon mot de passe c'est {}", "mi contraseña es {} y no entra",
    "minha senha é {}", "мой пароль {} не подходит", "パスワードは{}です", "비밀번호는 {} 입니다", "email: a@b.example password: {} thank you", "a@b.example:{}", "acc carla77 pw: {}", "my old pass was {}, maybe you can see",
    "It asked for login password so I put {}", "I gave the agent on Telegram my password ({}) yesterday", "password i used: {}", "PW={}", "the password that never works: {}", "tried {} and {}1 as passwords", "my girlfriend knows the password, it is {}",
    "I think the hacker has my password {}", "password (capital first letter) {}", "pass code - {}", "here is pass: {}", "Login: carla77 Pass: {}", "user carla77 / pass {}", "trade pw {}", "withdrawal password {} wrong", "payment pin {}",
    "密码输入{}不对", "密碼：{}，請幫我看看", "我密码{}啊", "登录名carla77，密码{}", "账户carla77/密码{}", "输的密码是{}", "我设的密码：{}", "密码（{}）", "密码【{}】一直错", "密码用的还是{}", "改密码改成了{}", "骗子套走了我的密码{}",
    "资金密码{}忘没忘？", "是{}这个密码吗", "请把我的密码重置成{}", "pwd：{}", "谷歌账号密码{}", "邮箱密码也给他了 {}", "密码就{}这个", "我的交易密码是 {} 请核对",
)  # fmt: skip
CODE = (
    "code {} not accepted", "got code {} but page closed", "the sms says {}", "I received this: {} is your Exchange code", "please enter {} for me, I can't find the field (sms code)", "verification: {}", "the 6 digit code is {}", "my authenticator code: {}",
    "2FA code = {}", "auth code {} expired before I typed it", "he made me read out the code: {}", "the bank sent OTP {} and he took it", "Login verification code {}", "i type {} (from google authenticator) and nothing", "email code {} wrong", "withdraw code {}", "code: {} ok?",
    "Код {} из смс", "el código es {}", "le code reçu : {}", "認証コードは{}です", "인증번호 {} 입니다", "验证码 {} 对吗", "验证码：{}（5分钟）", "收到短信 验证码{}", "手机验证码为{}", "他要验证码 我给了 {}", "骗子问我要了验证码，是{}", "谷歌码{}", "动态验证码是{}", "邮件里的验证码 {}", "登录码：{}",
    "我报给他的验证码是{}", "短信里写的是{}", "OTP是{}", "2FA码 {}", "验证码填{}不行", "我输的验证码 {}", "驗證碼 {} 過期", "提现验证码{}",
)  # fmt: skip
KEY = (
    "that's my key for the wallet {} please import it", "Wallet private key (do not share): {}", "private key → {}", "priv: {}", "I pasted {} as the private key in the airdrop page", "my pvt key {}", "PRIVATE KEY {}", "Private_Key: {}", "the private key was {} and now coins gone",
    "私钥给你：{}", "这是私钥 {}", "我私钥 {} 泄露了", "私钥={}", "用私钥 {} 导入小狐狸", "私钥我发给他了：{}", "clave privada: {}", "clé privée {}", "приватный ключ {}", "秘密鍵は{}", "개인키 {}", "my metamask key: {}", "account private key is\n{}",
)  # fmt: skip
PHRASE = (
    "{}", "hello sir my 12 word {} send back my money", "restore with {}", "seed: {}", "SRP: {}", "Secret Recovery Phrase\n{}\n", "wallet words -> {}", "Subject: Fwd: backup\n\n> From: me\n> {}\n", '"{}" is what I wrote down', "keywords {} lost",
    "助记词就是 {}", "种子短语 {}", "備份：{}", "我把助记词 {} 填到一个网站了", "词 {} 全了", "(phrase) {} (end)", "import failed for: {} . please", "it says word 7 is not in list: {}", "{} ??", "IMG_2231_{}.jpg",
)  # fmt: skip
FORMS = (
    "spaces", "lines", "commas", "numbered", "braces", "quoted", "table", "counted", "keyed", "json", "escaped", "html list", "noise", "zh comma",
)  # fmt: skip
OTHER = (
    ("my card 4111 1111 1111 1111 cvv 737", "737"), ("CVV: 737", "737"), ("sec code on the back of card is 9921 cvc", "9921"), ("安全码 737 有效期 09/28", "737"), ("passport number: X1234567", "X1234567"), ("my passport is EA7654321", "EA7654321"),
    ("护照号码是E87654321", "E87654321"), ("身份证号码A123456(7)", "A123456(7)"), ("driving licence MORGA657054SM9IJ", "MORGA657054SM9IJ"), ("SSN: 078-05-1120", "078-05-1120"), ("IBAN: FR76 3000 6000 0112 3456 7890 189", "FR76 3000 6000 0112 3456 7890 189"),
    ("send refund to NL91ABNA0417164300", "NL91ABNA0417164300"), ("my bank account 6214830012345678 at CMB", "6214830012345678"), ("开户行 工行 账号 0200001234567890123", "0200001234567890123"), ("账号6222021001112345678 户名张三", "6222021001112345678"),
    ("sort code 20-00-00 account number 55779911", "55779911"), ("Aadhaar no. 4991 1866 5246", "4991 1866 5246"), ("my CPF is 111.444.777-35", "111.444.777-35"), ("national identity card number 784-1984-1234567-1", "784-1984-1234567-1"), ("DNI 12345678Z", "12345678Z"),
    ("2 factor backup codes: 8k2jd-93kdm, 77xk2-mm3k1", "8k2jd-93kdm"), ("recovery codes 1829-3847 5566-7781", "1829-3847"), ("备用验证码 8372 9911 4456", "8372 9911"), ("cookie: session=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJlaGVyZQ", "eyJhbGciOiJIUzI1NiJ9"),
    ("My phone is 138 1234 5678", "138 1234 5678"), ("手机13812345678打不通", "13812345678"), ("电话：010-62345678", "010-62345678"), ("call (415) 555-2671", "(415) 555-2671"), ("一三八一二三四五六七八是我电话", "一三八一二三四五六七八"),
    ("my number is one three eight one two three four five six seven eight", "one three eight one two three four five six seven eight"), ("身份证一一零一零五一九九零零三零七七七五X", "一一零一零五"),
    ("slip39 share: academic acid acrobat romp change acid acne academic cleanup pecan plastic dismiss activity academic academic", "romp"), ("monero seed: abbey abducts ability ablaze abnormal abort abrasive absorb abyss academy aces aching acidic acoustic acquire across actress acumen adapt addicted adept adhesive adjust adopt abbey", "abducts"),
    ("electrum seed like just love know never want time out there make look eye", "know never want"), ("first six words: abandon ability able about above absent", "ability able about"), ("words 7-12: abstract absurd abuse access accident account", "absurd abuse access"),
    ("1. abandon 2. ability 3. able 4. about 5. above 6. absent", "ability"), ("7. abstract\n8. absurd\n9. abuse\n10. access\n11. accident\n12. account", "absurd"), ("助记词前六个：abandon ability able about above absent", "ability able"), ("后面六个词是 abstract absurd abuse access accident account", "absurd abuse"),
    ("seed word 1 abandon, word 2 ability, word 3 able", "ability"), ("助记词第1个 的 第2个 一 第3个 是 第4个 在 第5个 不 第6个 了", "第4个 在"), ("my seed index numbers 0001 1204 0877 1999 0023 0456 1832 0091 1420 1777 0630 2001", "1204 0877"),
)  # fmt: skip


# Once more, in the same way, with the rules mended again.
LAST = (
    ("password", "my cat's name is my password: Whiskers77", "Whiskers77"),
    ("password", "password should be Bluebird!9 right?", "Bluebird!9"),
    ("password", "the pass phrase I typed was Orange-Tiger-22", "Orange-Tiger-22"),
    ("password", "I logged in with Anna_1987 as the password", "Anna_1987"),
    ("password", "nope, PW Kx9!fpo2 is refused", "Kx9!fpo2"),
    ("password", "my kid changed the pw to minecraft123", "minecraft123"),
    ("password", "so i put in qwe123RTY and it says bad password", "qwe123RTY"),
    ("password", "mdp: Soleil2020", "Soleil2020"),
    ("password", "passwort Herbst-2024 geht nicht", "Herbst-2024"),
    ("password", "密码我记得是Anna_1987啊", "Anna_1987"),
    ("password", "我老公设的密码，abc_9981", "abc_9981"),
    ("password", "登录密码写的Bluebird!9", "Bluebird!9"),
    ("password", "输入法把密码变成了Kx9!fpo2", "Kx9!fpo2"),
    ("password", "以前密码Herbst2024，现在不知道", "Herbst2024"),
    ("password", "我的PIN 4471", "4471"),
    ("password", "pin: 4471", "4471"),
    ("password", "PIN码是4471", "4471"),
    ("password", "取款密码 447100", "447100"),
    ("password", "账号 13800001111 密码 minecraft123", "minecraft123"),
    ("code", "code 771204 please confirm", "771204"),
    ("code", "771204 that's the code from sms", "771204"),
    ("code", "i told the caller seven seven one two zero four", "seven seven one two zero four"),
    ("code", "my email code: 771204", "771204"),
    ("code", "短信：771204", "771204"),
    ("code", "验证码771204，请查收", "771204"),
    ("code", "收到的是771204这个码", "771204"),
    ("code", "我报了七七一二零四", "七七一二零四"),
    ("code", "谷歌上面是771 204", "771 204"),
    ("code", "code（771204）", "771204"),
    ("code", "OTP→771204", "771204"),
    ("code", "771204?? verification keeps failing", "771204"),
    ("code", "2fa code i use is 771204", "771204"),
    ("other", "my visa is 4539 1488 0343 6467 exp 11/27 cvv 812", "812"),
    ("other", "信用卡后面三位是812", "812"),
    ("other", "IBAN LT12 1000 0111 0100 1000", "LT12 1000"),
    ("other", "acc no 0123456789 sort code 12-34-56 bank HSBC", "0123456789"),
    ("other", "招行账户6225881234567890123", "6225881234567890123"),
    ("other", "passport: 533380006", "533380006"),
    ("other", "护照 E00007730", "E00007730"),
    ("other", "my national insurance number is QQ123456C", "QQ123456C"),
    ("other", "身份证号：110101199003070134", "110101199003070134"),
    ("other", "tel +971 50 123 4567", "50 123 4567"),
    ("other", "call 0912-345-678 (taiwan mobile)", "0912-345-678"),
    ("other", "電話 0912345678", "0912345678"),
    ("other", "phone: 555 010 9999", "555 010 9999"),
    ("other", "my mobile 07911 123456", "07911 123456"),
    ("other", "recovery codes:\n1a2b-3c4d\n5e6f-7a8b", "5e6f-7a8b"),
    ("other", "authenticator setup: JBSW Y3DP EHPK 3PXP", "JBSW Y3DP"),
    ("other", "secret key for GA is jbswy3dpehpk3pxp", "jbswy3dpehpk3pxp"),
    ("other", "api: 9f8e7d6c5b4a39281706f5e4d3c2b1a0 / 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "0a1b2c3d4e5f"),
    ("other", "wallet.dat pass Summer-77", "Summer-77"),
    ("other", "answer to security question is Rex1999", "Rex1999"),
)


def everything() -> Iterator[Planted]:
    chance = Random("later")
    for kind, frames, values in (("password", PASSWORD, PASSWORDS), ("code", CODE, CODES[:10])):
        for frame in frames * 2:
            made = chance.choice(values)
            yield Planted(kind, frame.format(made, made), (made,))
    for frame, make in product(KEY, (keys.hex_key, keys.seed58, keys.seed64, keys.wif)):
        made = make(chance)
        yield Planted("named", frame.format(made), (made,))
    for frame in PHRASE * 3:
        said = words.phrase(chance, chance.choice(words.LANGUAGES))
        shown = words.ANY[chance.choice(FORMS)](chance, said)
        yield Planted("phrase", frame.format(shown), (shown, *said))
    for text, gone in OTHER:
        yield Planted("other", text, (gone,))
    for kind, text, gone in LAST:
        yield Planted(kind, text, (gone,))
    for frame in papers.CARDS + papers.RESIDENTS:
        made = papers.card(chance) if frame in papers.CARDS else papers.resident(chance)
        yield Planted("paper", frame.format(made), (made,))
