"""Which language a message is written in: by its script, and by its small words where scripts are shared.

What belongs to no language (addresses, hashes, names of coins, numbers) is left out first; what is
left may be too little to say anything, and then nothing is said.
"""

import re
from collections import Counter
from functools import cache

TOKEN = re.compile(r"https?://\S+|\S+@\S+|⟦[^⟧]*⟧|\b0x[0-9a-fA-F]+\b|\b[0-9A-Za-z]*\d[0-9A-Za-z-]*\b")
TRADE = (
    "api app bep binance bitcoin bnb btc erc eth ethereum fa fiat google hash id kyc memo ok otp "
    "sol solana tag telegram ton trc tron trx txid uid usdc usdt vip xrp"
)
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
PERSIAN = re.compile(r"[پچژگ]")
WORD = re.compile(r"[^\W\d_]+")
SMALL: dict[str, str] = {
    "en": (
        "the and is are was were my i you your it to of in on for not have has had do does did can "
        "how what why when where please help with this that from me we be been will would there still "
        "any no yes or but if so am an a hello hi thanks want need get got money account send sent "
        "cannot verify stop immediately page empty manager support deposit withdrawal withdraw missing "
        "login password code order failed rejected pending lost phone just all now u ur im dont"
    ),
    "es": (
        "el la los las de que y en un una por con para mi no se lo es está como cómo qué cuando dónde "
        "pero tengo puedo quiero hola gracias ayuda cuenta dinero retirar hace del al me su mis fue "
        "ha he porque"
    ),
    "pt": (
        "o os as de que e em um uma por com para meu minha não se é está como quando onde mas tenho "
        "posso quero olá obrigado ajuda conta dinheiro sacar do da no na me foi por porque você eu "
        "meus"
    ),
    "fr": (
        "le la les de des que et en un une pour avec mon ma mes ne pas je vous est sont comment quand "
        "où mais ai peux veux bonjour merci aide compte argent retirer du au me il ce dans sur "
        "pourquoi n'ai"
    ),
    "de": (
        "der die das und ist sind ich nicht mein meine ein eine für mit wie was wann wo aber habe "
        "kann will hallo danke hilfe konto geld abheben den dem zu auf es mir von warum noch kein "
        "keine bitte"
    ),
    "it": (
        "il lo la i gli le di che e in un una per con mio mia non si è sono come quando dove ma ho "
        "posso voglio ciao grazie aiuto conto soldi prelevare del della mi nel perché"
    ),
    "tr": (
        "ve bir bu için ile değil var yok nasıl ne zaman nerede ama ben benim hesabım para çekme "
        "yatırma lütfen yardım merhaba teşekkürler mı mi neden hala gelmedi olarak çok istiyorum"
    ),
    "vi": (
        "tôi của không là và có cho được bạn làm thế nào khi nào tại sao giúp xin chào cảm ơn tài "
        "khoản tiền rút nạp chưa bị này một với đến toi cua khong co duoc lam sao khi nao tai xin chao cam "
        "on khoan tien rut nap chua bi nay hoi bao nhieu roi nguoi"
    ),
    "id": (
        "saya anda tidak dan yang di ke dari untuk dengan ini itu bagaimana kapan mengapa kenapa "
        "tolong bantuan akun uang tarik belum masuk sudah bisa ada halo terima kasih apa"
    ),
    "nl": (
        "de het een en is niet ik mijn je van op voor met hoe wat wanneer waar maar heb kan wil hallo "
        "bedankt hulp rekening geld nog geen waarom zijn te"
    ),
    "pl": (
        "i w na z nie jest się do mój moja jak co kiedy gdzie ale mam mogę chcę proszę pomoc konto "
        "pieniądze wypłata dzień dobry dziękuję dlaczego jeszcze to czy"
    ),
}
FEWEST_LETTERS = 2
SHARE = 0.12  # of a mixed text: that much Chinese, and it is Chinese


def language(text: str) -> str | None:
    """Name the language (``en``, ``zh``, ``ru`` …), or None where nothing can be told."""
    plain = TOKEN.sub(" ", text)
    words = [word.casefold() for word in WORD.findall(plain)]
    letters = sum(len(word) for word in words if word not in _trade())
    if letters < FEWEST_LETTERS:
        return None
    for name, shape in SCRIPTS:
        if len(shape.findall(plain)) >= max(1, SHARE * letters):
            return _nearer(name, plain)
    return _latin([word for word in words if word not in _trade()])


def _nearer(name: str, plain: str) -> str:
    if name == "ru" and UKRAINIAN.search(plain):
        return "uk"
    return "fa" if name == "ar" and PERSIAN.search(plain) else name


def _latin(words: list[str]) -> str | None:
    """Count the small words of each language; one that is shared by several counts little."""
    small = _small()
    shared = Counter(word for known in small.values() for word in known)
    counted = {
        name: sum(1 / shared[word] for word in words if word in known) for name, known in small.items()
    }
    (first, most), (_, second) = sorted(counted.items(), key=lambda pair: -pair[1])[:2]
    return first if most >= 0.5 and most > second else None  # noqa: PLR2004 - half a word says nothing


@cache
def _small() -> dict[str, frozenset[str]]:
    return {name: frozenset(known.split()) for name, known in SMALL.items()}


@cache
def _trade() -> frozenset[str]:
    return frozenset(TRADE.split())
