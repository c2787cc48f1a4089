from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from framing.study.outputs import write_table
from framing.study.pages import make_page
from framing.study.report import _show_table, count_warnings
from framing.study.typesetting import escape_tex


def _printed(text: str, name: str = "stderr") -> SimpleNamespace:
    return SimpleNamespace(cells=[{"outputs": [{"output_type": "stream", "name": name, "text": text}]}])


def test_warnings_are_counted_by_text() -> None:
    text = "a.py:1: UserWarning: be careful\n  call()\nFutureWarning: soon\nb.py:2: UserWarning: be careful\n"
    assert count_warnings(_printed(text)) == {"UserWarning: be careful": 2, "FutureWarning: soon": 1}
    assert count_warnings(_printed(text, "stdout")) == {}
    assert count_warnings(_printed("100%|##| 3/3")) == {}


def _show(frame: pd.DataFrame, folder: Path) -> str:
    write_table(frame, folder / "tables" / "t", caption="C")
    return _show_table("t", {"caption": "C", "rows": len(frame)}, folder)


def test_a_table_is_shown_narrowed_rounded_and_flush(tmp_path: Path) -> None:
    frame = pd.DataFrame({"outlet": ["X", "<b>"], "estimate": [0.123456, 12.0], "level": 0.95, "text": ["a" * 61, "b"]})
    page = _show(frame, tmp_path)
    heads = '<th scope="col" class="short">outlet</th><th scope="col" class="number">estimate</th></tr>'
    assert heads in page
    assert '<td class="short">X</td><td class="number">0.12</td>' in page
    assert '<td class="short">&lt;b&gt;</td><td class="number">12.00</td>' in page
    assert '<p class="note">In all rows: level 0.95. In the CSV only: text.</p>' in page
    assert "a" * 61 in (tmp_path / "tables" / "t.csv").read_text()


def test_what_differs_below_the_rows_shown_is_not_the_same_in_all_rows(tmp_path: Path) -> None:
    page = _show(pd.DataFrame({"n": range(40), "voice": ["a"] * 39 + ["b"]}), tmp_path)
    assert "C (the first 30 of 40 rows) " in page
    assert page.count("<tr>") == 31
    assert ">voice</th>" in page
    assert "note" not in page


def test_report_and_latex_leave_out_the_same(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "estimate": [0.5, None],
            "low": [None, None],
            "n": [3, 3],
            "method": ["Σ ÷ √(G−1)"] * 2,
            "estimand": ["×" * 31, ""],
        },
        index=pd.Index(["X", "Y"], name="outlet"),
    )
    note = "In all rows: low missing; n 3; method Σ ÷ √(G−1). In the CSV only: estimand."
    assert f'<p class="note">{note}</p>' in _show(frame, tmp_path)
    assert f"\n{escape_tex(note)}\n" in (tmp_path / "tables" / "t.tex").read_text()


def test_a_page_refuses_scripts_and_anything_remote() -> None:
    page = make_page("<b>", "<p>x</p>")
    assert "default-src 'none'" in page
    assert "<title>&lt;b&gt;</title>" in page
    assert "prefers-color-scheme: dark" in page
    assert "http:" not in page
    assert "https:" not in page
