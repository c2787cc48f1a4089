from pathlib import Path

import pandas as pd
import pytest

from framing.errors import CorpusError
from framing.formats.metadata import Metadata


def metadata(**columns: list[object]) -> Metadata:
    return Metadata(pd.DataFrame(columns), columns=None, encoding=None)


@pytest.mark.parametrize("name", ["b/rain.txt", "rain.txt", "b/rain", "rain", "b\\rain.txt", "./b/rain.txt"])
def test_a_row_finds_its_file(name: str) -> None:
    table = metadata(file=[name, "sun"], Headline=["Rain", "Sun"], source=["Gazette", None])
    key, cells = table.take("b/rain.txt")
    assert (key is not None, cells) == (True, {"title": "Rain", "outlet": "Gazette"})


def test_an_id_may_be_the_name_of_the_file() -> None:
    assert metadata(id=["rain"], date=["2019"]).take("rain.txt")[1] == {"article_id": "rain", "date": "2019"}


def test_what_does_not_fit_is_counted() -> None:
    table = metadata(file=["a", "b"], title=["A", "B"])
    assert table.take("a.txt") == ("a", {"title": "A"})
    assert table.take("c.txt") == (None, {})
    assert [(note["item"], note["value"]) for note in table.count_leftover([("a.txt", "a"), ("c.txt", None)])] == [
        ("metadata rows without a file", 1),
        ("files without a metadata row", 1),
    ]


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match='name the column of file names "file"'):
        metadata(title=["A"])
    with pytest.raises(CorpusError, match=r"two rows for one file.*'a'"):
        metadata(file=["a", "a"])
    table = metadata(file=["a"])
    with pytest.raises(CorpusError, match="no row of metadata= fits"):
        table.count_leftover([])
    with pytest.raises(CorpusError, match=r"'a' fits 'x/a\.txt' and 'y/a\.txt'"):
        table.count_leftover([(name, table.take(name)[0]) for name in ("x/a.txt", "y/a.txt")])
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(CorpusError, match="must be a table"):
        Metadata(tmp_path / "a.txt", columns=None, encoding=None)


@pytest.mark.parametrize("file", ["b/rain.html", "rain.HTM", "b/rain.xhtml.gz"])
def test_a_web_page_is_found_by_its_name_without_the_ending(file: str) -> None:
    assert metadata(file=["rain"], title=["Rain"]).take(file) == ("rain", {"title": "Rain"})


def test_a_web_page_is_no_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x")
    with pytest.raises(CorpusError, match="metadata= must be a table"):
        Metadata(tmp_path / "a.html", columns=None, encoding=None)
