"""Names of instruments as papers print them: funds and facilities, programmes, projects and initiatives.

A name is found from its closing noun ("... Cooperation Fund") leftwards over capitalised words and the small words
between them, and rightwards over "for ..." and a bracketed short form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from policyfacts.knowledge import compiled, entries
from policyfacts.knowledge.searches import Search
from policyfacts.records import Mention
from policyfacts.values.countries import find_countries

# A capitalised word, as names have them: with inner dots, hyphens, apostrophes; or a number ("Grow-2", "Africa50").
_CAPITAL = (
    r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-Þ](?:[\w’'&]|\.(?=\w))*(?:[-–/][\w’'&]+)*"
    r"|[“\"‘][A-ZÀ-ÖØ-Þ][\w’' -]{0,40}[”\"’]|\d\w*(?:-\w+)*(?=\s[A-Z]))"
)
# What may stand between two words of a name. A dash with a stray space ("China -Latin America") is one of print.
_JOINT = (
    r"(?:\s[-–—]\s?|[-–—]\s"
    r"|\s(?:of|for|and|the|on|in|to|by|with|de|des|du|da|do|del|la|le|y|e|et|und|für|&)\s(?:the\s|la\s|los\s)?"
    r"|,\s(?=[A-Z]\w+,?\s(?:and|[A-Z]))|\s)"
)
_LEADING = re.compile(
    r"(?:(?:The|A|An|This|That|These|Those|Its|Their|His|Her|Our|In|On|At|By|Of|For|From|With|Under|Through|Since|As|"
    r"When|While|After|Before|During|And|But|Both|Each|Every|Some|Several|Two|Three|Other|Such|Today|Currently|"
    r"Meanwhile|However|Also|Moreover|Furthermore|According|Via|Using|Launched|Established|Together|Like|Although|"
    r"Because|If|That|Which|Where|Whether|No|New|Under|Within|Across|Between|Following|Until|Despite|Chinese|President|"
    r"Premier|Minister|Table|Figure|Box|Annex|Chapter|Section|Part)\s(?:the\s|a\s|an\s|its\s|their\s)?"
    r"|(?:\d[\d.,]*[\s-]?)?(?:MW|GW|KV|KM|MWp)\s"
    r"|(?:[A-Z][\w’'.]*\s){0,3}[A-Z][\w’'.]*-(?:funded|financed|led|backed|supported|sponsored|based)\s)+"
)
# "lent to Fiji by the Lake Fund", "given to Fiji for the Wharf Project": whom it is given to is no part of the name.
_OWNER = re.compile(r"(?P<name>[A-Z][\w’' -]*?)\s(?:for|by|from|through|via|under|with|to)\sthe\s(?=[A-Z])")
_OWNED = re.compile(r"[’'](?:s)?$")
_PARTNER = re.compile(r"(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})\sand\sthe\s(?=[A-Z])")
_ANOTHER_NAME = re.compile(
    r"\b(?:[A-Z]{2,}\w*|Bank|Fund|Facility|Group|Commission|Agency|Ministry|Union|Corporation|Initiative|"
    r"Programme|Week|"
    r"Forum|Office|Foundation|Government)(?:\s(?:for|of|in)\s(?:[A-Z][\w’-]*\s?|(?:and|of|in|the)\s(?!the\s)){1,6}?)?"
    r"\s(?:and\sthe|and|with|through)\s(?:the\s)?(?=[A-Z])"
)


def find_names(text: str, *, packs: tuple[Path, ...] = ()) -> Iterator[Mention]:
    """Named instruments in ``text``: label ``fund`` or ``programme``; the value is the name with its print mended."""
    for label, pattern in _grammar(packs):
        for match in pattern.finditer(text):
            start, end = match.start("name"), match.end("name")
            start = _own_start(text, start, end)
            if owned := _OWNED.search(text[start:end]):
                end = start + owned.start()  # "the Lake Fund’s": what it owns is another thing
            name = text[start:end]
            if _is_name(name, match["noun"]):
                yield Mention(label, start, end, name, mended(name))


def _own_start(text: str, start: int, end: int) -> int:
    """Where the name itself begins: behind opening words ("In the ...") and another name ("UNDP and the ...")."""
    for other in _ANOTHER_NAME.finditer(text, start, end):
        start = other.end()
    while lead := _LEADING.match(text, start, end):
        start = lead.end()
    # "lent to Fiji for the Wharf Project": whom it is lent to is no part of the name.
    # "Fiji and the Kuwait Fund": nor is who does something with it.
    for words in (_OWNER, _PARTNER):
        owner = words.match(text, start, end)
        if owner and any(m.start == 0 and m.end == len(owner["name"]) for m in find_countries(owner["name"])):
            start = owner.end()
    return start


def mended(name: str) -> str:
    """``name`` as it would be written out: one space between words, none around a hyphen, no quotation marks."""
    name = re.sub(r"\s*([–-])\s*(?=\S)", r"\1", name) if re.search(r"\w\s[–-]\w|\w[–-]\s\w", name) else name
    return re.sub(r"\s+", " ", name.strip(' ,;:“”"‘’'))


@compiled
def _grammar(packs: tuple[Path, ...]) -> tuple[tuple[str, Search], ...]:
    grammar = []
    for label, kinds in (("fund", ("fund",)), ("programme", ("aid",))):
        nouns = sorted(
            {
                noun
                for entry in entries("instruments", packs)
                if entry["kind"] in kinds
                for noun in entry.get("named", ())
            },
            key=lambda noun: (-len(noun), noun),
        )
        closing = "|".join(re.escape(noun) for noun in nouns)
        lower = "|".join(re.escape(noun.lower()) for noun in nouns)
        upper = "|".join(re.escape(noun.upper()) for noun in nouns)
        grammar.append(
            (
                label,
                Search(
                    # "Green Climate Fund", "GREEN CLIMATE FUND" (one capitalised word is enough), or
                    # "Market Access programme" (two are needed before a small letter).
                    rf"(?<![\w’'-])(?<!\d[.,])(?P<name>(?:{_CAPITAL}{_JOINT}){{1,14}}?"
                    rf"(?:(?P<noun>{closing}|{upper})|(?<=\s)(?P<small>{lower}))"
                    rf"(?:\s(?:for|of)\s(?:the\s)?{_CAPITAL}(?:{_JOINT}{_CAPITAL}){{0,6}})?)"
                    rf"(?![\w’-])"
                ),
            )
        )
    return tuple(grammar)


def _is_name(name: str, noun: str | None) -> bool:
    words = name.split()
    capitals = [word for word in words if word[:1].isupper() or word[:1] in '“"‘']
    return len(capitals) >= 2 or (noun is None and len(capitals) >= 1 and any(c.isupper() for c in name[1:]))
