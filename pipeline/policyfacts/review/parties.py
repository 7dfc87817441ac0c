"""One spelling of one party: a code for a state or a bloc, else the name that the tables have for it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from policyfacts.compare.parties import standing
from policyfacts.records import Mention
from policyfacts.schema import FACT_TABLES, TABLES
from policyfacts.tables import Tables
from policyfacts.values.countries import codes, find_blocs, find_countries, name_of
from policyfacts.values.organisations import aliases, organisation

_ARTICLE = "the "


class Parties:
    """The parties that the rows of a folder name, by paper; ``spelled`` writes a typed one as they do."""

    def __init__(self, tables: Tables) -> None:
        self._by_doc: dict[str, Counter[str]] = {}
        for name in FACT_TABLES:
            columns = [column.name for column in TABLES[name].slots if column.kind == "names"]
            for row in tables.rows(name):
                parts = (part for column in columns for part in row[column].split("; ") if part)
                self._by_doc.setdefault(row["doc"], Counter()).update(parts)
        self._all = sum(self._by_doc.values(), Counter())

    def spelled(self, typed: str, doc: str) -> str:
        """A party as the tables write it; as it was typed where nothing speaks for another spelling.

        States and blocs become codes; of organisations, the spelling of the same paper goes before that of others, and
        the full name of a listed one after both.
        """
        code = code_of(typed)
        if code:
            return code
        for known in (self._by_doc.get(doc, Counter()), self._all):
            if typed in known:
                return typed
            if found := _known(typed, known):
                return found
        listed = organisation(_bare(typed))
        return listed.name if listed is not None else typed


def code_of(typed: str) -> str:
    """The code of a state, or the short name of a bloc, where ``typed`` is nothing else; empty where it is not."""
    bare = _bare(typed)
    if bare.upper() in codes():
        return bare.upper()
    for form in dict.fromkeys((bare, bare.title(), bare.upper())) if bare.islower() else (bare,):
        for mention in (*find_blocs(form), *find_countries(form)):
            if _bare(form[: mention.start] + form[mention.end :]).strip(" .") in {"", "Republic of"}:
                return str(mention.value)
    return ""


def code_list(typed: str) -> str:
    """The codes of the states and blocs that ``typed`` lists; empty where it holds anything else."""
    parts = [code_of(part) for part in typed.split(";")]
    if all(parts):
        return "; ".join(dict.fromkeys(parts))
    found = sorted([*find_blocs(typed), *find_countries(typed)], key=lambda one: one.start)
    if set(_between(typed, found)) <= {"", ",", "and", ", and", "&", ";"}:
        return "; ".join(dict.fromkeys(str(one.value) for one in found))
    return ""


def named(cell: str) -> str:
    """A cell of parties for people: names beside codes."""
    parts = [part for part in cell.split("; ") if part]
    return "; ".join(part if name_of(part) == part else f"{name_of(part)} ({part})" for part in parts)


def _known(typed: str, known: Mapping[str, int]) -> str:
    """The commonest of the known parties that is the same as ``typed``; else the only one that it may be short for."""
    same = [name for name in known if standing(typed, name) == "equal"]
    if same:
        return max(same, key=lambda name: (known[name], name))
    words = set(_bare(typed).casefold().split())
    longer = [name for name in known if any(words <= set(form.casefold().split()) for form in (name, *aliases(name)))]
    return longer[0] if len(longer) == 1 and len(words) > 1 else ""


def _between(text: str, found: Iterable[Mention]) -> Iterator[str]:
    last = 0
    for mention in found:
        yield _bare(text[last : mention.start].strip()).strip()
        last = mention.end
    yield text[last:].strip()


def _bare(typed: str) -> str:
    text = " ".join(typed.split())
    return text[len(_ARTICLE) :] if text.lower().startswith(_ARTICLE) else text
