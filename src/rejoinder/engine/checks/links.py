"""Links, addresses, numbers and prices in a text, also where they hide: example (dot) com, Arabic-Indic digits.

All expressions run over folded text, where digits are ASCII, and are linear: no repeated group repeats inside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rejoinder.engine.text.folding import Folded

SignalKind = Literal["link", "invite", "email", "phone", "handle", "price", "code"]

_TLDS: Final = (
    "com|net|org|info|biz|io|co|me|tv|shop|store|online|site|xyz|top|club|vip|app|dev|live|link|click|fun|win|bet"
    "|casino|loan|money|pro|world|blog|news|agency|gg|ly|ru|de|fr|uk|us|tr|iq|ir|krd|sy|sa|ae|eg|jo|lb|in|pk|nl|se|eu"
)
_LINK: Final = re.compile(
    rf"(?:h(?:tt|xx)ps?://|www\.)[^\s<>\"']{{3,400}}|(?<![\w@.])[tx]\.(?:me|com)/[^\s<>\"']{{1,100}}|(?<![@\w.])[a-z0-9][a-z0-9-]{{1,62}}"
    rf"(?:\.[a-z0-9-]{{2,62}}){{0,3}}\.(?:{_TLDS})(?![\w-])(?:/[^\s<>\"']{{0,300}})?"
)
_HIDDEN_LINK: Final = re.compile(
    rf"(?<!\w)[a-z0-9][a-z0-9-]{{1,62}} ?(?:[(\[{{] ?(?:dot|nokta|punkt|\.) ?[)\]}}]|(?<= )dot(?= )|\*dot\*) ?"
    rf"(?:{_TLDS})(?!\w)"
)
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[a-z0-9][a-z0-9._+-]{0,63} ?(?:@|[(\[{] ?at ?[)\]}]) ?[a-z0-9][a-z0-9-]{0,62}"
    r" ?(?:\.|[(\[{] ?dot ?[)\]}]) ?[a-z]{2,10}(?:\.[a-z]{2,4})?(?!\w)"
)
_PHONE: Final = re.compile(r"(?<![\w.,/-])(?:\+|00|\(?0)\d(?:[ ./()-]{0,2}\d){7,14}(?![\w,%])")
_HANDLE: Final = re.compile(r"(?<![\w@.])@[a-z0-9_][a-z0-9_.]{2,40}")
_CURRENCY: Final = (
    "usd|eur|gbp|iqd|tl|try|irr|toman|aed|sar|usdt|btc|dollars?|euros?|pounds?|lira|dinars?|دولار|دينار|تومان"
)
_PRICE: Final = re.compile(
    rf"[$€£₺﷼] ?\d[\d.,]{{0,15}}k?|(?<![\w.,])\d[\d.,]{{0,15}}k? ?(?:[$€£₺﷼]|(?:{_CURRENCY})(?!\w))"
)
_CODE: Final = re.compile(
    r"(?<!\w)(?:promo|discount|referral|invite|coupon|refer+al|indirim|davet)? ?(?:code|kodu?|كود|كد) ?[:=#-]? ?"
    r"(?=[a-z0-9]{0,11}\d)[a-z0-9]{4,12}(?!\w)"
)

SOURCES: Final = re.compile(
    r"(?:^|\.)(?:wikipedia|wikimedia|wikidata|archive|un|unhcr|unicef|who|hrw|amnesty|icrc|worldbank|imf|oecd|reuters"
    r"|apnews|afp|bbc|aljazeera|nytimes|washingtonpost|theguardian|cnn|dw|france24|lemonde|spiegel|tagesschau|zeit|rudaw"
    r"|kurdistan24|shafaq|anf|bianet|cumhuriyet|hurriyet|aa|trt|irna|isna|bbcpersian|radiofarda|iranintl|alarabiya|voanews"
    r"|npr|economist|nature|science|doi|arxiv|ncbi|jstor|statista|ourworldindata|iraqbodycount|crisisgroup|europa)"
    r"\.(?:com|org|net|int|edu|co|uk|de|fr|tr|iq|krd|eu|info|tv|news)(?:\.[a-z]{2})?$"
    r"|\.(?:gov|edu|mil|int|ac)(?:\.[a-z]{2})?$"
)
"""Hosts readers point to as evidence: encyclopaedias, public bodies, research, newsrooms."""

INVITES: Final = re.compile(
    r"(?:^|\.)(?:t\.me|wa\.me|chat\.whatsapp\.com|whatsapp\.com|telegram\.me|discord\.gg|linktr\.ee|onlyfans\.com"
    r"|patreon\.com|gofundme\.com|paypal\.me|cash\.app|twitch\.tv|tiktok\.com|instagram\.com|snapchat\.com|fiverr\.com"
    r"|etsy\.com|soundcloud\.com|substack\.com|blogspot\.com|youtube\.com|youtu\.be|facebook\.com)$"
)
SHORTENED: Final = re.compile(
    r"(?:^|\.)(?:bit\.ly|tinyurl\.com|goo\.gl|t\.ly|cutt\.ly|is\.gd|rb\.gy|shorturl\.at|ow\.ly)$"
)
_TRADING: Final = re.compile(r"\.(?:shop|store|xyz|top|vip|click|win|bet|casino|loan|money|club|online|fun)$")
_TRACKED: Final = re.compile(r"[?&/](?:ref|aff|affiliate|referral|invite|promo|coupon|signup|register|bonus)\b")


@dataclass(frozen=True, slots=True, order=True)
class Signal:
    """Something that can be followed, called or paid. ``start`` and ``end`` are code points of the original."""

    start: int
    end: int
    kind: SignalKind
    score: float


def signals(folded: Folded, publisher_names: tuple[str, ...]) -> tuple[Signal, ...]:
    """All signals in a text, sorted, none inside another; honest sources are left out."""
    found: list[Signal] = []
    taken: list[tuple[int, int]] = []
    for at, to, kind, score in _raw(folded.text, publisher_names):
        if any(a < to and at < b for a, b in taken):
            continue
        taken.append((at, to))
        if score > 0:
            start, end = folded.span(at, to)
            found.append(Signal(start, end, kind, score))
    return tuple(sorted(found))


def _raw(text: str, publisher_names: tuple[str, ...]) -> Iterator[tuple[int, int, SignalKind, float]]:
    for match in _EMAIL.finditer(text):
        yield *match.span(), "email", 0.55
    for match in (*_LINK.finditer(text), *_HIDDEN_LINK.finditer(text)):
        kind, score = _rate_link(match.group(), publisher_names)
        yield *match.span(), kind, score
    for match in _PHONE.finditer(text):
        yield *match.span(), "phone", 0.5
    for match in _CODE.finditer(text):
        yield *match.span(), "code", 0.5
    for match in _PRICE.finditer(text):
        yield *match.span(), "price", 0.1
    for match in _HANDLE.finditer(text):
        yield *match.span(), "handle", 0.1


def _rate_link(link: str, publisher_names: tuple[str, ...]) -> tuple[SignalKind, float]:
    if "://" not in link and not link.startswith("www.") and not re.search(r"\w\.\w|/", link):
        return "link", 0.7  # an address written so that a filter won't see it
    rest = re.sub(r"^h(?:tt|xx)ps?://", "", link)
    host = re.split(r"[/?#:]", rest, maxsplit=1)[0].removeprefix("www.")
    if SOURCES.search(host) or any(host == name or host.endswith("." + name) for name in publisher_names):
        return "link", 0.0
    if any(host.split(".")[0] == name.replace(" ", "") for name in publisher_names):
        return "link", 0.0
    if SHORTENED.search(host):
        return "link", 0.6
    if INVITES.search(host):
        return "invite", 0.4
    score = 0.6 if _TRADING.search(host) else 0.4
    return "link", score + (0.2 if _TRACKED.search(rest) else 0.0)
