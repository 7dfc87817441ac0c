"""Every entry of the files that the fact rules read is tried on its own examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policyfacts.facts.context import Sentence, Story
from policyfacts.facts.cues import clause, cue_by, rules, whole_words
from policyfacts.knowledge import Entry, entries
from policyfacts.language import paper_mentions
from policyfacts.records import Mention
from tests.builders import make_paper

Holds = Callable[[str, Entry], bool]


def _sentences(text: str) -> tuple[Story, list[Sentence]]:
    paper = make_paper([text])
    story = Story(paper, paper_mentions(paper))
    return story, list(story.sentences)


def _cued(knowledge: str, *labels: str) -> Holds:
    """Whether the entry's own cue is found in the clause of the first mention with one of ``labels``."""

    def holds(text: str, entry: Entry) -> bool:
        rule = next(rule for rule in rules(knowledge) if rule.name == entry["name"])
        for sentence in _sentences(text)[1]:
            cores: list[Mention] = sentence.of(*labels)
            if cores and cue_by(rule, sentence, cores[0].span, clause(sentence, cores[0].start, cores[0].end)):
                return True
        return False

    return holds


def _worded(key: str) -> Holds:
    return lambda text, entry: whole_words(entry[key]).search(text) is not None


FINDERS: dict[str, Holds] = {
    "funds_events": _cued("funds_events", "amount", "fund"),
    "instruments": _worded("nouns"),
    "measures": _worded("nouns"),
    "columns": _worded("words"),
}


def _cases(which: str) -> list[tuple[str, str, Entry]]:
    return [(name, example, entry) for name in FINDERS for entry in entries(name) for example in entry.get(which, [])]


@pytest.mark.parametrize(("name", "sentence", "entry"), _cases("yes"), ids=lambda value: str(value)[:60])
def test_yes_sentence_is_found(name: str, sentence: str, entry: Entry) -> None:
    assert FINDERS[name](sentence, entry), sentence


@pytest.mark.parametrize(("name", "sentence", "entry"), _cases("no"), ids=lambda value: str(value)[:60])
def test_no_sentence_is_not(name: str, sentence: str, entry: Entry) -> None:
    assert not FINDERS[name](sentence, entry), sentence


@pytest.mark.parametrize("name", sorted(FINDERS))
def test_every_entry_has_both_kinds_of_example(name: str) -> None:
    assert all(entry.get("yes") and entry.get("no") for entry in entries(name))
