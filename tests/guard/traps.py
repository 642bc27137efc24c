"""More that support may never say, put otherwise, and more that it says every day; in plain letters and disguised."""

import random
import textwrap
from collections.abc import Callable

PAYING = [
    "Your balance is locked. Kindly clear the outstanding 8% levy by sending it to our settlement wallet.",
    "Before we can lift the hold, 300 USDT has to arrive at our compliance address.",
    "The only thing left is a one-time deposit of 250 USDT, which you get back afterwards.",
    "Go to your withdrawal page and send 0.02 BTC to the address I give you.",
    "Withdraw everything to this address and we will return it once the audit is done.",
    "Please move your coins to the address below so that we can protect them.",
    "I can speed this up if you send me 50 USDT.",
    "You will have to cover a 5% risk control fee up front.",
    "To get your money back, please wire the recovery fee to our lawyer.",
    "Please top up the account with 1,000 USDT so that the system recognises you as a real person.",
    "Hackers have your account: transfer all assets to the temporary wallet now.",
    "Once you pay the unfreezing charge, the funds are released within the hour.",
    "You need to send the same amount again so that both transfers can be matched.",
    "Please buy a 100 dollar Steam gift card and read me the code on the back.",
    "Send us the USDT and our engineers will swap it to the right chain for you.",
    "Please pay the customs duty for your withdrawal with USDT.",
    "Do a test transfer of 10 USDT to our wallet to prove you own it.",
    "We ask every customer to deposit a margin of 20% before the first withdrawal.",
    "Please make the transfer to the account of our finance manager.",
    "Just send 30 U to my personal wallet, I'll handle the rest.",
    "The tax office requires you to pay 12% of the profit to us first.",
    "Please remit the guarantee to the bank account I sent you.",
    "转 500U 到我发给你的地址，我马上帮你解封",
    "您的账户被风控，需先打入保证金 300U",
    "请把所有币先提到我们提供的安全地址",
    "麻烦先交 10% 的个人所得税，之后就能提现",
    "只要再充 200U 就可以把之前的全部提出来",
    "请先汇 1000 元到财务账户，核实后原路退回",
    "您需要向平台钱包转入同等金额来做验证",
    "先付 50U 加急费，我优先给您处理",
    "帮您解冻要缴纳 5% 的解冻金，缴完马上放款",
    "请购买 500 元的苹果礼品卡并把卡密发我",
    "请将资产转移到官方托管钱包避免损失",
    "为了账户安全，请立即把 USDT 全部转到下面的地址",
    "提现通道费 80U，请转到客服账户",
    "先垫付一笔资金，完成任务后一起返还",
    "請先匯款保證金到指定帳戶才能解鎖",
    "您的信用分不足，需要补缴信用金 200U",
    "把钱转给专员，由专员帮您操作",
    "请打款到以下银行卡完成身份核验",
    "需要您先转一笔 20U 的测试款给我们",
    "请您扫描二维码支付认证费用",
    "交完税就可以提现了，税款请转到这个账户",
    "麻烦给这个地址打 0.1 个 ETH 激活",
]
ASKING = [
    "I just need the words you wrote down when you made the wallet.",
    "Could you read me the twelve words, one after another?",
    "Type your recovery words in this chat and I will look.",
    "Which password do you use for the account?",
    "Tell me the code that just came by text message.",
    "Please forward the e-mail with the verification code to us.",
    "For verification, what are the six digits in your Google Authenticator?",
    "Share a screenshot of your secret key page.",
    "Please fill in your seed phrase in the form I sent.",
    "Let me have your login details including the password.",
    "To check the wallet, I must see the private key.",
    "What PIN do you use for withdrawals?",
    "Reply with your API key and API secret so that I can test it.",
    "Attach the keystore file and its password, please.",
    "Give me the OTP before it expires.",
    "Please import your mnemonic on the page that I am sending you.",
    "Just the first six words of the phrase are enough for me, send them.",
    "Kindly disclose the fund password so that I can release the withdrawal.",
    "I cannot go on without your 2FA code.",
    "Please show me the QR code with which you set up the authenticator.",
    "Your wallet needs to be validated: enter the phrase at the link.",
    "May I have the password you signed up with?",
    "We need your one-time password in order to confirm that it is you.",
    "Send the backup phrase as a photo if typing is too long.",
    "请把收到的 6 位数字告诉我",
    "麻烦您报一下手机上的动态码",
    "您的登录密码和资金密码分别是什么？",
    "把钱包备份的那 12 个单词发过来",
    "需要核对一下您的私钥后几位，请发我",
    "请截图您的助记词页面给我",
    "请在此对话中输入您的助记词",
    "验证码收到了吗？收到请发给我",
    "方便的话告诉我一下谷歌验证器上的数字",
    "请提供 API Key 和 Secret 以便排查",
    "我帮您登录看看，把账号密码给我",
    "助记词只需要给我前六个就行",
    "把密钥文件上传到这里",
    "請把您的私鑰提供給客服人員",
    "麻煩告知簡訊驗證碼",
    "请问资金密码是多少",
    "发一下短信里的验证码，我帮你过审",
    "私钥给我，我帮你找回",
    "请打开这个链接导入助记词完成验证",
    "把邮箱收到的验证码转发给我",
]


