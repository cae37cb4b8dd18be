"""Knowledge-tracing models by the name that a config gives them, one file each."""

from dkt.config import Config
from dkt.models.base import KnowledgeTracer
from dkt.models.flagship import Flagship
from dkt.models.logreg import Logreg
from dkt.models.lstm import Lstm
from dkt.models.voting import with_voting

MODELS: dict[str, type[KnowledgeTracer]] = {
    "lstm": Lstm, "flagship": Flagship, "logreg": Logreg,
}  # fmt: skip
"""Those in torch; `lgbm` is in `dkt.boosting`."""


def build_model(config: Config, sizes: dict[str, int]) -> KnowledgeTracer:
    """An untrained model.

    Args:
        sizes: classes of each vocabulary, unknown included (`Encoders.sizes`).
    """
    return with_voting(MODELS[config.model.kind](config.model, sizes), config.model)
