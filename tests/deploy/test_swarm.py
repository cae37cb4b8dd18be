"""Rolling updates on a real Swarm: nobody notices a good one, a bad one is taken back."""

import sys
import time

import pytest

from deploy.errors import ImageError, RolloutError
from deploy.image import Images
from tests.deploy.conftest import Site

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]
NEVER_READY = "RUN sed -i 's/return wrong is None/return False/' service.py"
WRONG = "RUN sed -i 's/1.0 + np.exp(-logits/1.0 + np.exp(logits/' inference.py"
CRASHES = (
    "RUN printf 'import os, threading\\nthreading.Timer(20, os._exit, [3]).start()\\n' "
    "| cat - serve.py > /tmp/s && cp /tmp/s serve.py"
)
AS_ROOT = "USER root\n{}\nUSER bento"


def tell(figure: str) -> None:
    """A figure for those who run the tests with -s."""
    sys.stderr.write(f"\n{figure}\n")


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


def test_ten_thousand_requests_during_an_update_and_none_fails(first):
    with first.load() as figures:
        started = time.monotonic()
        first.rollout.deploy(first.images[1])
        seconds = time.monotonic() - started
    tell(f"{figures['requests']} requests in {seconds:.0f} s, slowest {figures['slowest_s']} s")
    assert figures["failures"] == []
    assert figures["requests"] >= 10_000
    assert len(figures["models"]) == 2
    assert first.rollout.replicas() == {first.images[1]: 3}


@pytest.mark.parametrize(
    ("broken", "why"),
    [(NEVER_READY, "unhealthy"), (WRONG, "unhealthy"), (CRASHES, "non-zero exit")],
    ids=["never-ready", "wrong-predictions", "crashes-after-20-s"],
)
def test_a_bad_image_is_rolled_back_and_nobody_notices(first, broken, why):
    before = first.rollout.live()
    bad = first.altered(AS_ROOT.format(broken))
    with first.load(1) as figures:
        started = time.monotonic()
        with pytest.raises(RolloutError, match=why) as error:
            first.rollout.deploy(bad)
        seconds = time.monotonic() - started
    tell(f"rolled back after {seconds:.0f} s: {error.value}")
    assert "still serves" in str(error.value)
    assert seconds < 120
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
    bad = first.altered(AS_ROOT.format(broken))
    with pytest.raises(ImageError, match=why):
        Images(first.settings).check(bad)
    left = first.engine.containers.list(all=True, filters={"label": "dkt.check"})
    assert left == []
