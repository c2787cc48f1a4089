r"""Typesetting: tables and numbers as LaTeX.

The rule for a number in LaTeX: a whole number as it is; any other to ``decimals`` places, with trailing
zeros; one that rounds to zero but is not zero as below the last place (``$<0.001$``); a missing one as
``--``; an infinite one as :math:`\infty`. Files for machines (CSV, JSON) keep every digit.
"""

from __future__ import annotations

import math
import numbers
import re
from typing import TYPE_CHECKING, Any

from framing.study.showing import join_name, narrow_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["escape_tex", "format_tex", "name_macro", "typeset_table"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{"×": r"$\times$", "√": r"$\surd$", "Σ": r"$\Sigma$", "−": "$-$", "≤": r"$\leq$", "≥": r"$\geq$"},
}
_DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def escape_tex(text: str) -> str:
    r"""Write text so that LaTeX prints it as it stands.

    Examples
    --------
    >>> print(escape_tex("R&D_1 100%"))
    R\&D\_1 100\%
    """
    return " ".join("".join(_SPECIAL.get(sign, sign) for sign in text).split())


def format_tex(value: Any, *, decimals: int = 3) -> str:
    r"""Print one value by the rule of this module.

    Examples
    --------
    >>> [format_tex(value) for value in (12, 0.5, -0.00001, float("nan"), "A & B")]
    ['12', '0.500', '$>-0.001$', '--', 'A \\& B']
    """
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "--"
    if isinstance(value, numbers.Real) and not isinstance(value, bool | numbers.Integral):
        return _format_real(float(value), decimals=decimals)
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        return str(int(value)) if int(value) >= 0 else f"${int(value)}$"
    if hasattr(value, "isoformat"):
        return escape_tex(value.isoformat().removesuffix("T00:00:00"))
    return escape_tex(str(value))


def _format_real(value: float, *, decimals: int) -> str:
    if math.isinf(value):
        return r"$\infty$" if value > 0 else r"$-\infty$"
    shown = f"{abs(value):.{decimals}f}"
    if value and not float(shown):
        least = f"{10.0**-decimals:.{decimals}f}"
        return f"$<{least}$" if value > 0 else f"$>-{least}$"
    return f"$-{shown}$" if value < 0 and float(shown) else shown


def name_macro(name: str) -> str:
    r"""Turn the name of a number into the name of a LaTeX command, which may hold letters only.

    Examples
    --------
    >>> print(name_macro("hedges-per-100"))
    \studyHedgesPerOneZeroZero
    """
    words = re.sub(r"\d", lambda digit: f"-{_DIGITS[int(digit[0])]}-", name).split("-")
    return "\\study" + "".join(word[:1].upper() + word[1:] for word in words)


def typeset_table(table: pd.DataFrame, *, name: str, caption: str, decimals: int = 3) -> str:
    r"""Typeset a frame as a LaTeX ``table`` with booktabs rules.

    Columns of numbers are set flush right, others flush left; the label is ``tab:`` and the name. Columns
    that ``narrow_table`` leaves out are said in a note under the table.
    """
    import pandas as pd

    places, note = narrow_table(table)
    table = table.iloc[:, places]
    right = [pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind) for kind in table.dtypes]
    columns = [[format_tex(value, decimals=decimals) for value in table.iloc[:, i].tolist()] for i in range(len(right))]
    rows = [" & ".join(cells) + r" \\" for cells in zip(*columns, strict=True)]
    head = " & ".join(escape_tex(join_name(column)) for column in table.columns) + r" \\"
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering",
            rf"\caption{{{escape_tex(caption)}}}",
            rf"\label{{tab:{name}}}",
            rf"\begin{{tabular}}{{{''.join('r' if flush else 'l' for flush in right)}}}",
            r"\toprule",
            head,
            r"\midrule",
            *rows,
            r"\bottomrule",
            r"\end{tabular}",
            *_set_note(note),
            r"\end{table}",
            "",
        ]
    )


def _set_note(note: str) -> list[str]:
    """Set a note under a table, as wide as the page lets it."""
    if not note:
        return []
    return [r"\par\smallskip", r"\begin{minipage}{\linewidth}\footnotesize", escape_tex(note), r"\end{minipage}"]
