from types import SimpleNamespace

import pytest

from framing.study.pages import make_page
from framing.study.report import _round, count_warnings


def _printed(text: str, name: str = "stderr") -> SimpleNamespace:
    return SimpleNamespace(cells=[{"outputs": [{"output_type": "stream", "name": name, "text": text}]}])


def test_warnings_are_counted_by_text() -> None:
    text = "a.py:1: UserWarning: be careful\n  call()\nFutureWarning: soon\nb.py:2: UserWarning: be careful\n"
    assert count_warnings(_printed(text)) == {"UserWarning: be careful": 2, "FutureWarning: soon": 1}
    assert count_warnings(_printed(text, "stdout")) == {}
    assert count_warnings(_printed("100%|##| 3/3")) == {}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("0.123456", "0.1235"), ("1234.567", "1234.6"), ("1e-05", "1e-05"), ("2019", "2019"), ("e", "e"), ("", "")],
)
def test_numbers_are_rounded_for_reading(cell: str, shown: str) -> None:
    assert _round(cell) == shown


def test_a_page_refuses_scripts_and_anything_remote() -> None:
    page = make_page("<b>", "<p>x</p>")
    assert "default-src 'none'" in page
    assert "<title>&lt;b&gt;</title>" in page
    assert "prefers-color-scheme: dark" in page
    assert "http:" not in page
    assert "https:" not in page
