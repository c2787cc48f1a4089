"""Assembling: what only the whole of a corpus can say is settled over all shards, however many there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from framing.corpus import assembling
from framing.corpus.assembling import assemble
from framing.corpus.reading import list_inputs, read_corpus
from framing.corpus.shards import Plan, plan_shards, write_shard
from framing.errors import CorpusError

Files = list[list[dict[str, Any]]]
CELLS: list[list[Any]] = [[None, 1, 19], [None, 1, 2.5], [None, True, False], [None, "x", "7"]]


def make_files(cells: list[Any]) -> st.SearchStrategy[Files]:
    """JSON Lines of some files, whose column n holds these cells, or is not there."""
    own: dict[str, st.SearchStrategy[Any]] = {
        "date": st.sampled_from(["03/04/2019", "13/04/2019", "2019", None]),
        "n": st.sampled_from(cells),
        "url": st.sampled_from(["u", "v"]),
        "position": st.sampled_from([None, 3, 4]),
    }
    text: dict[str, st.SearchStrategy[Any]] = {"text": st.sampled_from(["It rained.", "It snowed.", ""])}
    rows = st.fixed_dictionaries(text, optional=own)
    return st.lists(st.lists(rows, min_size=1, max_size=3), min_size=1, max_size=4)


def build(
    source: Path, out: Path, *, size: int = 1, columns: dict[str, str] | None = None, left_out: Sequence[str] = ()
) -> Path:
    """Import a folder in shards of so many files."""
    room = out.with_suffix(".room")
    room.mkdir(exist_ok=True)
    plan = Plan(columns or {}, None, None)
    files, _ = list_inputs(source, encoding=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.corpus.shards._FILES", size)
        shards = plan_shards(files, plan, room)
    for shard in shards:
        write_shard(shard, plan)
    assemble(shards, plan, out, retrieved=None, left_out=left_out)
    return out


def fill(folder: Path, *files: str | list[dict[str, Any]]) -> Path:
    """Write a CSV for every text, JSON Lines for every list of rows."""
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(files):
        if isinstance(content, str):
            (folder / f"{number}.csv").write_text(content, encoding="utf-8")
        else:
            text = "\n".join(json.dumps(row) for row in content)
            (folder / f"{number}.jsonl").write_text(text, encoding="utf-8")
    return folder


@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.sampled_from(CELLS).flatmap(make_files))
def test_a_corpus_in_pieces_is_the_corpus(tmp_path_factory: pytest.TempPathFactory, files: Files) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    source = fill(folder / "in", *files, [{"text": "It blew."}])
    whole = read_corpus(source)
    articles = read_corpus(build(source, folder / "c.parquet"))
    assert articles.index.tolist() == whole.index.tolist()
    for frame in (articles, whole):  # a gap among flags is None here and NaN there
        for name in [name for name in frame.columns if frame[name].dtype == "object"]:
            frame[name] = frame[name].where(frame[name].notna(), None)
    pd.testing.assert_frame_equal(articles, whole)


@pytest.mark.parametrize(
    ("cells", "dtype"),
    [
        ([None, 3, 4], "float64"),
        ([None, "3"], "str"),
        ([None, 2.5], "float64"),
        ([3, 2.5], "float64"),
        ([2**60 + 1, 2.5], "float64"),
        (["a", 3], "str"),
        ([["a"], "a"], "str"),
        ([["a", "b"], {"k": ["a", "b"]}], "str"),
        ([{}, {"a": 1}], "str"),
        ([True, False], "bool"),
    ],
)
def test_cells_of_one_column_meet_across_shards(cells: list[object], dtype: str, tmp_path: Path) -> None:
    rows = [[{"text": f"It rained {number}.", "n": cell}] for number, cell in enumerate(cells)]
    articles = read_corpus(build(fill(tmp_path / "in", *rows), tmp_path / "c.parquet"))
    assert str(articles["n"].dtype) == dtype
    assert articles["n"].isna().tolist() == [cell is None for cell in cells]


def test_a_date_in_one_shard_does_not_settle_the_order_in_another_file(tmp_path: Path) -> None:
    rows = ["text,date\na,03/04/2019\nb,13/04/2019\n", "text,date\nc,03/04/2019\n"]
    articles = read_corpus(build(fill(tmp_path / "in", *rows), tmp_path / "c.parquet")).set_index("text")
    assert articles["date"].isna().to_dict() == {"a": False, "b": False, "c": True}
    assert articles.loc["a", "date"] == pd.Timestamp("2019-04-03")


def test_true_repeats_are_numbered_across_shards(tmp_path: Path) -> None:
    rows = ["text,url\nIt rained.,z\n", "text,url\nIt snowed.,u\n", "text,url\nIt rained.,a\n"]
    articles = read_corpus(build(fill(tmp_path / "in", *rows), tmp_path / "c.parquet"))
    ids = dict(zip(articles["url"], articles.index, strict=True))
    assert ids["a"] == f"{ids['z']}-2"  # in the order of their files, then of their addresses
    assert "-" not in ids["u"]


@pytest.mark.parametrize(
    ("files", "match"),
    [
        (["id,text\n1,a\n", "id,text\n1,b\n"], r"more than one file.*'1' in '0.csv', '1.csv'"),
        (["id,text,source_file\n1,a,\n1,b,x.txt\n"], r"'1' in 'the table', 'x.txt'"),
        (["id,text\n1,a\n1,b\n"], "repeated within a file"),
        (["text\n \n", "text,n\n,1\n"], "every text is empty.*2 articles without a word"),
        (["", "text\n"], r"no file could be read.*0\.csv.*file empty"),
        (["text,position\na,left\n", "text,position\nb,3\n"], "'position' must hold numbers"),
    ],
)
def test_what_no_corpus_can_be_made_of_is_refused_and_nothing_is_left(
    files: list[str], match: str, tmp_path: Path
) -> None:
    with pytest.raises(CorpusError, match=match):
        build(fill(tmp_path / "in", *files), tmp_path / "c.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.room", "in"]


def test_a_mapping_that_no_file_has_is_refused(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", "text,lead\na,b\n", "text\nc\n")
    build(source, tmp_path / "c.parquet", columns={"lead": "summary"})  # one file has it
    with pytest.raises(CorpusError, match=r"'leed', which is not there.*did you mean 'lead'"):
        build(source, tmp_path / "d.parquet", columns={"leed": "summary"})


def test_what_was_left_out_is_in_the_account(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", "text\nIt rained.\n", "")
    articles = read_corpus(build(source, tmp_path / "c.parquet", left_out=["notes.odt", "README.md"]))
    sources = {row["source_file"]: row["reason"] for row in articles.attrs["sources"]}
    other = "file of another kind"
    assert sources == {"0.csv": None, "1.csv": "file empty", "notes.odt": other, "README.md": other}


def test_rows_lie_in_groups_of_one_size_wherever_the_shards_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembling, "ROWS_OF_GROUP", 3)
    source = fill(tmp_path / "in", *[[{"text": f"{file} {row}"} for row in range(2)] for file in range(5)])
    out = build(source, tmp_path / "c.parquet")
    about = pq.ParquetFile(out).metadata
    assert [about.row_group(n).num_rows for n in range(about.num_row_groups)] == [3, 3, 3, 1]
    assert build(source, tmp_path / "d.parquet", size=2).read_bytes() == out.read_bytes()
    assert read_corpus(out)["text"].tolist() == [f"{file} {row}" for file in range(5) for row in range(2)]


def test_the_account_of_an_import_stands_once_and_comes_back(tmp_path: Path) -> None:
    out = build(fill(tmp_path / "in", "text\nIt rained.\n", ""), tmp_path / "c.parquet")
    assert set(pq.read_metadata(out).metadata) == {b"framing", b"pandas", b"ARROW:schema"}
    assert set(pq.read_schema(out).metadata) == {b"pandas"}
    articles = read_corpus(out)
    assert [row["source_file"] for row in articles.attrs["sources"]] == ["0.csv", "1.csv"]
    assert [row["reason"] for row in articles.attrs["doubts"] if not row["kept"]] == ["file empty"]
