"""Titles of texts that parties agree on or put out: named ("Treaty of Amity") and described ("a joint statement").

A title is found from the noun that names its kind (``knowledge/agreements.toml``). To the left it takes the words that
belong to the noun; to the right what the text is about ("on critical raw materials") or the rest of the name ("of
Friendship and Cooperation (2021)"). How many, and by which little word it is introduced, is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policyfacts.knowledge import entries
from policyfacts.records import Span
from policyfacts.values.numbers import WORDED, worded

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w[\w’'&]*(?:\.\w+)*(?:[-–/]\w[\w’'&]*)*|[^\w\s]")
# Words that never belong to a description's left side: the noun phrase begins behind them.
_OPENERS = frozenset(
    "a an the this that these those its their his her our my your no any each every either neither some all both such "
    "another other others of in on at by for from to with without into onto under over between among amid after before "
    "since until till through during within against towards toward about per via as than like upon beside besides "
    "and or but nor so yet if when while where whereas although though because which who whom whose what that then "
    "is are was were be been being am has have had having do does did will would shall should can could may might must "
    "not never also only even just still already now today it he she they we i you there here one ones more most less "
    "several many various numerous few own new similar same latest existing current recent proposed detailed different "
    "further additional separate so-called subsequent previous earlier later said historic landmark major important "
    "respective relevant related long-awaited controversial next last initial ambitious sweeping formal tentative "
    "signed sign signs signing concluded conclude concluding entered enter enters adopted adopt adopting released "
    "announced announce ratified ratify negotiated negotiate negotiating proposed launched reached approved issued "
    "published suspended terminated expired cancelled scrapped exchanged awarded won struck sealed inked initialled "
    "seek seeks sought including namely covering worth called named titled entitled joined left quit jointly finally "
    "formally officially recently together make makes made give gives gave get gets got take takes took see sees saw "
    "follow follows followed following include includes included involve involves back backs backed support supports "
    "supported use used using bring brings brought under implement implemented implementing develop developing "
    "developed update updated updating formulate draft drafted drafting accept accepted rejected reject up out down "
    "off away regarding concerning according due thanks instead given despite beyond across around near".split()
)
# Openers that may yet stand inside a description when the noun phrase goes on before them.
_INNER = frozenset({"and"})
_STRIPPED_LEFT = frozenset("long short similar possible potential big key".split())
_STOP_RIGHT = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can could may might must "
    "not which who whom whose that when while where whereas although though because but yet so as than if by with "
    "between under during after before since until till through from at upon via signed concluded adopted released "
    "announced ratified negotiated proposed launched reached approved issued published suspended terminated expired "
    "worth valued covering including came comes come entered enters took takes went goes marked marks became becomes "
    "they he she it we also alongside despite within against without together into amid followed follows began begins "
    "held gave gives provides provided provide allows allowed includes included establishing creating later earlier "
    "targeting aimed aiming designed intended setting committing calling giving allowing making worth jointly shortly last next yesterday today who whom said says remains remained".split()
)
_DETERMINERS = frozenset("a an the its their his her our this these those two three".split())
_JOINTS = frozenset("of for and the on in to with de del des du da do la le y e et al & between a an".split())
_MONTHS = frozenset("January February March April May June July August September October November December".split())
_SENTENCE_OPENERS = frozenset(
    "The A An This That These Those Its Their His Her Our In On At By Of For From With Under Through Since As When While "
    "After Before During And But Both Each Every Some Several Two Three Other Such Today Currently Meanwhile However "
    "Also Moreover Furthermore According Via Using Together Like Although Because If Which Where Whether No New Within "
    "Across Between Following Until Despite Signed Adopted Negotiations Talks President Premier Minister Only Once "
    "Neither Subsequently Later Recently Finally Additionally Implementing Implementation Besides".split()
)
_YEARED = re.compile(r"\s?\((?:[^()]*\d{4}[^()]*|[A-Z][a-z][^()]{2,60})\)")
_ACRONYM = re.compile(
    r"\s?\((?:the\s|or\s|hereafter\s)?[“\"‘]?(?P<short>(?:[A-Z]\.?[a-z]{0,3}[-–&]?){2,}s?\d?)[”\"’]?\)"
)
# "a memorandum with Chile on lithium": what the text is about may stand behind the party.
_PARTY_THEN_ABOUT = re.compile(
    r"\s(?:with|between)\s(?:the\s)?[A-Z][\w-]+(?:\s(?:and\s)?(?:the\s)?[A-Z][\w-]+){0,4}(?=\s(?:on|for|concerning)\s[a-z])"
)
_NUMBER = re.compile(rf"(?i:{WORDED})")
_COUNT = re.compile(
    rf"(?<![\w.,])(?P<n>\d{{1,3}}(?:,\d{{3}})*|(?i:{WORDED}))\s(?:[\w-]+\s){{0,3}}?$",
)
# A comma inside an enumeration of plain nouns: "raw materials, batteries and hydrogen".
_LISTED = re.compile(
    r",\s[a-z-]+(?:\s[a-z-]+)?(?:,\s[a-z-]+(?:\s[a-z-]+)?)*,?\sand\s(?!(?:a|an|the|was|were|its)\b)[a-z]"
)
_BRACKETED = re.compile(r"\([A-Z][A-Za-z-]{1,9}\)$")
_ORDINAL = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural)\s$"
)
_MAX_ABOUT = 14
_MONEY = frozenset("$€£¥₹")


@dataclass(frozen=True, slots=True)
class Title:
    """A title at ``[start, end)``: its words as a table writes them and the kind of text that it names.

    ``opener`` is the little word before it, in small letters ("the", "a", ""); ``named`` tells a name with capitals
    from a description; ``bare`` a noun that stands alone ("the agreement"); ``count`` how many, proved by
    ``count_span``; ``short`` the acronym printed behind it; ``after`` where the sentence goes on behind that.
    """

    start: int
    end: int
    text: str
    kind: str
    event: str
    named: bool
    plural: bool
    bare: bool
    opener: str = ""
    count: int | None = None
    count_span: Span | None = None
    short: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    event: str
    about: frozenset[str]
    pattern: re.Pattern[str]
    named: bool
    whole: bool


def find_titles(text: str, *, knowledge: str = "agreements", packs: tuple[Path, ...] = ()) -> list[Title]:
    """Every title in ``text`` (one sentence), in order; none lies inside another.

    ``knowledge`` names the data file that holds the nouns: ``agreements``, or ``meetings`` for names of meetings.
    """
    if not gate(knowledge, packs).search(text):
        return []
    tokens = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    found: list[Title] = []
    candidates = [
        (match.start(), -match.end(), order, head, match)
        for order, head in enumerate(_heads(knowledge, packs))
        for match in head.pattern.finditer(text)
    ]
    for _, _, _, head, match in sorted(candidates, key=lambda c: c[:3]):
        if found and match.start() < found[-1].after:
            continue
        title = _title(text, tokens, head, match, found[-1].end if found else 0)
        if title:
            found.append(title)
    return found


def _title(text: str, tokens: Sequence[Span], head: _Head, match: re.Match[str], floor: int) -> Title | None:
    named = head.named and (head.whole or _capitals_around(text, match))
    if head.named and not named:
        return None
    start = match.start() if head.whole else _left(text, tokens, match.start(), floor, named=named)
    end = match.end()
    if named:
        end = match.end() if head.whole else _name_right(text, tokens, match.end())
        start = _with_ordinal(text, _own_start(text, start, match.start()))
    else:
        end = _about_right(text, tokens, match.end(), head.about)
    if named and not head.whole and start == match.start() and end == match.end() and not re.search(r"[\s-]", match[0]):
        return None  # a capitalised noun alone is no name
    words = re.sub(r"\s+", " ", text[start:end]).strip(' ,;:“”"‘’')
    if not named and (parted := _PARTY_THEN_ABOUT.match(text, end)):
        stop = _about_right(text, tokens, parted.end(), head.about)
        words += re.sub(r"\s+", " ", text[parted.end() : stop])
    acronym = _ACRONYM.match(text, end)
    count, count_span = _count(text, start) if _plural(match[0]) else (None, None)
    return Title(
        start,
        end,
        re.sub(r"(?<=\w)\s*([–-])\s(?=[A-Z])|\s([–-])(?=[A-Z])", r"\1\2", words),
        head.kind,
        head.event,
        named,
        _plural(match[0]),
        not named and start == match.start() and end == match.end() and " " not in match[0],
        _opener(text, start),
        count,
        count_span,
        acronym["short"] if acronym else "",
        acronym.end() if acronym else end,
    )


def _capitals_around(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised noun belongs to a name: a capitalised word before it, or "of", "on", "for" and one after."""
    before = re.search(r"([\w’'.)&-]+)\s$", text[: match.start()])
    if before and re.match(r"[A-ZÀ-Þ\d(]", before[1]) and before[1] not in _SENTENCE_OPENERS | _MONTHS:
        return True
    return " " in match[0] or re.match(r"\s(?:of|on|for)\s(?:the\s|a\s)?[A-ZÀ-Þ]", text[match.end() :]) is not None


