"""Words that mean the same in the trade, and words that mean nothing in a question.

A line is one thing: the first word stands for all of them, English or Chinese, so that a question in one
language meets the words of an article in the other.
"""

_SAME = """
liquidation, liquidated, liquidate, liquidations, forced close, 爆仓, 强平, 强制平仓, 穿仓
liquidation, liqed, rekt, wiped out, blown up
withdrawal, withdraw, withdrawals, withdrawing, withdrew, payout, cash out, take out, taking out, 提币, 提现
withdrawal, payouts, cashout, 取款, 提领, 提u
withdrawal, pull out, move out, 出金, 取币, 取钱, 提出来, 转出去, 往外转
deposit, 充u, deposits, deposited, depositing, top up, fund my account, 充值, 充币, 入金, 存款, 打进来, 转进来
usdt, tether, 泰达币, 泰达
bitcoin, btc, 比特币, 大饼
ethereum, eth, ether, 以太坊, 以太币, 以太
ripple, xrp, 瑞波, 瑞波币
coin, coins, token, tokens, crypto, cryptocurrency, 币, 代币, 数字货币, 加密货币
2fa, authenticator, two-factor, two factor, second factor, second step, 谷歌验证, 谷歌验证器, 身份验证器
2fa, 双重验证
2fa, two-step, two step, google auth, 二次验证, 两步验证, 动态码, 验证器
passkey, passkeys, 通行密钥
kyc, identity, verification, verify, verified, prove who, 实名, 实名认证, 身份认证, 身份验证, 认证
code, codes, otp, digits, 验证码, 校验码, 短信码
sms, text message, text messages, 短信, 简讯
email, e-mail, e-mails, emails, mail, mails, mailbox, inbox, gmail, 邮件, 邮箱, 电邮, 信箱
phone, telephone, mobile, cell, cellphone, phone number, 手机, 手机号, 电话, 号码, 电话号码
sign-in, log in, logged in, logging in, login, sign in, signed in, signing in, 登录, 登陆, 登入, 登不上
sign-in, 登不了
password, passwords, pw, pwd, passcode, 密码
forgot, forget, forgotten, 忘记, 忘了, 想不起来, 忘
account, accounts, acct, acc, profile, 账户, 账号, 帐户, 帐号, 户头
document, documents, papers, id card, passport, 证件, 身份证, 护照, 资料
upload, uploads, uploaded, uploading, 上传, 传不上去, 提交
picture, pictures, photo, photos, image, images, screenshot, screenshots, 照片, 图片, 截图, 相片
fee, fees, commission, costs, cost, charge, charged, charges, 手续费, 费率, 费用, 收费, 扣多少, 收多少
fee, gas fee, network fee, 矿工费
maker, 挂单方
taker, 吃单, 吃单方
frozen, freeze, freezing, unfreeze, frozen account, suspend, 冻结, 解冻, 冻住, 停用
locked, lock, locked out, lockout, unlock, disabled, 锁定, 被锁, 锁住, 解锁
stolen, hacked, hacker, compromised, stole, theft, drained, 盗, 被盗, 盗号, 盗走, 黑客
network, networks, chain, chains, blockchain, mainnet, 网络, 链, 主网, 公链
order, orders, 订单, 委托, 挂单, 单子, 下单
filled, fill, executed, execute, matched, 成交
market order, 市价单, 市价
limit order, 限价单, 限价
trigger order, conditional order, plan order, 计划委托, 条件单, 触发单
position, positions, 仓位, 持仓, 头寸, 多单, 空单
contract, contracts, futures, perpetual, perpetuals, perp, perps, swap, 永续, 合约, 期货
spot, 现货
funding, funding rate, funding fee, 资金费, 资金费率
mark price, 标记价, 标记价格
index price, 指数价, 指数价格
price, prices, 价格, 价位
leverage, margin, multiples, multiple, 杠杆, 保证金, 倍数, 倍
isolated, cross vs isolated, isolated vs cross, cross margin, cross or isolated, 逐仓, 全仓
borrow, borrowed, loan, lend, 借币, 借钱, 借贷, 借
risk, risks, risky, dangerous, 风险, 风控, 危险
stop-loss, stop loss, take profit, 止损, 止盈
phishing, phish, scam, scams, fraud, scammed, 钓鱼, 诈骗, 骗局, 被骗, 骗
fake, false, impostor, impostors, impersonate, impersonating, pretend, pretending, pretends, 假, 冒充, 假冒
fake, 山寨
official, genuine, legit, legitimate, really you, really us, 官方, 真伪, 是不是你们
txid, hash, transaction id, transaction hash, tx hash, 交易哈希, 哈希, 交易号, 哈希值
explorer, block explorer, etherscan, 区块浏览器, 浏览器
block, blocks, 区块
confirmations, confirmation, 确认数, 区块确认
promotion, bonus, campaign, reward, rewards, prize, prizes, promo, giveaway, 活动, 奖励, 体验金, 福利, 奖金
promotion, 赠金
promotion, coupon, coupons, voucher, cashback, contest, 优惠券, 返现, 奖品
register, registration, sign up, signup, signing up, open an account, create an account, 注册, 开户
complaint, complain, complaints, complaining, escalate, grievance, 投诉, 申诉, 不满
limit, limits, quota, maximum, max, cap, 限额, 额度, 上限, 最多, 最高
minimum, min, smallest, too small, 最小, 最低, 太小
memo, tag, destination tag, 标签, 备注
address, addresses, 地址
arrive, arrived, arrives, credited, credit, received, receive, missing, show up, showed up, 到账, 未到账
arrive, 没到账
arrive, turn up, shows nothing, 没到, 入账, 收到, 没收到, 收不到, 入帐, 到帐
suspended, maintenance, paused, 维护, 暂停
send, sent, sending, transfer, transfers, transferred, transferring, 转账, 转出, 转入, 转到, 转过来, 发送
send, 汇款
send, wire, 打过来, 打币, 转了, 转错, 转币
balance, balances, 余额
wallet, wallets, ledger, metamask, trezor, cold wallet, hardware wallet, 钱包, 冷钱包
money, funds, cash, 资金, 钱
card, cards, visa, mastercard, credit card, debit card, bank card, 银行卡, 信用卡
bank, banks, sepa, iban, 银行
alipay, wechat pay, payment service, 支付宝, 微信支付, 支付工具
fiat, euro, euros, eur, dollars, 法币, 欧元, 美元
buy, bought, buying, purchase, 买, 购买, 买入, 买币
sell, sold, selling, 卖, 卖出, 卖掉
refused, refuse, rejected, reject, rejects, denied, declined, refusal, 拒绝, 被拒, 驳回, 被拒绝
failed, fail, fails, failure, failing, unsuccessful, 失败, 不成功
error, errors, fault, 报错, 错误, 出错, 异常
pending, processing, stuck, waiting, in progress, taking long, 处理中, 卡住, 等待, 迟迟
review, reviewed, reviewing, checked, 审核, 审核中, 审查
wrong, incorrect, mistake, 选错, 填错, 充错, 弄错
recover, recovery, get back, restore, retrieve, 找回, 恢复, 追回
lost, lose, broke, broken, 丢失, 丢了, 遗失, 坏了, 掉了
change, changed, changing, switch, switched, replace, swap out, 更换, 换绑, 修改, 换成, 换了
set-up, set up, setting, settings, enable, turn on, activate, switch on, 设置, 开启, 启用, 绑定, 设定
support, agent, agents, customer service, representative, staff, 客服, 人工, 工作人员
support, human, real person, 真人
contact, reach you, get in touch, hotline, 联系, 热线, 联络
case, ticket, tickets, request, 工单, 提的问题, 反映的问题
progress, status, how far, 进度, 进展
police, authorities, 警方, 警察, 报警, 报案, 公安, 派出所
evidence, proof, 证据
conversation, conversations, chat, chats, transcript, 聊天, 会话, 对话, 聊天记录
download, downloads, export, csv, pdf, keep a copy, copy of, 下载, 导出, 保存, 汇出, 备份
history, records, statement, statements, past orders, 记录, 历史, 明细, 流水, 账单, 清单
tax, taxes, 报税, 税
api, api key, api keys, 接口
bot, bots, trading bot, automated, 机器人, 量化, 程序化, 自动交易
key, keys, secret, 密钥
permission, permissions, rights, 权限
safe, secure, safely, safety, security, 安全
hygiene, wifi, wi-fi, public network, 公共网络, 无线网
closing-down, shut down, shutting down, wind down, wind-down, close down, closes, 关闭, 停止运营, 关停, 倒闭
closing-down, 关门, 清退
delay, lag, laggy, hang, hangs, hung, froze, crashed, outage, slow, disconnected, 卡顿, 卡死, 延迟, 崩溃
delay, 死机, 断线
delay, 掉线, 宕机, 网络故障
terms, tos, terms of service, agreement, policy, policies, 条款, 协议, 政策
rules, rule, conditions, requirement, requirements, eligible, eligibility, qualify, 规则, 条件, 要求, 资格
rules, 参与条件
advice, recommend, should i buy, should i sell, 建议, 推荐, 抄底, 做多, 做空
copyright, publish, published, reuse, 版权, 转载, 公开
unlawful, lawful, illegal, forbidden, allowed, manipulation, wash trading, 违规, 违法, 合法, 对敲, 刷量
unlawful, 操纵
report, reporting, 举报
device, devices, 设备
unknown, strange, unfamiliar, stranger, 陌生, 可疑
website, site, sites, page, web page, url, link, links, 网站, 网页, 网址, 链接, 页面
explain, means, 含义
how-long, how long, how many days, 多久, 多长时间, 几天, 多少天
how-much, how much, 多少钱
daily, per day, each day, 每日, 每天, 一天
"""
SAME: tuple[tuple[str, ...], ...] = tuple(tuple(line.split(", ")) for line in _SAME.strip().splitlines())
_ENGLISH = """
a am an and are as at be been but by can could did didnt do does doesnt dont for from get got had has
have he her hi his how i if im in is it its ive just me my not now of omg on or our please pls plz r she
should so that the their them then there they this thx to u up ur us was we were what when where which
who why will with would you your
"""
_CHINESE = """
的 了 吗 呢 我 你 您 是 在 有 怎么 如何 什么 为什么 请 请问 和 与 及 或 被 把 到 吧 啊 我的 一下 怎么办 你们
我们 怎样 怎么样 可以 能 还 就 都 这 那 去 要 会 想 给 也 才 呀 么 咋 啥 哪里 哪儿 哪 个 一个
"""
STOP = frozenset(_ENGLISH.split()) | frozenset(_CHINESE.split())
