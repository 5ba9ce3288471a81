"""A Spark, or what speaks Spark Connect, that answers in DuckDB's place.

The server may go away and come back: what it was told of the corpus belongs to a session, so that a new session is told
it again, and the question asked once more. Where nobody answers, that is a CorpusError and no more; nothing that is
kept depends on it.
"""
from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from components.corpus import apart, spread, workers
from components.corpus.engine import ANY_FILE, FILE, STORED, Files
from components.corpus.errors import CorpusError

# host, or [IPv6]; a port; and what Spark Connect takes after it (;token=…;use_ssl=true).
_ADDRESS = re.compile(r"sc://[^\s/:;]+(:\d+)?(/?(;.*)?)?|sc://\[[0-9a-fA-F:.]+\](:\d+)?(/?(;.*)?)?")

# Connections are not shared between sessions, so that a new one finds out at once whether the server is back: a shared
# one would wait, up to two minutes, before it looks again.
_CHANNEL = [("grpc.use_local_subchannel_pool", 1)]

# What Python says on a worker that lacks a package, and the line of a traceback that tells what it came to.
_LACKING = re.compile(r"ModuleNotFoundError: No module named '([^']+)'")
_TROUBLE = re.compile(r"^(?:\w+\.)*\w+(?:Error|Exception)\b.*$", re.MULTILINE)
REASON_CHARACTERS = 300

Answer = TypeVar("Answer")


class _Told(NamedTuple):
    """What a session has to know of the corpus before it can answer; see SparkEngine.define."""

    files: Mapping[str, Files]
    overlays: Mapping[str, pa.Table]
    expressions: Mapping[str, ir.Table]


class SparkEngine:
    """The engine at an address sc://host:port, which has to see the corpus folder at the same path.

    Every method raises CorpusError: engine_gone where nobody answers there, engine_blind where the folder is not seen
    there. Safe to ask from several threads at once.
    """

    def __init__(self, address: str) -> None:
        """Raises CorpusError: engine_address, engine_client."""
        if not _ADDRESS.fullmatch(address):
            raise CorpusError("engine_address", address=address)
        try:
            import pyspark.sql.connect.session  # noqa: F401
        except ImportError as error:
            raise CorpusError("engine_client") from error
        # What stands behind a semicolon may be a secret.
        self.name = address.partition(";")[0].rstrip("/")
        self._address = address
        self._lock = threading.RLock()
        self._session: _Session | None = None
        self._told = _Told({}, {}, {})

    def define(
        self, files: Mapping[str, Files], overlays: Mapping[str, pa.Table], expressions: Mapping[str, ir.Table]
    ) -> None:
        """As DuckEngine.define, but one after the other."""
        with self._lock:
            self._told = told = _Told(files, overlays, expressions)
            session = self._session
            if session is None:
                self._connected()
                return
            try:
                session.tell(told)
            except Exception:
                if session.answers():
                    raise
                self._connected(instead_of=session)

    def execute(self, expression: ir.Expr) -> pd.DataFrame:
        found = self._asked(lambda session: session.backend.execute(expression))
        if isinstance(found, pd.DataFrame):
            # Spark counts in nanoseconds what the files hold in microseconds.
            times = found.select_dtypes("datetime64[ns]").columns
            found = found.astype(dict.fromkeys(times, "datetime64[us]"))
        return found

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        return self._asked(lambda session: session.backend.to_pyarrow(expression))

    def outcomes(self, function: Callable, items: Iterable, processes: int = 2, chunk: int = workers.CHUNK,
                 seconds: float = apart.SECONDS) -> Iterator[tuple]:
        """As workers.outcomes, by so many tasks of the cluster at once. processes: 0 does the work in this process."""
        if not processes:
            return workers.outcomes(function, items, 0)
        return spread.outcomes(self._mapped, function, items, processes, chunk, seconds)

    # -- inside -------------------------------------------------------------------------------

    def _mapped(self, task: Callable, frame: pd.DataFrame, columns: str) -> pd.DataFrame:
        """What a task makes of a frame, wherever the engine lets it run. Raises CorpusError."""
        try:
            return self._asked(
                lambda session: session.spark.createDataFrame(frame).mapInPandas(task, columns).toPandas())
        except CorpusError:
            raise
        except Exception as error:
            if lacking := _LACKING.search(str(error)):
                raise CorpusError("engine_lacks", package=lacking[1].partition(".")[0]) from error
            told = _TROUBLE.findall(str(error)) or [str(error).strip().partition("\n")[0]]
            raise CorpusError("engine_failed", reason=told[-1][:REASON_CHARACTERS]) from error

    def _asked(self, question: Callable[[_Session], Answer]) -> Answer:
        """The answer; where the server forgot the session or was gone for a while, that of a new session."""
        session = self._connected()
        try:
            return question(session)
        except Exception:
            if session.answers(self._told):
                # There is nothing wrong with the connection.
                raise
        session = self._connected(instead_of=session)
        try:
            return question(session)
        except Exception as error:
            if session.answers():
                raise
            raise self._gone(error) from error

    def _connected(self, instead_of: _Session | None = None) -> _Session:
        """The session that all threads share, told of the corpus. instead_of: one that does not answer any more."""
        with self._lock:
            if self._session is instead_of:
                session = None
                try:
                    session = _Session(self._address)
                    session.tell(self._told)
                except Exception as error:
                    if session is not None and session.answers():
                        # It is there; a file that it was told of is not.
                        raise
                    raise self._gone(error) from error
                self._session = session
                if instead_of is not None:
                    instead_of.close()
            return self._session

    def _gone(self, error: Exception) -> CorpusError:
        return error if isinstance(error, CorpusError) else CorpusError("engine_gone", address=self.name)


