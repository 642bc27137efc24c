"""Where a name under which anybody may register ends: enough of the public suffixes to judge by.

The whole list has ten thousand rows and changes every week. What matters here is which label was
bought by whoever stands behind a host; the rows below cover the countries that register one level
down and the hosts that give names away.
"""

# Second levels under which countries register names.
_SECOND = """
ac biz co com edu firm gen go gob gov gv id idv in ind inf info int ltd me mil mobi name ne net nom nhs
or org plc police pp press pro sch school web
"""
SECOND = frozenset(_SECOND.split())
_GIVEN_AWAY = """
github.io gitlab.io pages.dev workers.dev web.app firebaseapp.com herokuapp.com netlify.app vercel.app
blogspot.com wordpress.com wixsite.com weebly.com webflow.io myshopify.com appspot.com azurewebsites.net
cloudfront.net amazonaws.com s3.amazonaws.com onrender.com fly.dev glitch.me surge.sh repl.co replit.app
000webhostapp.com duckdns.org no-ip.org ddns.net ngrok.io ngrok-free.app trycloudflare.com r2.dev
ipfs.io carrd.co framer.website notion.site gitbook.io readme.io zendesk.com freshdesk.com tawk.to
typeform.com square.site godaddysites.com mystrikingly.com eu.org us.com uk.com cn.com hk.com sa.com
ru.com
"""
GIVEN_AWAY = frozenset(_GIVEN_AWAY.split())
_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz
ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk
fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir
is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk
ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl
pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc
td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
COUNTRIES = frozenset(_COUNTRIES.split())
_OPEN = """
com net org info biz name pro mobi app dev page web online site website shop store xyz top club vip live
life world today news media blog cloud host hosting space tech digital systems solutions services
support help center centre agency company group team work works expert guru exchange finance financial
money cash fund capital credit loan bank trade trading market markets invest crypto bitcoin wallet nft
dao gold one win bid link click email chat social network zone icu cyou fun cam monster buzz rest bond
lol mom quest sbs cfd skin hair beauty asia int edu gov mil arpa art ink wiki run plus global
international ltd inc llc law care health city land house rocks ninja academy school training university
games game bet casino poker review reviews report reports security secure protection legal tax zip mov
foo new day example test invalid localhost онлайн рф 中国 公司 网络 网站 在线 商城 我爱你 集团 香港 台湾
移动 网址 信息 中文网
"""
OPEN = frozenset(_OPEN.split())
KNOWN = COUNTRIES | OPEN


def split(host: str) -> tuple[str, str, str]:
    """Take a host apart: what its owner put before, the label that was bought, and what it ends in."""
    labels = host.split(".")
    ending = _ending(labels)
    if len(labels) <= ending:
        return "", "", host
    before, bought, rest = labels[: -ending - 1], labels[-ending - 1], labels[-ending:]
    return ".".join(before), bought, ".".join(rest)


def ends_well(host: str) -> bool:
    """Whether a bare writing ends as hosts do."""
    return host.rpartition(".")[2] in KNOWN


def _ending(labels: list[str]) -> int:
    for length in (3, 2):
        if ".".join(labels[-length:]) in GIVEN_AWAY:
            return length
    if len(labels) > 1 and labels[-1] in COUNTRIES and labels[-2] in SECOND and len(labels) > 2:  # noqa: PLR2004
        return 2
    return 1
