"""Members without a share are left out of what is served."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper

from dkt.features.steps import Steps
from dkt.features.windows import collate, cut_windows
from dkt.training.ensemble import blend


@dataclass(frozen=True)
class Line:
    """A model that is one column of the query's numbers, as a logit."""

    column: int
    parameters: int = 1
    curve: tuple[dict[str, float], ...] = ({"epoch": 1, "train_loss": 0.5, "seconds": 0.1},)

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        ends = [
            helper.make_tensor_value_info("query_numeric", TensorProto.FLOAT, ["b", "q", 2]),
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", "q"]),
        ]
        at = helper.make_tensor("at", TensorProto.INT64, [], [self.column])
        node = helper.make_node("Gather", ["query_numeric", "at"], ["logits"], axis=2)
        graph = helper.make_graph([node], "line", ends[:1], ends[1:], [at])
        ids = [helper.make_opsetid("", 18)]
        onnx.save(helper.make_model(graph, opset_imports=ids, ir_version=9), folder / "model.onnx")
        torch.save({"column": torch.tensor(self.column)}, folder / "model.pt")


def test_a_member_without_a_share_is_in_neither_file(tmp_path):
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(3000, 2)).astype(np.float32)
    correct = (rng.random(3000) < 1 / (1 + np.exp(-logits[:, 0]))).astype(np.float32)
    blank = np.zeros((3000, 5), np.float32)
    steps = Steps(np.arange(3000) // 20, np.zeros((3000, 6), np.int64), logits, blank, correct)
    both = blend([Line(1), Line(0), Line(0)], steps, 20)
    assert both.weights == pytest.approx([0.5, 0.5])
    assert [point["epoch"] for point in both.curve] == [1, 2, 3]  # all are told of
    assert both.parameters == 2
    both.save(tmp_path, collate(steps, cut_windows(steps.user, 20)[:4]))
    saved = torch.load(tmp_path / "model.pt", weights_only=True)
    assert [int(one["column"]) for one in saved["members"]] == [0, 0]
    graph = onnx.load(tmp_path / "model.onnx").graph
    assert [node.op_type for node in graph.node].count("Gather") == 2
