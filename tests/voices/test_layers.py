from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from framing.voices.layers import lay_quotations

Articles = Callable[..., pd.DataFrame]


def quotation(start: int, end: int) -> dict[str, object]:
    where = {"article_id": "a", "part": "text", "start": start, "end": end}
    return {**where, "quotation_id": f"q{start}", "kind": "direct", "speaker": None, "flag": None, "rule": "by hand"}


@pytest.mark.parametrize("seed", range(5))
def test_covering_is_what_a_plain_search_finds(make_articles: Articles, seed: int) -> None:
    rng = np.random.default_rng(seed)
    edges = np.sort(rng.choice(40, (6, 2)), axis=1)
    quotations = pd.DataFrame([quotation(int(start), int(end)) for start, end in edges if start < end])
    nested = [
        row
        for row in range(len(quotations))
        if all(not crosses(quotations.loc[row], quotations.loc[other]) for other in range(row))
    ]
    quotations = quotations.iloc[nested].drop_duplicates(["start", "end"]).reset_index(drop=True)
    places = np.arange(40)
    layers = lay_quotations(make_articles("x" * 40), quotations, "text")
    covering = layers.covering(np.zeros(40, int), places)
    for place in places.tolist():
        holds = quotations[(quotations["start"] <= place) & (place < quotations["end"])]
        lengths = holds["end"] - holds["start"]
        row = covering[place]
        if holds.empty:
            assert row == -1
            continue
        assert (layers.begin[row], layers.end[row]) == tuple(holds.loc[lengths.idxmin(), ["start", "end"]])
        assert layers.level[row] == len(holds) - 1


def crosses(one: pd.Series, other: pd.Series) -> bool:
    first, second = sorted([(one["start"], one["end"]), (other["start"], other["end"])])
    return bool(first[0] < second[0] < first[1] < second[1])


def test_a_depth_that_is_missing_is_counted(make_articles: Articles) -> None:
    rows = pd.DataFrame([quotation(0, 30), quotation(5, 9), quotation(12, 20)])
    rows["depth"] = pd.array([1, None, 4], dtype="Int64")
    layers = lay_quotations(make_articles("x" * 40), rows, "text")
    assert layers.depth.tolist() == [1, 2, 4]
    assert lay_quotations(make_articles("x" * 40), rows.drop(columns="depth"), "text").depth.tolist() == [1, 2, 2]
