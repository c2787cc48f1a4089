"""Passages as HTML and as plain text: the same rows twice, with nothing in them obeyed."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Row", "neutralise", "render_html", "render_text"]

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MATHS = re.compile(r"[$\\]")
_BREAK = re.compile(r"[^\S\n]*(?:\r\n|[\n\r\u2028\u2029])\s*")

_TABLE = "width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 13px"
_CAPTION = "text-align: left; caption-side: top; padding: 4px 8px; font-weight: 600"
_CELL = "text-align: left; vertical-align: top; padding: 6px 8px; white-space: normal; overflow-wrap: break-word"
_RULE = "border-bottom: 1px solid #8888"
_MARK = "background-color: #ffe08a; color: #1a1a1a; padding: 0 2px"
_COLUMNS = (("", "6%"), ("Article", "24%"), ("Passage", "52%"), ("Counted as", "18%"))


@dataclass(frozen=True, slots=True)
class Row:
    """One match in its words, exactly as they stand in the article."""

    number: int
    article_id: str
    part: str
    start: int
    end: int
    article: tuple[tuple[str, str], ...]
    before: str
    match: str
    after: str
    cut_before: bool
    cut_after: bool
    counted: tuple[tuple[str, str], ...]

    def to_record(self) -> dict[str, object]:
        """Columns of the row as a table."""
        place = {"article_id": self.article_id, "part": self.part, "start": self.start, "end": self.end}
        words = {"before": self.before, "match": self.match, "after": self.after}
        return place | dict(self.article) | words | dict(self.counted)


def neutralise(text: str) -> str:
    r"""Text on one line, without characters that could change how the rest is shown.

    Line breaks are shown as ¶; control characters, marks of writing direction and broken characters as �.

    Examples
    --------
    >>> neutralise("one\n\ntwo \u202ethree")
    'one ¶ two �three'
    """
    one_line = " ".join(_BREAK.sub(" ¶ ", text).split())
    return "".join("�" if mark in _BIDI or unicodedata.category(mark) in ("Cc", "Cs") else mark for mark in one_line)


def _spread(row: Row) -> tuple[str, str, str]:
    """Words before, in and after the match, with spaces where the text has them and … where it was cut."""
    before, after = neutralise(row.before), neutralise(row.after)
    if row.before[-1:].isspace():
        before += " "
    if row.after[:1].isspace():
        after = " " + after
    return "… " * row.cut_before + before.lstrip(), neutralise(row.match), after.rstrip() + " …" * row.cut_after


def render_text(rows: Sequence[Row], caption: str) -> str:
    """Set out the rows as plain text, the match in square brackets."""
    lines = [caption]
    for row in rows:
        before, match, after = _spread(row)
        lines += ["", f"{row.number:,}. {' · '.join(neutralise(value) for _, value in row.article if value)}"]
        lines.append(f"   {before}[{match}]{after}")
        if row.counted:
            lines.append("   " + " · ".join(f"{name} {neutralise(value)}" for name, value in row.counted))
    return "\n".join(lines)


def _escape(text: str) -> str:
    """Text as HTML: no mark-up is obeyed, and "$5m from $3m" is not read as a formula by the notebook."""
    return _MATHS.sub(r"<span>\g<0></span>", html.escape(text))


def render_html(rows: Sequence[Row], caption: str) -> str:
    """Set out the rows as one native table: inline styles only, no colour of text without its own ground."""
    widths = "".join(
        f'<th scope="col" style="{_CELL}; {_RULE}; width: {width}">{name or "No."}</th>' for name, width in _COLUMNS
    )
    body = "".join(_render_row(row) for row in rows)
    return (
        f'<table style="{_TABLE}"><caption style="{_CAPTION}">{html.escape(caption)}</caption>'
        f"<thead><tr>{widths}</tr></thead><tbody>{body}</tbody></table>"
    )


def _render_row(row: Row) -> str:
    before, match, after = (_escape(piece) for piece in _spread(row))
    (_, title), *rest = row.article
    source = " · ".join(_escape(neutralise(value)) for _, value in rest if value)
    article = f"<b>{_escape(neutralise(title))}</b>" + (f"<br>{source}" if source else "")
    counted = "<br>".join(f"{html.escape(name)} <b>{_escape(neutralise(value))}</b>" for name, value in row.counted)
    passage = f'{before}<mark style="{_MARK}">{match}</mark>{after}'
    style = f'style="{_CELL}; {_RULE}"'
    return (
        f'<tr><th scope="row" {style}>{row.number:,}</th><td dir="auto" {style}>{article}</td>'
        f'<td dir="auto" {style}>{passage}</td><td {style}>{counted}</td></tr>'
    )
