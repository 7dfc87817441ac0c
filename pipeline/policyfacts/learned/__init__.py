"""What is learned from annotated papers: how far a row and a cell can be trusted, and what may be missing.

facts ─> features (the evidence of the rule that made each) ─> confidence of rows ─> cells ─> confidence of cells
lines ─> words and mentions of what gave no fact ─> candidates ─> coverage (how much of each table was found)

Each model lies in its own folder (store: models/<name>/{model.skops, card.json}).

Models are fitted by ``policyfacts train``. scikit-learn and skops are loaded there only, not where a model is used.
"""

from policyfacts.learned.confidence import believed, confident, estimate_settings, model_hashes

__all__ = ["believed", "confident", "estimate_settings", "model_hashes"]
