"""Measured figures as a table that can be read, and the two clocks that they come from."""
from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], notes: Sequence[str] = ()) -> None:
    """Print rows under their heads, figures to the right; at once, since the next subject may take minutes."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(heads), *cells]) for i in range(len(heads))]
    right = [bool(rows) and isinstance(rows[0][i], int | float) for i in range(len(heads))]
    print(f"\n{title}\n{'=' * len(title)}")
    for line in [list(heads), ["-" * width for width in widths], *cells]:
        print("  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True)).rstrip())
    for note in notes:
        print(f"  {note}")
    print(flush=True)


def progress(line: str) -> None:
    """Say how far a long measurement is."""
    print(line, file=sys.stderr, flush=True)


def circumstances() -> str:
    """The machine and how busy it is: figures taken beside other work are worth less."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{busy}"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


class Taken(NamedTuple):
    """Milliseconds by the clock on the wall, and of processor time in all threads of this process."""

    wall: float
    processor: float


def milliseconds(function: Callable[[], object], times: int = 3) -> Taken:
    """What a call takes, each figure the median."""
    taken = [once(function) for _ in range(times)]
    return Taken(*map(statistics.median, zip(*taken, strict=True)))


def once(function: Callable[[], object]) -> Taken:
    """What a single call takes."""
    begun, worked = time.perf_counter(), time.process_time()
    function()
    return Taken(1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked))


def most_memory() -> float:
    """The megabytes that this process held at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def against(measured: float, most: float) -> str:
    """How a figure stands to its aim, for reading only."""
    return "within" if measured <= most else f"{measured / most:.1f} x the aim"
