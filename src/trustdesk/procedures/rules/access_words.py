"""What is said to somebody who cannot get in: the way they can go alone first, then what the desk can ask for."""

from collections.abc import Mapping

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import ActionKind
from trustdesk.procedures.rules.access import Standing


class Told(msgspec.Struct, frozen=True):
    """What follows (``move``), what may be asked of the exchange, and the words for both sides."""

    move: str
    step: Label
    wording: Label
    actions: tuple[ActionKind, ...] = ()


# What somebody who is in the mailbox could ask for: a second person approves it.
APPROVED = frozenset[Standing]({"factor_lost", "contact_lost"})
UPLOAD = Label(
    "Documents go through the secure upload that opens in this chat, never as a message.",
    "证件请通过本对话中的安全上传通道提交，切勿直接发送。",
)
AFTER = Label(
    "For 24 hours after it nothing can be withdrawn; that protects you.",
    "完成后 24 小时内不可提现，这是对您的保护。",
)
STANDINGS: Mapping[Standing, Told] = {
    "frozen": Told(
        "hand_over",
        Label("The account is frozen: goes on as a security case", "账户已冻结：转入账户安全流程"),
        Label(
            "Your account is frozen for its protection. Lifting that takes your own confirmation in the app and two people here; we go on with exactly that.",
            "您的账户处于保护性冻结状态。解除冻结需要您在 App 中确认，并由我方两人复核；现在为您转入该流程。",
        ),
    ),
    "locked_tries": Told(
        "tell",
        Label("First alone: wait or set a new password. Then unlock, once the customer has confirmed in the app", "先自助：等待或重置密码；仍需协助时，经客户在 App 确认后申请解锁"),
        Label(
            'Sign-in was locked after several wrong tries and opens by itself: {until}. Sooner: choose "Forgot password" on the sign-in page and set a new one. If neither works, we can ask the exchange to unlock it; you confirm that in the app.',
            "因多次输错，登录已被锁定，将自动解除：{until}。如需尽快登录，可在登录页选择“忘记密码”重新设置。若仍无法登录，我们可申请解锁，由您在 App 中确认。",
        ),
        ("unlock",),
    ),
    "locked_risk": Told(
        "hand",
        Label("Locked by the exchange's caution: look, verify the customer, then ask to unlock", "平台风控锁定：人工核查并核实本人后申请解锁"),
        Label(
            "The exchange locked sign-in as a precaution. A colleague looks into it; to lift it you confirm in the app that it is you. Please do not try passwords meanwhile.",
            "平台出于安全考虑锁定了登录。客服正在核查，解除时需要您在 App 中确认是本人操作。期间请勿反复尝试密码。",
        ),
        ("unlock",),
    ),
    "withdrawals_only": Told(
        "tell",
        Label("Explain: only withdrawals are held after a change; nothing is to be unlocked", "说明：仅提现因信息变更暂停，无需解锁"),
        Label(
            "Your account is not locked: you can sign in and trade. Only withdrawals are held after a change of your security settings, and that ends by itself: {until}. Nobody can shorten it. If the change was not yours, tell us at once.",
            "您的账户并未锁定，可以正常登录和交易。仅因安全信息变更暂停提现，到期自动恢复：{until}，任何人都无法缩短。如非您本人修改，请立即告知。",
        ),
    ),
    "not_locked": Told(
        "tell",
        Label("Explain: no lock is recorded; ask for the words of the error", "说明：未查到锁定；请客户提供报错文字"),
        Label(
            "No lock is recorded on your account. Please try once more in a fresh window at the official address, with the clock of your device set by itself. If it fails: which words does the page show?",
            "您的账户没有锁定记录。请在官方网址的新窗口中重试，并确认设备时间为自动校准。如仍失败，请告知页面显示的报错文字。",
        ),
    ),
    "locked_unknown": Told(
        "hand",
        Label("Explain the way alone; whose account it is, is not known: verify before anything else", "说明自助方式；尚未确认账户，先核实身份"),
        Label(
            'A lock after wrong tries opens by itself within 24 hours; "Forgot password" on the sign-in page opens it sooner. As you could not sign in we cannot see your account from here; a colleague tells you how to be known. Never send a password or a code.',
            "因多次输错导致的锁定会在 24 小时内自动解除，也可在登录页通过“忘记密码”提前解除。由于您未登录，我们暂时无法查看您的账户，客服会说明如何核实身份。切勿发送密码或验证码。",
        ),
    ),
    "password_forgotten": Told(
        "tell",
        Label('First alone: "Forgot password". Then ask the exchange to send the link', "先自助：“忘记密码”；必要时申请发送重置链接"),
        Label(
            'Choose "Forgot password" on the sign-in page; the link goes to {masked} only. If that mail does not come, we can ask the exchange to send it once more; we never see or set a password. ' + AFTER.en,
            "请在登录页选择“忘记密码”，重置链接只会发送至 {masked}。若未收到，我们可申请重新发送；我们无法看到或代设密码。" + AFTER.zh,
        ),
        ("send_reset_link",),
    ),
    "factor_other": Told(
        "tell",
        Label("First alone: sign in with the other factor and replace the lost one", "先自助：用另一验证方式登录并更换"),
        Label(
            "You still have another way in ({reason}): sign in with it, then replace the lost one under Security. " + AFTER.en,
            "您还有其他验证方式（{reason}）：用它登录后，在“安全设置”中更换丢失的验证器。" + AFTER.zh,
        ),
    ),
    "factor_lost": Told(
        "hand",
        Label("Identity by the secure upload, then the reset link, with a second person's approval", "通过安全上传核实身份，经第二人复核后发送重置链接"),
        Label(
            "If you kept the recovery code of your authenticator, add it to a new device and sign in: that is the quickest way. Otherwise we verify your identity and two people decide, then the exchange sends a link to reset it to your registered contact. " + UPLOAD.en + " " + AFTER.en,
            "如保存了验证器的备份密钥，可在新设备上自行恢复后登录，这是最快的方式。否则需核实身份并由两人复核，随后由平台向您登记的联系方式发送重置链接。" + UPLOAD.zh + AFTER.zh,
        ),
        ("send_reset_link",),
    ),
    "factor_none": Told(
        "tell",
        Label("Explain: there is none on this account; nothing to reset", "说明：账户未绑定该验证方式，无需重置"),
        Label(
            "No authenticator of that kind is set up on your account, so none can be lost: sign in with your password and the code that is sent to you. If you are asked for one, check that the page is the official one.",
            "您的账户并未绑定该验证方式，无需重置：使用密码和发送给您的验证码登录即可。如页面要求输入验证器代码，请先核实是否为官方页面。",
        ),
    ),
    "code_by_mail": Told(
        "tell",
        Label("First alone: spam folder, filters, a minute between tries", "先自助：垃圾箱、过滤规则、间隔一分钟重发"),
        Label(
            "Codes go to {masked}. Look into the spam folder, take the official sender off any filter, wait a minute between tries; only the newest code counts. Never tell a code to anybody, us included.",
            "验证码会发送至 {masked}。请查看垃圾邮件和过滤规则，将官方发件人加入白名单，每次间隔一分钟，仅最新的验证码有效。切勿将验证码告诉任何人，包括客服。",
        ),
    ),
    "code_by_phone": Told(
        "tell",
        Label("First alone: reception, blocked senders, a minute between tries", "先自助：信号、拦截、间隔一分钟重发"),
        Label(
            "Codes go to {masked}. Check reception and blocked senders, switch the phone off and on, wait a minute between tries; abroad, choose the code by mail. Never tell a code to anybody, us included.",
            "验证码会发送至 {masked}。请检查信号和短信拦截，重启手机，每次间隔一分钟；在境外时可改用邮箱验证码。切勿将验证码告诉任何人，包括客服。",
        ),
    ),
    "code_by_app": Told(
        "tell",
        Label("Explain: the code comes from the authenticator, none is sent", "说明：验证码来自身份验证器，不会发送"),
        Label(
            "Your account uses an authenticator: the code is shown there, none is sent. If it is refused, let the clock of your phone set itself.",
            "您的账户使用身份验证器，验证码显示在验证器中，不会另行发送。如提示错误，请将手机时间设为自动校准。",
        ),
    ),
    "code_nowhere": Told(
        "tell",
        Label("Explain: no such contact is registered, so nothing can come", "说明：未登记该联系方式，因此不会收到"),
        Label(
            "No contact of that kind is registered with your account, so no code can come there. Choose the other way on the same page, or add the contact under Security once you are in.",
            "您的账户未登记该联系方式，因此无法接收验证码。请在同一页面选择其他方式，登录后可在“安全设置”中添加。",
        ),
    ),
    "identity_none": Told(
        "tell",
        Label("Explain how to begin", "说明如何开始认证"),
        Label(
            "Identity has not been begun: open Account, then Verification, choose your country and document, photograph it in daylight and follow the camera. Documents go only through that page.",
            "您尚未开始认证：进入“账户”—“身份认证”，选择国家和证件类型，在自然光下拍摄并按提示完成人脸识别。证件只在该页面提交。",
        ),
    ),
    "identity_pending": Told(
        "tell",
        Label("Explain: it is being looked at; nothing to send again", "说明：审核中，无需重复提交"),
        Label(
            "Your documents are with the exchange and being looked at, as a rule within 24 hours. Sending them again begins it anew, so please wait for the mail.",
            "您的资料正在审核，一般 24 小时内完成。重复提交会重新排队，请等待邮件通知。",
        ),
    ),
    "identity_approved": Told(
        "tell",
        Label("Explain: it is approved; nothing to do", "说明：已通过认证，无需操作"),
        Label(
            "Your identity is verified (level {level}); nothing failed and nothing has to be sent. If a page asks you to verify again, check that it is the official one before you enter anything.",
            "您的身份认证已通过（等级 {level}），没有失败记录，无需再提交。如有页面要求重新认证，请先核实是否为官方页面。",
        ),
    ),
    "identity_refused": Told(
        "tell",
        Label("Explain the reason and how to do it better", "说明原因及改进方法"),
        Label(
            "The exchange could not accept the document: {why} You can hand it in again on the verification page, never in this chat.",
            "证件未能通过：{why}请在认证页面重新提交，切勿发送在对话中。",
        ),
    ),
    "identity_expired": Told(
        "tell",
        Label("Explain: the document has run out; a new one is needed", "说明：证件已过期，需重新提交"),
        Label(
            "The document your account was verified with has run out. Hand in a valid one under Account, Verification; until then some functions may be held.",
            "您认证所用的证件已过期，请在“账户”—“身份认证”提交有效证件；在此之前部分功能可能受限。",
        ),
    ),
    "contact_by_self": Told(
        "tell",
        Label("First alone: Security, change e-mail or phone", "先自助：“安全设置”中更换邮箱或手机"),
        Label(
            "You can change it yourself: Security, then E-mail or Phone; a code goes to the old and to the new one. " + AFTER.en,
            "您可自行更换：进入“安全设置”—“邮箱/手机”，新旧联系方式各会收到一个验证码。" + AFTER.zh,
        ),
    ),
    "contact_lost": Told(
        "hand",
        Label("The old contact is gone: identity by the secure upload, then the link, with a second person's approval", "旧联系方式已失效：通过安全上传核实身份，经第二人复核后发送链接"),
        Label(
            'On the page that asks for the code choose "Not available", if your authenticator still works. Otherwise we verify your identity and two people decide; then the exchange sends a link by which you change it. ' + UPLOAD.en + " " + AFTER.en,
            "如验证器仍可用，请在验证页面选择“无法接收”自行更换。否则需核实身份并由两人复核，随后由平台发送链接由您自行更换。" + UPLOAD.zh + AFTER.zh,
        ),
        ("send_reset_link",),
    ),
}  # fmt: skip
REFUSALS: Mapping[str, Label] = {
    "blurred": Label("the picture is blurred or reflects light; use daylight and no flash.", "照片模糊或反光，请在自然光下拍摄并关闭闪光灯。"),
    "expired": Label("the document has run out; use a valid one.", "证件已过期，请使用有效证件。"),
    "mismatch": Label("name or date of birth differ from those of the account; enter them as in the document.", "姓名或出生日期与账户信息不一致，请按证件填写。"),
    "unsupported": Label("this kind of document is not accepted for your country; the page lists which are.", "您所在国家不支持该证件类型，请以页面列表为准。"),
    "region": Label("the exchange does not serve this region; that cannot be changed by another document.", "平台暂不支持该地区，更换证件也无法通过。"),
    "face": Label("the face could not be matched; take off glasses and mask, in even light.", "人脸比对未通过，请摘下眼镜和口罩，在均匀光线下重试。"),
    "upload": Label("the file did not arrive whole; under 10 MB, as JPG or PNG, over a steady connection.", "文件未完整上传，请使用 10 MB 以内的 JPG/PNG，并保持网络稳定。"),
    "other": Label("its message in the app names the reason.", "具体原因请见 App 内的通知。"),
}  # fmt: skip
NAMES: Mapping[str, Label] = {
    "totp": Label("authenticator", "身份验证器"),
    "passkey": Label("passkey", "通行密钥"),
}
AT_ONCE = Label("it has no end of its own", "无固定期限")
