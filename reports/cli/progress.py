"""Progress on standard error, for a person who waits for more than a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done, and how much there is (0 = not known)."""

DELAY = 1.0
"""Seconds before anything is shown."""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Report]:
    """Give a function to report progress to. It shows nothing if quiet, and where no terminal is there to see it."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    display = _Display()
    timer = threading.Timer(DELAY, display.start)
    timer.daemon = True
    timer.start()
    try:
        yield display.update
    finally:
        timer.cancel()
        display.stop()


class _Display:
    """A bar that appears late: what was reported before it appears is remembered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = ("reading", 0, 0)
        self._stopped = False
        self._show: Callable[[str, int, int], None] | None = None
        self._close: Callable[[], None] | None = None

    def start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
        )
        with self._lock:
            if self._stopped:
                return
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            task = bar.add_task(self._state[0], total=None)
            bar.start()
            self._close = bar.stop
            self._show = lambda stage, done, total: bar.update(
                task, description=stage, completed=done, total=total or None
            )
            self._show(*self._state)

    def update(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            self._state = (stage, done, total)
            if self._show:
                self._show(stage, done, total)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._close:
                self._close()
