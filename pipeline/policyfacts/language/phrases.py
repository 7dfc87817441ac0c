"""Where a noun phrase begins and ends, by small words and capitals: the edges of titles and names of meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyfacts.knowledge import compiled, entries
from policyfacts.records import Span
from policyfacts.values.countries import find_countries
from policyfacts.values.numbers import WORDED

_TOKEN = re.compile(
    r"[A-Z]?\d+\+\d+|(?:[A-Z]\.){2,}(?:[-–/]\w[\w’'&]*)*|"
    r"\w[\w’'&]*(?:\.\w+)*(?:[-–/](?:(?:[A-Z]\.){2,}|\w[\w’'&]*))*|[^\w\s]"
)
_JOINTS = frozenset("of for and the on in to with de del des du da do la le y e et al & between a an".split())
MONTHS = frozenset("January February March April May June July August September October November December".split())
_ROUTE = re.compile(r"from\s(?:[A-ZÀ-Þ][\w’-]*\s){1,2}to\s[A-ZÀ-Þ][\w’-]*(?:\s[A-ZÀ-Þ][\w’-]*)?")
# "an agreement for China to build a road": whom it binds, not what it is about.
_WHO_SHALL = re.compile(r"\sfor\s(?:the\s)?[A-ZÀ-Þ][\w’-]*(?:\s[A-ZÀ-Þ][\w’-]*){0,2}")
_PERIOD = re.compile(
    r"\sfor\s(?:the\s(?:period|years)\s)?(?:[12]\d{3}(?:\s?[-–/]\s?|\sto\s)(?:[12]\d{3}|\d\d)|20[3-9]\d)(?![\w,])"
)
_YEARED = re.compile(r"\s?\((?![^()]*\w/\w)(?:[^()]*\d{4}[^()]*|[A-Z][a-z][^()\s]*\s[^()]{2,60})\)")
_NUMBER = re.compile(rf"(?i:{WORDED})")
# A comma inside an enumeration of plain nouns: "raw materials, batteries and hydrogen".
_LISTED = re.compile(
    r",\s[a-z-]+(?:\s[a-z-]+)?(?:,\s[a-z-]+(?:\s[a-z-]+)?)*,?\sand\s(?!(?:a|an|the|was|were|its)\b)[a-z]"
)
# A comma inside an enumeration of a name: "Treaty of Amity, Commerce and Navigation".
_NAMES_LISTED = re.compile(
    r"(?:,\s[A-ZÀ-Þ][\w’-]*(?:\s(?:of\s)?[A-ZÀ-Þ][\w’-]*)?)+,?\sand\s(?:[a-z]+\s)?[A-ZÀ-Þ][\w’-]*(?:\s[A-ZÀ-Þ][\w’-]*)?(?=\s(?![A-ZÀ-Þ])|[,.;:)]|$)"
)
# The sides that stand in a name right behind its noun: "Agreement between the Republic of Peru and Tonga".
_WORD_OF_STATE = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w’'&-]*)"
_STATE = rf"(?:the\s)?{_WORD_OF_STATE}(?:\s(?:of\s(?:the\s)?)?{_WORD_OF_STATE})*"
_SIDES = re.compile(rf"\s(?:(?:between|among)\s{_STATE}(?:,\s{_STATE})*(?:,?\sand\s{_STATE})+|with\s{_STATE})")
_BRACKETED = re.compile(r"\((?:[A-Z][A-Za-z-]{1,9}|[a-z]{3,12})\)$")
_ORDINAL = re.compile(
    r"(?<![\w-])(?:\d+(?:st|nd|rd|th)|(?:(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)y-)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|[a-z]+teenth|"
    r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|inaugural)\s$"
)
_ROUND = re.compile(
    r"(?<![\w-])(?:(?:first|second|third|last|latest)\sof\s(?:the\s)?\w+\s)?(?:(?:plenary|ministerial|annual|"
    r"regular|special|inaugural|opening|closing|high-level|formal|informal)\s)*"
    r"(?:rounds?|sessions?|editions?|plenary|iteration|meetings?)\sof\s(?:the\s|an?\s|its\s|their\s)?$"
)
_QUOTES = frozenset('“”"')
_MONEY = frozenset("$€£¥₹")
_STRIPPED_LEFT = frozenset("long short similar possible potential big key usd rmb cny eur us dollar yuan euro".split())
# Adjectives that look like verbs of the past, and nouns that look like adverbs.
_NO_VERBS = frozenset(
    "supply family assembly limited enhanced united integrated revised unified seabed riverbed".split()
)
_NAME_LINKS = frozenset(
    "of for on and the in to a an against towards & establishing concerning amending regarding relating".split()
)
_NAMING = frozenset(
    {"relating", "establishing", "concerning", "amending", "regarding", "instituting", "creating", "founding"}
)
_ABOUT_LINKS = frozenset({"or", "regarding", "concerning", "about", "towards", "toward", "against", "establishing"})
_OWNING = frozenset({"its", "their", "his", "her", "our"})
_POINTERS = frozenset({"it", "them", "this", "these", "which", "that", "behalf"})
_RELATING = (" relating", " related", " pertaining")
_MAX_ABOUT = 14
# When it was, and not what it is about: "signed a pact on the first day of 2024".
_ON_THE_DAY = re.compile(
    r"\son\s(?:the\s)?(?:(?:very\s)?(?:first|second|third|last|final|same|next|following|previous|opening|closing)\s"
    r"(?:day|evening|morning|afternoon)|eve|occasion|margins|sidelines|fringes)\b"
)
_IN_FIELD = re.compile(r"\s?in\sthe\s(?:area|field|sphere|domain|sector)s?\sof\b")


@compiled
def words_for(name: str) -> frozenset[str]:
    """The words of the entry ``name`` of ``knowledge/title_words.toml``."""
    return frozenset(next(entry["words"] for entry in entries("title_words") if entry["name"] == name))


def tokens_of(text: str) -> list[Span]:
    """The words and signs of ``text``; hyphenated words and abbreviations with dots stay whole."""
    return [Span(m.start(), m.end()) for m in _TOKEN.finditer(text)]


def left_edge(text: str, tokens: Sequence[Span], start: int, floor: int, *, named: bool) -> int:
    """Where the noun phrase begins that ends with the noun at ``start``; not before ``floor``."""
    index = _index_before(tokens, start)
    begin = start
    belongs = _in_name if named else _in_description
    while index >= 0 and tokens[index].start >= floor:
        token = tokens[index]
        word = text[token.start : token.end]
        before = text[tokens[index - 1].start : tokens[index - 1].end] if index else ""
        if word == ")" and (bracket := _BRACKETED.search(text, 0, token.end)):
            begin, index = bracket.start(), _index_before(tokens, bracket.start())
            continue
        if not belongs(word, before, text[begin:start]):
            break
        begin = token.start
        index -= 1
    return _without_stripped(text, begin, start)


def _in_name(word: str, before: str, taken: str) -> bool:
    """Whether ``word`` belongs to the name that goes on with ``taken``; ``before`` is the word before it."""
    low = word.lower()
    if word in MONTHS or low in {"with", "between", "in", "to", "a", "an", "by"}:
        return False
    if low == "the" and before.lower() in {"and", "with", "in", "to"}:
        return False
    listed = word == "," and _name_word(before) and " and " in taken
    return _name_word(word) or listed or (low in _JOINTS and _name_word(before))


def _in_description(word: str, before: str, taken: str) -> bool:
    low = word.lower()
    if low == "and":
        if not taken or before.lower() in words_for("openers") or not re.fullmatch(r"[a-z][\w-]+", before):
            return False
        return not re.search(r"(?:s|ed)$", before) or before in {"business", "goods"}
    if (
        not re.match(r"[^\W\d_]|\d+(?:st|nd|rd|th)$|\d+\+\d+$|\d+-(?:year|month|week|day)$", word)
        or low in words_for("openers")
        or word in MONTHS
    ):
        return False
    if _NUMBER.fullmatch(word):
        return False
    return low in _NO_VERBS or "-" in word or re.search(r"[a-z]{2}(?:ed|ly)$", word) is None


def _index_before(tokens: Sequence[Span], place: int) -> int:
    return max((i for i, token in enumerate(tokens) if token.end <= place), default=-1)


def _without_stripped(text: str, begin: int, start: int) -> int:
    while match := re.match(r"([\w-]+)\s+", text[begin:start]):
        if match[1].lower() not in _STRIPPED_LEFT:
            break
        begin += match.end()
    return begin


def _name_word(word: str) -> bool:
    return re.match(r"[A-ZÀ-ÖØ-Þ]|\d+(?:st|nd|rd|th)\b|\d\+\d", word) is not None


def own_start(text: str, start: int, head: int) -> int:
    """A name without the words that only open the sentence, and behind the last comma-less joint to another name."""
    while match := re.match(r"([\w’'-]+)\s+", text[start:head]):
        if match[1] not in words_for("sentence-openers") and match[1].lower() not in _JOINTS:
            break
        start += match.end()
    return start


def with_ordinal(text: str, start: int) -> int:
    """The start of a name with the number that counts it, in small letters or figures ("second EU–Japan Summit")."""
    ordinal = _ORDINAL.search(text, max(0, start - 30), start)
    return ordinal.start() if ordinal else start


def with_round(text: str, start: int) -> int:
    """The start of a meeting's name with the round or session of it that is meant ("fourth round of the ...")."""
    turn = _ROUND.search(text, max(0, start - 60), start)
    return with_ordinal(text, turn.start()) if turn else start


