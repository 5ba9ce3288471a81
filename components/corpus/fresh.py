"""What is told of articles (worded.py) that no derived set covers yet: worked out once, kept while they are fresh."""
from __future__ import annotations

import threading
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import worded
from components.corpus.storage import Place

# Twice as many articles as are worth a derived set: where more are not laid flat, that is being done in the background,
# and the newest files are told of meanwhile. A thousand take a second.
MOST_ROWS = 4_000


class Fresh:
    """The files of a corpus that are not laid flat. Files never change, so each is told of once.

    wanted: whether anybody has asked. version: raised whenever more is told.
    """

    def __init__(self, place: Place) -> None:
        self.wanted, self.version = False, 0
        self._place = place
        self._told: dict[str, dict[str, pa.Table]] = {}
        self._lock = threading.Lock()

    def tell(self, files: Mapping[str, int]) -> None:
        """Have ready what is told of these files, the newest first, up to MOST_ROWS. files: name -> rows."""
        with self._lock:
            rows = 0
            for name in sorted(files, reverse=True):
                rows += files[name]
                if rows > MOST_ROWS and rows > files[name]:
                    break
                if name not in self._told:
                    self._told[name] = self._of(name)
                    self.version += 1
            for name in self._told.keys() - files.keys():
                del self._told[name]

    def told(self, names: frozenset[str]) -> list[dict[str, pa.Table]]:
        """What is ready of some files: of each the worded.TABLES."""
        return [told for name, told in sorted(self._told.items()) if name in names]

    def _of(self, name: str) -> dict[str, pa.Table]:
        rows = pq.read_table(self._place.path(name), columns=list(worded.NEEDED))
        return worded.tables(rows.append_column("place", rows["row_key"]))
