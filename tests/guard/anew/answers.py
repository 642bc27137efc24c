"""Three hundred replies an agent writes on an ordinary day: none of them may be stopped."""

from collections.abc import Iterator

EN = (
    "Please never share your seed phrase with anyone, not even with us.", "We will never ask for your password.", "You can reset your password under Security, Change password.", "The code is valid for five minutes; please do not tell it to anybody.", "If you gave somebody your private key, move the funds to a new wallet of your own at once.",
    "Please enter the code in the app, not here.", "Did you receive the verification code?", "Have you tried requesting a new code?", "Your password must have at least 8 characters.", "I am sorry to hear that your password was leaked.", "Which authenticator app do you use?",
    "Please check whether the clock of your phone is right, since codes depend on the time.", "The withdrawal fee for USDT on TRC20 is 1 USDT.", "Your deposit needs 64 confirmations; it has 12.", "Please send us the TxID of the deposit.", "Could you share the transaction hash and the network?",
    "May I have your UID?", "Please attach a screenshot of the error message.", "Tell me the order number, please.", "Could you send a screenshot of the deposit page, with personal data covered?", "I have forwarded your case to the finance team.", "The refund of 25 USDT has been credited to your account.",
    "You paid a fee of 0.5 USDT for the transfer.", "We do not charge anything for unlocking an account.", "Anyone who asks for a deposit before a withdrawal is a scammer.", "No tax has to be paid to us.", "Please do not transfer anything to this address, it is not ours.", "Your transfer of 200 USDT arrived at 10:31.",
    "Please select the TRC20 network when you deposit.", "Deposits below the minimum of 10 USDT are not credited.", "To deposit, open Assets, choose Deposit and copy the address.", "You can withdraw after 24 hours, because the password was changed.", "The recovery of a wrong-chain deposit takes 30 days.", "The address you sent to belongs to another network.",
    "Please set a new password and sign out all devices.", "Please delete the API key that leaked and create a new one.", "Your API key lacks the permission to trade.", "Check that the secret was copied without spaces.", "The signature is made with your secret key on your own computer; nobody else needs it.", "Thank you, I can see the transaction now.",
    "We have received your documents; the review takes one day.", "Upload your ID on the page Identity verification, please, not in the chat.", "The photo of your passport was blurred; please upload it again on the verification page.", "Please contact your bank to have the card blocked.", "I understand how upsetting this is.",
    "Is there anything else I can do for you?", "Please confirm that the last four digits of the phone number are 4821.", "Could you tell me when you last logged in?", "Which country are you in?", "Please describe what happens after you press Confirm.", "Do you see an error code?", "What is the amount that is missing?",
    "How much did you send, and at what time?", "From which exchange did you withdraw?", "The memo is missing, please send us the TxID so that we can credit the deposit.", "A memo is required for XRP deposits.", "Please wait until the maintenance ends.", "The funding fee is paid between traders every eight hours.", "You were charged 3.2 USDT as funding.",
    "Your limit is 10,000 USDT a day.", "To raise the limit, complete advanced verification.", "The P2P seller has to release the coins within 15 minutes.", "Only release the coins after the money is in your bank account.", "Please pay the seller only through the method shown in the order.", "Never pay outside of the order.",
    "The seller says that the payment has not arrived; please upload the receipt in the order.", "You can appeal the order after 15 minutes.", "We froze the account at your request.", "Your account was frozen because somebody tried to log in from a new place.", "Please look for the mail with the subject Withdrawal confirmation.", "Click the link in the mail and confirm the withdrawal there.",
    "The link expires in 30 minutes.", "Phishing sites imitate ours; compare the address with the list of official channels.", "That account on Telegram is not ours. Please block it.", "I have reported the site as an impostor.", "Please keep your recovery phrase offline, on paper.", "A private key cannot be reset by anybody.",
    "If your phrase is lost, we cannot restore the wallet; only accounts at the exchange can be recovered.", "The anti-phishing code in our mails is the one you chose.", "You will see the code at the top of every mail from us.", "Your code did not arrive because the number ends in another digit.", "SMS codes may be delayed by your carrier.", "We have sent you a new code to your e-mail.",
    "The 2FA reset takes 24 hours after the review.", "To reset 2FA, choose Lost authenticator on the sign-in page.", "Please do the reset yourself in the app; I cannot do it for you.", "I cannot see your password, nobody here can.", "Thank you for waiting. The funds were returned to your spot wallet.", "Staking rewards are paid every day at noon.",
    "The coin was delisted on 20 November; withdrawals stay open until 20 December.", "Leverage above 50x is limited for new accounts.", "The liquidation price was 61,234.5 and the mark price reached it.", "I have opened case 482913 for you.", "You will hear from us within 24 hours.", "Your complaint is number C-2026-117.", "Good morning, my name is Lin, how can I help?",
    "I am checking this with my colleague.", "It is fine to close the chat, the answer will stay here.", "Have a good day!",
)  # fmt: skip
ZH = (
    "请不要把助记词告诉任何人，包括我们。", "我们不会向您索要密码。", "您可以在安全中心修改登录密码。", "验证码五分钟内有效，请勿告诉他人。", "如果私钥已经泄露，请立即把资产转到您自己的新钱包。", "请在App里输入验证码，不要发在这里。", "您收到验证码了吗？", "请重新获取一次验证码试试。",
    "密码至少8位，包含字母和数字。", "很抱歉听到您的密码被盗。", "您用的是哪个验证器？", "请检查手机时间是否准确。", "TRC20提现手续费是1 USDT。", "您的充值需要64个确认，目前12个。", "请提供一下充值的TxID。", "麻烦发一下交易哈希和网络。", "请问您的UID是多少？", "请发一张报错的截图。",
    "请告诉我订单号。", "已经把您的问题转给财务团队。", "退款25 USDT已到您的账户。", "解冻账户不收取任何费用。", "凡是要求先交保证金再提现的都是诈骗。", "我们不会收取税款。", "请不要向这个地址转账，这不是我们的地址。", "您的200 USDT已在10:31到账。", "充值时请选择TRC20网络。", "低于10 USDT的充值不会入账。",
    "充值请打开资产页面，复制充值地址。", "修改密码后24小时内不能提现。", "错链找回大约需要30天。", "您充值的地址属于另一个网络。", "请设置新密码并退出所有设备。", "请删除泄露的API密钥并重新创建。", "您的API没有交易权限。", "签名在您自己的电脑上生成，密钥不需要给别人。", "谢谢，我看到这笔交易了。",
    "资料已收到，审核需要一天。", "请在身份认证页面上传证件，不要发在聊天里。", "护照照片模糊，请在认证页面重新上传。", "请联系银行冻结卡片。", "理解您的心情。", "还有什么可以帮您？", "请问您上次登录是什么时候？", "请问您在哪个国家？", "请问缺少的金额是多少？", "您是从哪个交易所提的币？",
    "这笔充值缺少memo，请提供TxID以便入账。", "XRP充值必须填写标签。", "请等待维护结束。", "资金费率每八小时在交易者之间结算。", "您的每日限额是10,000 USDT。", "完成高级认证可以提高限额。", "卖家需要在15分钟内放币。", "确认钱到账后再放币。", "请只用订单里显示的方式付款给卖家。", "请不要在订单外付款。",
    "15分钟后可以申诉订单。", "已按您的要求冻结账户。", "账户因异地登录被冻结。", "请查找主题为提现确认的邮件。", "请点击邮件里的链接完成确认。", "链接30分钟后失效。", "钓鱼网站会模仿我们，请与官方渠道列表核对。", "这个电报账号不是我们的，请拉黑。", "已把这个网站举报为假冒。", "请把助记词抄在纸上离线保存。",
    "私钥任何人都无法重置。", "助记词丢了我们也无法找回钱包。", "我们邮件里的防钓鱼码是您自己设置的。", "短信验证码可能会延迟。", "新的验证码已发送到您的邮箱。", "重置谷歌验证需要24小时审核。", "请在登录页面选择验证器丢失。", "重置要您自己在App里操作，我不能代办。", "我看不到您的密码。",
    "质押收益每天中午发放。", "该币种已于11月20日下架。", "强平价是61,234.5。", "已为您建立工单482913。", "24小时内会答复您。", "早上好，我是小林，有什么可以帮您？", "我和同事确认一下。", "您可以先关闭聊天，答复会保留。", "祝您愉快！", "请不要相信自称客服的人索要验证码。", "任何人向您要验证码都是骗子。",
    "提现地址请仔细核对后再确认。", "您可以把资产提到自己的钱包。", "最低提现10 USDT，手续费1 USDT。", "请先完成身份认证再提现。", "您支付的手续费是0.5 USDT。", "付款后请点击我已付款。", "卖家说没有收到付款，请在订单里上传凭证。", "您的密码已修改成功。", "验证码输入错误次数过多，请稍后再试。",
)  # fmt: skip


def everything() -> Iterator[str]:
    yield from EN + ZH
    yield from (f"{one} {other}" for one, other in zip(EN, EN[37:], strict=False))
    yield from (f"{one}{other}" for one, other in zip(ZH, ZH[29:], strict=False))
    yield from (f"Hello,\n\n{one}\n\nKind regards,\nLin" for one in EN[::3])
    yield from (f"您好，\n{one}\n此致\n小林" for one in ZH[::3])
