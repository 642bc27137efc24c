"""Secrets to plant and ordinary texts to plant them in. All are drawn here; none was ever in use."""

import base64
import hashlib
import json
import random
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from mnemonic import Mnemonic

from trustdesk.guard.rules.encodings import BECH32, BITCOIN, RIPPLE, _crc16, _polymod

SPACED = (
    "english", "french", "spanish", "italian", "portuguese", "czech", "turkish", "russian", "korean", "japanese"
)  # fmt: skip
CHINESE = ("chinese_simplified", "chinese_traditional")
SEPARATORS = (
    " ",
    "  ",
    "\u3000",
    ", ",
    "，",
    "、",
    "\n",
    "\r\n",
    " - ",
    "; ",
    " / ",
    "\t",
    " | ",
    "_",
    ".",
    " • ",
    "。",
)


def phrase(rnd: random.Random, language: str, words: int = 12) -> list[str]:
    return Mnemonic(language).to_mnemonic(rnd.randbytes(words * 4 // 3)).replace("\u3000", " ").split()


def written(rnd: random.Random, words: list[str]) -> str:
    """A phrase as people set it out."""
    style = rnd.randrange(7)
    if style == 0:
        return "\n".join(f"{place}. {word}" for place, word in enumerate(words, 1))
    if style == 1:
        return " ".join(f"{place}) {word.upper()}" for place, word in enumerate(words, 1))
    if style == 2:
        return json.dumps(words, ensure_ascii=False)
    if style == 3:
        return " ".join(word.capitalize() for word in words)
    if style == 4:
        return "".join(word + rnd.choice(SEPARATORS) for word in words[:-1]) + words[-1]
    return rnd.choice(SEPARATORS).join(words)


def base58(raw: bytes, alphabet: str = BITCOIN) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = alphabet[rest] + text
    return alphabet[0] * (len(raw) - len(raw.lstrip(b"\0"))) + text


def checked(body: bytes, alphabet: str = BITCOIN) -> str:
    return base58(body + hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4], alphabet)


def wif(rnd: random.Random) -> str:
    return checked(b"\x80" + rnd.randbytes(32) + rnd.choice((b"", b"\x01")))


def extended(rnd: random.Random) -> str:
    version = rnd.choice(("0488ade4", "049d7878", "04b2430c", "04358394"))
    return checked(bytes.fromhex(version) + b"\x03" + rnd.randbytes(40) + b"\0" + rnd.randbytes(32))


def pair(rnd: random.Random) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(rnd.randbytes(32))
    return key.private_bytes_raw() + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def solana(rnd: random.Random) -> str:
    return base58(pair(rnd))


def ripple(rnd: random.Random) -> str:
    return checked(b"\x21" + rnd.randbytes(16), RIPPLE)


def stellar(rnd: random.Random) -> str:
    body = bytes([18 << 3]) + rnd.randbytes(32)
    return base64.b32encode(body + _crc16(body).to_bytes(2, "little")).decode()


def nostr(rnd: random.Random) -> str:
    bits = "".join(f"{byte:08b}" for byte in rnd.randbytes(32)) + "0000"
    data = [int(bits[place : place + 5], 2) for place in range(0, len(bits), 5)]
    head = [ord(letter) >> 5 for letter in "nsec"] + [0] + [ord(letter) & 31 for letter in "nsec"]
    check = _polymod([*head, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    tail = [check >> 5 * (5 - place) & 31 for place in range(6)]
    return "nsec1" + "".join(BECH32[value] for value in (*data, *tail))


def pem(rnd: random.Random) -> str:
    key = Ed25519PrivateKey.from_private_bytes(rnd.randbytes(32))
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode().strip()


def keystore(rnd: random.Random) -> str:
    crypto = {
        "cipher": "aes-128-ctr",
        "ciphertext": rnd.randbytes(32).hex(),
        "cipherparams": {"iv": rnd.randbytes(16).hex()},
        "kdf": "scrypt",
        "kdfparams": {"dklen": 32, "n": 262144, "salt": rnd.randbytes(32).hex()},
        "mac": rnd.randbytes(32).hex(),
    }
    return json.dumps({"version": 3, "address": rnd.randbytes(20).hex(), "crypto": crypto})


def byte_list(rnd: random.Random) -> str:
    return str(list(pair(rnd)))


# Those the shape alone proves, with the code of their kind.
PROVED: dict[str, tuple[str, Callable[[random.Random], str]]] = {
    "wif": ("private_key", wif),
    "extended": ("extended_key", extended),
    "solana": ("private_key", solana),
    "byte list": ("private_key", byte_list),
    "ripple": ("private_key", ripple),
    "stellar": ("private_key", stellar),
    "nostr": ("private_key", nostr),
    "pem": ("key_file", pem),
    "keystore": ("keystore", keystore),
}

CUES = (
    "My private key is ",
    "PRIVATE_KEY=",
    "privateKey: ",
    "here is the secret key:\n",
    "私钥：",
    "我的私钥是",
    "这是我的钱包私鑰 ",
    "密钥:",
)
BEFORE = (
    "",
    "hello, ",
    "I cannot get into my wallet, see: ",
    "Help!! ",
    "您好，我的钱包打不开了，请看：",
    "充值没到账\n",
    "My deposit of 500 USDT (TRC20) is missing. ",
    "🙏🙏 ",
)
AFTER = ("", ". Thanks", " 谢谢", "\nplease hurry!", "，请尽快处理", " 🙏", " ok?")

ORDINARY = (
    "I sent 500 USDT over TRC20 an hour ago and it is still not in my account, can you check?",
    "Never share your recovery phrase, private key or password with anyone, not even support.",
    "I forgot my password and lost my phone with the authenticator. What documents do you need?",
    "Where is my order 8847123550012? It was filled at 1763779200123 but the balance did not change.",
    "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060 is the transaction, please look.",
    "TxID: 5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060",
    "https://tronscan.org/#/transaction/9b0c6f1d4b7f0a4b2d8c2b1e0f6a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7",
    "https://etherscan.io/tx/0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060 看一下",
    "My private key leaked yesterday. TxID 5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060",
    "交易哈希 9b0c6f1d4b7f0a4b2d8c2b1e0f6a7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7 一直没有到账",
    "我的助记词丢失了怎么办我很着急请帮帮我看一下应该怎么处理才能找回我的资产",
    "助记词是不是泄露了？我昨天在一个网站上输入过，现在很担心，请问应该怎么办",
    "助记词：请问在哪里可以查看自己的助记词，是不是在设置里面可以找到",
    "我的密码是多少位的？验证码一直收不到，订单号 8847123550012，UID 27182818。",
    "请勿向任何人提供您的助记词、私钥或密码，官方客服不会向您索要。",
    "TDqVegmPEb3juuCDK1DhbXnxMPXgPrvUA5 and 0x71C7656EC7ab88b098defB751B7401B5f6d8976F are my addresses",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "Solana tx 5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQkjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW",
    "xpub6CUGRUonZSQ4TWtTMmzXdrXDtypWKiKrhko4egpiMZbpiaQL2jkwSB1icqYh2cfDfVxdx4df189oLKnC5fSwqPfgyP3hooxujYzAu3fDVmz",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 of the file",
    "1. open the app 2. tap assets 3. choose withdraw 4. paste the address 5. confirm with your code",
    "please can you tell me when this will be there and what you need from me to make it move faster",
    '{"order": 8847123550012, "side": "buy", "price": "67000.5"}',
    "我 真 的 很 急",
    "昨天提现了一万个，到现在还没有到账，链上也查不到，请帮我看看是什么情况，谢谢",
    "ご入金がまだ反映されていません。トランザクションを確認してください。よろしくお願いします。",
    "Hola, mi retiro no ha llegado todavía y necesito ayuda con la verificación de mi cuenta, gracias",
    "Мой депозит не пришёл, прошу проверить транзакцию и ответить как можно скорее",
)
