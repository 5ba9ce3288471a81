"""python -m tests.benchmarks [SUBJECT…]: reading, bulk, queries, ledger, pages, users; all of them where none is named.

After a single subject come its own options: python -m tests.benchmarks reading --texts FOLDER. With --small alone each
is done with next to nothing, to see that all of them end well: the figures say nothing then. One that is left out where
none is named, for it measures nothing: plot FILE draws what queries --out FILE measured.
"""
from __future__ import annotations

import importlib
import itertools
import sys
import time

DRAWING = "plot"
SUBJECTS = ("reading", "bulk", "queries", "ledger", "pages", "users")
SMALL = {
    "reading": "--articles 20 --memory 200", "bulk": "--articles 1200", "queries": "--sizes 2 2200",
    "ledger": "--articles 5", "pages": "--pages method", "users": "--users 2 --seconds 3 --think 1 --articles 80",
}


def main(arguments: list[str]) -> int:
    """Run the subjects named; nothing fails because it is slow."""
    named = list(itertools.takewhile(lambda argument: argument in (*SUBJECTS, DRAWING), arguments))
    options = arguments[1:] if len(named) == 1 else []
    small = arguments == ["--small"]
    if not small and (unknown := arguments[len(named) + len(options):]):
        print(f"{__doc__}\nNot known: {' '.join(unknown)}", file=sys.stderr)
        return 2
    begun_all = time.monotonic()
    for subject in named or SUBJECTS:
        begun = time.monotonic()
        importlib.import_module(f"tests.benchmarks.{subject}").main(SMALL[subject].split() if small else options)
        print(f"({subject}: {time.monotonic() - begun:.0f} s)", flush=True)
    print(f"(in all: {(time.monotonic() - begun_all) / 60:.1f} min)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
