"""Rolling updates on a real Swarm: nobody notices a good one, a bad one is taken back."""

import time

import pytest

from deploy.errors import ImageError, RolloutError
from deploy.image import Images
from stack.outside import load_from_outside
from tests.deploy.conftest import Site

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]
NEVER_READY = "RUN sed -i 's/self.ready = wrong is None/self.ready = False/' service.py"
WRONG = "RUN sed -i 's/1.0 + np.exp(-logits/1.0 + np.exp(logits/' inference.py"


@pytest.fixture(scope="module")
def first(site: Site) -> Site:
    """The first model is live."""
    site.rollout.deploy(site.images[0])
    return site


def test_the_first_rollout_starts_three_replicas_that_all_answer(first):
    live = first.rollout.live()
    assert live is not None
    assert live.image == first.images[0]
    assert first.rollout.replicas() == {first.images[0]: 3}


def test_what_is_live_already_is_not_rolled_out_again(first):
    before = first.service()["Version"]["Index"]
    live = first.rollout.deploy(first.images[0])
    assert live.image == first.images[0]
    assert first.service()["Version"]["Index"] == before


def test_an_image_that_never_gets_ready_is_rolled_back_and_nobody_notices(first):
    before = first.rollout.live()
    bad = first.altered(NEVER_READY)
    with load_from_outside(first.engine, first.settings, 1) as figures:
        started = time.monotonic()
        with pytest.raises(
            RolloutError, match="still serves: Swarm: rollback completed.*unhealthy"
        ):
            first.rollout.deploy(bad)
        assert time.monotonic() - started < 120
    assert first.rollout.live() == before
    assert first.rollout.replicas() == {before.image: 3}
    assert figures["failures"] == []


@pytest.mark.parametrize(
    ("broken", "why"),
    [(WRONG, "not ready"), ("RUN rm serve.py", "ended")],
    ids=["wrong-predictions", "does-not-start"],
)
def test_a_bad_image_does_not_pass_the_check_before_it_is_pushed(first, broken, why, monkeypatch):
    import deploy.image

    monkeypatch.setattr(deploy.image, "READY_S", 8.0)
    bad = first.altered(broken)
    with pytest.raises(ImageError, match=why):
        Images(first.settings).check(bad)
    left = first.engine.containers.list(
        all=True, ignore_removed=True, filters={"label": "dkt.check"}
    )
    assert left == []
