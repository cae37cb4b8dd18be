"""Any bundle with item embeddings tells the nearest items, and how well it knows like from like."""

import csv
import shutil

import numpy as np
import pytest
import torch

from dkt.config.schema import members_of
from dkt.evaluation.item_similarity import EmbeddingError, ItemVectors, item_vectors, unit
from dkt.models import MODELS, build_model
from experiments.similar_items import embeddings
from tests.dkt.trained import tiny_config

LETTERS = ItemVectors(
    np.array(["a", "b", "c", "d"]),
    unit(np.array([[1, 0], [1, 0.1], [0, 1], [-1, 0]], np.float32)),
)


def untrained(folder, trained, config, kept=None):
    """Item vectors of an untrained model with the vocabularies of the tiny one.

    Of an ensemble, the members at the places `kept`; all where it is None.
    """
    shutil.copytree(trained.bundle.folder / "encoders", folder / "encoders")
    sizes = trained.bundle.encoders().sizes

    def weights(one):
        return build_model(one, sizes).state_dict() if one.model.kind in MODELS else {}

    members = members_of(config)
    places = kept if kept is not None else range(len(members))
    state = (
        weights(config)
        if not members
        else {"members": [weights(members[k]) for k in places], "places": list(places)}
    )
    torch.save(state, folder / "model.pt")
    return item_vectors(folder, config)


def test_the_nearest_come_first_and_never_the_item_itself():
    assert [name for name, _ in LETTERS.nearest("a", 9)] == ["b", "c", "d"]
    assert LETTERS.nearest("a", 1)[0][1] == pytest.approx(1 / np.sqrt(1.01))
    with pytest.raises(EmbeddingError, match="item e: the model never met it in training$"):
        LETTERS.nearest("e", 2)


def test_pairs_are_scored_where_enough_are_known(tmp_path):
    def sheet(rows):
        with (tmp_path / "sheet.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("item", "other", "similar"), *rows])
        return LETTERS.pair_auc(tmp_path / "sheet.csv")

    like, unlike = ("a", "b", 1), ("a", "d", 0)
    assert sheet([like] * 5 + [unlike] * 5) == {"auc": 1.0, "pairs": 10}
    assert sheet([like] * 5 + [unlike] * 4 + [("a", "zz", 0)]) is None
    assert sheet([like] * 10) is None
    assert sheet([like, ("a", "c", 1)] * 5 + [("b", "c", 0)] * 5)["auc"] == 0.5


def test_the_rasch_form_is_the_tag_moved_along_its_variation(tmp_path, trained):
    config = tiny_config("flagship")
    told = untrained(tmp_path, trained, config)
    encoders = trained.bundle.encoders()
    state = torch.load(tmp_path / "model.pt", weights_only=True)
    row = next(k for k, tags in enumerate(encoders.item_tags) if not any(tags[1:]))
    tag = int(encoders.vocabularies["tag"].encode(encoders.item_tags[row, 0]))
    c, d = (state[f"inputs.item.{name}.weight"][tag] for name in ("tag", "variation"))
    x = c + state["inputs.item.scalar.weight"][row + 1] * d
    own = torch.cat([x, state["inputs.item.item.weight"][row + 1]])
    np.testing.assert_allclose(told.vectors[row], unit(own.numpy()[None])[0], atol=1e-6)


@pytest.mark.parametrize("kind", ["lgbm", "logreg", "bkt"])
def test_a_model_without_embeddings_says_so(kind, tmp_path, trained):
    with pytest.raises(EmbeddingError, match=f"a model of kind {kind} embeds no items"):
        untrained(tmp_path, trained, tiny_config(kind))


def test_an_ensemble_has_those_of_its_members(tmp_path, trained):
    config = tiny_config("ensemble")
    told = untrained(tmp_path, trained, config)
    deep = [one for one in members_of(config) if one.model.kind == "flagship"]
    widths = [one.model.inputs.embedding + one.model.inputs.item_embedding for one in deep]
    assert told.vectors.shape == (len(told.items), sum(widths))
    np.testing.assert_allclose(np.linalg.norm(told.vectors, axis=1), 1.0, atol=1e-5)


def test_a_member_that_was_left_out_is_not_asked(tmp_path, trained):
    config = tiny_config("ensemble")
    kinds = [one.model.kind for one in members_of(config)]
    deep, trees = kinds.index("flagship"), kinds.index("lgbm")
    for name in ("all", "one", "none"):
        (tmp_path / name).mkdir()
    both = untrained(tmp_path / "all", trained, config, [deep, trees])
    one = untrained(tmp_path / "one", trained, config, [deep])
    assert one.vectors.shape == both.vectors.shape
    with pytest.raises(EmbeddingError, match="a model of kind ensemble embeds no items"):
        untrained(tmp_path / "none", trained, config, [trees])


def test_training_records_how_well_the_sheet_is_told(trained):
    told = trained.bundle.manifest["metrics"]["item_pairs"]
    assert told["pairs"] >= 50
    assert told["auc"] > 0.6  # after three epochs the tables are hardly more than drawn


def test_the_command_prints_a_table(trained, capsys):
    folder, item = trained.bundle.folder, "A010003001"
    embeddings(folder, item, 3)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["cosine", "item", "tags"]
    assert lines[1].split()[:2] == ["1.000", item]
    assert len(lines) == 5
    with pytest.raises(EmbeddingError, match="A010003999: the model never met it in training; it"):
        embeddings(folder, "A010003999", 3)
