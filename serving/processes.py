"""Predictions in processes of their own: as many at a time as there are cores.

The interpreter's lock lets one thread of a process compute at a time, and a body of 4 MB is parsed
in one go: threads would fight over the lock and keep `/livez` waiting. A process that dies, or
takes too long, is replaced when the next request needs it (`anyio.to_process`).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from anyio import BrokenWorkerProcess, CapacityLimiter, create_task_group, fail_after, to_process

from serving import worker
from serving.worker import Answer, Place

MAX_WAITING = 64
"""Requests in line; one more is sent away at once."""
WAIT_S = 2.0
"""A request waits in line for so long, which is less than the page's patience."""
WORK_S = 8.0
"""A prediction takes at most so long: the largest request takes about 2 s on a slow core."""

T = TypeVar("T")


class BusyError(Exception):
    """No prediction now; worth asking again. `status`: 429, no process was free; 503, it died."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class Processes:
    """The prediction processes of one model."""

    def __init__(self, place: Place, cores: int):
        self.place = place
        self.cores = cores
        self.version: dict[str, Any] = {}
        self._turns = CapacityLimiter(cores)

    async def start(self) -> None:
        """Start all processes and load the model in each; raises what loading it raises."""

        async def load() -> None:
            self.version = await to_process.run_sync(
                worker.version, self.place, limiter=CapacityLimiter(1)
            )

        async with create_task_group() as group:
            for _ in range(self.cores):
                group.start_soon(load)

    async def answer(self, body: bytes) -> Answer:
        """What `/predict` answers to a body; raises BusyError."""
        if self._turns.statistics().tasks_waiting >= MAX_WAITING:
            raise BusyError(429, f"{MAX_WAITING} requests are waiting already")
        return await self._run(worker.answer, body)

    async def difference(self) -> str | None:
        """How the known prediction comes out wrong, None where it is right; raises BusyError."""
        return await self._run(worker.difference)

    async def _run(self, work: Callable[..., T], *arguments: object) -> T:
        borrower = object()
        try:
            with fail_after(WAIT_S):
                await self._turns.acquire_on_behalf_of(borrower)
        except TimeoutError as err:
            raise BusyError(429, f"no prediction process was free within {WAIT_S:g} s") from err
        try:
            with fail_after(WORK_S):
                return await to_process.run_sync(
                    work, self.place, *arguments, cancellable=True, limiter=CapacityLimiter(1)
                )
        except (BrokenWorkerProcess, TimeoutError) as err:
            raise BusyError(503, "the prediction process ended, another one takes over") from err
        finally:
            self._turns.release_on_behalf_of(borrower)
