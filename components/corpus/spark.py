"""A Spark, or what speaks Spark Connect, that answers in DuckDB's place.

The server may go away and come back: what it was told of the corpus belongs to a session, so that a new session is told
it again, and the question asked once more. Where nobody answers, that is a CorpusError and no more; nothing that is
kept depends on it.
"""
from __future__ import annotations

import contextlib
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import ibis
import ibis.expr.operations as ops
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

# A server is asked for a sign of life before anything else, and again beside every question that takes longer.
# One that gives none in so many seconds is gone. A question may take as long as it likes, but nobody waits for a server
# that takes the connection and says nothing, or for an address where nobody is.
PATIENCE_SECONDS = 5.0
SIGN_SECONDS = 8.0
# One that kept somebody waiting is not asked again for so long, so that a page does not wait for each of its questions.
AWAY_SECONDS = 10.0

# Names that views have in turn. A question keeps to those that were defined last when it began.
GENERATIONS = 8

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
        self._missed = float("-inf")

    def define(
        self, files: Mapping[str, Files], overlays: Mapping[str, pa.Table], expressions: Mapping[str, ir.Table]
    ) -> None:
        """As DuckEngine.define, and all at once too: new views are asked when all of them are there."""
        with self._lock:
            self._told = told = _Told(files, overlays, expressions)
            session = self._session
            if session is None:
                self._connected()
                return
            try:
                session.watched(lambda: session.tell(told))
            except Exception:
                if session.answers():
                    raise
                self._connected(instead_of=session)

    def execute(self, expression: ir.Expr) -> pd.DataFrame:
        found = self._asked(lambda session: session.backend.execute(session.over_views(expression)))
        if isinstance(found, pd.DataFrame):
            # Spark counts in nanoseconds what the files hold in microseconds.
            times = found.select_dtypes("datetime64[ns]").columns
            found = found.astype(dict.fromkeys(times, "datetime64[us]"))
        return found

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        return self._asked(lambda session: session.backend.to_pyarrow(session.over_views(expression)))

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
            return session.watched(lambda: question(session))
        except Exception:
            if session.answers(self._told):
                # There is nothing wrong with the connection.
                raise
        session = self._connected(instead_of=session)
        try:
            return session.watched(lambda: question(session))
        except Exception as error:
            if session.answers():
                raise
            raise self._gone(error) from error

    def _connected(self, instead_of: _Session | None = None) -> _Session:
        """The session that all threads share, told of the corpus. instead_of: one that does not answer any more."""
        with self._lock:
            if self._session is instead_of:
                session = None
                self._knock()
                try:
                    session = fresh = _Session(self._address)
                    session.watched(lambda: fresh.tell(self._told))
                except Exception as error:
                    if session is not None and session.answers():
                        # It is there; a file that it was told of is not.
                        raise
                    raise self._gone(error) from error
                self._session = session
                if instead_of is not None:
                    instead_of.close()
            return self._session

    def _knock(self) -> None:
        """Raises CorpusError where nobody answers at the address."""
        if time.monotonic() - self._missed < AWAY_SECONDS:
            raise CorpusError("engine_gone", address=self.name)
        begun = time.monotonic()
        try:
            _sign_of_life(self._address)
        except Exception as error:
            if time.monotonic() - begun > 1:
                self._missed = time.monotonic()
            raise self._gone(error) from error

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
        self.is_dead, self._generation = False, 0

    def watched(self, question: Callable[[], Answer]) -> Answer:
        """The answer. Where the server gives no sign of life meanwhile, the session is closed, so that this fails."""
        over = threading.Event()
        threading.Thread(target=self._watch, args=(over,), name="mirsad-watch", daemon=True).start()
        try:
            return question()
        finally:
            over.set()

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(PATIENCE_SECONDS):
            if not self._lives():
                self.is_dead = True
                self.close()
                return

    def _lives(self) -> bool:
        try:
            client = self.spark.client
            client._stub.Config(_trifle(client._session_id), timeout=SIGN_SECONDS, metadata=client._builder.metadata())
            return True
        except Exception:
            return False

    def answers(self, told: _Told | None = None) -> bool:
        """Whether the server answers, and still knows of the corpus where it was told."""
        if self.is_dead or not self._lives():
            return False
        try:
            if told is not None and STORED in told.files:
                return self.watched(lambda: self.spark.catalog.tableExists(self._view(STORED, self._generation)))
            return self.watched(lambda: self.spark.sql("SELECT 1").collect()[0][0] == 1)
        except Exception:
            return False

    def tell(self, told: _Told) -> None:
        from pyspark.sql import functions

        coming = (self._generation + 1) % GENERATIONS
        for name, held in told.files.items():
            if held.paths:
                rows = self._stored(held.paths)
                if FILE in held.schema.names:
                    rows = rows.withColumn(FILE, functions.lit(ANY_FILE))
            else:
                rows = self._rows(held.schema.empty_table())
            rows.createOrReplaceTempView(self._view(name, coming))
        for name, table in told.overlays.items():
            self._rows(table).createOrReplaceTempView(self._view(name, coming))
        for name, expression in told.expressions.items():
            self.backend.create_view(self._view(name, coming), self.over_views(expression, coming), overwrite=True)
        self._generation = coming

    @staticmethod
    def _view(name: str, generation: int) -> str:
        return f"{name}_v{generation}"

    def over_views(self, expression: ir.Expr, generation: int | None = None) -> ir.Expr:
        """The expression over the views of a generation, where it names tables; of the last one that is whole."""
        generation = self._generation if generation is None else generation

        def named(node: ops.Node, changed: dict | None) -> ops.Node:
            if isinstance(node, ops.UnboundTable):
                return node.copy(name=self._view(node.name, generation))
            return node.__recreate__(changed) if changed else node

        return expression.op().replace(named).to_expr()

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


def _trifle(session_id: str):
    """The least that can be asked of a server."""
    from pyspark.sql.connect import proto

    asked = proto.ConfigRequest(session_id=session_id)
    asked.user_context.user_id = "mirsad"
    asked.operation.get.keys.append("spark.sql.session.timeZone")
    return asked


def _sign_of_life(address: str) -> None:
    """Raises grpc.RpcError where the server gives none."""
    from pyspark.sql.connect.client import DefaultChannelBuilder
    from pyspark.sql.connect.proto import SparkConnectServiceStub

    builder = DefaultChannelBuilder(address, _CHANNEL)
    channel = builder.toChannel()
    try:
        SparkConnectServiceStub(channel).Config(
            _trifle(str(uuid.uuid4())), timeout=SIGN_SECONDS, metadata=builder.metadata())
    finally:
        channel.close()
