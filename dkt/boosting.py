"""LightGBM on the engineered features, and its trees as an ONNX graph.

Ke et al. 2017, "LightGBM: A Highly Efficient Gradient Boosting Decision Tree" (NeurIPS). The graph
takes the inputs of `dkt.sequence` that it needs: `query_numeric` alone.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from sklearn.metrics import roc_auc_score

from dkt.config import Config, LgbmConfig
from dkt.engineered import FEATURES
from dkt.export import IR_VERSION, OPSET, check_parity
from dkt.sequence import Steps

log = logging.getLogger(__name__)
REPORT_EVERY = 50


@dataclass(frozen=True)
class Boosted:
    """Fitted trees with their learning curve (an `epoch` is a tree)."""

    booster: lightgbm.Booster
    curve: list[dict[str, float]]

    @property
    def parameters(self) -> int:
        """Cuts and leaf values of all trees."""
        return sum(2 * tree["num_leaves"] - 1 for tree in self.booster.dump_model()["tree_info"])

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` (the trees as text) and `model.onnx`; raises ExportError."""
        torch.save({"booster": self.booster.model_to_string()}, folder / "model.pt")
        onnx.save(onnx_of(self.booster), folder / "model.onnx")
        numeric = batch["query_numeric"]
        expected = self.booster.predict(numeric.reshape(-1, numeric.shape[-1]), raw_score=True)
        check_parity(folder / "model.onnx", batch, np.asarray(expected).reshape(numeric.shape[:2]))


def fit_trees(
    train: Steps,
    valid: Steps,
    config: Config,
    on_point: Callable[[dict[str, float]], None] | None = None,
) -> Boosted:
    """Grow trees until the AUC of validation students stops rising; those up to the best are kept.

    The same rows, config and seed give the same trees. `on_point` is told each point of the curve.
    """
    model, settings = config.model, config.training
    assert isinstance(model, LgbmConfig)
    started = time.monotonic()
    curve: list[dict[str, float]] = []

    def report(env: Any) -> None:
        tree = env.iteration + 1
        if tree % REPORT_EVERY and tree != 1:
            return
        told = {(part, name): value for part, name, value, _ in env.evaluation_result_list}
        point = {
            "epoch": tree,
            "train_loss": float(told["train", "binary_logloss"]),
            "valid_auc": float(told["valid", "auc"]),
            "seconds": round(time.monotonic() - started, 1),
        }
        curve.append(point)
        log.info("tree %(epoch)d: loss %(train_loss).4f, validation AUC %(valid_auc).4f, "
                 "%(seconds).0f s", point)  # fmt: skip
        if on_point:
            on_point(point)

    parameters = {
        "objective": "binary",
        "metric": ["auc", "binary_logloss"],
        "first_metric_only": True,
        "learning_rate": settings.lr,
        "num_leaves": model.leaves,
        "min_data_in_leaf": model.leaf_answers,
        "feature_fraction": model.feature_share,
        "lambda_l2": model.l2,
        "max_bin": model.bins,
        "seed": settings.seed,
        "deterministic": True,
        "force_row_wise": True,
        "use_missing": False,  # no feature is ever missing; a graph needs no way for it then
        "verbose": -1,
    }
    data = lightgbm.Dataset(train.query, train.correct, feature_name=list(FEATURES))
    held = lightgbm.Dataset(valid.query, valid.correct, reference=data)
    booster = lightgbm.train(
        parameters,
        data,
        settings.max_epochs,
        valid_sets=[data, held],
        valid_names=["train", "valid"],
        callbacks=[_stop_early(settings.patience), report],
    )
    best = lightgbm.Booster(model_str=booster.model_to_string(num_iteration=booster.best_iteration))
    auc = float(roc_auc_score(valid.correct, best.predict(valid.query)))
    log.info("%d trees, validation AUC %.4f", best.num_trees(), auc)
    return Boosted(best, curve)


def _stop_early(patience: int) -> Any:
    return lightgbm.early_stopping(patience, first_metric_only=True, verbose=False)


def onnx_of(booster: lightgbm.Booster) -> onnx.ModelProto:
    """The trees as a graph from `query_numeric` (B, Q, 33) to `logits` (B, Q).

    LightGBM compares in double precision, the graph in single: each cut is taken down to the next
    float32, which parts the same float32 values.
    """
    nodes = _Nodes()
    for tree, told in enumerate(booster.dump_model()["tree_info"]):
        nodes.add_tree(tree, told["tree_structure"])
    width = booster.num_feature()
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
    """The parallel lists that `TreeEnsembleRegressor` wants."""

    def __init__(self) -> None:
        self.nodes: list[tuple[int, int, int, str, float, int, int]] = []
        self.leaves: list[tuple[int, int, float]] = []

    def add_tree(self, tree: int, root: dict[str, Any]) -> None:
        """Number the nodes of a tree in the order they are met, children after their parent."""
        waiting, number = [(0, root)], 1
        while waiting:
            at, node = waiting.pop()
            if "leaf_value" in node:
                self.nodes.append((tree, at, 0, "LEAF", 0.0, 0, 0))
                self.leaves.append((tree, at, float(node["leaf_value"])))
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
