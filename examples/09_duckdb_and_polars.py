"""DuckDB and polars: the coded tables as Parquet files, asked with SQL or in another data frame library.

Prints how many statistics and targets each premier's report has on average. DuckDB comes with ``pip install 'koujing[scale]'``; polars,
if it is installed, reads the same files.
"""

from importlib.util import find_spec

import duckdb

import koujing

koujing.open_study("work-reports").leave_out("terms", "pairs").save("coded", format="parquet")
asked = """
    SELECT speaker, count(DISTINCT speech) AS reports, count(*) // count(DISTINCT speech) AS statistics,
           count(*) FILTER (status = 'target') // count(DISTINCT speech) AS targets
    FROM 'coded/statistics.parquet' JOIN 'coded/documents.parquet' USING (speech)
    WHERE speaker <> '' GROUP BY speaker ORDER BY min(date)"""
print(duckdb.sql(asked).df().to_string(index=False))
if find_spec("polars"):
    import polars

    assert polars.read_parquet("coded/statistics.parquet").height == len(koujing.open_study("coded").statistics)