def _left(text: str, tokens: Sequence[Span], start: int, floor: int, *, named: bool) -> int:
    """Where the noun phrase begins that ends with the noun at ``start``."""
    index = _index_before(tokens, start)
    begin = start
    while index >= 0 and tokens[index].start >= floor:
        token = tokens[index]
        word = text[token.start : token.end]
        before = text[tokens[index - 1].start : tokens[index - 1].end] if index else ""
        if word == ")" and (bracket := _BRACKETED.search(text, 0, token.end)):
            begin, index = bracket.start(), _index_before(tokens, bracket.start())
            continue
        if named:
            listed = word == "," and _name_word(before) and " and " in text[begin:start]
            if not _name_word(word) and not listed and not (word.lower() in _JOINTS and _name_word(before)):
                break
            if word.lower() in {"the", "a", "an"} and before.lower() in {"and", "with", "in", "to"}:
                break
            if word.lower() in {"with", "between", "in", "to", "a", "an", "by"}:
                break
            if word in _MONTHS:
                break
        elif word.lower() in _INNER:
            if begin == start or before.lower() in _OPENERS or not re.fullmatch(r"[a-z][\w-]+|[A-Z][\w-]+", before):
                break
            if re.match(r"[A-Z]", before) or re.search(r"(?:s|ed)$", before) and before not in {"business", "goods"}:
                break
        elif (
            not re.match(r"[^\W\d_]|\d+(?:st|nd|rd|th)$", word)
            or word.lower() in _OPENERS
            or word in _MONTHS
            or _NUMBER.fullmatch(word)
        ):
            break
        elif (
            re.search(r"[a-z]{2}(?:ed|ly)$", word)
            and "-" not in word
            and word.lower()
            not in {"supply", "family", "assembly", "limited", "enhanced", "united", "integrated", "revised", "unified"}
        ):
            break
        elif word[0].isupper() and begin != start and re.match(r"[a-z]", text[begin:]) is None:
            pass
        begin = token.start
        index -= 1
    return _without_stripped(text, begin, start)


