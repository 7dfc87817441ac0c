"""What the words around a noun of works say of it: what stands behind its name, whose it is, and what it is not."""

from __future__ import annotations

import re

from policyfacts.language.worknouns import Noun, find_nouns
from policyfacts.language.workwords import TAIL, words
from policyfacts.records import Span
from policyfacts.values.countries import find_countries

_RAILS = re.compile(r"\b(?:metro|rail\w*|trains?|trams?|subway|stations?|passengers?|tracks?)\b", re.IGNORECASE)
# "Of the cables in the north, Kita has gone furthest": Kita is no second place.
_ONE_OF = re.compile(r"(?:Of|Among|Unlike|Like|Besides|Alongside|After)\s")
_SAYS = re.compile(r"\s(?:has|have|is|are|was|were|will|had|came|went|got)\b")
# "handed over a ward at Gao to the Government": who gets a work is no end of it.
_TO_WHOM = re.compile(
    r"\sto\s(?:the\s)?(?:[A-Z]\w+\s)?(?:Governments?|Ministry|Ministries|Authorit(?:y|ies)|Republic|State|Municipality|Army|Navy|Police|People)\b"
)
_MONTH = re.compile(
    r"(?:the\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Q[1-4]|Mr|Mrs|Ms|"
    r"Phase|Article|Table|Figure|Chapter|President|Premier|Prime|Minister)\b"
)
_OF_ANY_STATE = frozenset(
    "National Central General Regional State International Presidential Olympic Parliament University Children’s "
    "Military District Provincial Municipal Public Grand Royal Great Main Technical Vocational Medical "
    "Teaching Referral Football Sports".split()
)
AT_PLACES = frozenset({"at", "in", "near", "of", "on", "outside"})
# "Palau’s second cable", "the fourth bridge": by its number it is another than those before.
_ORDINAL = re.compile(
    r"\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa])\s|(?=[A-Z]))(?P<name>(?:[A-Z][\w-]*[’']s\s)?"
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s)$"
)
_OVER = re.compile(r"\s(?:over|across|under|beneath)\s(?:the|its|this|that)\s[a-z]{3,}(?![\w-])")


def closing_noun(text: str, end: int) -> int:
    """Where the noun of a work right behind ``end`` ends ("Unit 2 of the Barakah plant"); 0 where none follows."""
    return next((n.end for _, n in find_nouns(text, ()) if n.start == end + 1 and text[end : end + 1] == " "), 0)


def closes_body(noun: Noun) -> bool:
    """Whether a noun in capitals closes the name of a body or of a chapter ("Joint Inspection Unit")."""
    return noun.text[:1].isupper() and noun.lower in words("body")


def of_troops(text: str, name: str) -> bool:
    """Whether a line is one of troops or of a ceasefire: "the Blue Line", where no train runs near."""
    own, closing = name.split()[:-1], name.split()[-1].lower()
    return closing in {"line", "lines"} and not _RAILS.search(text) and any(w in words("no line") for w in own)


def says_little(name: str) -> bool:
    """Whether only the place tells which work a name means: "National Library", "Unit 7"."""
    words = name.split()[1:] if name[-1:].isdigit() else name.split()[:-1]
    return all(w in _OF_ANY_STATE or w.isdigit() for w in words) and bool(words)


def is_owner(word: str) -> bool:
    """Whether the word before a noun says whose the work is: "Djibouti’s"."""
    return word[:1].isupper() and word.endswith(("’s", "'s")) and word[:-2] not in {"It", "That", "There", "What"}


def ordinal_name(text: str, start: int, end: int) -> Span | None:
    """Where a work told as one more of its kind stands, with what it spans: "fourth bridge over the lagoon".

    The noun with its adjectives stands at ``text[start:end]``; ``None`` where no ordinal stands before it.
    """
    ordinal = _ORDINAL.search(text, max(0, start - 60), start)
    over = _OVER.match(text, end)
    return Span(ordinal.start("name"), over.end() if over else end) if ordinal else None


def in_state(tail: re.Match[str]) -> bool:
    """Whether a work is only said to lie in a state; a town tells which one it is."""
    return any(m.start <= len("the ") for m in find_countries(tail["places"]))


def town(place: str) -> str:
    """ "in Diamniadio" of "in Diamniadio, Senegal"."""
    town, comma, state = place.partition(", ")
    return town if comma and any(m.start == 0 for m in find_countries(state)) else place


def tail_of(text: str, end: int) -> re.Match[str] | None:
    tail = TAIL.match(text, end)
    if tail and tail["joint"] in AT_PLACES and " and the " in tail["places"] and closing_noun(text, tail.end()):
        # "A port at Mpulungu and the Kafue dam" are two works.
        tail = TAIL.match(text, end, tail.start("places") + tail["places"].rindex(" and the "))
    if tail and ", " in tail["places"] and _ONE_OF.match(text) and _SAYS.match(text, tail.end()):
        tail = TAIL.match(text, end, tail.start("places") + tail["places"].rindex(", "))
    if tail and (handed := _TO_WHOM.search(tail["places"])):
        tail = TAIL.match(text, end, tail.start("places") + handed.start())
    if tail and (_MONTH.match(tail["places"]) or tail["places"].endswith(("’s", "'s", "’"))):
        return None
    return tail


def core(noun: Noun) -> int:
    """Where the noun starts without the hyphened words before it: in "deep-water port", at "port"."""
    hyphened = re.match(r"(?:[a-z]+-[a-z]+ )*", noun.text)
    return noun.start + (hyphened.end() if hyphened else 0)


def proper_noun(noun: str, text: str, start: int) -> bool:
    """Whether the noun itself is written as a name within a sentence ("the Standard Gauge Railway")."""
    words = noun.split()
    return (
        len(words) > 1 and all(w[:1].isupper() for w in words) and start > 0 and text[max(0, start - 2) : start] != ". "
    )


def single(plural: str) -> str:
    """The noun of one of many: "bridge" of "bridges"."""
    return re.sub(r"(?:(?<=[sx])es|s)$", "", plural)


def mended(name: str) -> str:
    """``name`` with one space between words, none around a dash, and without quotation marks."""
    name = re.sub(r"(?<=\w)(?:[–—] | [–—])(?=[A-Z])", "–", re.sub(r"\s+", " ", name))
    return re.sub(r"[“”\"«»]", "", name).strip(" ,;:‘")
