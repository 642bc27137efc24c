"""Which turns of a case make it a matter of security, and what its customer is told then. Pure."""

from collections.abc import Mapping

from trustdesk.brands import Label

STOLEN, PHISHING = "account_stolen", "phishing_report"
CASES = frozenset(
    {(STOLEN, "offered"), (STOLEN, "identifying"), (STOLEN, "freezing"), (STOLEN, "by_hand"), (PHISHING, "reported")}
)  # fmt: skip
SAID: Mapping[str, Mapping[str, Label]] = {
    STOLEN: {
        "offered": Label(
            'You can have your account frozen at once: tap "Freeze my account" in this chat. Nothing can be traded or withdrawn then, and nothing is lost. Lifting it later takes your confirmation in the app and two people here.',
            "您可以立即冻结账户：点击本对话中的“冻结我的账户”。冻结后无法交易或提现，资产不受影响。之后解除需您在 App 中确认，并由我方两人复核。",
        ),
        "identifying": Label(
            'We can freeze your account as soon as we know which it is: open this chat from the app or the website, signed in, and the button appears. If you can no longer sign in, use "Disable account" in any security mail of the exchange. Never send a password or a code here.',
            "确认账户后即可立即冻结：请登录 App 或官网，从账户内进入本对话，按钮会随即出现。如已无法登录，请点击交易所任一安全邮件中的“停用账户”链接。切勿在此发送密码或验证码。",
        ),
        "freezing": Label(
            "The exchange has been asked to freeze your account. The security team sees it, too.",
            "已请交易所冻结您的账户，安全团队也已同步收到。",
        ),
        "frozen": Label(
            "Your account is frozen: nothing can leave. From a device you trust, change the password of your e-mail first, then of the exchange. You can take a signed copy of this conversation along for the police, in the menu.",
            "您的账户已冻结，任何资产都无法转出。请使用可信设备先修改邮箱密码，再修改交易所密码。您可在菜单中下载经签名的对话副本，用于报警。",
        ),
        "secured": Label(
            "Your account is safe again. To lift the freeze you confirm it in the app, and two people here decide.",
            "您的账户已加固。解除冻结需您在 App 中确认，并由我方两人复核。",
        ),
    },
    PHISHING: {
        "reported": Label(
            "Thank you for reporting it: it is a security case now. Do not answer it and open nothing in it. If you have entered or given anything there, say so: your account can be frozen at once.",
            "感谢您的举报，已立为安全案件。请勿回复或点开其中任何内容。如您曾在其中输入或提供过信息，请告诉我们，可立即冻结账户。",
        ),
    },
}  # fmt: skip
