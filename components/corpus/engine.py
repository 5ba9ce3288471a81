"""Where expressions are answered: DuckDB in this process, or a Spark that MIRSAD_ENGINE names.

An expression is built on unbound tables (their names and types only), so the same one goes to either engine.
"""
from __future__ import annotations

import os
import queue
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import pyarrow.types as kinds
from ibis.backends.duckdb.converter import DuckDBPandasData, DuckDBPyArrowData

from components.corpus import compiled, workers

if TYPE_CHECKING:
    from components.corpus.spark import SparkEngine

# Ibis 12 asks pandas 3 for an option on its way out, once per column of every answer.
warnings.filterwarnings("ignore", message=".*infer_string.*", module="ibis.formats.pandas")
# The copy that DuckDB warns of takes a hundredth of a second per million rows.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")

# Names of the rows as stored, of the small tables laid over them, and of the rows that count.
STORED, APART, CORRECTED, CURRENT = "stored", "apart", "corrected", "current_rows"

# The column that says in which file a row lies; a filter on it keeps the other files from being opened.
FILE = "file"
# What stands in it where that is not known: later than any file's name.
ANY_FILE = "~"

# Idle connections kept for the next script run; opening one takes 2 ms.
KEPT_CONNECTIONS = 8


def open_engine(address: str | None = None) -> DuckEngine | SparkEngine:
    """The engine at `address` (MIRSAD_ENGINE where it is None): empty for DuckDB, sc://host:port for Spark Connect.

    Raises CorpusError for an address of another kind, or where the client is not installed. Whether anybody answers at
    the address shows when something is asked.
    """
    address = os.environ.get("MIRSAD_ENGINE", "") if address is None else address
    if not address:
        return DuckEngine()
    from components.corpus.spark import SparkEngine

    return SparkEngine(address)


class Files(NamedTuple):
    """Parquet files of one schema, read as one table; an empty table where there are none.

    FILE in the schema is no column of the files: it is filled in.
    """

    paths: Sequence[Path]
    schema: pa.Schema


def settings() -> dict[str, str]:
    """How DuckDB is opened: it fetches no extensions from anywhere, and what is too large for memory goes where this
    machine keeps what is temporary, not beside the program, which may lie on a file system that can only be read.
    """
    spilled = os.path.join(tempfile.gettempdir(), f"mirsad-{os.getpid()}")
    return {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "temp_directory": spilled}


class DuckEngine:
    """DuckDB in memory over the folder's files; safe to ask from several threads at once."""

    def __init__(self) -> None:
        self._database = duckdb.connect(":memory:", config=settings())
        # Files never change, so what stands at their end need be read once (of 200 files: 17 ms less per question).
        self._database.execute("SET GLOBAL parquet_metadata_cache = true")
        self._idle: queue.LifoQueue = queue.LifoQueue()

    @contextmanager
    def _connection(self) -> Iterator[ibis.BaseBackend]:
        try:
            backend = self._idle.get_nowait()
        except queue.Empty:
            backend = ibis.duckdb.from_connection(self._database.cursor())
        try:
            yield backend
        except BaseException:
            backend.con.close()
            raise
        if self._idle.qsize() < KEPT_CONNECTIONS:
            self._idle.put(backend)
        else:
            backend.con.close()

    def define(
        self, files: Mapping[str, Files], overlays: Mapping[str, pa.Table], expressions: Mapping[str, ir.Table]
    ) -> None:
        """Let names stand for the rows of files, for small tables, and for expressions on these.

        All at once: a query that runs meanwhile sees either the old or the new.
        """
        with self._connection() as backend:
            con = backend.con
            con.execute("BEGIN")
            try:
                for name, held in files.items():
                    con.execute(f"CREATE OR REPLACE VIEW {name} AS {self._source(name, held, con)}")
                for name, table in overlays.items():
                    con.register("incoming", table)
                    con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")
                    con.unregister("incoming")
                for name, expression in expressions.items():
                    con.execute(f"CREATE OR REPLACE VIEW {name} AS {ibis.to_sql(expression, dialect='duckdb')}")
                con.execute("COMMIT")
            except BaseException:
                con.execute("ROLLBACK")
                raise

    @staticmethod
    def _source(name: str, held: Files, con: duckdb.DuckDBPyConnection) -> str:
        if held.paths:
            quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in held.paths)
            if FILE not in held.schema.names:
                return f"SELECT * FROM read_parquet([{quoted}])"
            told = f"SELECT * EXCLUDE (filename), parse_filename(filename) AS {FILE}"
            return f"{told} FROM read_parquet([{quoted}], filename = true)"
        con.register("incoming", held.schema.empty_table())
        con.execute(f"CREATE OR REPLACE TABLE no_{name} AS SELECT * FROM incoming")
        con.unregister("incoming")
        return f"SELECT * FROM no_{name}"

    def execute(self, expression: ir.Expr) -> pd.DataFrame:
        """As Ibis has it, but that the SQL may be remembered, and that DuckDB plans it once, not first for what columns
        there will be: of a question about one story, half the time.
        """
        if not isinstance(expression, ir.Table):
            with self._connection() as backend:
                return backend.execute(expression)
        table = self._table(expression)
        columns = {name: _plain(column) for name, column in zip(table.column_names, table.columns, strict=True)}
        return DuckDBPandasData.convert_table(pd.DataFrame(columns), expression.schema())

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        return expression.__pyarrow_result__(self._table(expression), data_mapper=DuckDBPyArrowData)

    def _table(self, expression: ir.Table) -> pa.Table:
        with self._connection() as backend:
            return backend.con.execute(compiled.sql(backend, expression)).to_arrow_table()

    def outcomes(self, function: Callable, items: Iterable, processes: int = 2,
                 chunk: int = workers.CHUNK) -> Iterator[tuple]:
        """What becomes of each item, worked out in processes of this machine (workers.outcomes)."""
        return workers.outcomes(function, items, processes, chunk)


def _plain(column: pa.ChunkedArray) -> list | pd.Series:
    """A column as Ibis takes it over: what is nested or has gaps as plain values."""
    nested = kinds.is_nested(column.type) or kinds.is_dictionary(column.type)
    return column.to_pylist() if nested or column.null_count else column.to_pandas()
