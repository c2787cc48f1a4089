from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from framing.tables import check_table

COLUMNS = ("speaker", "speaker_text", "speaker_role", "speaker_type", "cue", "cue_class", "flag")


@pytest.fixture(scope="session")
def mark() -> Callable[..., pd.DataFrame]:
    """Quotations made by hand: (article, quotation id, kind, the words, what else is known)."""

    def make(articles: pd.DataFrame, *rows: tuple[str, str, str, str, dict[str, Any]]) -> pd.DataFrame:
        table = []
        for article, number, kind, said, known in rows:
            part = known.get("part", "text")
            start = articles.loc[article, part].index(said)
            span = {"part": part, "start": start, "end": start + len(said), "kind": kind, "rule": "by hand"}
            table.append({"quotation_id": f"{article}/{number}", "article_id": article, **span, **known})
        names = ["quotation_id", "article_id", "part", "start", "end", "kind", "rule", *COLUMNS, "anonymous", "depth"]
        marked = pd.DataFrame(table, columns=names)
        types = dict.fromkeys(COLUMNS, "str") | {"anonymous": "boolean", "depth": "Int64"}
        return check_table("quotations", marked.astype(types))

    return make