def name_end(text: str, tokens: Sequence[Span], end: int) -> int:
    """Where a name ends that goes on behind its noun: "of Friendship and Cooperation (2021-2025)"."""
    index = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    last = end
    joints = 0
    while index < len(tokens):
        if closed := _YEARED.match(text, last):
            last = closed.end()
            index = next((i for i, t in enumerate(tokens) if t.start >= last), len(tokens))
            if not _YEARED.match(text, last):
                break
            continue
        word = text[tokens[index].start : tokens[index].end]
        if text[last : tokens[index].start].strip():
            break
        if word == "," and joints and (listed := _NAMES_LISTED.match(text, last)) and not find_countries(listed[0]):
            last = listed.end()
            index = next((i for i, t in enumerate(tokens) if t.start >= last), len(tokens))
            continue
        if (
            _name_word(word)
            and word not in MONTHS
            and (joints or word in {"II", "III", "IV"} or word.lower() in _NAMING)
        ):
            last, joints = tokens[index].end, 1
            index += 1
            continue
        reach = _joint_reach(text, tokens, index, first=last == end)
        if not reach:
            break
        joints = 1
        last, index = tokens[index + reach].end, index + reach + 1
    return last


def sides_end(text: str, end: int) -> int:
    """Where the sides end that stand right behind the noun of a name; ``end`` where none do."""
    sides = _SIDES.match(text, end)
    return sides.end() if sides else end


