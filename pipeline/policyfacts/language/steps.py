"""The parser's steps, taken by many sentences at once.

Where spaCy parses by itself, it lets go of Python's lock and asks for it back for every number of every step: half of
the parser's time. The steps are open to callers, who take them when it parses by beams; so they are taken here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from policyfacts.language.wordforms import COMPONENTS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSER = "parser"
_WORDS = 3_000  # at once: the parser holds 4 kB for each


@cache
def step_parser(nlp: Language) -> Any:
    """The parser of ``nlp``, for ``parse_by_steps``; ``None`` where it is of another kind, or others than
    ``COMPONENTS`` come behind it."""
    parser: Any = nlp.get_pipe(PARSER)
    last = tuple(nlp.pipe_names[-len(COMPONENTS) - 1 :]) == (PARSER, *COMPONENTS)
    known = type(parser).__module__ == "spacy.pipeline.dep_parser" and parser.cfg.get("beam_width") == 1
    return parser if last and known else None


def parse_by_steps(parser: Any, docs: Sequence[Doc]) -> None:
    """Let ``docs``, which the components before ``parser`` have seen, be parsed as it does itself."""
    for some in _batches([doc for doc in docs if len(doc)]):
        states = parser.moves.init_batch(some)
        scores = parser.model.predict(some)
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            unfinished = parser.transition_states(unfinished, scores.predict(unfinished))
        scores.clear_memory()
        parser.set_annotations(some, states)


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """``docs`` in batches of about as many words, those of a length together: a batch takes as many steps as its
    longest."""
    batch: list[Doc] = []
    words = 0
    for doc in sorted(docs, key=len):
        if batch and words + len(doc) > _WORDS:
            yield batch
            batch, words = [], 0
        batch.append(doc)
        words += len(doc)
    if batch:
        yield batch