def _index_before(tokens: Sequence[Span], place: int) -> int:
    return max((i for i, token in enumerate(tokens) if token.end <= place), default=-1)


def _without_stripped(text: str, begin: int, start: int) -> int:
    while match := re.match(r"([\w-]+)\s+", text[begin:start]):
        if match[1].lower() not in _STRIPPED_LEFT:
            break
        begin += match.end()
    return begin


def _name_word(word: str) -> bool:
    return re.match(r"[A-ZÀ-ÖØ-Þ]|\d+(?:st|nd|rd|th)\b|21st", word) is not None


def _own_start(text: str, start: int, head: int) -> int:
    """A name without the words that only open the sentence, and behind the last comma-less joint to another name."""
    while match := re.match(r"([\w’'-]+)\s+", text[start:head]):
        if match[1] not in _SENTENCE_OPENERS and match[1].lower() not in _JOINTS:
            break
        start += match.end()
    return start


def _with_ordinal(text: str, start: int) -> int:
    """The start of a name with the number that counts it, in small letters or figures ("second EU–Japan Summit")."""
    ordinal = _ORDINAL.search(text, max(0, start - 20), start)
    return ordinal.start() if ordinal else start


def _name_right(text: str, tokens: Sequence[Span], end: int) -> int:
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
        if _name_word(word) and word not in _MONTHS and (joints or word in {"II", "III", "IV"}):
            last, joints = tokens[index].end, 1
            index += 1
            continue
        reach = _joint_reach(text, tokens, index, first=last == end)
        if not reach:
            break
        joints = 1
        last, index = tokens[index + reach].end, index + reach + 1
    return last


def _joint_reach(text: str, tokens: Sequence[Span], index: int, *, first: bool) -> int:
    """How many small words lead from ``index`` to the next capitalised word of the same name; 0 where none does."""
    words = [text[t.start : t.end] for t in tokens[index : index + 4]]
    small = 0
    while small < len(words) and words[small].lower() in {
        "of",
        "for",
        "on",
        "and",
        "the",
        "in",
        "to",
        "a",
        "an",
        "against",
        "towards",
        "&",
    }:
        small += 1
    if not 0 < small < len(words) or small > 3 or not _name_word(words[small]) or words[small] in _MONTHS:
        return 0
    lead = words[0].lower()
    if first and lead not in {"of", "on", "for", "to", "concerning", "against"}:
        return 0
    if lead == "in" and (small < 2 or words[1].lower() != "the"):
        return 0
    if lead == "to" or lead == "and" and small > 1:
        return 0
    return small


