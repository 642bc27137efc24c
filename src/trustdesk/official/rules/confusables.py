"""Letters that pass for other letters: our own table, made for names in Latin letters and digits."""

import unicodedata

# Each row: the plain letter, then what people draw it with. NFKC has already undone full-width, circled,
# mathematical and other dressed-up forms; accents are taken off before this table is asked.
LOOKS = """
a а ɑ α ⍺ ａ ạ ӓ
b ь Ь Ƅ ƅ ß в Ь β Ƀ ᏼ ḅ
c с ϲ ⅽ ᴄ ҫ ç ƈ
d ԁ ⅾ ժ ɗ đ ᑯ
e е є ҽ ℮ ё ε ẹ ɛ ǝ
f ғ ƒ ſ ϝ
g ɡ ց ɢ ǥ գ ġ ɠ
h һ հ ꮒ ħ н
i і ı ɩ ι ɪ ӏ ї ɨ ᛁ ǀ ꙇ ĺ ا
j ј ϳ յ ʝ
k к κ ĸ қ ҡ ᴋ ķ
l ⅼ ʟ ł ļ ḷ ɭ Ӏ ǃ
m м ⅿ ᴍ ɱ ṃ ʍ
n п ո ռ η ŋ ɴ и ṇ
o о ο σ օ ø ೦ ০ ᴏ ჿ ọ ө ๐ ໐ 〇 ʘ
p р ρ ⍴ ϼ þ ᴘ ƿ ҏ
q ԛ գ զ ʠ
r г ᴦ ɾ ř ꭇ ɼ ʀ я
s ѕ ꜱ ʂ ș ş ƽ
t т τ ᴛ ţ ț ŧ ƭ ṭ
u υ ս ц ʋ ᴜ ư ụ μ
v ν ѵ ⅴ ᴠ ט ѷ
w ѡ ԝ ɯ ᴡ ω ш щ
x х χ ⅹ ҳ ×
y у ү γ ყ ʏ ỵ ў
z ᴢ ʐ ż ƶ ẓ
0 Ο О
1 １
3 з З ʒ ȝ
4 Ч ч
6 б
8 ȣ
"""
# What stands for what once letters are plain: digits, and pairs that flow together.
DIGITS = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "3": "e", "5": "s", "|": "l", "!": "l", "$": "s", "7": "t"}
)
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def _table() -> dict[int, str]:
    rows = [row.split() for row in LOOKS.split("\n") if row]
    return {ord(form): plain for plain, *looks in rows for look in looks for form in (look, look.lower())}


TABLE = _table()


def plain(text: str) -> str:
    """Give ``text`` with every look-alike as the letter it passes for; length may change with accents."""
    bare = (sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    low = "".join(bare).translate(TABLE).lower().translate(TABLE)
    return unicodedata.normalize("NFKC", low)


def skeleton(text: str) -> str:
    """Give what a hurried eye reads: equal for two writings that can be taken for each other."""
    seen = plain(text).translate(DIGITS)
    for pair, one in PAIRS:
        seen = seen.replace(pair, one)
    return seen


def strange(text: str) -> bool:
    """Whether letters stand in it that are not what they seem."""
    return plain(text) != text.lower()


def name_of(letter: str) -> str:
    """Spell a letter out for people: ``U+0435 CYRILLIC SMALL LETTER IE``."""
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
