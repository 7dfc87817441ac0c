"""spaCy's own format: a ``DocBin`` with a Doc a paper, the proving words as span groups.

    docs = DocBin().from_disk("policyfacts.spacy").get_docs(spacy.blank("en").vocab)
    for span in doc.spans["funds"]: span.label_, span.id_       # "funds.amount", the fact_id

``doc.user_data["policyfacts"]`` holds the paper's name and, by fact_id, each fact's table, page and values.
"""

from __future__ import annotations

import os
from pathlib import Path

from policyfacts.exchange.annotations import Sheet, sheets
from policyfacts.tables import Tables


def write(tables: Tables, path: Path, dest: Path) -> None:  # noqa: ARG001
    """Write the DocBin to ``path``."""
    import spacy
    from spacy.tokens import Doc, DocBin, Span

    nlp = spacy.blank("en")
    nlp.max_length = max((len(text) for text in tables.texts.values()), default=0) + 1
    packed = DocBin(store_user_data=True)

    def annotated(sheet: Sheet) -> Doc:
        doc = nlp.make_doc(sheet.text)
        groups: dict[str, list[Span]] = {}
        for fact in sheet.facts:
            for slot, proofs in fact.proofs.items():
                for proof in proofs:
                    span = doc.char_span(
                        *proof.span, label=f"{fact.table}.{slot}", span_id=fact.fact_id, alignment_mode="expand"
                    )
                    if span is not None:
                        groups.setdefault(fact.table, []).append(span)
        for name, spans in sorted(groups.items()):
            doc.spans[name] = spans
        facts = {
            fact.fact_id: {
                "table": fact.table,
                "page": fact.page,
                "values": fact.values,
                "spans": {slot: [list(proof.span) for proof in proofs] for slot, proofs in fact.proofs.items()},
            }
            for fact in sheet.facts
        }
        doc.user_data["policyfacts"] = {"doc": sheet.doc, "sha256": sheet.sha256, "facts": facts}
        return doc

    for sheet in sheets(tables):
        packed.add(annotated(sheet))
    packed.to_disk(os.fspath(path))
