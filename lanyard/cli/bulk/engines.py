"""DuckDB and Spark, each as little as the run needs: take a table, keep the answer of a query, and hand both to Splink."""

from __future__ import annotations

import logging
from typing import Any, Protocol

from lanyard.cli.errors import REFUSED, CommandError

from .tables import Columns

ENGINES = ("duckdb", "spark")
_MISSING = "This needs {what}, which is not installed. Install it with: pip install '{package}'"


class Engine(Protocol):
    """What a run asks of an engine."""

    dialect: str

    def api(self) -> Any:
        """Splink's way to this engine."""

    def take(self, name: str, columns: Columns, types: dict[str, str]) -> None:
        """Make a table of columns."""

    def keep(self, name: str, query: str) -> None:
        """Make a table of the answer of a query."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer of a query."""


def open_engine(name: str) -> Engine:
    """The engine of this name. Raises ``CommandError`` where it is not installed."""
    try:
        import pyarrow  # noqa: F401
        import splink  # noqa: F401
    except ImportError:
        raise CommandError("missing", _MISSING.format(what="Splink", package="lanyard[bulk]"), code=REFUSED) from None
    # How long each of its steps took is of no use to who waits for the whole.
    logging.getLogger("splink").setLevel(logging.ERROR)
    return _Spark() if name == "spark" else _Duck()


def _as_arrow(columns: Columns, types: dict[str, str]) -> Any:
    import pyarrow

    kinds = {"int": pyarrow.int64(), "text": pyarrow.string(), "float": pyarrow.float64()}
    return pyarrow.table({name: pyarrow.array(values, kinds[types[name]]) for name, values in columns.items()})


class _Duck:
    dialect = "duckdb"

    def __init__(self) -> None:
        try:
            import duckdb
        except ImportError:
            raise CommandError("missing", _MISSING.format(what="DuckDB", package="lanyard[bulk]"), code=REFUSED) from None
        self.connection = duckdb.connect()

    def api(self) -> Any:
        from splink.internals.duckdb.database_api import DuckDBAPI

        return DuckDBAPI(self.connection)

    def take(self, name: str, columns: Columns, types: dict[str, str]) -> None:
        self.connection.register(f"{name}_given", _as_arrow(columns, types))
        self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_given")
        self.connection.unregister(f"{name}_given")

    def keep(self, name: str, query: str) -> None:
        self.connection.execute(f"CREATE TABLE {name} AS {query}")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


class _Spark:
    dialect = "spark"

    def __init__(self) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise CommandError("missing", _MISSING.format(what="PySpark", package="pyspark>=4"), code=REFUSED) from None
        builder = SparkSession.builder.appName("lanyard match-bulk").config("spark.ui.enabled", "false")
        builder = builder.config("spark.ui.showConsoleProgress", "false")
        # What a cluster sets for itself stays as it is; these are for one machine.
        for setting, value in (("spark.sql.shuffle.partitions", "8"), ("spark.driver.memory", "4g")):
            builder = builder.config(setting, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def api(self) -> Any:
        from splink.internals.spark.database_api import SparkAPI

        return SparkAPI(spark_session=self.session, break_lineage_method="persist", register_udfs_automatically=False)

    def take(self, name: str, columns: Columns, types: dict[str, str]) -> None:
        self.session.createDataFrame(_as_arrow(columns, types)).createOrReplaceTempView(name)

    def keep(self, name: str, query: str) -> None:
        self.session.sql(query).persist().createOrReplaceTempView(name)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.session.sql(query).collect()]
