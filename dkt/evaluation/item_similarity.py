"""Item embeddings of a bundle: the nearest items, and how well similar pairs are separated.

`python -m experiments embeddings BUNDLE --item ID` prints the nearest. `train.py` scores each model
on the pairs of `bank/similar_items.csv`.
"""

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from dkt.config.schema import Config, EnsembleConfig, members_of
from dkt.features.vocabulary import Encoders
from dkt.models import MODELS, build_model

FEWEST_PAIRS = 10
"""With fewer known pairs the AUC means little."""


class EmbeddingError(ValueError):
    """The model embeds no items, or does not know the item asked for."""


@dataclass(frozen=True)
class ItemVectors:
    """Unit vectors of the items that training saw, in the order of their ids.

    Attributes:
        items: (M,) unicode. vectors: (M, W) float32.
    """

    items: np.ndarray
    vectors: np.ndarray

    def row(self, item: str) -> int:
        """Row of an item; raises EmbeddingError, with ids that look like it, when there is none."""
        at = int(np.searchsorted(self.items, item))
        if at < len(self.items) and self.items[at] == item:
            return at
        like = get_close_matches(item, self.items.tolist(), 3, 0.5)
        hint = f"; it knows {', '.join(like)}" if like else ""
        raise EmbeddingError(f"item {item}: the model never met it in training{hint}")

    def nearest(self, item: str, k: int) -> list[tuple[str, float]]:
        """The `k` other items with the largest cosine, and that cosine, largest first."""
        own = self.row(item)
        cosine = self.vectors @ self.vectors[own]
        order = np.argsort(-cosine, kind="stable")
        return [(str(self.items[at]), float(cosine[at])) for at in order if at != own][:k]

    def pair_auc(self, sheet: Path) -> dict[str, Any] | None:
        """AUC of the cosine as a score for similar pairs.

        Args:
            sheet: CSV with columns item, other and similar (1 or 0).

        Returns:
            `auc`, and `pairs`: pairs of the sheet with two known items. None with fewer than
            `FEWEST_PAIRS`, or with one class only.
        """
        known = set(self.items.tolist())
        with sheet.open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if {row["item"], row["other"]} <= known]
        similar = [int(row["similar"]) for row in rows]
        if len(rows) < FEWEST_PAIRS or len(set(similar)) < 2:
            return None
        one, other = ([self.row(row[name]) for row in rows] for name in ("item", "other"))
        cosine = (self.vectors[one] * self.vectors[other]).sum(1)
        return {"auc": float(roc_auc_score(similar, cosine)), "pairs": len(rows)}


def item_vectors(folder: Path, config: Config) -> ItemVectors:
    """Vectors of a bundle's items; those of an ensemble's members are concatenated.

    Args:
        folder: holds `model.pt` and `encoders/`, `bundle.json` or not. config: of the same bundle.

    Raises:
        EmbeddingError: neither the model nor a member embeds items.
    """
    encoders = Encoders.load(folder / "encoders")
    category = encoders.encode(encoders.items, encoders.item_test, encoders.item_tags)
    state = torch.load(folder / "model.pt", weights_only=True, map_location="cpu")
    parts = [(config, state)]
    if isinstance(config.model, EnsembleConfig):  # members without a share are not in the bundle
        members = members_of(config)
        parts = [
            (members[k], one) for k, one in zip(state["places"], state["members"], strict=True)
        ]
    tables = [_vectors(one, weights, encoders.sizes, category) for one, weights in parts]
    vectors = [unit(one) for one in tables if one is not None]
    if not vectors:
        raise EmbeddingError(
            f"a model of kind {config.model.kind} embeds no items; train one that does, such as "
            "--config flagship"
        )
    return ItemVectors(encoders.items, unit(np.concatenate(vectors, 1)))


def unit(vectors: np.ndarray) -> np.ndarray:
    """Normalise (M, W) rows to length 1; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def _vectors(
    config: Config, weights: dict[str, Any], sizes: dict[str, int], category: np.ndarray
) -> np.ndarray | None:
    if config.model.kind not in MODELS:
        return None
    model = build_model(config, sizes)
    model.load_state_dict(weights)
    tables = model.eval().item_vectors(torch.from_numpy(category))
    return None if tables is None else tables.numpy()
