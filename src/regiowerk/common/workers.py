"""Work on all cores, in order, with a bounded number of pieces under way."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing.connection import wait
from typing import TypeVar

WORKERS = min(4, os.cpu_count() or 1)

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")


def ordered_map(function: Callable[[T], R], pieces: Iterable[tuple[K, T]]) -> Iterator[tuple[K, R]]:
    """Each piece's label with what the function makes of it, in order.

    The function, its argument and its result go from process to process, so all must be picklable. One piece
    alone is done here, since a process costs more than it.
    """
    iterator = iter(pieces)
    first, second = next(iterator, None), next(iterator, None)
    if first is None:
        return
    if second is None or WORKERS == 1:
        for label, argument in chain([first], [second] if second else [], iterator):
            yield label, function(argument)
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(WORKERS, mp_context=context, initializer=_end_with_parent) as pool:
        under_way: deque[tuple[K, Future[R]]] = deque()
        for label, argument in chain([first, second], iterator):
            under_way.append((label, pool.submit(function, argument)))
            if len(under_way) > WORKERS:
                done, future = under_way.popleft()
                yield done, future.result()
        for done, future in under_way:
            yield done, future.result()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_wait_for_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
