"""The titles of partnerships: "strategic partnership of coordination" -> ``strategic-coordination``.

``find_levels`` follows the annotation guidelines (``corpus/GUIDELINES.md``): the level is the title's qualifiers, in
the order of the text, in lower case, joined by ``-``; the mention's text is the title, verbatim. The words that titles
are made of are in ``knowledge/levels.toml``, which explains their roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from policyfacts.errors import KnowledgeError
from policyfacts.knowledge import compiled, entries
from policyfacts.records import Mention

_REACH = 160  # characters before the noun in which the qualifiers stand
_NEAR = 600  # characters around an elliptic title within which a title with its noun must stand
_SAME = 120  # the same, where the noun stands without qualifiers
_QUOTE = "[\"“”‘’']?"
_JOINT = rf"{_QUOTE}(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s+)(?:a\s+)?{_QUOTE}"
_RAISED = re.compile(
    r"(?:rais|upgrad|elevat|lift|promot|advanc|brought|bring|mov)\w*\b[^.;]{0,90}\bto\s+(?:the\s+|an?\s+)?[\"“‘']?$",
    re.IGNORECASE,
)
_ROLES = ("title", "support", "subject", "noun", "elliptic", "tail", "era", "none")
_SMALL = frozenset({"of", "for", "and", "the", "a", "in", "to"})


@dataclass(frozen=True, slots=True)
class Ladder:
    """The words of ``levels.toml``, compiled. ``written`` maps patterns to how the level writes what they match."""

    noun: re.Pattern[str]
    chain_before: re.Pattern[str]
    chain: re.Pattern[str]
    qualifier: re.Pattern[str]
    title: re.Pattern[str]
    weak: re.Pattern[str]
    subject: re.Pattern[str]
    tail: re.Pattern[str]
    era: re.Pattern[str]
    elliptic: re.Pattern[str]
    source: re.Pattern[str]
    none: re.Pattern[str]
    opened: re.Pattern[str]
    written: tuple[tuple[re.Pattern[str], str], ...]


def find_levels(text: str, *, packs: tuple[Path, ...] = ()) -> list[Mention]:
    """Every title of a partnership in ``text``: label ``level``, value its qualifiers joined by ``-``.

    Elliptic titles ("a comprehensive strategic one") count where the noun stands near; so does a text that is nothing
    but qualifiers, as the cell of a table is ("Comprehensive strategic").
    """
    ladder = _ladder(packs)
    if "artner" not in text and "ARTNER" not in text:
        return list(_bare(text, ladder))
    barred = [match.span() for match in ladder.none.finditer(text) if not _titled(text, match.start(), ladder)]
    nouns = [n for n in ladder.noun.finditer(text) if not any(start <= n.start() < end for start, end in barred)]
    found = [mention for noun in nouns for mention in _titles(text, noun, ladder)]
    found += _elliptic(text, ladder, ([noun.start() for noun in nouns], [mention.end for mention in found]))
    return _apart(found)


def rank(level: str, *, packs: tuple[Path, ...] = ()) -> int:
    """How high a title stands, by the sum of its qualifiers' ranks ("comprehensive-strategic" above "strategic")."""
    return sum(worth for word, worth in _ranks(packs).items() if f"-{word}-" in f"-{level}-")


