"""Devices and nodes of a fit: one process each, and the folder of its checkpoint.

With one device the fit runs in this process. With several, each device has a process that joins the
others at `address:port`. Only the fit runs there; everything else runs once a node.
"""

import dataclasses
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import distributed

THREADS = torch.get_num_threads()
"""OpenMP threads of a process. LightGBM changes the number, and sums depend on it."""


@dataclass(frozen=True)
class Cluster:
    """Devices that train together.

    Attributes:
        devices: GPUs of this node, or processes that share its cores; as many on every node.
        nodes, node: number of machines, and the index of this one, from 0.
        address: of node 0. port: of the first fit; later fits use the next ones. 0: any free port.
    """

    devices: int = 1
    nodes: int = 1
    node: int = 0
    address: str = "127.0.0.1"
    port: int = 0

    def __post_init__(self) -> None:
        if self.devices < 1 or not 0 <= self.node < self.nodes:
            raise ValueError(
                f"{self.devices} devices on node {self.node} of {self.nodes}: expected at least "
                "one device and a node from 0 to the number of nodes - 1"
            )
        if self.nodes > 1 and not self.port:
            raise ValueError("several nodes need the address and a port of node 0 to meet at")
        if self.devices > 1 and 0 < torch.cuda.device_count() < self.devices:
            raise ValueError(
                f"{self.devices} devices: this machine has {torch.cuda.device_count()} GPUs"
            )

    @property
    def processes(self) -> int:
        """On all nodes."""
        return self.devices * self.nodes


OnPoint = Callable[[dict[str, float]], None]
"""Receives a point of the learning curve; an error in it ends the fit."""


@dataclass(frozen=True)
class Place:
    """Where a fit runs.

    Attributes:
        folder: of its checkpoint; None: a temporary one.
        on_point: receives each point of the learning curve; with several devices, all of them at
            the end. A point of an ensemble's member has its number, from 1, as `member`.
    """

    cluster: Cluster = dataclasses.field(default_factory=Cluster)
    folder: Path | None = None
    on_point: OnPoint | None = None

    def of_member(self, number: int) -> "Place":
        """The place of one of several models that are fitted one after the other."""

        def report(point: dict[str, float]) -> None:
            assert self.on_point is not None
            self.on_point({"member": number, **point})

        folder = self.folder / f"member-{number}" if self.folder else None
        port = self.cluster.port + number if self.cluster.port else 0
        on_point = report if self.on_point else None
        return Place(dataclasses.replace(self.cluster, port=port), folder, on_point)


@dataclass(frozen=True)
class Rank:
    """One process of a cluster; `number` counts over all nodes."""

    cluster: Cluster
    local: int = 0

    @property
    def number(self) -> int:
        return self.cluster.node * self.cluster.devices + self.local

    def share(self, value: Any) -> Any:
        """Broadcast process 0's value to all; any object that can be pickled."""
        if self.cluster.processes == 1:
            return value
        box = [value]
        distributed.broadcast_object_list(box, src=0)
        return box[0]

    def gather(self, value: Any) -> list[Any]:
        """All processes' values, in every process."""
        if self.cluster.processes == 1:
            return [value]
        boxes: list[Any] = [None] * self.cluster.processes
        distributed.all_gather_object(boxes, value)
        return boxes


def start(cluster: Cluster, work: Callable[[Rank, Any], None], job: Any) -> None:
    """Run `work(rank, job)` in every process of this node, and wait for all of them.

    Args:
        work: a function of a module. job: is pickled where there are several processes.

    Raises:
        torch.multiprocessing.ProcessRaisedException: the first error of a process.
    """
    torch.set_num_threads(max(THREADS // cluster.devices, 1))
    if cluster.processes == 1:
        work(Rank(cluster), job)
        return
    met = cluster if cluster.port else dataclasses.replace(cluster, port=_free_port())
    level = logging.getLogger().getEffectiveLevel()
    torch.multiprocessing.spawn(_enter, args=(met, level, work, job), nprocs=cluster.devices)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _enter(local: int, cluster: Cluster, level: int, work: Callable, job: Any) -> None:
    """Body of a process."""
    logging.basicConfig(level=level, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    rank = Rank(cluster, local)
    for name in [name for name in os.environ if name.startswith("TORCHELASTIC_")]:
        del os.environ[name]  # torchrun started the program, not this process
    os.environ |= {
        "MASTER_ADDR": cluster.address, "MASTER_PORT": str(cluster.port),
        "WORLD_SIZE": str(cluster.processes), "RANK": str(rank.number),
        "NODE_RANK": str(cluster.node), "LOCAL_RANK": str(local),
    }  # fmt: skip
    torch.set_num_threads(max(THREADS // cluster.devices, 1))
    if torch.cuda.is_available():
        torch.cuda.set_device(local)
    distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        work(rank, job)
    finally:
        distributed.destroy_process_group()
