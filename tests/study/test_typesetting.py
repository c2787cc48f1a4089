import datetime
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.study.typesetting import escape_tex, format_tex, name_macro, typeset_table


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12, "12"),
        (np.int64(-3), "$-3$"),
        (0.12345, "0.123"),
        (-0.5, "$-0.500$"),
        (0.0, "0.000"),
        (-0.0, "0.000"),
        (0.0004, "$<0.001$"),
        (-0.0004, "$>-0.001$"),
        (float("inf"), r"$\infty$"),
        (float("nan"), "--"),
        (None, "--"),
        (pd.NA, "--"),
        (pd.NaT, "--"),
        (True, "True"),
        (pd.Timestamp("2024-01-02"), "2024-01-02"),
        (datetime.date(2024, 1, 2), "2024-01-02"),
        ("a_b & 5%", r"a\_b \& 5\%"),
    ],
)
def test_the_rule_for_one_value(value: object, shown: str) -> None:
    assert format_tex(value) == shown


@given(st.text())
def test_no_special_sign_is_left(text: str) -> None:
    shown = escape_tex(text)
    math = (r"$\times$", r"$\surd$", r"$\Sigma$", "$-$", r"$\leq$", r"$\geq$")
    for done in (r"\textbackslash{}", r"\textasciitilde{}", r"\textasciicircum{}", *math):
        shown = shown.replace(done, "")
    assert not re.search(r"(?<!\\)[&%$#_{}~^]", shown)
    assert "\n" not in shown


@given(st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True))
def test_a_macro_holds_letters_only(name: str) -> None:
    assert re.fullmatch(r"\\study[A-Za-z]*", name_macro(name))


def test_a_table_has_rules_caption_label_and_flush_columns() -> None:
    frame = pd.DataFrame({"outlet": ["X & Y"], "rate": [0.25], "n": [2], ("a", "b"): [True]})
    lines = typeset_table(frame, name="rates", caption="Rates, 100 %", decimals=1).splitlines()
    assert r"\caption{Rates, 100 \%}" in lines
    assert r"\label{tab:rates}" in lines
    assert r"\begin{tabular}{lrrl}" in lines
    assert r"outlet & rate & n & a b \\" in lines
    assert r"X \& Y & 0.2 & 2 & True \\" in lines
    assert [line for line in lines if "rule" in line] == [r"\toprule", r"\midrule", r"\bottomrule"]


def test_signs_of_formulae_are_set_as_such() -> None:
    assert escape_tex("Σ × √(G−1)") == r"$\Sigma$ $\times$ $\surd$(G$-$1)"


def test_what_is_left_out_of_a_table_is_said_under_it() -> None:
    frame = pd.DataFrame({"outlet": ["X", "Y"], "rate": [0.25, 0.5], "level": 0.95, "method": ["m" * 31, "n"]})
    lines = typeset_table(frame, name="rates", caption="Rates").splitlines()
    assert r"\begin{tabular}{lr}" in lines
    assert r"X & 0.250 \\" in lines
    assert lines[lines.index(r"\end{tabular}") + 1 :] == [
        r"\par\smallskip",
        r"\begin{minipage}{\linewidth}\footnotesize",
        "In all rows: level 0.95. In the CSV only: method.",
        r"\end{minipage}",
        r"\end{table}",
    ]
    assert frame.shape == (2, 4)
