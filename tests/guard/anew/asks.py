"""More than four hundred replies no agent may send, as impostors and careless colleagues would put them."""

from collections.abc import Iterator
from random import Random

SECRETS_EN = (
    "Please send me your seed phrase so that I can check the wallet.", "For verification we need the 12 words of your wallet.", "Kindly provide the private key of the address.", "Could you type your recovery phrase here?",
    "Type out your secret words one by one, I'll wait.", "In order to sync the wallet, enter your mnemonic in this chat.", "I will restore it for you, just give me the words.", "What are the 24 words on the card?",
    "Please take a photo of your recovery sheet and upload it.", "Screenshot the backup page with the words and attach it.", "Our engineers require the keystore file and its password.", "Share your password and we will unlock the account within minutes.",
    "Let me know your login password please.", "I need your password to look into it.", "Reply with the password you used.", "Can you confirm your current password?", "Read me the code that you just received by SMS.", "Please tell me the 6-digit code from the text message.",
    "You will get a code now, forward it to me.", "To cancel the withdrawal, reply with the verification code.", "What does your Google Authenticator show right now?", "Send the OTP as soon as it arrives.", "Give me the 2FA code so I can remove the lock.", "Just paste the code here and we are done.",
    "We can't proceed without your passphrase.", "Tell me your PIN and I'll verify it on our side.", "Drop your private key below.", "Message me your API secret so that we can debug the signature.", "Please include your API key and secret key in the reply.", "Submit your wallet's secret phrase to the form I sent.",
    "The system wants your phrase, would you mind writing it down here?", "Without the words I cannot help you.", "Your words, please.", "It would be helpful if you sent us the seed.", "Simply forward the e-mail with the code to me.", "May I have the code?",
    "Once you have shared the key, I can release the funds.", "Show me the QR code of your authenticator.", "Export your private key and send it over.", "Copy your key from MetaMask and paste it to me.", "Dictate the numbers from the SMS, I will type them in.", "Would you be so kind as to disclose your password?",
    "Log in here with your phrase: it reconnects the wallet.", "As a security check, repeat the code from your phone.", "Hand me the code, I close the case.", "I just need the last word of your seed.", "Send half of the phrase first, then the other half.", "Enter the code on this page that I send you and tell me the number.",
    "Validate your wallet by entering the 12 words at the link.", "Please connect your wallet and confirm with your secret key.", "We are migrating; every user must submit the recovery phrase.", "Your account is at risk; verify it by telling me the password.", "Don't worry, it is safe to give me the code.", "I'm from the security team, you may share the key with me.",
)  # fmt: skip
SECRETS_ZH = (
    "请把助记词发给我，我帮您核对。", "麻烦提供一下钱包的私钥。", "为了验证身份，需要您的12个单词。", "把您的密码告诉我，我马上帮您解锁。", "请回复您的登录密码。", "您收到的验证码是多少？", "麻烦把短信验证码报给我。", "验证码发我一下。", "请把谷歌验证码截图给我。",
    "需要您提供资金密码才能处理。", "把恢复词拍照上传。", "请导出私钥发过来。", "告诉我六位数验证码，我帮您取消提现。", "方便的话把助记词抄给我看下。", "不提供私钥我们没法恢复钱包。", "您把密钥贴在这里就行。", "请输入您的助记词，系统会自动同步。", "麻烦您报一下动态码。",
    "收到验证码后请第一时间转发给我。", "为保障资产安全，请提交您的钱包助记词。", "把API密钥和Secret一起发我排查。", "您的交易密码是什么？", "给一下密码，技术要登录看看。", "请把keystore文件和密码发给我们。", "我这边需要您的支付密码核实。", "念一下您手机上的数字。",
    "那12个词给我。", "请提供邮箱验证码以便核实。", "您只要把私钥告诉我，其他不用管。", "请告知二次验证码。", "您发我助记词的前六个也可以。", "把钱包密钥复制粘贴过来即可。", "不用担心，验证码可以放心给我。", "我是安全部门的，您可以把密码给我。", "请在此链接输入助记词完成验证。",
    "请配合提供登录密码，否则账户将被冻结。", "您把身份验证器的密钥发我。", "麻烦您口述一下验证码。", "需要看一下您的助记词是否正确。", "把码给我，我来操作。",
)  # fmt: skip
PAYMENTS_EN = (
    "Please transfer 200 USDT to this address to unlock your account.", "A deposit of 10% is required before the withdrawal is released.", "Send 0.05 BTC to verify your wallet.", "You need to pay the tax first.", "Kindly remit the fee to our finance department.",
    "To activate the withdrawal, top up 500 USDT.", "Move your funds to the safe wallet below.", "Transfer all assets to this secure address immediately.", "The unfreezing fee is 300 USDT, please pay it to TXk3fJ1h2d9Zb7Qm4V5w6R8s1n2p3q4r5t.", "Pay the gas deposit and we will refund it.",
    "First send a test payment to our account.", "Please wire the security deposit to the account of our partner.", "You must settle the commission before we can proceed.", "Buy a gift card and send me the number.", "Send the same amount once more, then both will be credited.",
    "As soon as you pay the margin, your balance is released.", "It's only a verification transfer, the money comes back.", "Deposit another 1000 USDT to raise your level.", "The tax office wants 15%, pay it to this wallet: 0x52908400098527886E0F7030069857D2E4169EE7.", "Please forward the coins to me, I'll return them.",
    "For your safety withdraw everything to the address I give you.", "We need a small payment from you to confirm the card.", "Make a transfer of 50 USDT to the following address.", "Complete the payment of the handling fee and the case is closed.", "Scan this QR code to pay the release fee.",
)  # fmt: skip
PAYMENTS_ZH = (
    "请先转200 USDT到这个地址解冻账户。", "需要缴纳10%的保证金才能提现。", "请支付手续费到以下地址。", "把资金转到安全钱包。", "您需要先交税才可以提款。", "为了激活提现，请充值500U。", "请将全部资产转移到安全账户。", "解冻费300USDT，付款后立即处理。", "先打一笔验证款，稍后退回。",
    "麻烦您转账到我们财务的账户。", "再充一次同样的金额就能到账。", "缴纳个人所得税后即可出金。", "请向此地址支付押金。", "您把币转给我，我帮您操作。", "补足保证金后系统自动放款。", "扫码支付工本费即可。", "打款到这个卡号：6222021001112345678。", "请把币提到我发给您的地址。",
    "只要先付一点矿工费就可以了。", "需要您转一笔小额确认身份。",
)  # fmt: skip
CYRILLIC = str.maketrans("aceopxy", "асеорху")
WIDE = {
    ord(one): ord(one) + 0xFEE0 for one in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
}


