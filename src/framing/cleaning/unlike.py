"""Cutting the lines that are unlike the article's own, as the learnt model judges them."""

from __future__ import annotations

from collections.abc import Sequence

from framing.cleaning.layout import Line, is_prose
from framing.cleaning.line_model import judge_lines
from framing.cleaning.page import Page, cut_lines

__all__ = ["cut_unlike"]

_FURNITURE = {"navigation", "share", "newsletter", "notice", "comments", "copyright"}
_WHOLE = 6  # lines of furniture
_WORDED = 2  # of them, those given away by their wording
_LIMITS = {False: -4.0, True: -1.0}  # log-odds below which a line goes: lenient, strict
_LONGEST = 150  # words; a longer line may be a whole article


def cut_unlike(pages: Sequence[Page]) -> None:
    """Take out the lines that the model finds unlike the article, on the pages that were scraped whole.

    The model knows whole pages only, and a short line means something else where the article is a table, an
    interview or a poem. So it is asked only where the rules found six lines or more of a site's furniture
    (menus, sharing, newsletters, notices, comments, copyright), two of them by their wording. It judges the
    page as it was before anything was cut. A page described by its own mark-up is left alone. Lenient cutting
    never takes prose.
    """
    whole = [page for page in pages if _is_whole(page)]
    for page, odds in zip(whole, judge_lines([page.whole for page in whole]), strict=True):
        limit = _LIMITS[page.strict]
        unlike = {line.start for line, odd in zip(page.whole, odds.tolist(), strict=True) if odd < limit}
        chosen = {n: line for n, line in enumerate(page.lines) if line.start in unlike and _may_go(line, page)}
        if len(chosen) < len(page.lines):
            page.changed = cut_lines(page, {n: (line.start, line.end, "unlike") for n, line in chosen.items()})


def _is_whole(page: Page) -> bool:
    if page.letters:
        return False
    worded = {start for (start, _, _), rule in page.matched.items() if rule and rule.reason in _FURNITURE}
    n_furniture = sum(reason in _FURNITURE for _, _, reason in page.spans)
    return len(worded) >= _WORDED and n_furniture >= _WHOLE


def _may_go(line: Line, page: Page) -> bool:
    return line.n_words <= _LONGEST and (page.strict or not is_prose(line))