class _Session:
    """One session on the server: temporary views belong to it, and end with it."""

    def __init__(self, address: str) -> None:
        from pyspark.sql.connect.client import DefaultChannelBuilder
        from pyspark.sql.connect.session import SparkSession

        self.spark = SparkSession.builder.channelBuilder(DefaultChannelBuilder(address, _CHANNEL)).create()
        # Asking again is SparkEngine's part. Spark's client would go on for ten minutes, while somebody looks at a page
        # that shows nothing.
        self.spark.client.set_retry_policies([])
        self.backend = ibis.pyspark.connect(self.spark)

    def answers(self, told: _Told | None = None) -> bool:
        """Whether the server answers, and still knows of the corpus where it was told."""
        try:
            if told is not None and STORED in told.files:
                return self.spark.catalog.tableExists(STORED)
            return self.spark.sql("SELECT 1").collect()[0][0] == 1
        except Exception:
            return False

    def tell(self, told: _Told) -> None:
        from pyspark.sql import functions

        for name, held in told.files.items():
            if held.paths:
                rows = self._stored(held.paths)
                if FILE in held.schema.names:
                    rows = rows.withColumn(FILE, functions.lit(ANY_FILE))
            else:
                rows = self._rows(held.schema.empty_table())
            rows.createOrReplaceTempView(name)
        for name, table in told.overlays.items():
            self._rows(table).createOrReplaceTempView(name)
        for name, expression in told.expressions.items():
            self.backend.create_view(name, expression, overwrite=True)

    def _stored(self, paths: Sequence[Path]):
        try:
            rows = self.spark.read.parquet(*(path.as_uri() for path in paths))
            # Asked for now: of files that are not there, Spark says so, and Sail that they have no columns.
            if not rows.columns:
                raise FileNotFoundError(paths[0])
            return rows
        except Exception as error:
            if all(path.exists() for path in paths) and self.answers():
                raise CorpusError("engine_blind", folder=str(paths[0].parent)) from error
            raise

    def _rows(self, table: pa.Table):
        from pyspark.sql.pandas.types import from_arrow_schema

        # Spark can't tell the types of an empty Arrow table by itself.
        return self.spark.createDataFrame(table) if len(table) else self.spark.createDataFrame(
            [], from_arrow_schema(table.schema))

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.spark.client.close()
