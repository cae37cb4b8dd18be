"""Knowledge-tracing models by the name that a config gives them, one file each."""

from dkt.config.schema import Config
from dkt.models.akt import Akt
from dkt.models.base import KnowledgeTracer
from dkt.models.bert import Bert
from dkt.models.bkt import Bkt
from dkt.models.flagship import Flagship
from dkt.models.last_query import LastQuery
from dkt.models.logreg import Logreg
from dkt.models.lstm import Lstm
from dkt.models.lstm_attn import LstmAttn
from dkt.models.ncf import Ncf
from dkt.models.saint import Saint
from dkt.models.voting import with_voting

MODELS: dict[str, type[KnowledgeTracer]] = {
    "lstm": Lstm,
    "lstm_attn": LstmAttn,
    "last_query": LastQuery,
    "saint": Saint,
    "bert": Bert,
    "akt": Akt,
    "flagship": Flagship,
    "ncf": Ncf,
    "bkt": Bkt,
    "logreg": Logreg,
}
"""Those in torch; `lgbm` is in `dkt.training.boosting`."""


def build_model(config: Config, sizes: dict[str, int]) -> KnowledgeTracer:
    """An untrained model.

    Args:
        sizes: classes of each vocabulary, unknown included (`Encoders.sizes`).
    """
    return with_voting(MODELS[config.model.kind](config.model, sizes), config.model)
