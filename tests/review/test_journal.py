"""Judgements are on the disk before anybody hears so, and survive what comes after."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from policyfacts.errors import OutputError
from policyfacts.review import Journal
from tests.review.conftest import said


def test_what_was_said_is_read_back_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    judgements = [said("accept", 1), said("reject", 2), said("correct", 1, kind="grant")]
    for judgement in judgements:
        journal.append(judgement)
    assert journal.all() == judgements == Journal(tmp_path).all()
    assert {number: one.verdict for number, one in journal.standing()["anna"].items()} == {
        "one:funds:1": "correct",
        "one:funds:2": "reject",
    }


def test_what_is_taken_back_does_not_stand(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for judgement in (said("accept", who="anna"), said("reject", who="ben"), said("undo", who="anna")):
        journal.append(judgement)
    assert {who: list(mine) for who, mine in journal.standing().items()} == {"ben": ["one:funds:1"]}


def test_nothing_said_yet(tmp_path: Path) -> None:
    assert Journal(tmp_path).all() == []
    assert Journal(tmp_path).standing() == {}


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_line_torn_by_a_crash_costs_itself_alone(tmp_path: Path, kept: int) -> None:
    journal = Journal(tmp_path)
    journal.append(said("accept", 1))
    journal.append(said("accept", 2))
    data = journal.path.read_bytes()
    first = data.index(b"\n") + 1
    journal.path.write_bytes(data[: first + kept] if kept > 0 else data[:kept])
    Journal(tmp_path).append(said("accept", 3))
    again = Journal(tmp_path)
    whole = kept < 0  # only the line's end was torn off
    assert [one.fact_id[-1] for one in again.all()] == (["1", "2", "3"] if whole else ["1", "3"])
    assert again.torn == (0 if whole else 1)


@pytest.mark.parametrize("line", ["{}", "[]", "null", '{"at": 1}', "no json", '{"at": "x", "who": "y"}', "\x00"])
def test_lines_of_others_are_passed_over(tmp_path: Path, line: str) -> None:
    journal = Journal(tmp_path)
    journal.append(said("accept"))
    with journal.path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert len(journal.all()) == 1
    assert journal.torn == 1


@pytest.mark.parametrize(
    "change",
    [
        {"row": {"doc": "one", "page": "two"}},
        {"row": {"doc": "one", "page": "2", "amount": 5}},
        {"row": {"page": "2"}},
        {"who": "\ud800"},
        {"table": "evidence"},
        {"spans": []},
        {"decides": "yes"},
        {"ground": {"found": {"quote": 1}}},
        {"ground": {"proofs": [{"slot": "date"}]}},
        {"ground": {"proofs": ["date"]}},
        {"ground": {"anchor": {"start": "0", "words": "x"}}},
        {"ground": {"anchor": {"start": 0, "words": "x", "run": "y"}}},
        {"ground": {"anchor": {"start": 0, "words": 5}}},
    ],
)
def test_judgements_that_nobody_can_have_made_are_passed_over(tmp_path: Path, change: dict[str, object]) -> None:
    journal = Journal(tmp_path)
    journal.append(said("accept"))
    line = json.loads(journal.path.read_text(encoding="utf-8")) | change
    journal.path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert Journal(tmp_path).all() == []


def _append(folder: Path, who: str) -> None:
    journal = Journal(folder)
    for number in range(50):
        journal.append(said("accept", number, who=who))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks")
def test_two_reviewers_at_a_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_append, args=(tmp_path, who)) for who in ("anna", "ben")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    journal = Journal(tmp_path)
    assert {who: len(mine) for who, mine in journal.standing().items()} == {"anna": 50, "ben": 50}
    assert journal.torn == 0


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs /dev/full")
def test_a_folder_that_takes_no_judgements_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "judgements.jsonl").mkdir()
    with pytest.raises(OutputError, match=r"judgements\.jsonl: judgements cannot be saved here: .+ Copy the folder"):
        Journal(tmp_path).ready()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.path.symlink_to("/dev/full")
    with pytest.raises(OutputError, match="is not saved"):
        journal.append(said("accept"))
