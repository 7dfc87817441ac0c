"""The mention rules as a spaCy component, for pipelines of your own: ``nlp.add_pipe("policyfacts")``.

spaCy finds it by its entry point (``spacy_factories``); nothing has to be imported.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from policyfacts.language.mentions import mentions
from policyfacts.records import Mention, Money


@Language.factory("policyfacts", default_config={"spans_key": "policyfacts"}, assigns=["doc.spans"])
def component(nlp: Language, name: str, spans_key: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy's signature
    """Puts the mentions of a text into ``doc.spans[spans_key]``.

    A span's ``label_`` is the mention's label and its ``id_`` the value: EDTF for a date, alpha-3 for a country,
    ``USD 2000000000`` for an amount (``USD 5000000000/7000000000`` for a range). Where a mention starts or ends within
    a token, the span takes the whole token.
    """

    def marked(doc: Doc) -> Doc:
        spans = (
            doc.char_span(m.start, m.end, label=m.label, span_id=_written(m), alignment_mode="expand")
            for m in mentions(doc.text)
        )
        doc.spans[spans_key] = [span for span in spans if span is not None]
        return doc

    return marked


def _written(mention: Mention) -> str:
    if not isinstance(mention.value, Money):
        return mention.value
    ends = (mention.value.value, mention.value.value_max)
    return f"{mention.value.currency} {'/'.join(format(end, 'f') for end in ends if end is not None)}"