@compiled
def _ranks(packs: tuple[Path, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in entries("levels", packs):
        for word in entry["words"] if "rank" in entry else ():
            found[entry.get("level", re.sub(r"\[[^\]]*\]", "-", word))] = int(entry["rank"])
    return found


def _titled(text: str, start: int, ladder: Ladder) -> bool:
    """Whether a title word stands right before: "strategic" makes a title of "development partnership"."""
    return ladder.opened.search(text[max(0, start - 40) : start]) is not None


def _titles(text: str, noun: re.Match[str], ladder: Ladder) -> Iterator[Mention]:
    floor = max(0, noun.start() - _REACH)
    before = ladder.chain_before.search(text[floor : noun.start()])
    tail = ladder.tail.match(text, noun.end())
    end = tail.end() if tail else noun.end()
    added = _words(tail[0], ladder) if tail else []
    if era := ladder.era.match(text, end):
        end = era.end()
    if before is None:
        of_itself = tail is not None and re.search("coordination|friendship|strategic", tail[0], re.IGNORECASE)
        if of_itself:
            yield _mention(text, noun.start(), end, added)
        return
    start = floor + before.start("chain")
    spans = [(floor + before.start("chain") + q.start(), q[0]) for q in ladder.qualifier.finditer(before["chain"])]
    for first, last in _cut(spans, ladder):
        chain = spans[first:last]
        if not _is_title(text, chain, noun, ladder):
            continue
        names = [_written(word, ladder) for _, word in chain]
        start = chain[0][0]
        if last == len(spans):
            yield _mention(text, start, end, [*names, *added])
        else:
            yield _mention(text, start, chain[-1][0] + len(chain[-1][1]), names)


def _cut(spans: list[tuple[int, str]], ladder: Ladder) -> list[tuple[int, int]]:
    """Where one chain holds two titles ("strategic and comprehensive strategic partners"), each one's range."""
    names = [_written(word, ladder) for _, word in spans]
    for index in range(1, len(names)):
        if names[index - 1] in names[index:]:
            return [(0, index), (index, len(names))]
    return [(0, len(names))]


def _is_title(text: str, chain: list[tuple[int, str]], noun: re.Match[str], ladder: Ladder) -> bool:
    words = [word for _, word in chain]
    titled = [word for word in words if ladder.title.fullmatch(word)]
    subjects = [word for word in words if ladder.subject.fullmatch(word)]
    relation = "ship" in noun[0].lower()
    if len(titled) == 0:
        named = text[noun.start()].isupper() and all(word[0].isupper() for word in words)
        return relation and bool(subjects) and (named or "security" in words[-1].lower())
    if not relation and (ladder.subject.fullmatch(words[-1]) or all(ladder.weak.fullmatch(word) for word in titled)):
        return False
    if len(words) == 1 and ladder.weak.fullmatch(words[0]):
        return False
    return words[-1].lower() != "economic" or "strategic" in (word.lower() for word in titled)


def _elliptic(text: str, ladder: Ladder, places: tuple[list[int], list[int]]) -> Iterator[Mention]:
    """Titles without their noun. ``places`` are where nouns and whole titles stand: one of them must be near."""
    nouns, titles = places
    for pattern in (ladder.elliptic, ladder.source):
        for match in pattern.finditer(text):
            near = any(abs(match.start() - at) <= _NEAR for at in titles) or any(
                abs(match.start() - at) <= _SAME for at in nouns
            )
            if not near or not _anchored(text, match):
                continue
            spans = [(match.start("chain") + q.start(), q[0]) for q in ladder.qualifier.finditer(match["chain"])]
            spans = spans[_cut(spans, ladder)[-1][0] :]
            words = [word for _, word in spans]
            if not any(ladder.title.fullmatch(word) and not ladder.weak.fullmatch(word) for word in words):
                continue
            end = match.end("noun") if "noun" in match.re.groupindex else match.end("chain")
            yield _mention(text, spans[0][0], end, [_written(word, ladder) for word in words])


def _anchored(text: str, match: re.Match[str]) -> bool:
    """ "strategic level" and "strategic status" are titles only where something is raised to them."""
    noun = match.groupdict().get("noun") or ""
    if noun.lower() in {"one", "ones", ""}:
        return True
    if noun.lower() in {"level", "status", "category", "footing"}:
        return _RAISED.search(text[max(0, match.start("chain") - _REACH) : match.start("chain")]) is not None
    return True


def _bare(text: str, ladder: Ladder) -> Iterator[Mention]:
    """A text that is nothing but a chain, as a cell is: two qualifiers, or "strategic"."""
    if len(text) > 80 or not text.strip():
        return
    match = ladder.chain.fullmatch(text.strip(' \n\t.*†‡"“”'))
    if match is None:
        return
    words = [word[0] for word in ladder.qualifier.finditer(match[0])]
    if "strategic" in (word.lower() for word in words):
        start = text.index(match[0])
        yield _mention(text, start, start + len(match[0]), [_written(word, ladder) for word in words])


def _apart(found: list[Mention]) -> list[Mention]:
    """Without overlaps: the longer mention stays."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _mention(text: str, start: int, end: int, words: list[str]) -> Mention:
    return Mention("level", start, end, text[start:end], "-".join(filter(None, words)))


def _words(tail: str, ladder: Ladder) -> list[str]:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", tail.lower())
    return [_written(word, ladder) for word in words if word not in _SMALL]


def _written(word: str, ladder: Ladder) -> str:
    for pattern, level in ladder.written:
        if pattern.fullmatch(word):
            return level
    return re.sub(r"\s+", "-", word.lower()).replace("co-op", "coop").replace("co-ord", "coord")


@compiled
def _ladder(packs: tuple[Path, ...] = ()) -> Ladder:
    words: dict[str, list[str]] = {role: [] for role in (*_ROLES, "weak")}
    written: list[tuple[re.Pattern[str], str]] = []
    for entry in entries("levels", packs):
        role = entry.get("role")
        if role not in _ROLES or not entry.get("words"):
            raise KnowledgeError(f"levels: {role!r}: an entry needs `words` and a `role` out of {', '.join(_ROLES)}.")
        words[role] += entry["words"]
        words["weak"] += entry["words"] if entry.get("weak") else []
        if "level" in entry:
            written += [(re.compile(word, re.IGNORECASE), entry["level"]) for word in entry["words"]]
    qualifier = rf"(?<![\w-])(?:{_any(words['title'] + words['support'] + words['subject'])})(?![\w-])"
    chain = rf"(?P<chain>{qualifier}(?:{_JOINT}{qualifier})*)"
    raised = rf"(?=\s+to\s+(?:an?\s+|the\s+)?{_QUOTE}{qualifier})"
    compiled = {
        "noun": rf"(?<!\w)(?:{_any(words['noun'])})(?!\w)",
        "chain_before": rf"{chain}{_QUOTE}\s+{_QUOTE}$",
        "chain": chain,
        "qualifier": qualifier,
        "title": _any(words["title"]),
        "weak": _any(words["weak"]),
        "subject": _any(words["subject"]),
        "tail": _any(words["tail"]),
        "era": _any(words["era"]),
        "elliptic": rf"{chain}{_QUOTE}\s+{_QUOTE}(?P<noun>{_any(words['elliptic'])})(?!\w)",
        "source": rf"\bfrom\s+(?:an?\s+|the\s+)?{_QUOTE}{chain}{_QUOTE}{raised}",
        "none": rf"(?<!\w)(?:{_any(words['none'])})",
        "opened": rf"(?<![\w-])(?:{_any(words['title'])}){_JOINT}$",
    }
    return _compiled(compiled, tuple(written))


def _compiled(sources: Mapping[str, str], written: tuple[tuple[re.Pattern[str], str], ...]) -> Ladder:
    patterns = {}
    for name, source in sources.items():
        try:
            patterns[name] = re.compile(source.replace("[ ]", " ").replace(" ", r"\s+"), re.IGNORECASE)
        except re.error as exc:
            raise KnowledgeError(f"levels: {name}: no regular expression: {exc}. Mend the entry's words.") from exc
    return Ladder(**patterns, written=written)


def _any(words: list[str]) -> str:
    return "|".join(f"(?:{word})" for word in sorted(words, key=lambda word: (-len(word), word)))
