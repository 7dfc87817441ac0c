"""The first layers of a pipeline, which see one word at a time, asked once for each different word of a batch.

Two words in three of a batch of sentences stand in it already, and what comes of a word there does not depend on its
neighbours. The layers behind, which look at those, see all words as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

_LAYERS = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
"""How spaCy's hashed embedding is made: the two in the middle look at the features of single words."""
_MIXER = 0x9E3779B97F4A7C15  # odd: its powers spread features over all 64 bits


def once_a_word(nlp: Language) -> None:
    """Let the embedding of ``nlp`` work so, where it is spaCy's own; any other is left as it is."""
    from thinc.api import Model, chain

    model: Any = getattr(nlp.get_pipe("tok2vec"), "model", None) if "tok2vec" in nlp.pipe_names else None
    embedding = model.layers[0] if model is not None and model.layers else None
    if embedding is None or tuple(layer.name.split("(")[0] for layer in embedding.layers) != _LAYERS:
        return
    embedding.layers[2:4] = [Model("once_a_word", _forward, layers=[chain(*embedding.layers[2:4])])]


def _forward(model: Any, words: Any, is_train: bool) -> tuple[Any, Any]:  # noqa: FBT001  # the signature is thinc's
    """``words``: a ``Ragged`` of (words, features) numbers; what comes of each word, in their order."""
    from thinc.types import Ragged

    told, firsts, places = np.unique(_keys(words.data), return_index=True, return_inverse=True)
    one_text: Any = np.array([len(told)], dtype=np.int32)
    different = Ragged(words.data[firsts], one_text)
    found, _ = model.layers[0](different, is_train)
    return Ragged(found.data[places], words.lengths), _untaught


def _keys(features: Any) -> Any:
    """One number for each row of ``features``, which are hashes themselves: alike where the rows are."""
    columns = features.shape[1]
    mixers = np.array([pow(_MIXER, power, 1 << 64) for power in range(1, columns + 1)], dtype=np.uint64)
    return (features.astype(np.uint64) * mixers).sum(axis=1, dtype=np.uint64)


def _untaught(_: Any) -> Any:
    raise RuntimeError("this pipeline sees each word once: it can be used, and not trained")
