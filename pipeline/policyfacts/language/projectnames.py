"""Works as papers print them: named ("the Karuma dam"), described ("a submarine cable across the Pacific"), or taken up
again ("the line").

A work is found from its noun (``knowledge/projects.toml``) leftwards over small adjectives and the capitalised words of
its name, and rightwards over "of Anaklia", "from Malaba to Kampala".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from policyfacts.knowledge import entries
from policyfacts.records import Span

Form = Literal["named", "described", "reference"]

_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀŁŚŠŻŽÇ](?:[\w’'&]|\.(?=\w))*(?:[-–—‑/][\w’'&]+)*(?:(?<=\b[A-Z])\.)?)"
_PLACE = rf"{_CAPITAL}(?:\s(?:(?:de|del|da|do|la|el|al|du|des|of|and)\s(?:the\s)?)?{_CAPITAL}){{0,3}}"
_TAIL = re.compile(
    rf"(?P<size>(?:,?\sof\s(?:about\s|some\s)?[\d.,]+[\s-]?(?:km|kilomet(?:re|er)s|MW|miles|megawatts))?)(?P<tail>\s(?P<joint>of|at|in|near|on|to|into|through|across|over|from|between|around|"
    rf"(?:that\s|which\s)?(?:linking|connecting|links|connects|joining)|running\sfrom|running\sthrough)\s"
    rf"(?P<places>(?:the\s)?(?:(?:central|northern|southern|eastern|western|north|south|east|west|capital)\s(?:of\s|city\s(?:of\s)?)?)?{_PLACE}"
    rf"(?:(?:\s(?:to|and|with|via|through|in)|,|\s?[–-])\s?(?:the\s)?{_PLACE}){{0,3}}))"
)
_LETTER = re.compile(r"\s(?:[A-Z]|I{1,3}|IV|V|\d{1,2})(?![\w.,]\w|\w|\s?(?:km|MW|million|billion|per|and \d|[A-Z]))")
_MONTH = re.compile(
    r"(?:the\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|Mr|Mrs|Ms|"
    r"Phase|Article|Table|Figure|Chapter|President|Premier|Prime|Minister)\b"
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\s,;:()\[\]“”\"‘]+)(?P<gap>\s)$")
_DETERMINER = re.compile(
    r"^(?:the|this|that|these|those|its|their|his|her|our|said|same|such|whole|entire|new|latter|former|each)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:a|an|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|\d+|several|"
    r"some|many|various)$",
    re.IGNORECASE,
)
# Words that cannot be an adjective of a work's name: small words, and the verbs that stand before works.
_STOP = frozenset(
    "a an the this that these those its their his her our my your of in on at to for from by with and or but nor as is are "
    "was were be been being has have had having do does did will would shall should may might can could must not no into "
    "over under between across through along near after before since until during about around against among within "
    "without via per than then also only both either neither when while where which who whom whose if because although "
    "build builds building built construct constructs constructing constructed complete completes completed completing "
    "finish finished open opens opened opening launch launched launching inaugurate inaugurated commission commissioned "
    "finance financed financing fund funded funding develop developed developing upgrade upgraded upgrading rehabilitate "
    "rehabilitated expand expanded expanding include includes including included involve involves involving support "
    "supported supporting sign signed signing approve approved plan planned plans propose proposed announce announced "
    "cover covers covering establish established establishing create created creating operate operated operating run runs "
    "provide provides provided providing use uses used using own owns owned reach reached link links linking connect connects "
    "connecting cancel cancelled suspend suspended resume resumed start started begin began make made making give gave "
    "produce produced producing improve improved improving modernize modernized modernise modernised renovate renovated repair repaired "
    "lay laid laying extend extended extending get got take took taking need needs save saved several some many various "
    "such other another each every all any most more less few two three four five six seven eight nine ten eleven "
    "twelve one first second third fourth fifth last next new old former latter current said same own whole entire key "
    "major main important big large largest biggest longest ongoing existing planned proposed particular specific "
    "certain relevant different similar further additional so-called much very it he she they we you there here like "
    "called named known million billion trillion worth total today now still yet even just government state company "
    "designated local foreign chinese american supports finances funds builds needs wants plans keeps holds serves carries handles "
    "brings sends sees saw closes drives powers feeds supplies supply supplied costs hosts sought seeks won lost left met joined "
    "bought sold paid lent offered sits stands remains mean means".split()
)
_KEPT = frozenset("proposed planned new".split())
_OPENING = frozenset(
    "The A An This That These Those Its Their His Her Our In On At By Of For From With Under Through Since As When While "
    "After Before During And But Both Each Every Some Several Two Three Four Five Other Such Today Currently Meanwhile "
    "However Also Moreover Furthermore According Via Using Together Like Although Because If Which Where Whether No New "
    "Within Across Between Following Until Despite Phase Project First Second Third It They He She Another Once Further Construct "
    "Construction Building Build Completion Loan Loans Grant Agreement Contract Rehabilitation Expansion Upgrade Finance "
    "Financing Funding Table Figure Box Annex Chapter Section Part President Premier Minister Mr Mrs Dr January "
    "February March April May June July August September October November December Chinese-built Chinese-funded "
    "Chinese-financed Chinese-backed Chinese-led Chinese-owned".split()
)
_LINKING = re.compile(r"^(?:de|del|da|do|la|el|al|du|des|y|van|von|bin|ibn|ad|an|ar|as|ash|el-|al-)$")
_OWNERS = re.compile(r"[’']s?$")
_NOT_OF_WORKS = re.compile(
    r"^[\s-](?:(?:company|companies|corporation|corp|authorit(?:y|ies)|operators?|ministry|minister|sector|industr(?:y|ies)|"
    r"officials?|engineers?|group|department|bureau|agency|union|association|services?|tariffs?|managers?|directors?|"
    r"workers?|maintenance|sectors|experts?|ltd|limited|co|holdings?|consortium|markets?|diplomacy|capitali[sz]ation|builders?|"
    r"attendants?|police|owners?|owned|based|related|bonds?|infrastructure fund|fund|bank|development bank|university|"
    r"organi[sz]ation|administration|board|commission|council|society|alliance|forum|conference|summit|initiative|"
    r"declaration|treaty|cooperation|policy|strategy|law|act|rush|boom|capacity building|clearance|mouth|s(?:ide|cape))\b)",
    re.IGNORECASE,
)
_REFERRING = re.compile(r"\b(the|this|that|these|its|their|said|same)\s(?:[a-z\d][\w.,-]*\s){0,2}$", re.IGNORECASE)
REFER = "any"
"""The kind of a mention that only takes up another: "the route"."""
# "the US$2.5 billion project", "the 472-km line": the figure stands between the article and the noun.
_FIGURE = re.compile(
    r"(?:[A-Z]{0,3}\s?[$€£¥₱₹]\s?|[A-Z]{3}\s)?\d[\d.,]*(?:[\s-](?:million|billion|trillion|bn|mn|m))?(?:[\s-](?:dollars?|euros?|yuan|"
    r"km|kilomet(?:re|er)s?|MW|megawatts?|bed|seat|mile|kV))?(?:[\s-]long)?[\s-]$"
)
_QUOTES = '“"‘«'
_MAX_SMALL = 4
_MAX_CAPITAL = 7


@dataclass(frozen=True, slots=True)
class Work:
    """A mention of a work at ``text[start:end]`` and what its words tell.

    ``name`` is what to call it; for a reference ("the line"), the noun with its adjectives. ``noun`` starts the closing
    noun, in lower case. ``tail`` is the range of "of Anaklia" where it has one. ``soft`` works ("the X project") are works only by
    context; a ``programme`` is many works under one name.
    """

    start: int
    end: int
    name: str
    kind: str
    form: Form
    noun: str
    definite: bool
    tail: Span | None = None
    soft: bool = False
    programme: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_works(text: str, *, packs: tuple[Path, ...] = ()) -> Iterator[Work]:
    """Every mention of a work in ``text``, in order, none inside another."""
    here = 0
    nouns = list(_nouns(text, packs))
    for index, (kind, match) in enumerate(nouns):
        if index + 1 < len(nouns) and _opens_name(text, match, nouns[index + 1][1]):
            continue
        if match.start() < here or kind == "none":
            here = max(here, match.end())
            continue
        work = _work(text, kind, match, here)
        if work is not None:
            here = work.end
            yield work


def _opens_name(text: str, match: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a noun only opens a longer name ("Metro" in "the Metro Manila Subway")."""
    if not match[0][:1].isupper():
        return False
    return re.fullmatch(rf"(?:\s{_CAPITAL}){{1,3}}\s", text[match.end() : following.start()]) is not None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of works: its further nouns and the units that it is measured in."""

    name: str
    refers: frozenset[str]
    measures: frozenset[str]
    soft: bool


@cache
def kinds(packs: tuple[Path, ...] = ()) -> dict[str, Kind]:
    """The kinds of works by name."""
    return {
        entry["kind"]: Kind(
            entry["kind"],
            frozenset(entry.get("refers", ())),
            frozenset(entry.get("measures", ())),
            bool(entry.get("soft", False)),
        )
        for entry in entries("projects", packs)
    }


def _work(text: str, kind: str, match: re.Match[str], floor: int) -> Work | None:
    noun = match[0].lower()
    if _NOT_OF_WORKS.match(text, match.end()) or _in_company(text, match.end()):
        return None
    if kind == REFER:
        referring = _REFERRING.search(text, max(0, match.start() - 40), match.start())
        if (
            referring is None
            or text.startswith(" of ", match.end())
            or (noun.endswith("s") and noun != "works" and referring[1].lower() not in {"its", "their"})
        ):
            return None
        return Work(match.start(), match.end(), noun, kind, "reference", noun, True)
    small, start = _small_words(text, match.start(), floor)
    capitals, own = _capital_words(text, start, floor)
    named = bool(capitals) or _proper_noun(match[0], text, match.start())
    before = _word_before(text, own if capitals else start)
    end = match.end()
    letter = _LETTER.match(text, end)
    if letter and kind not in {"school", "building"}:
        end, named = letter.end(), True
    tail = _TAIL.match(text, end)
    if tail and (_MONTH.match(tail["places"]) or text[tail.end() :].startswith(("’s", "'s"))):
        tail = None
    where = Span(tail.start("tail") + 1, tail.end("tail")) if tail else None
    definite = _DETERMINER.match(before) is not None or named
    soft = kinds()[kind].soft
    if named:
        name, stop = text[own if capitals else start : end], end
        if tail and tail["joint"] in {"from", "between"}:
            stop = tail.end()
            name = text[own if capitals else start : end] + text[tail.start("tail") : stop]
        return Work(own if capitals else start, stop, mended(name), kind, "named", noun, True, where, soft)
    if where and tail and tail["joint"] != "on":
        head = text[_core(match) if tail["joint"] == "of" else start : end]
        name = head + text[tail.start("tail") : tail.end()]
        form: Form = "named" if tail["joint"] in {"of", "at", "to", "from", "between"} else "described"
        return Work(start, tail.end(), mended(name), kind, form, noun, definite, where, soft)
    if _DETERMINER.match(before) and not _numbered(text, start):
        if noun.endswith("s") and not noun.endswith(("works", "ss")) and before.lower() not in {"its", "their"}:
            return None
        return Work(start, end, mended(text[start:end]), kind, "reference", noun, True, where, soft)
    if kind == "line":
        return None
    if (
        small
        or (" " in noun and _ARTICLE.match(before))
        or (
            _ARTICLE.match(before)
            and not before.lower() in {"a", "an", "another", "one", "first", "second", "third", "fourth"}
        )
    ):
        return Work(start, end, mended(text[start:end]), kind, "described", noun, False, where, soft)
    if match[0].isupper() and len(noun) > 2:
        return Work(start, end, mended(text[start:end]), kind, "reference", noun, True, where, soft)
    return None


def _core(match: re.Match[str]) -> int:
    """Where the noun starts without the hyphened words before it: in "deep-water port", at "port"."""
    hyphened = re.match(r"(?:[a-z]+-[a-z]+ )*", match[0])
    return match.start() + (hyphened.end() if hyphened else 0)


def _small_words(text: str, start: int, floor: int) -> tuple[int, int]:
    """How many lower-case adjectives stand before ``start``, and where the first one starts."""
    count = 0
    while count < _MAX_SMALL:
        match = _WORD_BEFORE.search(text, max(floor, start - 40), start)
        if match is None:
            break
        word = match["word"]
        if not re.fullmatch(r"[a-zà-ÿ][\w’'-]*", word) or word in _STOP or word.endswith(("’s", "'s", "ly")):
            break
        count, start = count + 1, match.start()
    return count, start


def _capital_words(text: str, start: int, floor: int) -> tuple[list[str], int]:
    """The capitalised words of the name before ``start``, first to last, and where they start."""
    words: list[str] = []
    own = here = start
    while len(words) < _MAX_CAPITAL:
        match = re.search(r"(?P<word>[^\s,;:()\[\]“”\"‘«»]+)(?P<close>[”\"’»]?)\s$", text[max(floor, here - 45) : here])
        if match is None:
            break
        offset = max(floor, here - 45)
        word = match["word"]
        if _OWNERS.search(word) or word in _OPENING:
            break
        if re.fullmatch(_CAPITAL, word) or re.fullmatch(r"\d+(?:st|nd|rd|th)?(?:-[A-Z]\w+)+|[IVX]+", word):
            words.insert(0, word)
            own = here = offset + match.start("word")
            if own > 0 and text[own - 1] in _QUOTES:
                break
        elif _LINKING.match(word):
            here = offset + match.start("word")
            words.insert(0, word)
        else:
            break
    while words and _LINKING.match(words[0]):
        words.pop(0)
    return words, own


def _proper_noun(noun: str, text: str, start: int) -> bool:
    """Whether the noun itself is written as a name in the middle of a sentence ("the Standard Gauge Railway")."""
    words = noun.split()
    return (
        len(words) > 1 and all(w[:1].isupper() for w in words) and start > 0 and text[max(0, start - 2) : start] != ". "
    )


def _word_before(text: str, start: int) -> str:
    window = _FIGURE.sub("", text[max(0, start - 50) : start])
    match = re.search(r"([^\s,;:()]+)\s[“\"‘«]?$", window)
    return match[1].strip(_QUOTES) if match else ""


def _numbered(text: str, start: int) -> bool:
    return re.search(r"\b(?:other|another|next)\s$", text[:start]) is not None


def _in_company(text: str, end: int) -> bool:
    return (
        re.match(
            r"\s(?:[A-Z]\w+\s){0,3}(?:Company|Corporation|Corp|Group|Ltd|Limited|Co\b|Inc|Bank|Authority|Engineering)",
            text[end : end + 60],
        )
        is not None
    )


def mended(name: str) -> str:
    """``name`` with one space between words and without quotation marks at its ends or around its first part."""
    name = re.sub(r"\s*\n\s*", " ", name)
    return re.sub(r"\s+", " ", re.sub(r"[“”\"«»]", "", name)).strip(" ,;:‘")


def _nouns(text: str, packs: tuple[Path, ...]) -> Iterator[tuple[str, re.Match[str]]]:
    pattern, names = _grammar(packs)
    for match in pattern.finditer(text):
        yield _kind(match[0], names), match


@cache
def _kind(noun: str, names: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    """The kind whose nouns cover the most of ``noun``, the first of equals."""
    best = max(
        (
            (max((m.end() - m.start() for m in pattern.finditer(noun)), default=0), -order, name)
            for order, (name, pattern) in enumerate(names)
        ),
    )
    return best[2]


@cache
def _grammar(packs: tuple[Path, ...]) -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    groups = [(entry["kind"], "|".join(entry["nouns"])) for entry in entries("projects", packs)]
    further = sorted(
        {noun for entry in entries("projects", packs) for noun in entry.get("refers", ())}, key=lambda n: (-len(n), n)
    )
    groups.append((REFER, "|".join(further)))
    every = "|".join(nouns for _, nouns in groups)
    one = re.compile(rf"(?<![\w-])(?:(?:{every})\s)?(?:{every})(?![\w])", re.IGNORECASE)
    return one, tuple((kind, re.compile(rf"(?<![\w-])(?:{nouns})(?![\w])", re.IGNORECASE)) for kind, nouns in groups)
