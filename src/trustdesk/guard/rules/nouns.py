"""The secrets a reply may name: by the words that mean nothing else, and by those that only may mean one."""

from trustdesk.guard.model import Reason
from trustdesk.guard.rules.gates import guarded, one_of

NOUNS = {
    Reason.ASKS_RECOVERY_PHRASE: (
        r"(?:seed|recovery|mnemonic|backup|secret)[ -]?(?:phrases?|words?)|mnemonics?\b|(?:12|24|twelve|twenty[ -]four)[ -](?:\w+ )?words?|\bseeds?\b(?! ?(?:round|fund|investor|capital))"
        r"|(?:words?|phrase) (?:that )?you (?:wrote|noted|saved|were given|got)\b|\b(?:your|ur|the|wallet) (?:\w+ )?(?:pass)?phrases? of (?:your|ur|the) (?:\w+ )?wallet|words (?:of|from|for|to) (?:your|the) (?:wallet|phrase|backup)|\b(?:your|the|wallet) phrase\b(?! ?[\"'“(:])"
        r"|助记[词语]|密语|恢复短?[词语]组?|种子[词短][语]?|注记词|备份(?:短语|单?词组?|助记)|(?:私密|恢复|备份|种子|钱包)的?短语|抄(?:写)?下的?(?:短语|单?词|字)|(?:12|24|十二|二十四)\s?个?(?:英文|中文)?(?:单?词|字)"
    ),
    Reason.ASKS_PRIVATE_KEY: r"\bset-?up keys?\b|priv(?:ate)?[ -]?keys?|secret[ -]?keys?|api[ -]?(?:secrets?|keys?)(?! ?(?:name|id|label|permission|list|management)s?\b|\s?的?(?:名称|权限|标签|编号|备注|列表))|keystore|wallet[ -]?keys?|\bkeys? (?:of|to|for) (?:your|ur|the) (?:\w+ )?wallet|私[钥匙]|密钥",
    Reason.ASKS_PASSWORD: r"\b(?:log-?in|sign-?in|account) (?:details|credentials)\b|\bcredentials\b|\b(?:your|ur) log-?in\b(?= ?(?:$|[,.;?!]|please))|\b(?:security|secret) (?:question|answer)|\banswers? to (?:your|the) (?:security|secret)|密保(?:问题)?的?答案|登[录入](?:信息|资料|凭证)|session cookies?\b|会话cookie|cookie(?=.{0,4}(?:发|给|复制))|p[ao]ss[ -]?words?|pass[ -]?codes?|pass[ -]?phrases?|\bpwd?\b|\bpins?\b(?: code| number)?|(?<![a-z])pin码|密码|口令",
    Reason.ASKS_CODE: (
        r"(?:verification|authenticator|authentication|2fa|two[ -]factor|otp|sms|google|security|login|one[ -]time|6[ -]digit|six[ -]digit)"
        r"(?: \w+)?[ -]?(?:codes?|passwords?)|\bcodes? (?:that |which )?(?:you(?:'ve| have)? (?:just )?(?:got|get|received?|see)\b|(?:we|i) (?:just |have )?sent|(?:was|were|is|has been|got) (?:just )?sent|(?:(?:has|have) )?(?:just |already |now )?(?:came|come|arrived)\b)"
        r"|\b(?:numbers?|digits?|figures?) (?:from|in|on|of) (?:your |the |that )(?:sms|text(?: message)?)\b|\b(?:six|6)[ -]digits?\b|\b(?:numbers?|digits?|codes?) (?:that )?(?:is |are )?(?:shown |displayed |you see )?(?:in|on|from) (?:your |the )?(?:google )?(?:authenticator|phone)"
        r"|\b(?:numbers?|digits?|codes?) (?:does |do |is |are )?(?:your|the|ur) (?:google )?authenticator|screen(?:shot)?s? of (?:your|the|ur) (?:google )?authenticator|\bauthenticator(?:'s)? (?:screen|code|number)s?\b|验证器(?:的)?(?:界面|画面|截图|页面)|(?:弹出|收到|显示)的?(?:那|这)?(?:串|几个|个)?数字|那(?:串|几个)数字"
        r"|qr(?:[ -]?codes?)? (?:\w+ ){1,7}?(?:authenticator|2fa)"
        r"|\bcodes? (?:(?:from|in|on) (?:your|the) (?:app|authenticator|phone|sms|e?mail)\b)|\botps?\b|\b2fa\b(?: codes?)?|(?:验证|校验|动态|短信|谷歌)码|动态口令|令牌码|(?:六|6)\s?位\s?(?:数字?|验证|码)|验证器(?:里|上|中)?的(?:数字|码)|(?:短信|手机)(?:里|上)?的(?:[六6]个)?数字|验证器[^,，。]{0,6}?二维码"
    ),
}
# Named loosely, as in talk: these alone are no secret, only what brings them to us asks for one.
LOOSE = {
    Reason.ASKS_RECOVERY_PHRASE: r"\b(?:phrase|seed|(?:12|24|twelve|secret|backup|recovery) words|words)\b(?! ?[\"'“(:])|(?:助记|恢复|种子|备份)单?词|备份页面?|(?:英文|那串|那些)[^,，。]{0,4}?单?词|(?:12|24|十二|二十四)\s?个?(?:单?词|字)|短语",
    Reason.ASKS_PRIVATE_KEY: r"\b(?:private|secret|backup|wallet) key\b|\bpk\b|\bkeystore\b|\bapi secret\b|\bkey ?file\b|\bthe key\W*$|\bkey(?= to (?:me|us)\b)|私钥|密钥|\bsecret\b(?=也|都|一)",
    Reason.ASKS_PASSWORD: r"\bpass(?:word|phrase|code)s?\b|\bpwd?\b|\bpin\b|密码|口令",
    Reason.ASKS_CODE: r"(?<!error )(?<!referral )(?<!promo )(?<!voucher )(?<!invite )(?<!country )(?<!swift )(?<!card )(?<!reward )(?<!status )(?<!qr )\bcodes?\b|\botp\b|\bsms\b|\btext message\b|\b(?:six |6 |those |the |few )digits\b|\bauthenticator\b|(?:验证|动态|谷歌|短信|安全)码|\bset-?up key\b|\b(?:pop-?up|message|text|mail) with (?:the |a |six |some )?(?:numbers?|digits?|code)|\b(?:numbers?|digits?) (?:off|from|on|of) your (?:token|device|dongle)|\b(?:pops? up|appears?|comes? (?:in|up)|shows? up)[^.]{0,16} on your (?:phone|screen|mobile)|\b(?:text|message) from us\b|[六6四4]位(?:数字?|码)|弹窗[^,，。]{0,4}?数字|哪个码|来电报的数字|看(?:一?下)?短信|(?<![一-鿿])码(?=发|呢|多少|给|报)|短信(?=[^,，。]{0,3}给我)|(?:手机|短信|邮箱|邮件|弹出|收到)[^,，。]{0,8}?(?:数字|(?<!二维)(?<!邀请)码)|验证器",
    Reason.ASKS_CARD: r"\b(?:full|whole|complete|entire) (?:card )?number\b|\blong number (?:on|of)\b|\bcard (?:number|details|data|no\b|num\b)|\bcard front|\bfront ?(?:/|and|&) ?back\b|\bcvv2?\b|\bcvc2?\b|\b(?:three|3) digits (?:on|at) the back|\bback of (?:your|the) (?:\w+ )?card\b|\b(?:both|two) sides of (?:your|the) (?:\w+ )?card\b|(?:完整|银行|信用|全部)的?卡号|(?:16|sixteen) digits\b|\b(?:photos?|pictures?|images?|scans?) of (?:your|the) (?:\w+ )?card\b|卡号(?![^,，。]{0,6}?(?:后四位|遮|末四位))|背面三位|安全码|有效期和|卡(?:片)?背面|(?:银行|信用)?卡(?:的)?正反面?",
}
# One of these stands in whatever names such a secret.
HINTS = {
    Reason.ASKS_RECOVERY_PHRASE: "phrase| word|-word|yword|cword|pword|tword|dword|words|word you|word that|word of|word from|word for|word to|seed|mnemonic|助记|种子|注记|恢复|词|字|短语|密语|备份|抄",
    Reason.ASKS_PRIVATE_KEY: "key|pk|secret|api|钥|私",
    Reason.ASKS_PASSWORD: "pass|poss|pw|pin|credential|login|log-in|detail|question|answer|cookie|密码|口令|密保|登录|登入",
    Reason.ASKS_CODE: "code|otp|2fa|sms|text|message|digit|number|figure|qr|password|authenticator|set-up|setup|on your|码|口令|数字|验证器|短信|位",
    Reason.ASKS_CARD: "card|cvv|cvc|number|three|3 d|16|sixteen|front|卡|安全码|有效期|背面",
}
SECRETS = {
    reason: f"{NOUNS[reason]}|{loose}" if reason in NOUNS else loose for reason, loose in LOOSE.items()
}
NAMED = {reason: guarded(HINTS[reason], noun) for reason, noun in NOUNS.items()}
LOOSELY = {reason: guarded(HINTS[reason], noun) for reason, noun in LOOSE.items()}
SPOKEN_OF = {reason: guarded(HINTS[reason], noun) for reason, noun in SECRETS.items()}
speaks_of_one = one_of("|".join(HINTS.values()))