def _joint_reach(text: str, tokens: Sequence[Span], index: int, *, first: bool) -> int:
    """How many small words lead from ``index`` to the next capitalised word of the same name; 0 where none does."""
    words = [text[t.start : t.end] for t in tokens[index : index + 4]]
    small = 0
    while small < len(words) and words[small].lower() in _NAME_LINKS:
        small += 1
    if not 0 < small < len(words) or small > 3 or not _name_word(words[small]) or words[small] in MONTHS:
        return 0
    lead = words[0].lower()
    if first and lead not in {"of", "on", "for", "to", "against", *_NAMING}:
        return 0
    if lead == "in" and (small < 2 or words[1].lower() != "the"):
        return small if small == 1 and words[1] in words_for("fields") else 0
    if lead == "to" and text.endswith((" Related ", " Relating "), 0, tokens[index].start):
        return small
    if lead == "to":  # "Agreement to Prevent ...", "Protocol to the Convention", but no "Peace Plan to Moscow"
        return small if first and words[small] in words_for("purposes" if small == 1 else "texts") else 0
    return small if lead != "and" or small == 1 else 0


def with_period(text: str, end: int) -> int:
    """The end of a plan's title with the years that it is for ("for 2021–2025", "for the period 2016-2018")."""
    period = _PERIOD.match(text, end)
    return period.end() if period else end


def about_end(text: str, tokens: Sequence[Span], end: int, about: frozenset[str]) -> int:
    """Where a description ends that goes on, after one of the words ``about``, to say what it is about."""
    index = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    if _ON_THE_DAY.match(text, end):
        return end
    if index >= len(tokens) or not (
        text[tokens[index].start : tokens[index].end].lower() in about or (about and _IN_FIELD.match(text, end))
    ):
        return end
    return matter_end(text, tokens, end, first=True)


def matter_end(text: str, tokens: Sequence[Span], end: int, *, first: bool = False) -> int:
    """Where the words end that tell from ``end`` on what a text is about; ``first``: a small word opens them."""
    index = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    last = end
    for place in range(index, min(len(tokens), index + _MAX_ABOUT)):
        word = text[tokens[place].start : tokens[place].end]
        following = text[tokens[place + 1].start : tokens[place + 1].end] if place + 1 < len(tokens) else ""
        if word in _QUOTES:
            last = tokens[place].end if word in '”"' and last > end else last
            continue
        if (word in {"–", "-", "—"} and following[:1].isupper()) or (
            word == "," and _LISTED.match(text, tokens[place].start)
        ):
            continue
        if text.startswith("from ", tokens[place].start) and (route := _ROUTE.match(text, tokens[place].start)):
            return route.end()
        if _about_stops(word, following, first=first) and not (word == "to" and text.endswith(_RELATING, 0, last)):
            if word == "to" and _WHO_SHALL.fullmatch(text, end, last):
                return end
            break
        if word.lower() not in _JOINTS | _ABOUT_LINKS | _OWNING:
            last = tokens[place].end
        first = False
    return end if text[last : last + 1] in _MONEY else last


def _about_stops(word: str, following: str, *, first: bool) -> bool:
    low = word.lower()
    if not re.match(r"[\w’']", word) or low in {"it", "them", "this", "these"} or word in MONTHS:
        return True
    if first:
        if low in {"to", "in"} and following[:1].isupper():  # "awarded the contract to Siemens", "signed one in Lima"
            return True
        return following[:1].isdigit() or following in MONTHS or following.lower() in _POINTERS
    if low in words_for("enders") or re.fullmatch(r"\d{1,2}|[12]\d{3}", word):
        return True
    return low in {"in", "on", "of", "to", "and", "for", "or"} and _outside(low, following)


def _outside(word: str, following: str) -> bool:
    """Whether a small word leads out of the description: "in Astana", "on 3 May", "and a treaty"."""
    if not following or following[0].isdigit() or following in MONTHS:
        return True
    low = following.lower()
    if word == "in":
        return following[0].isupper() or low in {"early", "late", "mid", "return", "exchange", "order", "addition"}
    if word == "and":
        return low in words_for("openers") and low not in {"new"}
    if word == "to":
        return re.fullmatch(r"[a-z]+", following) is not None and low not in {"the", "a"}
    return False
