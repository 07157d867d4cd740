"""Cut a study into parts, as a run over a large corpus leaves them."""

import json
from dataclasses import asdict

import numpy as np
from pyarrow import parquet as pq

from koujing import manifest
from koujing.across import CORPUS_CODERS, schemas
from koujing.dataframes import table_of
from koujing.study import load_study
from koujing.tables import schema_of

WHOLE = {schema_of(cls).table for cls in CORPUS_CODERS} | {"problems"}


def write_table(rows, table, folder):
    path = folder / f"{table}.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    cells = table_of(rows, schemas()[table])
    texts = [name for name in cells.column_names if name in ("speech", "source", "term", "other", "tag", "voice")]
    for name in texts:
        cells = cells.set_column(cells.column_names.index(name), name, cells[name].dictionary_encode())
    pq.write_table(cells, path, compression="zstd")
    return {path.name: manifest.Written(table, len(rows), manifest.hash_file(path), path.stat().st_size)}


def cut_in_parts(study, folder, n_parts):
    """The study over parts: speeches in order, about as many in each; tables of all speeches stay whole."""
    sources = study.documents["source"].drop_duplicates().tolist()
    files, parts, of_source = {}, [], dict(zip(study.documents["speech"], study.documents["source"], strict=True))
    for table in WHOLE & set(study.frames):
        files |= write_table(study[table], table, folder)
    for number, mine in enumerate(np.array_split(sources, n_parts)):
        written = {}
        for table in study.frames.keys() - WHOLE:
            rows = study[table]
            source = rows["source"] if "source" in rows else rows["speech"].map(of_source)
            if len(rows := rows[source.isin(mine)]):
                written |= write_table(rows, table, folder / manifest.PARTS / f"{number:04}")
        parts.append({"key": f"{number:04}", "files": {name: asdict(file) for name, file in written.items()}})
    cells = {"manifest": manifest.FORM_OF_PARTS, "koujing": manifest.__version__, "format": "parts", "lexicon": dict(study.lexicon) or None}
    cells |= {"files": {name: asdict(file) for name, file in files.items()}, "parts": parts, "tables": sorted(study.frames)}
    (folder / manifest.NAME).write_text(json.dumps(cells), encoding="utf-8")
    return load_study(folder, study.name)