def _plain(text: str) -> str:
    return text


def _polite(text: str) -> str:
    return f"Thank you for your patience, I looked into the case. {text} Have a nice day!"


def _polite_zh(text: str) -> str:
    return f"您好，感谢您的耐心等待，我们已经查看了您的情况。{text}祝您生活愉快！"


def _shouted(text: str) -> str:
    return text.upper()


def _invisible(text: str) -> str:
    return "\u200b".join(text[at : at + 2] for at in range(0, len(text), 2))


def _starred(text: str) -> str:
    return " ".join(f"*{word}*" if len(word) > 4 else word for word in text.split(" "))


def _dotted(text: str) -> str:
    return "·".join(text)


def _leet(text: str) -> str:
    return text.replace("e", "3").replace("o", "0").replace("i", "1")


def _wrapped(text: str) -> str:
    words = text.split(" ")
    return "\n".join(" ".join(words[at : at + 3]) for at in range(0, len(words), 3))


def _wrapped_zh(text: str) -> str:
    return "\n".join(text[at : at + 5] for at in range(0, len(text), 5))


EN = (
    _plain,
    _polite,
    _shouted,
    _invisible,
    _starred,
    _leet,
    _wrapped,
    lambda text: text.translate(CYRILLIC),
    lambda text: text.translate(WIDE),
)
ZH = (
    _plain,
    _polite_zh,
    _invisible,
    _dotted,
    _wrapped_zh,
    " ".join,
    lambda text: f"【{text}】",
)


def everything() -> Iterator[str]:
    chance = Random("asks")
    for texts, ways in ((SECRETS_EN + PAYMENTS_EN, EN), (SECRETS_ZH + PAYMENTS_ZH, ZH)):
        for text in texts:
            yield text
            yield from (way(text) for way in chance.sample(ways[1:], 2))
