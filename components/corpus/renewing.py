"""Reading again what an older reader read, or read with another date, another language or other names."""
from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence

from components.corpus import schema, views
from components.reading.models import Reading

# Articles that are re-read and written down in one go when the corpus is renewed.
REREAD_BATCH = 500


class Renewing:
    """Renewal of readings; the store that it is part of brings the questions, the names and `_write`."""

    # How many articles this object has read, and how long that took.
    read_articles, reading_seconds = 0, 0.0

    def reread(self, progress: Callable[[int, int], None] | None = None,
               article_ids: Sequence[str] | None = None) -> int:
        """Read again what an older reader read, or read with another date or language; returns how many articles.

        article_ids: read just these again, whatever read them.
        May run in the background: the old reading stands until the new one is written down.
        """
        with self._lock:
            chosen = self._stale() if article_ids is None else sorted(self.have(article_ids))
        for begin in range(0, len(chosen), REREAD_BATCH):
            self._renew(chosen[begin:begin + REREAD_BATCH])
            if progress:
                progress(min(begin + REREAD_BATCH, len(chosen)), len(chosen))
        return len(chosen)

    def read(self, text: str, language: str, published: dt.date | None) -> Reading:
        """What the reader finds in a text with this corpus's names; counted with all that was read here."""
        return self._read(text, language, published)

    def did_elsewhere(self, read: int, seconds: float, saved: int) -> None:
        """Count what another process read, in how long, and saved for this one."""
        self.read_articles += read
        self.reading_seconds += seconds
        self.saved_articles += saved

    def _stale(self, article_ids: Sequence[str] | None = None) -> list[str]:
        from components.reading.reader import READER_VERSION

        table = self.table("bookkeeping")
        if article_ids is not None:
            table = table.filter(table.article_id.isin(list(article_ids)))
        told_so = (table.published.identical_to(table.read_published)
                   & table.language.identical_to(table.read_language))
        stale = table.filter((table.reader_version < READER_VERSION) | ~told_so)
        return list(self.execute(stale.select("article_id").order_by("article_id")).article_id)

    def _renew_stale(self, article_ids: Sequence[str]) -> None:
        """Read those of these articles again whose reading is stale."""
        if article_ids:
            self._renew(self._stale(article_ids))

    def _renew(self, article_ids: Sequence[str]) -> None:
        """Read these articles again, and write the new readings down beside the old."""
        if not article_ids:
            return
        effective = {row["article_id"]: row for row in self._rows(article_ids, "article_id", "published", "language")}
        originals = self._originals(article_ids)
        readings = {
            article: self._read(row["text"], effective[article]["language"], effective[article]["published"])
            for article, row in originals.items() if article in effective
        }
        with self._lock:
            stamp = self._stamp()
            self._write(stamp, schema.to_table([
                originals[article] | schema.read_part(reading, effective[article]["published"],
                                                      effective[article]["language"], stamp)
                for article, reading in readings.items()
            ]))

    def _originals(self, article_ids: Sequence[str]) -> dict[str, dict]:
        """The rows that count, as they were given, without the corrections."""
        stored = views.STORED_TABLE

        def ask() -> list[dict]:
            keys = [row.row_key for a in article_ids if (row := self._shelf.current(a, self._state))]
            rows = self._engine.to_arrow(stored.filter(stored.row_key.isin(keys))).to_pylist()
            if len(rows) < len(keys):
                raise LookupError("merged away between the two lines above")
            return rows

        return {row["article_id"]: row for row in self._answered(ask)}

    def _read(self, text: str, language: str, published: dt.date | None) -> Reading:
        from components.reading import read

        begun = time.perf_counter()
        try:
            return read(text, language, published, self.names.reader)
        finally:
            self.read_articles += 1
            self.reading_seconds += time.perf_counter() - begun
