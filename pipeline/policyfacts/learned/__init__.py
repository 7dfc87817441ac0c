"""What is learned from annotated papers: how far a row of a fact table can be trusted.

facts ─> features (the evidence of the rule that made each) ─> model ─> facts with their confidence
                                                                └─ store (models/<name>/{model.skops, card.json})

Models are fitted by ``policyfacts train``. scikit-learn and skops are loaded there only, not where a model is used.
"""

from policyfacts.learned.confidence import believed, confident, model_hashes

__all__ = ["believed", "confident", "model_hashes"]