def _split(text: str, sign: str, rnd: random.Random) -> str:
    """Put a sign into the middle of every longer word, or between two characters."""
    words = [
        word[: (cut := rnd.randint(1, len(word) - 1))] + sign + word[cut:] if len(word) > 3 else word
        for word in text.split(" ")
    ]
    return " ".join(words)


def _wrapped(text: str) -> str:
    """Break long lines between words, as mail programs do; Chinese has none."""
    return "\n".join(textwrap.wrap(text, 60)) if text.isascii() else text


LOOKALIKE = str.maketrans("aeopcyxi", "аеорсухі")
LEET = str.maketrans("aeo", "430")
FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _leet(text: str, rnd: random.Random) -> str:
    """Write digits for vowels inside words that hold no digit, one letter a word."""
    made: list[str] = []
    for word in text.split(" "):
        places = [at for at, letter in enumerate(word) if letter in "aeo" and at]
        if len(word) > 3 and word.isalpha() and word.isascii() and places:
            at = rnd.choice(places)
            word = word[:at] + word[at].translate(LEET) + word[at + 1 :]  # noqa: PLW2901 - this one
        made.append(word)
    return " ".join(made)


def _lines(text: str, rnd: random.Random) -> str:
    """Break the line at every second or third word, or after every few characters."""
    if " " not in text:
        return "\n".join(text[at : at + 4] for at in range(0, len(text), 4))
    words = text.split(" ")
    return "".join(word + ("\n" if at % 3 == rnd.randint(1, 2) else " ") for at, word in enumerate(words))


DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "plain": lambda text, _: text,
    "capitals": lambda text, _: text.upper(),
    "zero-width": lambda text, rnd: _split(text, "\u200b", rnd),
    "soft hyphens": lambda text, rnd: _split(text, "\u00ad", rnd),
    "joiners": lambda text, _: "\u2060".join(text),
    "full width": lambda text, _: text.translate(FULL),
    "look-alikes": lambda text, _: text.translate(LOOKALIKE),
    "digits for letters": _leet,
    "emoji between words": lambda text, _: text.replace(" ", " 🙏 "),
    "emoji inside": lambda text, rnd: _split(text, "✨", rnd),
    "accents": lambda text, _: text.replace("a", "á").replace("e", "ë").replace("o", "ô"),
    "mathematical letters": lambda text, _: "".join(
        chr(0x1D41A + ord(one) - 97) if "a" <= one <= "z" else one for one in text
    ),
    "broken lines": _lines,
    "spaces between": lambda text, _: " ".join(text) if " " not in text else text.replace(" ", "   "),
    "dots between": lambda text, _: "·".join(text) if " " not in text else text.replace(" ", " . "),
    "a kind word before": lambda text, _: f"Thanks for your patience! 您好，{text}",
    "a warning before": lambda text, _: f"Beware of scams, never trust strangers.\n{text}",
    "a warning after": lambda text, _: f"{text}\nDo not tell anybody else.",
}

