"""Soft voting: the weighted mean of several models' probabilities, as one graph.

The weights are fitted on validation students (`dkt.training.blend_weights`); the members stay
as they were fitted. A member with weight 0 is left out of the graph and of `model.pt`.
"""

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from scipy.special import expit
from sklearn.metrics import roc_auc_score

from dkt.evaluation.scoring import score_steps
from dkt.features.steps import Steps
from dkt.features.windows import some_windows
from dkt.training.blend_weights import fit_blend_weights
from dkt.training.export import IR_VERSION, OPSET, check_parity
from dkt.training.fitted import FittedModel

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Blended:
    """Graphs, model weights and blend weights of the members with a positive blend weight.

    An `epoch` of the curve is a member, those without a share too; `places` are those of the
    members in the config, from 0.
    """

    places: list[int]
    graphs: list[onnx.ModelProto]
    states: list[dict[str, Any]]
    weights: list[float]
    curve: list[dict[str, float]]
    parameters: int

    @property
    def facts(self) -> dict[str, Any]:
        return {"weights": self.weights, "places": self.places}

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` (all members') and `model.onnx`; raises ExportError."""
        torch.save({"members": self.states, **self.facts}, folder / "model.pt")
        onnx.save(merge(self.graphs, self.weights), folder / "model.onnx")
        right, wrong = np.zeros(batch["mask"].shape), np.zeros(batch["mask"].shape)
        for graph, weight in zip(self.graphs, self.weights, strict=True):
            session = onnxruntime.InferenceSession(graph.SerializeToString())
            wanted = {one.name: batch[one.name] for one in session.get_inputs()}
            logits = session.run(None, wanted)[0].astype(np.float64)
            right += weight * expit(logits)
            wrong += weight * expit(-logits)
        check_parity(folder / "model.onnx", batch, np.log(right) - np.log(wrong))


def blend(members: list[FittedModel], valid: Steps, window: int) -> Blended:
    """Fit the weights of the members on validation students, by log loss."""
    batch = some_windows(valid, window)
    graphs, states, probs, curve = [], [], [], []
    with tempfile.TemporaryDirectory(prefix="dkt-blend-") as aside:
        for k, member in enumerate(members, start=1):
            folder = Path(aside) / str(k)
            folder.mkdir()
            member.save(folder, batch)
            graphs.append(onnx.load(folder / "model.onnx"))
            states.append(torch.load(folder / "model.pt", weights_only=True))
            session = onnxruntime.InferenceSession(folder / "model.onnx")
            probs.append(score_steps(session, valid, window).prob)
            auc = float(roc_auc_score(valid.correct, probs[-1]))
            curve.append(member.curve[-1] | {"epoch": k, "valid_auc": auc})
    weights = fit_blend_weights(np.array(probs), valid.correct)
    auc = float(roc_auc_score(valid.correct, np.array(weights) @ np.array(probs)))
    log.info("weights %s, validation AUC %.4f", [round(one, 4) for one in weights], auc)
    kept = [k for k, weight in enumerate(weights) if weight]
    return Blended(
        kept,
        [graphs[k] for k in kept],
        [states[k] for k in kept],
        [weights[k] for k in kept],
        curve,
        sum(members[k].parameters for k in kept),
    )


def merge(graphs: list[onnx.ModelProto], weights: list[float]) -> onnx.ModelProto:
    """One graph with the members' inputs, each once, and the logit of the mean probability.

    The logit is log(mean of p) − log(mean of 1 − p), both summed in
    float64: in float32, and in onnxruntime's Sigmoid, values near 0 and 1 are off in the 4th digit.
    """
    inputs: dict[str, onnx.ValueInfoProto] = {}
    nodes, initializers = [], []
    opsets = {"": OPSET}
    for k, graph in enumerate(graphs):
        prefix = f"member{k}/"
        own = onnx.compose.add_prefix(graph, prefix)
        given = {prefix + one.name: one.name for one in graph.graph.input}
        inputs |= {one.name: one for one in graph.graph.input}
        opsets |= {one.domain: one.version for one in graph.opset_import}
        for node in own.graph.node:
            names = [given.get(name, name) for name in node.input]
            del node.input[:]
            node.input.extend(names)
            nodes.append(node)
        initializers += [*own.graph.initializer, helper.make_tensor(
            prefix + "weight", TensorProto.DOUBLE, [], [weights[k]]
        )]  # fmt: skip
        precise = prefix + "double"
        of_member = own.graph.output[0].name
        nodes.append(helper.make_node("Cast", [of_member], [precise], to=TensorProto.DOUBLE))
        nodes.append(helper.make_node("Neg", [precise], [prefix + "not"]))
        for side, logits in (("right", precise), ("wrong", prefix + "not")):
            chance, share = f"{prefix}{side}", f"{prefix}{side}/share"
            nodes.append(helper.make_node("Sigmoid", [logits], [chance]))
            nodes.append(helper.make_node("Mul", [chance, prefix + "weight"], [share]))
    for side in ("right", "wrong"):
        shares = [f"member{k}/{side}/share" for k in range(len(graphs))]
        nodes.append(helper.make_node("Sum", shares, [side]))
        nodes.append(helper.make_node("Log", [side], [f"{side}/log"]))
    nodes.append(helper.make_node("Sub", ["right/log", "wrong/log"], ["precise"]))
    nodes.append(helper.make_node("Cast", ["precise"], ["logits"], to=TensorProto.FLOAT))
    given_shape: list[str | int | None] = ["batch", "query"]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, given_shape)
    made = helper.make_graph(nodes, "ensemble", list(inputs.values()), [output], initializers)
    ids = [helper.make_opsetid(domain, version) for domain, version in opsets.items()]
    model = helper.make_model(made, opset_imports=ids, ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return model
