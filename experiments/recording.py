"""Record runs while they train: with MLflow, and with Weights & Biases if that is switched on.

    with recorded(settings, Run("train", "lgbm", config, data="12", revision="…")) as recorder:
        folder = train(…, on_point=recorder.point)
        recorder.bundle(Bundle.load(folder))

A run that raises is recorded as failed, with the reason. Errors of a tracking library never reach
the run: a trained bundle is worth more than its record.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from dkt.features.bundle import MANIFEST, Bundle
from experiments.run import Run, Status, Tracker
from settings import Settings

log = logging.getLogger(__name__)
NO_FIGURES = ("version", "answers", "students")
"""Metrics that are no figures: names, or the same for all runs."""


class Recorder:
    """A run's trackers; one that raises is logged and left out from then on."""

    def __init__(self) -> None:
        self._trackers: dict[str, Tracker] = {}

    def open(self, name: str, begin: Callable[[], Tracker]) -> None:
        def add() -> None:
            self._trackers[name] = begin()

        self._guarded(name, add)

    def point(self, point: Mapping[str, float]) -> None:
        """A point of the learning curve: its `epoch` is the step."""
        at = f"member{point['member']:.0f}/" if "member" in point else "curve/"
        figures = {at + k: v for k, v in point.items() if k not in ("epoch", "member")}
        self._all(lambda tracker: tracker.log(figures, int(point["epoch"])))

    def figures(self, part: str, metrics: Mapping[str, float]) -> None:
        """Figures of the whole run on a part of the students."""
        kept = {f"{part}/{name}": one for name, one in metrics.items() if name not in NO_FIGURES}
        self._all(lambda tracker: tracker.log(kept, None))

    def tag(self, tags: Mapping[str, str], name: str | None = None) -> None:
        self._all(lambda tracker: tracker.tag(tags, name))

    def bundle(self, bundle: Bundle) -> None:
        """Version, figures on held-out students, card and manifest of what was trained."""
        manifest = bundle.manifest
        champion = manifest["metrics"]["champion"] or {}
        sizes = {name: manifest[name] for name in ("train_seconds", "parameters")}
        tags = {"model_version": bundle.version, "device": manifest["device"]}
        if champion:
            tags["champion"] = champion["version"]
        self.tag(tags, bundle.version)
        self.figures("held_out", manifest["metrics"]["model"])
        self.figures("champion", champion)
        self._all(lambda tracker: tracker.log(sizes, None))
        files = [bundle.folder / name for name in (MANIFEST, "card.html")]
        self._all(lambda tracker: tracker.keep(files))

    def end(self, status: Status, reason: str = "") -> None:
        if reason:
            self.tag({"failure": reason})
        self._all(lambda tracker: tracker.end(status))

    def _all(self, step: Callable[[Tracker], None]) -> None:
        for name, tracker in list(self._trackers.items()):
            self._guarded(name, lambda tracker=tracker: step(tracker))  # type: ignore[misc]

    def _guarded(self, name: str, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception as err:  # noqa: BLE001 - whatever it is, the run must not be lost to it
            self._trackers.pop(name, None)
            log.error(
                "NOT RECORDED by %s from here on, the run goes on: %s: %s",
                name, type(err).__name__, str(err).strip(),
            )  # fmt: skip


@contextmanager
def recorded(settings: Settings, run: Run) -> Iterator[Recorder]:
    """Record a run while the block lasts; an exception ends it as failed, Ctrl-C as killed."""
    recorder = Recorder()
    recorder.open("MLflow", lambda: _mlflow(settings, run))
    if settings.wandb_mode != "disabled":
        recorder.open("Weights & Biases", lambda: _wandb(settings, run))
    try:
        yield recorder
    except BaseException as err:
        status: Status = "FAILED" if isinstance(err, Exception) else "KILLED"
        recorder.end(status, f"{type(err).__name__}: {err}")
        raise
    recorder.end("FINISHED")


def _mlflow(settings: Settings, run: Run) -> Tracker:
    from experiments.mlflow_run import MlflowRun  # a second of imports: not for `train.py --help`

    return MlflowRun(settings, run)


def _wandb(settings: Settings, run: Run) -> Tracker:
    from experiments.wandb_run import WandbRun

    return WandbRun(settings, run)
