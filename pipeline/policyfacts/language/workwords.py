"""The words around a work's noun: how far its description and its name reach, and where it is said to stand."""

from __future__ import annotations

import re

from policyfacts.knowledge import compiled, entries

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽȘȚ"
CAPITAL = rf"(?:[{_UPPER}](?:[\w’'&]|\.(?=\w))*(?:[-–—‑/][\w’'&]+)*(?:(?<=\b[A-Z])\.)?)"
"""A capitalised word, as names have them: with inner dots, dashes and apostrophes."""
_QUARTER = r"(?:north|south|east|west)(?:[\s-]?(?:north|south|east|west|ern))?(?:ern)?"
# "the north-east", "the Ethiopian capital": places without a name of their own.
_REGION = (
    rf"(?<=the\s)(?:(?:[a-z]+\s)?{_QUARTER}(?!\s[A-Za-z]{{4}})|(?:{CAPITAL}\s)?(?:capital|border|interior|highlands|lowlands|"
    rf"countryside|mountains|hinterland))(?!\w)(?:\sof\s{CAPITAL})?"
)
_PLACE = (
    rf"(?:{_REGION}|{CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al|du|des|es|of|and)\s(?:the\s)?)?{CAPITAL}){{0,3}}"
    r"(?:\s(?:coast|border|frontier|region|province|district|valley|area|governorate|department|highlands|prefecture|municipality|metropolis|peninsula))?)"
)
_BEARING = (
    r"(?:the\s)?(?:(?:(?:north|south)-?(?:east|west)ern\s)?(?:central|northern|southern|eastern|western|north|south|east|west|capital|port|city|town|"
    r"border|coast|"
    r"district|province|region|island|state)\s(?:of\s|city\s(?:of\s)?|with\s|at\s)?(?:the\s)?)?"
)
# "from Kashgar in China across Kyrgyzstan to Andijan": what lies behind a place or on the way is no end of the work.
_APPOSED = r",\s(?:the|an?)\s[^,;.]{3,60},(?=\sto\s)"
_LYING = rf"(?:\sin\s{_PLACE}(?=\s(?:to|and|with|via|through|across)\s)|{_APPOSED})?"
_ON_THE_WAY = re.compile(rf"{_APPOSED}|\s(?:in|by way of|via|through|across)\s{_BEARING}{_PLACE}(?=\s)")
TAIL = re.compile(
    rf"(?P<size>(?:,?\sof\s(?:about\s|some\s)?(?:[\d.,]+|\w+)[\s-]?"
    rf"(?:km|kilomet(?:re|er)s|MW|miles|megawatts|floors|store?ys|beds|seats|berths|rooms|lanes|hectares)(?:\sof\s(?:its|their)\sown)?"
    rf"|\sfor\s[a-z]+(?=\s(?:from|between)\s))?)"
    rf"(?P<tail>(?:\s|,\s(?=(?:at|near|outside|between)\s)|(?<=own),\s(?=(?:from|between)\s))(?P<joint>of|at|in|near|on|to|into|through|across|over|from|between|around|under|beneath|below|"
    rf"along|off|outside|towards?|"
    rf"(?:that\s|which\s)?(?:linking|connecting|links|connects|joining)|running\sfrom|running\sthrough)\s"
    rf"(?P<places>{_BEARING}{_PLACE}{_LYING}"
    rf"(?:(?:\s(?:to|and|with|via|through|across|by\sway\sof)|,(?!\sthe\s)|\s?[–-])\s?{_BEARING}{_PLACE}{_LYING}){{0,3}}))"
)
"""Where a work stands, right behind its noun: "of Anaklia", "of 273 km from Malaba to Kampala"."""
# "the US$2.5 billion project", "the 472-km line": the figure stands between the article and the noun.
_FIGURE = re.compile(
    r"(?:(?:[A-Z]{1,3}\s?)?[$€£¥₱₹]\s?|[A-Z]{3}\s)?\d[\d.,]*(?:[\s-](?:million|billion|trillion|bn|mn|m))?"
    r"(?:[\s-](?:dollars?|euros?|yuan|km|kilomet(?:re|er)s?|MW|megawatts?|bed|seat|mile|kV))?(?:[\s-]long)?[\s-]$"
)
_PRAISE = re.compile(r"(?:(?:major|large|big|key|small|modern|important|new|so-called)\s)+$")
_WORD = re.compile(r"(?P<word>[^\s,;:()\[\]“”\"‘«»]+)(?P<close>[”\"’»]?)\s$")
_SMALL = re.compile(r"[a-zà-ÿ][\w’'-]*")
_SHORT_FORM = re.compile(r"\s\([A-Z]{2,}\)\s$")
_OF_NAMES = re.compile(
    r"\b(?:Power|Heart|Pearl|City|Ministry|Ministries|Department|House|Bank|University|Faculty|Bay|Gulf|Cape|Port|Court|Isle|Straits?)\s$"
)
_LINKING = re.compile(r"i|de|del|da|do|la|el|al|du|des|y|van|von|bin|ibn|e|ad|an|ar|as|ash|es")
_SMALL_WORDS = frozenset({"a", "an", "as", "e", "y", "ad", "ar"})
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th)?(?:-[A-Z]\w+)+|[IVX]+")
# "Nam Khan 2 dam", "Nam Khan 2 & 3 dams": a number between a name and its noun.
_UNIT_NUMBER = re.compile(r"(?<=[a-z]\s)(?:\d{1,2}|\d{1,2}\s(?:&|and)\s\d{1,2}|\d{1,2}\s(?:&|and))$")
_SIZE = re.compile(r"\d+(?:-(?:MW|GW|KW|KM|TEU)\w*)+")
_PREFIX = re.compile(r"\b(?:[Mm]ega|[Mm]ini|[Mm]ulti|[Gg]iga)-$")
_OWNER = re.compile(r"[’']s?$")
_QUOTES = '“"‘«'
_MOST_SMALL = 4
_MOST_CAPITAL = 7
_LOOK_BACK = 45