def _about_right(text: str, tokens: Sequence[Span], end: int, about: frozenset[str]) -> int:
    """Where a description ends that goes on to say what the text is about."""
    index = next((i for i, t in enumerate(tokens) if t.start >= end), len(tokens))
    if index >= len(tokens) or text[tokens[index].start : tokens[index].end].lower() not in about:
        return end
    last, taken = end, 0
    for place in range(index, min(len(tokens), index + _MAX_ABOUT)):
        word = text[tokens[place].start : tokens[place].end]
        following = text[tokens[place + 1].start : tokens[place + 1].end] if place + 1 < len(tokens) else ""
        if word in {"–", "-", "—"} and following[:1].isupper():
            continue
        if word == "," and _LISTED.match(text, tokens[place].start):
            continue
        low = word.lower()
        if (
            (low in _STOP_RIGHT and taken)
            or not re.match(r"[\w’']", word)
            or (taken and re.fullmatch(r"\d{1,2}|[12]\d{3}", word))
        ):
            break
        if low in {"it", "them", "this", "these"} or word in _MONTHS:
            break
        if taken and low in {"in", "on", "of", "to", "and", "for", "or"} and _outside(text, low, following):
            break
        if taken == 0 and (
            following[:1].isdigit()
            or following in _MONTHS
            or following.lower() in {"it", "which", "them", "this", "that", "behalf"}
        ):
            break
        if low not in _JOINTS and low not in {
            "or",
            "regarding",
            "concerning",
            "about",
            "towards",
            "toward",
            "against",
            "establishing",
        }:
            last = tokens[place].end
        taken += 1
    return end if text[last : last + 1] in _MONEY else last


def _outside(text: str, word: str, following: str) -> bool:
    """Whether a small word leads out of the description: "in Astana", "on 3 May", "and a treaty"."""
    if not following or following[0].isdigit() or following in _MONTHS:
        return True
    low = following.lower()
    if word == "in":
        return following[0].isupper() or low in {"early", "late", "mid", "return", "exchange", "order", "addition"}
    if word == "on":
        return low in {"the", "a", "condition", "behalf"} and False
    if word == "and":
        return low in _OPENERS and low not in {"new"}
    if word == "to":
        return re.fullmatch(r"[a-z]+", following) is not None and low not in {"the", "a"}
    return False


def _plural(noun: str) -> bool:
    first = noun.split(" of ")[0]
    return re.search(r"(?:(?<!s)s|memoranda|MoUs|MOUs|treaties|strategies)$", first.strip(")")) is not None


def _count(text: str, start: int) -> tuple[int | None, Span | None]:
    match = _COUNT.search(text[max(0, start - 60) : start])
    if match is None:
        return None, None
    offset = max(0, start - 60)
    number = match["n"]
    value = int(number.replace(",", "")) if number[0].isdigit() else int(worded(number))
    if value < 2 or 1900 <= value <= 2100:
        return None, None
    return value, Span(offset + match.start("n"), offset + match.end("n"))


def _opener(text: str, start: int) -> str:
    """The determiner before a description, over the adjectives that do not belong to it ("their own new")."""
    match = re.search(
        r"(?<!\w)(?P<det>a|an|the|this|that|these|those|its|their|his|her|no|any|each|another)\s(?:[\w-]+\s){0,2}$",
        text[max(0, start - 40) : start],
        re.IGNORECASE,
    )
    return match["det"].lower() if match else ""


@cache
def _heads(knowledge: str, packs: tuple[Path, ...]) -> tuple[_Head, ...]:
    heads = []
    for entry in entries(knowledge, packs):
        shared = (entry["kind"], entry.get("event", ""), frozenset(entry["about"]))
        if entry.get("names"):
            heads.append(_Head(*shared, _words(entry["names"]), named=True, whole=True))
        if entry["named"]:
            heads.append(_Head(*shared, _words(entry["named"]), named=True, whole=False))
        heads.append(_Head(*shared, _words(entry["heads"]), named=False, whole=False))
    return tuple(heads)


def _words(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w–-])(?:{'|'.join(patterns)})(?![\w–’'-])")


@cache
def gate(knowledge: str = "agreements", packs: tuple[Path, ...] = ()) -> re.Pattern[str]:
    """A pattern that every sentence with a title matches: the stems of the nouns."""
    return re.compile("|".join(f"(?:{head.pattern.pattern})" for head in _heads(knowledge, packs)))
