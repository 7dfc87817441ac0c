"""A user's pack adds entries without a line of Python, and a bad one is refused with file, entry and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policyfacts.errors import KnowledgeError
from policyfacts.facts.money.nouns import instruments
from policyfacts.knowledge import activate
from policyfacts.language import mentions
from policyfacts.values.sites import find_sites


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    activate(())


def _pack(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_pack_adds_an_organisation_and_leaves_with_its_pack(tmp_path: Path) -> None:
    text = "The Zephyr Windmill lent it."
    assert not any(m.label == "organisation" for m in mentions(text))
    activate(
        [_pack(tmp_path, "organisations.toml", '[[entry]]\nkind = "lender"\norganisations = [["Zephyr Windmill"]]\n')]
    )
    assert [m.text for m in mentions(text) if m.label == "organisation"] == ["Zephyr Windmill"]
    activate(())
    assert not any(m.label == "organisation" for m in mentions(text))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("levvels.toml", "", "levvels.toml: no knowledge file has this name"),
        ("giving.toml", "", "giving.toml: its entries stand in predicates_money.toml now"),
        ("agreement_events.toml", "", "its entries stand in predicates_texts.toml now"),
        ("statuses.toml", "", "its entries stand in predicates_relations.toml now"),
        ("measures.toml", "[[entry]\n", "not valid TOML"),
        ("measures.toml", '[[entry]]\nname = "x"\nnouns = ["("]\n', "entry 1, nouns: '(' is no regular expression"),
        ("measures.toml", '[[entry]]\nname = "x"\nnounz = ["a"]\n', "entry 1: unknown key 'nounz'"),
        ("measures.toml", '[[entry]]\nname = "x"\n', "entry 1: the key 'nouns' is missing"),
        ("countries.csv", "code,nom\n", "row 1: the header must be"),
        ("works.csv", "name,kind,countries,others,alone\nKita,dam,MLI\n", "row 2: has 3 cells, must have 5"),
    ],
)
def test_a_bad_pack_is_refused(tmp_path: Path, name: str, content: str, told: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        activate([_pack(tmp_path, name, content)])
    assert told in str(caught.value)


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such folder"):
        activate([tmp_path / "absent"])
    with pytest.raises(KnowledgeError, match="holds no knowledge file"):
        activate([tmp_path])


def test_the_example_pack_finds_what_our_own_entries_do_not(root: Path) -> None:
    pack = root / "corpus" / "packs" / "climate-finance"
    text = "Belize closed a debt-for-nature swap of $364 million with GFANZ."
    before = [m.value for m in mentions(text) if m.label == "organisation"]
    activate([pack])
    after = [m.value for m in mentions(text) if m.label == "organisation"]
    assert (before, after) == ([], ["GFANZ"])
    kinds = {i.kind for i in instruments() if i.pattern.search(text)}
    assert "debt relief" in kinds


def test_works_and_towns_of_a_pack_are_known(tmp_path: Path) -> None:
    _pack(tmp_path, "works.csv", "name,kind,countries,others,alone\nUpper Qormo,dam,MLI,,yes\n")
    _pack(tmp_path, "cities.csv", "name,country,others\nqormobougou,MLI,\n")
    text = "Upper Qormo, near Qormobougou, was opened."
    assert find_sites(text) == ()
    activate([tmp_path])
    assert [(s.states, s.kind, s.alone) for s in find_sites(text)] == [(("MLI",), "dam", "yes"), (("MLI",), "", "")]
