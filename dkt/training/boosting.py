"""LightGBM on the engineered features, and its trees as an ONNX graph.

Ke et al. 2017, "LightGBM: A Highly Efficient Gradient Boosting Decision Tree" (NeurIPS). The graph
takes the inputs of `dkt.features.steps` that it needs: `query_numeric` alone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from dkt.config.model_kinds import LgbmConfig
from dkt.config.schema import Config
from dkt.features.steps import Steps
from dkt.training.distributed import OnPoint
from dkt.training.export import IR_VERSION, OPSET, check_parity
from dkt.training.trees import eliminate, grow, grow_folds, names_in, names_of


@dataclass(frozen=True)
class Boosted:
    """Fitted trees with their learning curve (an `epoch` is a tree, or a fold's booster).

    Attributes:
        boosters: the raw score is the mean of theirs.
        features: those that trees could split on.
        rounds: feature sets that were tried, see `dkt.training.trees.Elimination`; often none.
    """

    boosters: list[lightgbm.Booster]
    curve: list[dict[str, float]]
    features: list[str]
    rounds: list[dict[str, Any]]

    @property
    def parameters(self) -> int:
        """Number of thresholds and leaf values in all trees."""
        trees = (tree for one in self.boosters for tree in one.dump_model()["tree_info"])
        return sum(2 * tree["num_leaves"] - 1 for tree in trees)

    @property
    def importance(self) -> dict[str, float]:
        """Share of each feature in the total gain, largest first."""
        gain = np.sum([one.feature_importance("gain") for one in self.boosters], axis=0)
        names = self.boosters[0].feature_name()
        shares = zip(names, (gain / max(gain.sum(), 1e-12)).tolist(), strict=True)
        return {name: round(share, 5) for name, share in sorted(shares, key=lambda one: -one[1])}

    @property
    def facts(self) -> dict[str, Any]:
        """Entries of the manifest for trees."""
        tried = {"features": self.features, "features_tried": self.rounds}
        return {"importance": self.importance, **tried}

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` (the trees as text) and `model.onnx`; raises ExportError."""
        texts = [one.model_to_string() for one in self.boosters]
        torch.save({"boosters": texts}, folder / "model.pt")
        onnx.save(onnx_of(self.boosters), folder / "model.onnx")
        numeric = batch["query_numeric"]
        rows = numeric.reshape(-1, numeric.shape[-1])
        expected = np.mean([one.predict(rows, raw_score=True) for one in self.boosters], axis=0)
        check_parity(folder / "model.onnx", batch, expected.reshape(numeric.shape[:2]))


def fit_trees(
    train: Steps, valid: Steps, config: Config, on_point: OnPoint | None = None
) -> Boosted:
    """Grow trees as the config says: with fewer features, with one booster a fold of students.

    The same rows, config and seed give the same trees. `on_point` receives each point of the curve.
    """
    model = config.model
    assert isinstance(model, LgbmConfig)
    names = names_in(config)
    kept, rounds = np.ones(len(names), bool), []
    if model.keep_features is not None:
        found = eliminate(train, valid, config, model.keep_features)
        kept, rounds = found.kept, found.rounds
    if model.folds > 1:
        boosters, curve = grow_folds(train, valid, config, model.folds, kept, on_point)
    else:
        grown = grow(train, valid, config, kept, on_point)
        boosters, curve = [grown.booster], grown.curve
    return Boosted(boosters, curve, names_of(kept, names), rounds)


def onnx_of(boosters: list[lightgbm.Booster]) -> onnx.ModelProto:
    """The mean of the boosters as a graph from `query_numeric` (B, Q, F) to `logits` (B, Q).

    LightGBM compares in float64, the graph in float32: each threshold is rounded down to a float32,
    which splits float32 values the same way.
    """
    nodes = _Nodes()
    trees = (dump for one in boosters for dump in one.dump_model()["tree_info"])
    for tree, dump in enumerate(trees):
        nodes.add_tree(tree, dump["tree_structure"], 1.0 / len(boosters))
    width = boosters[0].num_feature()
    given: list[str | int | None] = ["batch", "query"]
    graph = helper.make_graph(
        [
            helper.make_node("Reshape", ["query_numeric", "flat"], ["rows"]),
            helper.make_node(
                "TreeEnsembleRegressor", ["rows"], ["sums"], domain="ai.onnx.ml",
                n_targets=1, post_transform="NONE", aggregate_function="SUM", **nodes.attributes(),
            ),
            helper.make_node("Shape", ["query_numeric"], ["sizes"], start=0, end=2),
            helper.make_node("Reshape", ["sums", "sizes"], ["logits"]),
        ],
        "lgbm",
        [helper.make_tensor_value_info("query_numeric", TensorProto.FLOAT, [*given, width])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, given)],
        [helper.make_tensor("flat", TensorProto.INT64, [2], [-1, width])],
    )  # fmt: skip
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return model


class _Nodes:
    """The parallel lists of `TreeEnsembleRegressor`."""

    def __init__(self) -> None:
        self.nodes: list[tuple[int, int, int, str, float, int, int]] = []
        self.leaves: list[tuple[int, int, float]] = []

    def add_tree(self, tree: int, root: dict[str, Any], share: float) -> None:
        """Number the nodes of a tree in the order they are met, children after their parent.

        Args:
            share: factor of its leaf values.
        """
        waiting, number = [(0, root)], 1
        while waiting:
            at, node = waiting.pop()
            if "leaf_value" in node:
                self.nodes.append((tree, at, 0, "LEAF", 0.0, 0, 0))
                self.leaves.append((tree, at, share * float(node["leaf_value"])))
                continue
            if node["decision_type"] != "<=":
                raise ValueError(f"tree {tree}: decision {node['decision_type']!r}, expected '<='")
            left, right, number = number, number + 1, number + 2
            cut = float32_below(float(node["threshold"]))
            self.nodes.append((tree, at, node["split_feature"], "BRANCH_LEQ", cut, left, right))
            waiting += [(left, node["left_child"]), (right, node["right_child"])]

    def attributes(self) -> dict[str, Any]:
        tree, at, feature, mode, cut, left, right = (
            list(one) for one in zip(*self.nodes, strict=True)
        )
        of_tree, of_node, weight = (list(one) for one in zip(*self.leaves, strict=True))
        return {
            "nodes_treeids": tree, "nodes_nodeids": at, "nodes_featureids": feature,
            "nodes_modes": mode, "nodes_values": cut, "nodes_truenodeids": left,
            "nodes_falsenodeids": right, "target_treeids": of_tree, "target_nodeids": of_node,
            "target_ids": [0] * len(weight), "target_weights": weight,
        }  # fmt: skip


def float32_below(value: float) -> float:
    """The largest float32 that is not above `value`."""
    single = np.float32(value)
    if float(single) > value:
        single = np.nextafter(single, np.float32(-np.inf))
    return float(single)
