"""Working: other processes read shards, and none that dies or hangs costs more than its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING

from framing.corpus.refusing import tell_trouble
from framing.corpus.shards import Plan, Shard, write_shard
from framing.formats.files import CorpusFile

if TYPE_CHECKING:
    from joblib.externals.loky import ProcessPoolExecutor

__all__ = ["Trouble", "work_off"]

Trouble = tuple[str, str]
"""Why the files of a shard could not be read: a reason of the account, and a note."""

_Limit = Callable[[Sequence[CorpusFile]], float]
_Running = dict[Future[None], tuple[Shard, float]]

_SLOW = ("file too slow", "reading it took too long and was stopped")
_BROKEN = ("file damaged", "reading it ended the process that read it")


def work_off(
    shards: Sequence[Shard], plan: Plan, *, workers: int, limit: _Limit
) -> Iterator[tuple[Shard, Trouble | None]]:
    """Let processes read shards; give each as it is done, or with what hindered it.

    Parameters
    ----------
    shards
        What is to be read.
    plan
        What the user says about all files.
    workers
        Processes at one time. Where one of several dies, all shards that were being read come back as damaged.
    limit
        The seconds that files may take.

    Notes
    -----
    The processes are the import's own, and end with it: whoever else computes in parallel keeps theirs.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    waiting = deque(shards)
    while waiting:
        with ProcessPoolExecutor(max_workers=min(workers, len(waiting))) as pool:
            try:
                yield from _work(pool, waiting, plan, workers, limit)
            except BaseException:  # an interruption must not wait for what hangs
                pool.shutdown(kill_workers=True)
                raise


def _work(
    pool: ProcessPoolExecutor, waiting: deque[Shard], plan: Plan, workers: int, limit: _Limit
) -> Iterator[tuple[Shard, Trouble | None]]:
    """Hand shards to a pool until all are done or the pool is; what it leaves undone without fault waits again."""
    running: _Running = {}
    while waiting or running:
        is_whole = _hand_out(pool, waiting, running, plan, workers, limit)
        first = min((end for _, end in running.values()), default=0.0)
        done, _ = wait(running, timeout=max(0.0, first - time.monotonic()), return_when=FIRST_COMPLETED)
        late = [] if done else [job for job, (_, end) in running.items() if end <= time.monotonic()]
        if late or not is_whole or any(_is_broken(job) for job in done):
            pool.shutdown(kill_workers=True)
            yield from _settle(running, late, waiting)
            return
        for job in done:
            yield running.pop(job)[0], _trouble_of(job)


def _hand_out(
    pool: ProcessPoolExecutor, waiting: deque[Shard], running: _Running, plan: Plan, workers: int, limit: _Limit
) -> bool:
    """Give every process that is free a shard; say whether the pool still takes them."""
    from joblib.externals.loky.process_executor import BrokenProcessPool

    while waiting and len(running) < workers:
        try:
            job = pool.submit(write_shard, waiting[0], plan)
        except BrokenProcessPool:
            return False
        shard = waiting.popleft()
        running[job] = shard, time.monotonic() + limit(shard.files)
    return True


def _settle(
    running: _Running, late: Sequence[Future[None]], waiting: deque[Shard]
) -> Iterator[tuple[Shard, Trouble | None]]:
    """Say what became of the shards of a pool that was stopped."""
    for job, (shard, _) in running.items():
        if shard.is_done:
            yield shard, None
        elif job in late:
            yield shard, _SLOW
        elif late:
            waiting.appendleft(shard)
        else:
            yield shard, _BROKEN


def _is_broken(job: Future[None]) -> bool:
    from joblib.externals.loky.process_executor import BrokenProcessPool

    return job.cancelled() or isinstance(job.exception(), BrokenProcessPool)


def _trouble_of(job: Future[None]) -> Trouble | None:
    error = job.exception()
    return None if error is None else ("file damaged", tell_trouble(error))
