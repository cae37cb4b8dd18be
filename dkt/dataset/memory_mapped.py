"""Steps built block by block: in memory, or in memory-mapped files.

Files hold what does not fit into memory. A window is read when a batch needs it; pages that stay
in memory are the system's cache.
"""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from dkt.features.steps import Steps

NAMES = tuple(field.name for field in fields(Steps))


def gather(blocks: Iterable[Steps], many: int) -> Steps:
    """Steps of `many` rows in memory, from at least one block."""
    arrays: dict[str, np.ndarray] = {}
    begin = 0
    for block in blocks:
        for name in NAMES:
            values = getattr(block, name)
            if name not in arrays:
                arrays[name] = np.empty((many, *values.shape[1:]), values.dtype)
            arrays[name][begin : begin + len(block)] = values
        begin += len(block)
    return Steps(**arrays)


def write(blocks: Iterable[Steps], many: int, folder: Path) -> Steps:
    """The same in `folder`, one file an array; leftovers of an interrupted write are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: (folder / f"{name}.npy").open("wb") for name in NAMES}
    try:
        for block in blocks:
            for name, file in files.items():
                values = getattr(block, name)
                if not file.tell():
                    header = np.lib.format.header_data_from_array_1_0(values)
                    header["shape"] = (many, *values.shape[1:])
                    np.lib.format.write_array_header_1_0(file, header)
                values.tofile(file)
    finally:
        for file in files.values():
            file.close()
    return opened(folder)


class MappedSteps(Steps):
    """Steps in the files of a folder; pickled as the folder's path, not as rows."""

    def __init__(self, folder: Path):
        arrays = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in NAMES)
        super().__init__(*(one.view(np.ndarray) for one in arrays))
        object.__setattr__(self, "folder", folder)

    def __reduce__(self) -> tuple[Any, ...]:
        return MappedSteps, (self.folder,)  # type: ignore[attr-defined]


def opened(folder: Path) -> Steps:
    """Open the steps that `write` left in `folder`, without reading them."""
    return MappedSteps(folder)
