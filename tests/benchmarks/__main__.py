"""python -m tests.benchmarks [SUBJECT…]: reading, bulk, queries, ledger, pages, users; all of them where none is named.

After a single subject come its own options: python -m tests.benchmarks reading --texts FOLDER. One that is left out
where none is named, for it measures nothing: plot FILE draws what queries --out FILE measured.
"""
from __future__ import annotations

import importlib
import itertools
import sys
import time

DRAWING = "plot"
SUBJECTS = ("reading", "bulk", "queries", "ledger", "pages", "users")


def main(arguments: list[str]) -> int:
    """Run the subjects named; nothing fails because it is slow."""
    named = list(itertools.takewhile(lambda argument: argument in (*SUBJECTS, DRAWING), arguments))
    options = arguments[1:] if len(named) == 1 else []
    if unknown := arguments[len(named) + len(options):]:
        print(f"{__doc__}\nNot known: {' '.join(unknown)}", file=sys.stderr)
        return 2
    for subject in named or SUBJECTS:
        begun = time.monotonic()
        importlib.import_module(f"tests.benchmarks.{subject}").main(options)
        print(f"({subject}: {time.monotonic() - begun:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
