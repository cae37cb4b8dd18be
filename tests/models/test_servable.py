"""The servable check refuses what is whole on disk and would still fail students."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dkt.features.bundle import BundleError
from models.servable import UnservableError, check_servable
from tests.bundles import nan_weights, variant


def cut_graph(folder: Path) -> None:
    whole = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(whole[: len(whole) // 2])


def edit(name: str, change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        file = folder / "encoders" / f"{name}.npy"
        np.save(file, change(np.load(file)), allow_pickle=False)

    return apply


def more(values: np.ndarray) -> np.ndarray:
    return np.unique(np.append(values, [f"z{k}" for k in range(50)]))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (nan_weights, "the chance of A010001001 is nan"),
        (cut_graph, "."),
        (lambda folder: (folder / "encoders" / "tag_classes.npy").unlink(), "tag_classes"),
        (edit("item_classes", lambda v: v[::-1]), "item_classes.npy is not sorted"),
        (edit("item_classes", lambda v: v[:-1]), "."),
        (edit("item_test", lambda v: v[:3]), "."),
        (edit("tag_classes", more), "."),
        (edit("item_tags", lambda v: np.array([["z7"]] * len(v))), "item_tag holds what"),
        (edit("item_classes", lambda v: v[:0]), "."),
    ],
)
def test_it_refuses(bundle, tmp_path, change, reason):
    broken = variant(bundle, tmp_path, change=change)
    with pytest.raises(UnservableError, match=f"{broken.name} is not servable: .*{reason}"):
        check_servable(broken)


def test_it_lets_a_good_bundle_pass(bundle):
    check_servable(bundle)


def test_a_folder_that_was_altered_is_another_matter(bundle, tmp_path):
    altered = variant(bundle, tmp_path)
    cut_graph(altered)
    with pytest.raises(BundleError, match=r"model\.onnx has SHA-256"):
        check_servable(altered)