def ends_of(tail: str) -> str:
    """A tail ("from Kashgar in China across Kyrgyzstan to Andijan") with no more than the ends of the work."""
    return _ON_THE_WAY.sub("", tail) if tail.startswith((" from ", " between ")) else tail


def small_words(text: str, start: int, floor: int) -> int:
    """Where the adjectives in small letters before ``start`` begin, at most four, not before ``floor``."""
    if prefix := _PREFIX.search(text, floor, start):
        start = prefix.start()
    for _ in range(_MOST_SMALL):
        match = _WORD.search(text[max(floor, start - _LOOK_BACK) : start])
        if match is None or match["close"]:
            break
        word = match["word"]
        if not _SMALL.fullmatch(word) or word in words("no adjective") or word.endswith(("’s", "'s", "ly")):
            break
        start = max(floor, start - _LOOK_BACK) + match.start()
    return start


def capital_words(text: str, start: int, floor: int, *, joined: bool = False) -> int:
    """Where the capitalised words of a name before ``start`` begin; ``start`` where there are none.

    A ``joined`` name may hold "and" and "for" ("Urban Governance and Infrastructure Improvement").
    """
    own = here = start
    for _ in range(_MOST_CAPITAL):
        offset = max(floor, here - _LOOK_BACK)
        match = _WORD.search(_SHORT_FORM.sub(" ", text[offset:here]))
        if match is None:
            break
        word = match["word"].rstrip("–—-")
        if _OWNER.search(word) or word in words("no name"):
            break
        if re.fullmatch(CAPITAL, word) or (_NUMBERED.fullmatch(word) and not _SIZE.fullmatch(word)):
            own = here = offset + match.start("word")
            if own > 0 and text[own - 1] in _QUOTES:
                break
        elif word in _SMALL_WORDS and text[here : here + 1].islower():
            break  # "Kinshasa an airport terminal"
        elif (
            _LINKING.fullmatch(word)
            or word == "&"
            or (joined and word in {"and", "for"})
            or _UNIT_NUMBER.search(text[offset : offset + match.end("word")])
            or (word == "of" and _OF_NAMES.search(text[offset : offset + match.start("word")]))
        ):
            here = offset + match.start("word")
        else:
            break
    return own


def word_before(text: str, start: int) -> str:
    """The word before ``start``, figures passed over ("the 472-km line")."""
    window = figure_before(_PRAISE.sub("", text[max(0, start - 60) : start]))
    match = re.search(r"([^\s,;:()]+)\s[“\"‘«]?$", window)
    return match[1].strip(_QUOTES) if match else ""


def figure_before(text: str) -> str:
    """``text`` without the sum or measure at its end."""
    return _FIGURE.sub("", text)


def harmed(text: str) -> bool:
    """Whether ``text`` tells of works that were attacked, searched or made safe."""
    return _harm().search(text) is not None


@compiled
def _harm() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('harmed')))})\b", re.IGNORECASE)


@compiled
def words(name: str) -> frozenset[str]:
    """The words of the entry ``name`` of ``knowledge/project_words.toml``."""
    return frozenset(next(entry["words"] for entry in entries("project_words") if entry["name"] == name))
