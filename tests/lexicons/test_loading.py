from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from pathlib import Path

import pytest

import framing as fr
from framing.errors import LexiconError
from framing.lexicons import loading

NAMES = ["events", "hedging", "tone", "vader"]
ROOM = Path(str(resources.files("framing.lexicons")))


def test_lists_what_ships() -> None:
    table = fr.list_lexicons()
    assert table.index.tolist() == NAMES == sorted(file.stem for file in ROOM.glob("*.toml"))
    assert (table[["title", "language", "version", "licence", "citation"]] != "").all(axis=None)
    assert table["terms"].tolist() == [len(fr.load_lexicon(name)) for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_says_where_it_comes_from(name: str) -> None:
    about = tomllib.loads((ROOM / f"{name}.toml").read_text(encoding="utf-8"))
    for key in ("title", "language", "citation", "licence", "source", "changes"):
        assert about[key]
    assert about["sha256"] == hashlib.sha256((ROOM / f"{name}.csv").read_bytes()).hexdigest()
    lexicon = fr.load_lexicon(name)
    assert (lexicon.name, lexicon.language, lexicon.licence) == (name, about["language"], about["licence"])
    assert lexicon.citation == about["citation"]
    assert fr.load_lexicon(name) is lexicon


def test_a_file_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ending in ("csv", "toml"):
        (tmp_path / f"hedging.{ending}").write_bytes((ROOM / f"hedging.{ending}").read_bytes())
    monkeypatch.setattr(loading, "_room", lambda: tmp_path)
    assert len(fr.load_lexicon("hedging")) > 1000
    with (tmp_path / "hedging.csv").open("a", encoding="utf-8") as file:
        file.write("odd,epistemic,adverb,low,1,odd,\n")
    with pytest.raises(LexiconError, match=r"not the one its description names; found: sha256 .*; to mend it: install"):
        fr.load_lexicon("hedging")


@pytest.mark.parametrize("name", ["liwc", "", "../tables", "hedging.csv"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(
        LexiconError, match=r"ships with the kit; found: those that do: events, hedging, tone, vader; .*read_lexicon"
    ):
        fr.load_lexicon(name)