HELPING = [
    "Your deposit of 250 USDT arrived at your spot account at 09:12 UTC.",
    "The withdrawal of 0.02 BTC to the address you gave us is waiting for two more confirmations.",
    "Our wallet received your transfer, but the memo was missing.",
    "The deposit you made to our old address was credited by hand.",
    "The fee for this withdrawal was 1 USDT; you can see it in the history.",
    "A one-time bonus of 10 USDT has been added to your account.",
    "The minimum deposit of 10 USDT was not reached, so it was not credited.",
    "Once your documents are approved, the funds are released.",
    "Once you have paid the seller, press Paid in the order so that the coins are released to you.",
    "If you send USDT to a contract address, we cannot recover it.",
    "If you sent the coins to our deposit address on the wrong network, please fill in the recovery form.",
    "If you deposit less than 10 USDT, it is added up with the next one.",
    "After you send the coins, it takes about ten minutes until they show up.",
    "The buyer has to pay you by bank transfer; release the coins only when the money is in your account.",
    "Please do not release the coins before the buyer's payment of 900 USDT has arrived at your bank account.",
    "Please move your USDT from the funding account to the futures account, then the order can be placed.",
    "You have to cover the trading fee of 0.1% from your balance.",
    "To settle a futures position you need 20 USDT of margin in the account.",
    "The tax rules of your country may apply; please ask a tax adviser.",
    "Please check whether the money has left your bank.",
    "Go to your withdrawal page and look at the status of the order.",
    "Go to Assets, choose Deposit, copy your address and scan it with your other wallet.",
    "Copy your deposit address from the app; the network must be the same on both sides.",
    "Please send us the transaction hash of the deposit and the address it went to.",
    "Please send the screenshot of the payment to us.",
    "Please upload the receipt of your bank transfer in the appeal.",
    "Do a small withdrawal to your own wallet first if you are not sure about the network.",
    "Beware of anyone who asks you to transfer coins to a safe wallet; it is always fraud.",
    "Nobody at our company will ask you to pay a tax or a fee before a withdrawal.",
    "Scammers say that you must deposit again before you can withdraw. That is not true.",
    "You told us that you were asked to pay a release fee. Please do not pay it.",
    "Did somebody ask you to send coins to another wallet?",
    "When did you pay the person who called you, and how much?",
    "Which network did you choose for the transfer of 500 USDT?",
    "The gift card you bought from a third party is not ours.",
    "We have frozen the address you sent the 3 ETH to and have told the other exchange.",
    "Please tell the police the address the money went to.",
    "Your loan has to be repaid by Friday, or part of the collateral is sold.",
    "You can repay the loan under Loans, Repay.",
    "We returned the 40 USDT that were charged twice.",
    "Please enter the words exactly as the wallet shows them, in your own wallet only.",
    "Write your recovery words on paper and keep them where nobody else can read them.",
    "Which device do you use for the authenticator?",
    "Did you write the backup key down when you set up the authenticator?",
    "You can set a new password with the link on the sign-in page.",
    "The code in the text message holds for ten minutes.",
    "Did the code arrive by text message or by e-mail?",
    "If the code does not come, look in the spam folder.",
    "We cannot see your password, so there is no need to tell it.",
    "Whoever knows your private key owns your coins.",
    "Please forward the suspicious e-mail as an attachment.",
    "Please attach a photo of the document, both sides.",
    "Enter the code from your authenticator on the confirmation page of the app.",
    "Please create a new API key and delete the old one.",
    "What are the permissions of the API key that shows the error?",
    "Please tell us the name of the API key, without the secret.",
    "Your 2FA has been reset; please bind a new authenticator within a day.",
    "What does the app show when you enter the password?",
    "How many digits does the code have that the app asks for?",
    "In which month did you last change the password?",
    "The pin on the map shows where you signed in.",
    "Please confirm the withdrawal in the app and with your e-mail code.",
    "The six words in the subject of the mail are your anti-phishing code.",
    "Please compare the anti-phishing code in the mail with yours.",
    "您的充值 500U 已经到账，请刷新资产页面查看",
    "提现手续费为 1 USDT，从提现金额中扣除",
    "请把资金从资金账户划转到合约账户再下单",
    "请提供充值的交易哈希和充值地址",
    "请确认买家的付款已经到您的银行卡后再放币",
    "如果您已经向对方转账，请立即报警并保留凭证",
    "任何要求您先交保证金才能提现的都是诈骗",
    "我们不会要求您缴纳任何税款或解冻费",
    "对方让您转了多少钱？是什么时候转的？",
    "请问您转账时选择的是哪个网络？",
    "您充值到旧地址的 200U 已由人工补记",
    "请在订单中点击已付款，等待卖家放币",
    "您付款给卖家之后，请上传付款凭证",
    "最低充值金额为 10U，低于此金额不会入账",
    "借贷需要在周五之前归还，否则会卖出部分抵押物",
    "请到充值页面复制您的专属充值地址",
    "转到合约账户后即可开仓",
    "请核对提现地址后再确认",
    "多扣的 40U 已退回您的现货账户",
    "您提到的钱包不是我们的，请不要再转账",
    "请把转账截图发给我们",
    "请将银行流水上传到申诉页面",
    "资金费率每八小时结算一次，由多空双方互相支付",
    "请问是谁让您把币转到安全账户的？",
    "收到验证码后，请在 App 的确认页面输入",
    "验证码收到了吗？如果没有，请检查垃圾邮件",
    "验证码十分钟内有效，请勿转发给任何人",
    "您可以在登录页面点击忘记密码来设置新密码",
    "请用纸抄写助记词并妥善保管，不要截图",
    "谁拿到您的私钥，谁就能转走资产",
    "请告诉我们 API Key 的名称和权限，不要发密钥",
    "请问输入密码之后页面显示什么？",
    "您的谷歌验证已经重置，请重新绑定",
    "请问您是用什么设备绑定验证器的？",
    "请对照邮件里的防钓鱼码与您设置的是否一致",
    "请把可疑邮件作为附件转发给我们",
    "客服看不到您的密码，您也不需要告诉我们",
    "请上传证件正反面的照片到安全上传页面",
    "请问您最近一次修改密码是什么时候？",
    "新的 API 密钥创建之后请删除旧的",
    "提现需要邮箱验证码和谷歌验证码双重确认",
]
SAID: dict[str, Callable[[str, random.Random], str]] = {
    "plain": lambda text, _: text,
    "with a greeting": lambda text, _: f"Hello Anna, thank you for waiting.\n\n{text}\n\nKind regards\nMay",
    "with a chinese greeting": lambda text, _: f"您好，感谢您的耐心等待。{text}\n祝您生活愉快 🙏",
    "with a smile": lambda text, _: f"{text} 🙂",
    "wrapped as in a mail": lambda text, _: _wrapped(f"Thank you for your patience with this case. {text}"),
    "as a list": lambda text, _: f"1. Thank you for the TxID\n2. {text}\n3. We look into it",
}
