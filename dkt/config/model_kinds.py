"""Shape of each kind of model: the `model` block of a file in `config/`. Strict and frozen."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dkt.features.steps import NUMBERS


class Strict(BaseModel):
    """An unknown key, a wrong type and a value out of range are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class InputsConfig(Strict):
    """What a deep model reads of an item and of an answered step, `dkt/models/inputs.py`."""

    item: Literal["categories", "rasch"]
    """An item as the embeddings of its id, head, mid, tail, test and tags; or in the Rasch form."""
    embedding: int = Field(ge=1, le=512)
    """Width of each of an item's six embeddings; of a tag's and its variation's in Rasch form."""
    item_embedding: int = Field(default=8, ge=1, le=512)
    """Width of an item's own embedding in Rasch form."""
    unknown_rate: float = Field(ge=0, lt=1)
    """Share of classes replaced by unknown in training; in Rasch form, of items only."""
    numbers: Literal["counts", "engineered", "all"]
    """Features of a question: six counts, the 33 of `dkt.features.pace`, or these and those
    of `dkt.features.latent_factors` and `dkt.features.spacing`."""
    scaling: Literal["none", "standard", "standard_norm"] = "standard"
    """Numbers as they are, standardised, or standardised and then layer-normed."""
    pairs: bool = False
    """Embed the pairs of head, mid and tail, too."""
    elapsed_bins: bool = False
    """Embed the seconds spent on an answer, in bins of 1 s up to 600 s."""
    lag_bins: bool = False
    """Embed the time since the answer before, in bins on a log scale up to 30 days."""
    repeats: bool = False
    """Embed how often the item and its test were met before."""

    @model_validator(mode="after")
    def _fits(self) -> "InputsConfig":
        if self.repeats and self.numbers == "counts":
            raise ValueError("repeats needs numbers = 'engineered': counts say nothing of tests")
        if self.pairs and self.item == "rasch":
            raise ValueError("pairs needs item = 'categories': the Rasch form has no head or tail")
        return self


class NeighboursConfig(Strict):
    """The vote of the nearest training steps, `dkt/training/neighbours.py`."""

    bank: int = Field(ge=2, le=65536)
    """M, training steps in the bank."""
    k: int = Field(ge=1, le=1024)
    """How many of them vote."""

    @model_validator(mode="after")
    def _fits(self) -> "NeighboursConfig":
        if self.k >= self.bank:
            raise ValueError(f"k = {self.k} neighbours need a larger bank than {self.bank}")
        return self


class DeepConfig(Strict):
    """Fields of all deep models."""

    inputs: InputsConfig
    hidden: int = Field(ge=1, le=4096)
    """D, width of the state."""
    dropout: float = Field(ge=0, lt=1)
    average_last: int = Field(default=1, ge=1, le=16)
    """K: in serving, mean over the states without the last 0..K−1 answers."""
    neighbours: NeighboursConfig | None = None
    """Mix in a vote of the nearest training steps; null: no vote."""


class LstmConfig(DeepConfig):
    """Shape of the model in `dkt/models/lstm.py`."""

    kind: Literal["lstm"]
    """Name of the model in `dkt.models.MODELS`."""
    layers: int = Field(ge=1, le=8)


class FlagshipConfig(DeepConfig):
    """Shape of the model in `dkt/models/flagship.py`."""

    kind: Literal["flagship"]


class AttentionConfig(DeepConfig):
    """Fields of models with attention."""

    heads: int = Field(ge=1, le=64)
    """Heads of an attention; they share `hidden`."""

    @model_validator(mode="after")
    def _divides(self) -> "AttentionConfig":
        if self.hidden % self.heads:
            raise ValueError(f"heads = {self.heads}, expected a divisor of hidden = {self.hidden}")
        return self


class LstmAttnConfig(AttentionConfig):
    """Shape of the model in `dkt/models/lstm_attn.py`."""

    kind: Literal["lstm_attn"]


