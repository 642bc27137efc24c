"""Where clients say in their markup that history begins."""

from trustdesk.channels.email.parsing.listed import words

# (attribute, words): an element that has one of the words holds history and nothing else.
_HOLDS = {
    "class": words("""
yahoo_quoted yahoo-quoted protonmail_quote tutanota_quote moz-cite-prefix moz-forward-container
zmail_extra mail_quote ntes-mailmaster-quote j-reply front-blockquote gmail_attr
ms-outlook-mobile-reference-message airmail_on
"""),
    "id": words("""
blockquote_zmail isreplycontent ntes-pcmac-quote ntes-pcmail-quote original-content yahoo_quoted
mail-editor-reference-message-container
"""),
    "name": frozenset({"messagereplysection"}),
}
# From such an element on, everything is history.
_ONWARD = {
    "id": words("""
divrplyfwdmsg appendonsend stopspelling reply-intro outlookmessageheader
"""),
    "class": frozenset({"outlookmessageheader"}),
    "name": frozenset({"_replyintro"}),
}
# An element that holds a signature and nothing else.
_SIGNS = {
    "class": words("gmail_signature protonmail_signature_block tutanota_signature"),
    "id": words("signature ms-outlook-mobile-signature composer_signature ntes-pcmac-signature zm-_id_-sgn"),
    "name": frozenset({"messagesignaturesection"}),
}
# Outlook on the desktop draws a line above what it repeats.
_LINES = ("border-top:solid#e1e1e1", "border-top:solid#b5c4df", "border-top:1ptsolid#e1e1e1")


def marks(name: str, attributes: dict[str, str]) -> tuple[bool, bool]:
    """Whether an element holds history, and whether all that follows it is history."""
    if not attributes:
        return name == "includetail", False  # QQ's own element
    if name == "blockquote" and (
        attributes.get("type", "").lower() == "cite" or "gmail_quote" in attributes.get("class", "")
    ):
        # Not the division around it: people answer between the quotations inside.
        return True, False
    holds = _has(attributes, _HOLDS)
    onward = _has(attributes, _ONWARD)
    style = attributes.get("style", "").lower().replace(" ", "")
    if name == "div" and any(line in style for line in _LINES):
        onward = True
    return holds, onward


def signs(name: str, attributes: dict[str, str]) -> bool:
    """Whether an element holds what its sender's client signs with."""
    return name == "xm-signature" or (bool(attributes) and _has(attributes, _SIGNS))


def _has(attributes: dict[str, str], table: dict[str, frozenset[str]]) -> bool:
    for attribute, telling in table.items():
        value = attributes.get(attribute, "")
        if value and telling & {_known(word) for word in value.lower().split()[:12]}:
            return True
    return False


def _known(word: str) -> str:
    """Take off what Outlook and Yahoo put before the names of mails that they repeat."""
    bare = word.removeprefix("x_")
    return bare[bare.find("yahoo") :] if bare.startswith("ydp") and "yahoo" in bare else bare
