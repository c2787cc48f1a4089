"""The list of sets: what each is and whether it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from framing.datasets import list_datasets
from framing.datasets.entries import Entry
from framing.errors import CorpusError


def test_the_list_says_what_a_user_must_know() -> None:
    sets = list_datasets()
    wanted = {"rows", "what", "licence", "rights", "citation", "damage", "at_hand", "table", "unit", "language"}
    assert wanted <= set(sets.columns)
    assert sets.index.name == "name"
    assert sets.index.is_unique
    assert set(sets["at_hand"]) == {"no"}
    assert not sets.isna().any().any()
    assert sets["rows"].dtype == "int64"


def test_at_hand_is_the_mirror_the_cache_or_nowhere(
    known: dict[str, Entry], mirror: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir(parents=True)
    (cache / "pairs.csv").write_bytes((mirror / "pairs.csv").read_bytes())
    assert list_datasets()["at_hand"].to_dict() == {"harbour": "no", "pairs": "cache"}
    monkeypatch.setenv("FRAMING_DATA", str(mirror))
    assert list_datasets()["at_hand"].to_dict() == {"harbour": "mirror", "pairs": "mirror"}
    (mirror / "harbour.jsonl.gz").write_bytes(b"another size")
    assert list_datasets(mirror=mirror)["at_hand"].to_dict() == {"harbour": "no", "pairs": "mirror"}


def test_the_list_asks_no_server(known: dict[str, Entry], server: Any, cache: Path) -> None:
    assert set(list_datasets(mirror=server.address)["at_hand"]) == {"no"}
    assert server.asked == []
    assert not cache.exists()


def test_a_mirror_of_another_kind_is_an_error() -> None:
    with pytest.raises(CorpusError, match="begins with http"):
        list_datasets(mirror="ftp://example.org")