class LastQueryConfig(AttentionConfig):
    """Shape of the model in `dkt/models/last_query.py`."""

    kind: Literal["last_query"]


class SaintConfig(AttentionConfig):
    """Shape of the model in `dkt/models/saint.py`."""

    kind: Literal["saint"]
    layers: int = Field(ge=1, le=8)
    """Of the encoder, and as many of the decoder."""


class BertConfig(AttentionConfig):
    """Shape of the model in `dkt/models/bert.py`."""

    kind: Literal["bert"]
    layers: int = Field(ge=1, le=24)
    feed_forward: int = Field(ge=1, le=16384)
    """Width between the two layers after an attention."""
    bert_dropout: float = Field(ge=0, lt=1)
    """Within the encoder; `dropout` is the head's."""
    positions: int = Field(ge=2, le=4096)
    """Steps that the encoder has position embeddings for, at least `training.window`."""
    initializer_range: float = Field(default=0.02, gt=0)
    """Deviation of the encoder's first weights."""
    pretrain_epochs: int = Field(default=0, ge=0)
    """Passes of masked-response pretraining before the fit; 0: none."""


class AktConfig(AttentionConfig):
    """Shape of the model in `dkt/models/akt.py`; `hidden` is the width of an item and of a step."""

    kind: Literal["akt"]
    feed_forward: int = Field(ge=1, le=16384)
    """Width between the two layers after an attention."""


class NcfConfig(DeepConfig):
    """Shape of the model in `dkt/models/ncf.py`; `hidden` is the width of student and item."""

    kind: Literal["ncf"]


class BktConfig(Strict):
    """The model in `dkt/models/bkt.py`: one option."""

    kind: Literal["bkt"]
    forgets: bool
    """Allow forgetting between two answers on a tag."""


class LogregConfig(Strict):
    """The model in `dkt/models/logreg.py`: one option."""

    kind: Literal["logreg"]
    unknown_rate: float = Field(ge=0, lt=1)
    """Share of classes replaced by unknown in training."""


class LgbmConfig(Strict):
    """LightGBM on the engineered features, `dkt/training/boosting.py`.

    It grows at most `training.max_epochs` trees at the rate `training.lr`, and stops after
    `training.patience` trees without a better validation AUC.
    """

    kind: Literal["lgbm"]
    numbers: Literal["engineered", "all"] = "engineered"
    """Features of a question: the 33 of `dkt.features.pace`, or these and those of
    `dkt.features.latent_factors` and `dkt.features.spacing`."""
    leaves: int = Field(ge=2, le=4096)
    """Most leaves of a tree."""
    leaf_answers: int = Field(ge=1)
    """Fewest answers in a leaf."""
    feature_share: float = Field(gt=0, le=1)
    """Share of the features that each tree may use, sampled per tree."""
    l2: float = Field(ge=0)
    """Weight of the squared leaf values."""
    bins: int = Field(ge=2, le=65535)
    """Maximal number of bins of a feature."""
    folds: int = Field(default=1, ge=1, le=20)
    """Above 1: mean of so many boosters, each stopped on its own fold of the training students."""
    keep_features: int | None = Field(default=None, ge=1)
    """Eliminate features round by round down to so many, and use the best set; null: use all."""

    @model_validator(mode="after")
    def _has_features(self) -> "LgbmConfig":
        features = len(NUMBERS[self.numbers])
        if self.keep_features is not None and self.keep_features > features:
            raise ValueError(
                f"keep_features = {self.keep_features}, expected at most the {features} that "
                f"numbers = {self.numbers!r} has"
            )
        return self


SINGLE_MODELS = (
    LstmConfig
    | LstmAttnConfig
    | LastQueryConfig
    | SaintConfig
    | BertConfig
    | AktConfig
    | FlagshipConfig
    | NcfConfig
    | BktConfig
    | LogregConfig
    | LgbmConfig
)
"""Every kind but the ensemble of them."""
SingleConfig = Annotated[SINGLE_MODELS, Field(discriminator="kind")]
