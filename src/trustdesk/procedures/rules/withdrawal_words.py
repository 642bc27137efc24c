"""What is said of a withdrawal: for each standing and each of the nine causes, to agent and customer."""

from collections.abc import Mapping

import msgspec

from trustdesk.brands import Label
from trustdesk.procedures.rules.refusals import Refusal
from trustdesk.procedures.rules.withdrawals import Standing


class Told(msgspec.Struct, frozen=True):
    """What the agent does next, and what the customer reads."""

    step: Label
    wording: Label


CHECK_ADDRESS = Label(
    "Before you confirm: compare the first and the last six characters of the address with the receiving "
    "side, and choose the same network there. What is sent to a wrong address cannot be called back.",
    "确认前，请将地址的前六位和后六位与收款方逐一核对，并确认双方选择同一网络。转到错误地址的资产无法追回。",
)
FIRST_TIME = Label(
    "This is your first withdrawal: have your authenticator at hand, it is asked for, and send a small "
    "amount first.",
    "这是您的首次提现：请先准备好身份验证器（提现时需要验证），并先用小额测试。",
)
HOW = Label(
    "Open Assets, then Withdraw; choose the coin and the network the receiving side names; enter the "
    "address, and the memo if one is shown; confirm with your authenticator, only ever inside the app or "
    "the website. Most arrive within the hour; a check can take 1 to 3 working days.",
    "进入“资产”—“提现”，选择币种和收款方指定的网络，填写地址（如有 Memo/标签需一并填写），"
    "仅在 App 或官网内用身份验证器确认。多数在一小时内到账，如需审核可能要 1 至 3 个工作日。",
)
FEES = Label(
    "Withdrawing {asset} costs, as of now: {table}. The fee goes with the network, not with the amount; the "
    "page shows it before you confirm.",
    "目前提取 {asset} 的手续费为：{table}。手续费按网络收取，与金额无关，确认前页面会显示。",
)
LIMITS = Label(
    "At your identity level {level} up to {most} {asset} can leave in a day; {left} {asset} are left today. "
    "The count begins anew at 00:00 UTC ({resets}). A higher identity level raises the limit.",
    "您当前的认证等级为 {level}，每日最多可提 {most} {asset}，今日剩余 {left} {asset}，"
    "于 00:00 UTC（{resets}）重置。提升认证等级可提高限额。",
)
NO_LIMITS = Told(
    Label("The exchange names no limit here: look it up by hand", "交易所未返回限额：请人工查询"),
    Label(
        "A colleague looks up the limit of your account and tells you; it depends on your identity level "
        "and begins anew at 00:00 UTC each day.",
        "客服将为您查询账户限额并告知。限额取决于认证等级，每日 00:00 UTC 重置。",
    ),
)
NOT_FOUND = Told(
    Label("No withdrawal is recorded and nothing stands in the way: ask which one", "未查到提现记录且无限制：请客户说明是哪一笔"),
    Label(
        "We find no withdrawal of the last two weeks in your account, and nothing that would stop one. "
        "Which coin, amount and network do you mean?",
        "您的账户近两周没有提现记录，目前也没有影响提现的限制。请告知您指的是哪个币种、金额和网络。",
    ),
)  # fmt: skip
STANDINGS: Mapping[Standing, Told] = {
    "checking": Told(
        Label("Wait: the exchange checks it, as a rule within 3 working days", "等待：交易所审核中，一般 3 个工作日内完成"),
        Label(
            "Your withdrawal of {amount} {asset} is with the exchange's own check, which is ordinary and is "
            "done by {due} as a rule. It need not be sent again, and nobody will ask you for a code.",
            "您的 {amount} {asset} 提现正在接受交易所例行审核，一般在 {due} 前完成。无需重复提交，也不会有人向您索取验证码。",
        ),
    ),
    "more_needed": Told(
        Label("Ask for the document by the secure upload, never in the chat", "通过安全上传通道索取材料，切勿在对话中收取"),
        Label(
            "The check of your withdrawal of {amount} {asset} needs something from you. You send it by the "
            "secure upload that opens here, not as a message; a colleague tells you which.",
            "您的 {amount} {asset} 提现审核需要您补充材料。请通过此处的安全上传通道提交，不要直接发在对话中；客服会告知所需材料。",
        ),
    ),
    "waiting": Told(
        Label("Wait: it is in the queue of its network", "等待：正在排队转出"),
        Label(
            "Your withdrawal of {amount} {asset} is approved and waits to be sent over {network}; that is "
            "done by {due} as a rule.",
            "您的 {amount} {asset} 提现已通过审核，正在等待通过 {network} 转出，一般在 {due} 前完成。",
        ),
    ),
    "waiting_network": Told(
        Label("Wait: withdrawals on this network stand still", "等待：该网络暂停提现"),
        Label(
            "Withdrawals over {network} stand still at the moment ({reason}). Your {amount} {asset} are safe "
            "and leave by themselves once the network is open again; another network can be chosen after "
            "you cancel this one.",
            "{network} 目前暂停提现（{reason}）。您的 {amount} {asset} 是安全的，网络恢复后会自动转出；"
            "如需改用其他网络，可先取消该笔提现。",
        ),
    ),
    "overdue": Told(
        Label("It takes too long: pass it to the exchange's withdrawal team", "已超时：转交交易所提现团队"),
        Label(
            "Your withdrawal of {amount} {asset} takes longer than the three working days it should. That is "
            "for us to set right: a colleague has passed it on and tells you what comes of it.",
            "您的 {amount} {asset} 提现已超过 3 个工作日。这需要由我们处理：客服已转交核查，并会告知结果。",
        ),
    ),
    "sent": Told(
        Label("Wait: it is on the chain and confirms", "等待：链上确认中"),
        Label(
            "Your {amount} {asset} left over {network}; the TxID is in your withdrawal record, where you can "
            "follow it. The receiving side credits it once it has enough confirmations.",
            "您的 {amount} {asset} 已通过 {network} 转出，TxID 见您的提现记录，可在链上查询。达到确认数后由收款方入账。",
        ),
    ),
    "confirmed": Told(
        Label("Explain: it arrived; the chain proves it, the receiving side has to credit it", "说明：链上已到达，应由收款方入账"),
        Label(
            "Your withdrawal of {amount} {asset} was completed at {done}: it is confirmed on {network} at the "
            "address you entered. If it is not shown there, send the TxID of your withdrawal record to the "
            "receiving side; from here it can neither be changed nor called back.",
            "您的 {amount} {asset} 提现已于 {done} 完成，并在 {network} 上确认到达您填写的地址。如对方未显示，"
            "请将提现记录中的 TxID 提供给收款方核查；我方无法更改或撤回该笔转账。",
        ),
    ),
    "cancelled": Told(
        Label("Explain: it was cancelled, the amount is back in the balance", "说明：该笔已取消，金额已退回余额"),
        Label(
            "Your withdrawal of {amount} {asset} was cancelled before it left; amount and fee are back in "
            "your balance. You can ask for it again.",
            "您的 {amount} {asset} 提现在转出前已被取消，金额和手续费已退回余额，您可重新发起。",
        ),
    ),
    "failed": Told(
        Label("Explain; look by hand whether the amount is back in the balance", "说明原因，并人工确认金额已退回余额"),
        Label(
            "Your withdrawal of {amount} {asset} failed on {network}; nothing left the exchange. The amount "
            "returns to your balance; a colleague makes sure that it has.",
            "您的 {amount} {asset} 提现在 {network} 上执行失败，资产并未转出，金额会退回余额，客服会确认是否已退回。",
        ),
    ),
    "refused": Told(
        Label("Refused without a reason we can read: look by hand", "被拒且未返回可识别的原因：请人工核查"),
        Label(
            "Your withdrawal of {amount} {asset} was refused and the amount is in your balance. A colleague "
            "finds out why and tells you.",
            "您的 {amount} {asset} 提现被拒，金额仍在余额中。客服正在核查原因并会告知您。",
        ),
    ),
}  # fmt: skip
CAUSES: Mapping[Refusal, Told] = {
    "deposit_lock": Told(
        Label("Explain: credited, not yet unlocked; it passes by itself", "说明：已入账未解锁，会自动解除"),
        Label(
            "A deposit of {figure} {asset} was credited and can be traded, but may only leave after more "
            "confirmations. That happens by itself; then the withdrawal can be made.",
            "您有 {figure} {asset} 的充值已入账、可交易，但需更多链上确认后才可提现。系统会自动解锁，届时即可提现。",
        ),
    ),
    "purchase_lock": Told(
        Label("Explain: bought by card; the lock ends by itself", "说明：快捷买币锁定，到期自动解除"),
        Label(
            "What was bought by card may not leave for a while, as card payments can be taken back. The lock "
            "ends by itself: {until}.",
            "通过银行卡快捷买入的资产因付款可能被撤销，会锁定一段时间，到期自动解除：{until}。",
        ),
    ),
    "address_not_of_network": Told(
        Label("Explain: the address is none of this network", "说明：地址与所选网络不符"),
        Label(
            "The address does not fit the network that was chosen: it belongs to another chain, or a "
            "character is wrong. Copy it once more from the receiving side together with its network. "
            "Nothing left your account.",
            "填写的地址与所选网络不符：可能属于其他链，或有字符错误。请从收款方重新复制地址并确认网络。资产并未转出。",
        ),
    ),
    "memo_missing": Told(
        Label("Explain: this network needs a memo or tag", "说明：该网络必须填写 Memo/标签"),
        Label(
            "On this network many share one address and the memo (or tag) tells whose it is. Enter the memo "
            "the receiving side shows; if it shows none, ask there before you send.",
            "该网络多人共用一个地址，需通过 Memo/标签区分。请填写收款方显示的 Memo；若未显示，请先向收款方确认。",
        ),
    ),
    "recent_change": Told(
        Label("Explain: 24 hours after a change of the account; nothing can shorten it", "说明：安全信息变更后 24 小时锁定，无法缩短"),
        Label(
            "After a change of password, phone, e-mail, authenticator or fund password nothing leaves for 24 "
            "hours; that protects you and nobody can shorten it. It ends by itself: {until}. If the change "
            "was not yours, say so at once.",
            "修改密码、手机、邮箱、验证器或资金密码后 24 小时内不可提现，这是对您的保护，任何人都无法缩短，"
            "到期自动解除：{until}。如非您本人修改，请立即告知我们。",
        ),
    ),
    "over_limit": Told(
        Label("Explain the limit and when it begins anew", "说明限额及重置时间"),
        Label(
            "Today's limit of your identity level leaves {figure} {asset}. It begins anew at {until} (00:00 "
            "UTC); a higher identity level raises it.",
            "您当前认证等级的今日剩余额度为 {figure} {asset}，将于 {until}（00:00 UTC）重置；提升认证等级可提高限额。",
        ),
    ),
    "over_balance": Told(
        Label("Explain: amount and fee are more than what can leave", "说明：金额与手续费之和超过可提余额"),
        Label(
            "{figure} {asset} can leave at the moment, and the fee counts, too. What is tied up in orders or "
            "positions has to be freed first, what lies in another wallet moved.",
            "目前可提 {figure} {asset}（需含手续费）。挂单或持仓占用的资金需先释放，其他账户的资金需先划转。",
        ),
    ),
    "under_minimum": Told(
        Label("Explain the least that can be withdrawn on this network", "说明该网络的最小提现额"),
        Label(
            "The least that can be withdrawn here is {figure} {asset}. Other networks have other minimums; "
            "the withdrawal page shows them.",
            "该网络的最小提现额为 {figure} {asset}。不同网络的最小额不同，以提现页面显示为准。",
        ),
    ),
    "network_suspended": Told(
        Label("Explain: withdrawals on this network stand still; offer another", "说明：该网络暂停提现，可建议其他网络"),
        Label(
            "Withdrawals over {network} stand still at the moment ({reason}). Your balance is safe; choose "
            "another network the receiving side supports, or try again once it is open.",
            "{network} 目前暂停提现（{reason}）。您的余额是安全的；可选择收款方支持的其他网络，或待恢复后再试。",
        ),
    ),
}  # fmt: skip
REASONS: Mapping[str, Label] = {
    "node_upgrade": Label("the exchange upgrades its node", "节点升级"),
    "network_suspended": Label("the network is suspended", "网络暂停"),
    "congestion": Label("the network is congested", "网络拥堵"),
}
NO_REASON = Label("no reason was given", "未说明原因")
BY_ITSELF = Label("the withdrawal page shows until when", "解除时间见提现页面")
