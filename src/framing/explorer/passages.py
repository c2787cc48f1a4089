"""Passages: every match in the words around it, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Integral

import pandas as pd

from framing.errors import TableError
from framing.explorer.rendering import Row, render_html, render_text
from framing.tables import check_spans, check_table

__all__ = ["Passages", "show_passages"]

_COUNTED_AS = ("family", "category", "code", "level", "sense", "polarity", "target", "voice", "speaker", "place")
"""Columns that say what a match was counted as, in the order of display."""


@dataclass(frozen=True, slots=True)
class Passages:
    """One page of matches, each in its words: shown as a table in a notebook, as text elsewhere.

    Attributes
    ----------
    rows
        The passages of this page.
    page, n_pages
        This page and the last one, counted from 1.
    first, n_matches
        Number of the first match shown (from 1), and how many there are in all.
    """

    rows: tuple[Row, ...]
    page: int
    n_pages: int
    first: int
    n_matches: int

    @property
    def caption(self) -> str:
        """Which passages these are, and how to turn the page."""
        if not self.n_matches:
            return "No passages: the table of matches is empty"
        last = self.first + len(self.rows) - 1
        shown = f"Passages {self.first:,}–{last:,}" if last > self.first else f"Passage {last:,}"
        said = f"{shown} of {self.n_matches:,}; page {self.page:,} of {self.n_pages:,}"
        if self.page < self.n_pages:
            said += f" – next: show_passages(…, page={self.page + 1})"
        return said

    def __str__(self) -> str:
        return render_text(self.rows, self.caption)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return render_html(self.rows, self.caption)

    def to_frame(self) -> pd.DataFrame:
        """Give the passages as a table, with the words exactly as they stand in the articles.

        Returns
        -------
        pandas.DataFrame
            Index ``number`` (of the match, from 1): ``article_id``, ``part``, ``start``, ``end``, ``title``,
            ``outlet``, ``date``, ``before``, ``match``, ``after``, and what the match was counted as.
        """
        table = pd.DataFrame([row.to_record() for row in self.rows])
        numbers = pd.RangeIndex(self.first, self.first + len(self.rows), name="number")
        return table.set_index(numbers) if len(table) else pd.DataFrame(index=numbers)


def show_passages(
    articles: pd.DataFrame, matches: pd.DataFrame, *, page: int = 1, per_page: int = 20, context: int = 120
) -> Passages:
    """Show matches in the words around them, so that a number can be opened down to what it counted.

    Only the page asked for is made: ten thousand matches cost no more than twenty.

    Parameters
    ----------
    articles
        The articles the matches were found in.
    matches
        Matches, or quotations, segments or chrome. Their order is kept; they may overlap.
    page
        Page to show, from 1.
    per_page
        Matches a page.
    context
        Characters shown on either side at most, cut at a space and marked with …; ¶ is a line break.

    Returns
    -------
    Passages
        A table in a notebook, text when printed; ``.to_frame()`` gives the page as a DataFrame.

    Raises
    ------
    TableError
        A match of this page that lies outside its article, an unknown article, a page that is not there.

    Notes
    -----
    What is shown is escaped: no mark-up in a text is obeyed, and characters that change the direction of
    writing are shown as �. ``to_frame()`` keeps them.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"title": ["Merger"], "text": ["The bank may sell."], "outlet": ["Post"],
    ...     "date": pd.to_datetime(["2024-05-02"]), "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> matches = pd.DataFrame({"article_id": ["a"], "part": ["text"], "start": [9], "end": [12], "term": ["may"],
    ...     "entry": ["may"], "category": ["epistemic"], "weight": [1.0], "lexicon": ["hedging"]})
    >>> print(show_passages(articles, matches))
    Passage 1 of 1; page 1 of 1
    <BLANKLINE>
    1. Merger · Post · 2024-05-02
       The bank [may] sell.
       category epistemic
    """
    _check_numbers(page=page, per_page=per_page, context=context)
    if not isinstance(matches, pd.DataFrame):
        check_table("matches", matches)
    n_pages = max(1, -(-len(matches) // per_page))
    if page > n_pages:
        raise TableError(
            f"there is no page {page:,}",
            found=f"{len(matches):,} match{'es' * (len(matches) != 1)} on {n_pages:,} page{'s' * (n_pages != 1)}"
            f" of {per_page:,}",
            do=f"page={n_pages} is the last one",
        )
    first = (page - 1) * per_page
    shown = matches.iloc[first : first + per_page]
    sources = _check_page(articles, shown)
    return Passages(
        rows=tuple(_cut_passages(sources, shown, first=first + 1, context=context)),
        page=page,
        n_pages=n_pages,
        first=first + 1,
        n_matches=len(matches),
    )


def _check_numbers(*, page: int, per_page: int, context: int) -> None:
    for name, value, least in (("page", page, 1), ("per_page", per_page, 1), ("context", context, 0)):
        if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
            do = f"pass a whole number, {least} or more"
            raise TableError(f"{name}= must be a whole number of at least {least}", found=repr(value), do=do)


def _check_page(articles: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Check the matches of the page against their articles; give those articles."""
    if not isinstance(articles, pd.DataFrame):
        check_table("articles", articles)
    kind = "matches"
    if "quotation_id" in shown.columns:
        kind = "quotations"
    elif shown.index.name == "segment_id":
        kind = "segments"
    elif "reason" in shown.columns and "part" not in shown.columns:
        kind = "chrome"
    elif "link" in shown.columns and "target" in shown.columns:
        kind = "mentions"
    ids = shown["article_id"].tolist() if "article_id" in shown.columns else []
    sources = check_table("articles", articles[articles.index.isin(ids)])
    check_spans(kind, shown, sources)
    return sources


def _cut_passages(articles: pd.DataFrame, shown: pd.DataFrame, *, first: int, context: int) -> Iterator[Row]:
    """Cut each match out of its article with the words around it."""
    counted = [name for name in _COUNTED_AS if name in shown.columns]
    if "family" in counted and "category" in counted:
        counted.remove("category")  # the family is the category of a hedge
    records = shown.assign(part="text").to_dict("records") if "part" not in shown.columns else shown.to_dict("records")
    for number, record in enumerate(records, start=first):
        article = articles.loc[record["article_id"]]
        text = article[record["part"]] if isinstance(article[record["part"]], str) else ""
        start, end = int(record["start"]), int(record["end"])
        before, cut_before = _cut_before(text[:start], context)
        after, cut_after = _cut_after(text[end:], context)
        yield Row(
            number=number,
            article_id=record["article_id"],
            part=record["part"],
            start=start,
            end=end,
            article=tuple((name, _say(article[name])) for name in ("title", "outlet", "date")),
            before=before,
            match=text[start:end],
            after=after,
            cut_before=cut_before,
            cut_after=cut_after,
            counted=tuple((name, said) for name in counted if (said := _say(record[name]).strip())),
        )


def _cut_before(text: str, context: int) -> tuple[str, bool]:
    """The end of the text before a match, from the beginning of a word; whether anything was cut."""
    after, was_cut = _cut_after(text[::-1], context)
    return after[::-1], was_cut


def _cut_after(text: str, context: int) -> tuple[str, bool]:
    """The beginning of the text after a match, to the end of a word; whether anything was cut."""
    if len(text) <= context:
        return text, False
    piece = text[:context]
    if not text[context].isspace():  # within a word: go back to the space before it
        space = max((place for place, mark in enumerate(piece) if mark.isspace()), default=0)
        piece = piece[: space or context]  # writing without spaces is cut where it is
    return piece, True


def _say(value: object) -> str:
    """A value as text: dates as days, what is missing as nothing."""
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)
