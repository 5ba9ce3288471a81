"""What is told of articles (worded.py) that no derived set covers yet: worked out once, kept while they are fresh."""
from __future__ import annotations

import threading
from collections.abc import Mapping
from itertools import accumulate

import pyarrow as pa
import pyarrow.parquet as pq

from components.corpus import worded
from components.corpus.storage import Place

# Twice as many articles as are worth a derived set: where more are not laid flat, that is being done in the background,
# and the newest files are told of meanwhile. A thousand take a second.
MOST_ROWS = 4_000


class Fresh:
    """The files of a corpus that are not laid flat. Files never change, so each is told of once.

    wanted: whether anybody has asked. version: raised whenever more is told. left: articles that nothing is told of for
    now, because too many are not laid flat.
    """

    def __init__(self, place: Place) -> None:
        self.wanted, self.version, self.left = False, 0, 0
        self._place = place
        self._told: dict[str, dict[str, pa.Table]] = {}
        self._lock = threading.Lock()

    def tell(self, files: Mapping[str, int]) -> None:
        """Have ready what is told of these files, the newest first, up to MOST_ROWS. files: name -> rows."""
        with self._lock:
            for name in self.look(files):
                if name not in self._told:
                    self._told[name] = self._of(name)
                    self.version += 1
            for name in self._told.keys() - files.keys():
                del self._told[name]

    def look(self, files: Mapping[str, int]) -> list[str]:
        """The files to tell of, at least one; `left` is then what the others have. files: name -> rows."""
        newest = sorted(files, reverse=True)
        rows = list(accumulate(files[name] for name in newest))
        chosen = max(1, sum(count <= MOST_ROWS for count in rows))
        self.left = rows[-1] - rows[min(chosen, len(rows)) - 1] if rows else 0
        return newest[:chosen]

    def told(self, names: frozenset[str]) -> list[dict[str, pa.Table]]:
        """What is ready of some files: of each the worded.TABLES."""
        return [told for name, told in sorted(self._told.items()) if name in names]

    def _of(self, name: str) -> dict[str, pa.Table]:
        rows = pq.read_table(self._place.path(name), columns=list(worded.NEEDED))
        return worded.tables(rows.append_column("place", rows["row_key"]))
