"""HTML that may be shown to an agent: nothing runs, nothing is fetched, nothing covers the page."""

import re

import nh3

from trustdesk.channels.email.parsing import limits
from trustdesk.channels.email.parsing.listed import words
from trustdesk.channels.email.parsing.markup import nesting

_TAGS = words("""
a abbr address article aside b bdi big blockquote br caption center cite code col colgroup dd del
details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li
main mark ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th
thead tr tt u ul var wbr
""")
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start", "type"},
    "font": {"color"},
    "blockquote": {"type"},
}
_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "textarea",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_C0 = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def clean(html: str) -> tuple[str | None, str]:
    """Clean, or give nothing and the reason when it is too long or too deep to be cleaned in time."""
    if len(html) > limits.HTML_SIZE or len(html.encode("utf-8", "replace")) > limits.HTML_SIZE:
        return None, "html_too_large"
    if html.count("&") > limits.HTML_REFERENCES:
        return None, "html_too_large"
    text = html.translate(_C0)
    if nesting(text) > limits.HTML_NESTING:
        return None, "html_too_deep"
    cleaned = nh3.clean(
        text,
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return cleaned, ""


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """A picture only from inside the mail; a link only to where its bare letters say."""
    if name == "src":
        return value if _scheme(value) == "cid" else None
    if name == "href":
        return value if _scheme(value) in _SCHEMES - {"cid"} else None
    return value


def _scheme(value: str) -> str:
    bare = _HIDDEN.sub("", value).lower()
    return bare.partition(":")[0] if ":" in bare else ""
