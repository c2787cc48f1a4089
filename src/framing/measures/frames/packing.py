"""Tables as lists and numbers, for files of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

__all__ = ["pack_table", "unpack_table"]

_NAMED = ("article_id", "label", "measure")  # names of an index of text


def pack_table(table: pd.DataFrame) -> dict[str, Any]:
    """Give a table as lists: index, types of the columns, rows; a missing cell is None.

    Examples
    --------
    >>> pack_table(pd.DataFrame({"f1": [0.5]}, index=pd.Index(["conflict"], name="label")))
    {'index': ['conflict'], 'index_name': 'label', 'columns': [['f1', 'float64']], 'rows': [[0.5]]}
    """
    cells = table.astype(object).where(table.notna(), None)
    return {
        "index": table.index.tolist(),
        "index_name": table.index.name,
        "columns": [[str(name), str(kind)] for name, kind in table.dtypes.items()],
        "rows": cells.to_numpy(object).tolist(),
    }


def unpack_table(saved: Mapping[str, Any]) -> pd.DataFrame:
    """Make the table again from what `pack_table` gave."""
    kinds = dict(saved["columns"])
    index = pd.Index(
        saved["index"], dtype="str" if saved["index_name"] in _NAMED else "int64", name=saved["index_name"]
    )
    return pd.DataFrame(saved["rows"], columns=list(kinds), index=index, dtype=object).astype(kinds)
