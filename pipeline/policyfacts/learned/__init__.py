"""What is learned: how far a row of a fact table can be trusted, and the status of a flow where cues do not tell it.

facts ─┬─> features (the evidence of the rule that made each) ─> model ─> facts with their confidence
       └─> wording (of the paragraph around a flow) ───────────> model ─> flows with their status
                                                                  └─ store (models/<name>/{model.skops, card.json})

Models are fitted by ``policyfacts train``. scikit-learn and skops are loaded there only, not where a model is used.
"""

from pathlib import Path

from policyfacts.learned.confidence import believed, confident, model_of
from policyfacts.learned.status import status_model, with_status


def model_hashes(models: Path | None = None) -> dict[str, str]:
    """The SHA-256 of each model that ``confident`` and ``with_status`` use, by name. Raises ``ModelError``."""
    used = (model_of(models), status_model(models))
    return {model.name: model.sha256 for model in used if model is not None}


__all__ = ["believed", "confident", "model_hashes", "with_status"]
