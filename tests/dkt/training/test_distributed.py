"""Fleets: how a batch is shared out. That several processes train alike: test_training_runs."""

import numpy as np
import pytest

from dkt.dataset.frame import fit_encoders, steps_of
from dkt.training.batches import Windows
from dkt.training.distributed import Cluster, Place, Rank
from tests.dkt.trained import simulated, tiny_config

ANSWERS = simulated(answers=2000, students=30)
STEPS = steps_of(ANSWERS, fit_encoders(ANSWERS, 4))
ROWS = np.arange(len(STEPS))


def epoch_of(cluster: Cluster, local: int, epoch: int | None = 0, size: int = 8) -> list[dict]:
    shuffled = None if epoch is None else lambda: epoch
    training = tiny_config(batch_size=size).training
    return list(Windows(STEPS, training, Rank(cluster, local), shuffled))


@pytest.mark.parametrize(("devices", "size"), [(1, 8), (2, 8), (3, 8), (3, 2), (7, 3)])
@pytest.mark.parametrize("epoch", [None, 0, 4])
def test_an_epoch_reads_every_answer_once_over_all_processes(devices, size, epoch):
    shares = [epoch_of(Cluster(devices), local, epoch, size) for local in range(devices)]
    assert len({len(share) for share in shares}) == 1  # nobody waits for a batch of the others
    read = [batch["rows"][batch["scored"]].numpy() for share in shares for batch in share]
    np.testing.assert_array_equal(np.sort(np.concatenate(read)), ROWS)
    for batches in zip(*shares, strict=True):
        real = sum(int(batch["mask"].sum()) for batch in batches)
        assert {int(batch["steps_in_all"]) for batch in batches} == {real}


def test_a_batch_is_the_same_answers_on_any_fleet():
    alone = epoch_of(Cluster(), 0, epoch=2)
    both = [epoch_of(Cluster(2), local, epoch=2) for local in range(2)]
    for whole, *shares in zip(alone, *both, strict=True):
        told = [share["rows"][share["mask"]].numpy() for share in shares]
        np.testing.assert_array_equal(
            np.sort(np.concatenate(told)), np.sort(whole["rows"][whole["mask"]].numpy())
        )


def test_epochs_are_shuffled_each_in_its_way_and_always_the_same():
    first, again, other = (epoch_of(Cluster(), 0, epoch)[0]["rows"] for epoch in (0, 0, 1))
    assert first.shape == again.shape and bool((first == again).all())
    assert first.shape != other.shape or bool((first != other).any())


def test_processes_are_numbered_over_all_nodes():
    cluster = Cluster(devices=4, nodes=3, node=2, address="a", port=29501)
    assert (cluster.processes, Rank(cluster, 1).number) == (12, 9)
    assert Place(cluster).of_member(2).cluster.port == 29503  # a place to meet for each fit


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"devices": 0}, "0 devices on node 0 of 1: expected at least one device"),
        ({"nodes": 2, "node": 2, "port": 1}, "node 2 of 2: expected"),
        ({"nodes": 2}, "several nodes need the address and a port of node 0"),
    ],
)
def test_a_fleet_that_cannot_be_is_told(wrong, told):
    with pytest.raises(ValueError, match=told):
        Cluster(**wrong)
