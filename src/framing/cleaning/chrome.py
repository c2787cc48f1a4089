"""Finding what is on the page but is not the article: credits, menus, teasers, notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from framing.cleaning.layout import (
    Line,
    find_zones,
    is_prose,
    is_spaced,
    reach_of_box,
    reach_of_run,
)
from framing.cleaning.masthead import mark_footer, mark_masthead
from framing.cleaning.page import Page, cut_lettered, cut_lines, read_pages
from framing.cleaning.repetition import MIN_SHARE, find_copies, find_repeated_lines, normalise_line
from framing.cleaning.rules import Rule, match_line, match_tail
from framing.cleaning.unlike import cut_unlike
from framing.errors import CorpusError
from framing.tables import check_table

__all__ = ["REASONS", "find_chrome"]

Strictness = Literal["lenient", "strict"]

REASONS = {
    "advert": "advertisement, or the place of one",
    "share": "sharing and following",
    "timestamp": "reading time, time of an update",
    "dateline": "the date of publication as a line",
    "byline": "the author as a line",
    "headline": "the headline, repeated in the text",
    "contributor": "who else worked on it",
    "contact": "how to reach the newsroom",
    "biography": "who the author is",
    "navigation": "menus, breadcrumbs, labels",
    "newsletter": "invitation to subscribe to a newsletter",
    "notice": "cookies, subscriptions, appeals",
    "embed": "video and other things a text cannot hold",
    "tracking": "image addresses, tracking pixels",
    "credit": "credit of a picture",
    "caption": "caption or description of a picture",
    "teaser": "links to other stories",
    "summary": "bullet points above the article",
    "comments": "readers' comments and the invitation to comment",
    "copyright": "copyright, licence, disclaimer",
    "repeated": "a line the outlet repeats across its articles, or the page prints twice",
    "unlike": "unlike the article's own lines: by its length, its words and where it stands",
    "outside": "outside the part of the web page that holds the article",
}

_SENTENCE = 8  # words; a shorter sentence ("He did not elaborate.") may be repeated by chance
_RUBRIC = 4  # words
_PROSE_SHARE = 0.05


class _Normalised(dict[str, str]):
    """Each line once, as ``normalise_line`` writes it."""

    def __missing__(self, line: str) -> str:
        self[line] = normalise_line(line)
        return self[line]


def find_chrome(articles: pd.DataFrame, *, strictness: Strictness = "lenient") -> pd.DataFrame:
    r"""Find the lines of a scraped page that are not the article.

    Four kinds of evidence, each visible in ``reason``: the wording of a line (``rules.toml``), its
    place and company on the page (a headline above a byline, the headlines below "You may also like"),
    repetition across the articles of an outlet or on the page itself, and, on a page that was scraped whole
    with its menus, a small learnt model of what an article's own lines look like (``line_model``, reason
    ``unlike``). A lone page is read by all but repetition across articles. Where ``layout`` says what the
    lines of a web page are, its word counts first and the model is not asked.

    Parameters
    ----------
    articles
        Table of articles: index ``article_id``, column ``text``; ``title``, ``outlet`` and ``author`` help
        where they are known. Blank lines between paragraphs help too. Where ``layout`` has a letter for
        each line that is not blank (``framing.formats.page_lines``), each line outside the article goes by its
        letter, and the other rules read the rest leniently; a ``layout`` that does not fit is passed over.
    strictness
        ``"lenient"`` finds what is near-certain. A line of 25 words or more that ends like a sentence is
        then found only by machine wording at its start (copyright, newsletter, "Enlarge this image"), or
        where at least 5 % of the outlet's articles repeat it or the page prints it twice; never by the model.
        ``"strict"`` adds the doubtful: authors' biographies, bullet points above the text, lone names at the
        top, lines in capitals, whole captions that end with a credit, every line that stands in three articles
        of the outlet, and on whole pages the lines of up to 150 words, prose too, that the model doubts.

    Returns
    -------
    pandas.DataFrame
        The ``chrome`` table, in the order of the articles' ids and of the text: ``article_id``, ``start``,
        ``end``, ``reason`` (a key of ``REASONS``), ``text``. Spans are whole lines without the spaces at
        their ends, except a credit in brackets at the end of a line. They do not overlap, and
        ``articles.loc[article_id, "text"][start:end]`` is ``text``.

    Raises
    ------
    TableError
        Where ``articles`` is not the documented table.
    CorpusError
        Where ``strictness`` is neither lenient nor strict.

    Notes
    -----
    The wording is English. It cannot see furniture inside a paragraph, a caption without any mark of one,
    a lone teaser without a heading, or advertising written as an article; readers' comments in whole
    paragraphs stay, and on whole pages short lines of the article's own (a table, a list of goods, an
    embedded tweet) may go as ``unlike``. Read a sample of what is found: the table may be corrected by hand
    before ``clean_articles`` cuts.

    The search goes on until a further round finds nothing, so that a cleaned text holds nothing more to cut.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"text": ["Photo: Ivo Renn\n\nThe gates stayed open.\n\nAdvertisement"], "title": None,
    ...      "outlet": None, "date": pd.NaT, "url": None},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> find_chrome(articles)[["start", "end", "reason", "text"]].values.tolist()
    [[0, 15, 'credit', 'Photo: Ivo Renn'], [41, 54, 'advert', 'Advertisement']]
    """
    check_table("articles", articles)
    if strictness not in ("lenient", "strict"):
        raise CorpusError("unknown strictness", found=repr(strictness), do='use "lenient" or "strict"')
    strict = strictness == "strict"
    pages, normalised = read_pages(articles, strict=strict), _Normalised()
    for page in pages:
        cut_lettered(page)
    _cut_marked(pages)
    cut_unlike(pages)
    _cut_marked(pages)
    while _cut_repeated(pages, normalised, strict=strict):
        _cut_marked(pages)
    return _make_table(articles, pages)


def _cut_marked(pages: Sequence[Page]) -> None:
    """Take out of every page what wording and place give away, until nothing more is found."""
    for page in pages:
        while page.changed:
            page.changed = cut_lines(page, _mark_page(page))


def _mark_page(page: Page) -> dict[int, tuple[int, int, str]]:
    """Find the chrome among the lines that are left: start, end and reason by number of the line."""
    lines, spaced = page.lines, is_spaced(page.lines)
    rules = _match_lines(page)
    marks: list[str | None] = [rule.reason if rule else None for rule in rules]
    masthead = mark_masthead(lines, marks, title=page.title, outlet=page.outlet, author=page.author)
    for place, reason in masthead.items():
        marks[place] = reason
    for place, rule in enumerate(rules):
        if rule is None or rule.takes == "line":
            continue
        for taken in range(place + 1, _reach(lines, marks, place, rule, spaced=spaced)):
            marks[taken] = marks[taken] or _company(rule.reason)
    for place, reason in mark_footer(lines, marks).items():
        marks[place] = reason
    for place, reason in find_copies(lines).items():
        marks[place] = marks[place] or reason
    found = {place: (lines[place].start, lines[place].end, reason) for place, reason in enumerate(marks) if reason}
    return found | {place: tail for place, line in enumerate(lines) if not marks[place] and (tail := match_tail(line))}


def _match_lines(page: Page) -> list[Rule | None]:
    """Match every line that is left against the rules for its length and its place."""
    top, amid, bottom = find_zones(page.lines)
    rules = []
    for place, line in enumerate(page.lines):
        zones = "top " * (place < top) + "amid " * (place >= amid) + "bottom" * (place >= bottom)
        key = (line.start, line.end, zones)
        if key not in page.matched:
            page.matched[key] = match_line(line, zones.split(), strict=page.strict)
        rules.append(page.matched[key])
    return rules


def _reach(lines: Sequence[Line], marks: Sequence[str | None], place: int, rule: Rule, *, spaced: bool) -> int:
    """Say how far below its first line a box or a run of headlines goes."""
    if rule.takes == "box":
        end = reach_of_box(lines, place) if spaced else place + 1
        return min(end, place + 2) if rule.reason == "credit" else end
    end = reach_of_run(lines, place, spaced=spaced)
    stops = {"headline", "byline", "dateline"}
    if any(mark in stops for mark in marks[place + 1 : end + 1]):
        return place + 1  # the headings of a menu above the article
    return end


def _company(reason: str) -> str:
    return "caption" if reason == "credit" else reason


def _cut_repeated(pages: Sequence[Page], normalised: _Normalised, *, strict: bool) -> bool:
    """Take out the lines that an outlet repeats; say whether there were any."""
    texts = [[normalised[line.text] for line in page.lines] for page in pages]
    outlets = [page.outlet or "" for page in pages]
    repeated = find_repeated_lines(texts, outlets, min_share=0.0 if strict else MIN_SHARE)
    for page, shares in zip(pages, repeated, strict=True):
        found = {}
        for place, line in enumerate(page.lines):
            share = shares.get(normalised[line.text]) if shares else None
            if share is None or (not page.strict and _signs_quotation(page.lines, place)):
                continue
            below = page.lines[place + 1] if place + 1 < len(page.lines) else None
            rubric = below is not None and normalised[below.text] not in shares and _heads(line, below)
            if page.strict or (share >= MIN_SHARE and _is_furniture(line, share) and not rubric):
                found[place] = (line.start, line.end, "repeated")
        page.changed = cut_lines(page, found)
    return any(page.changed for page in pages)


def _is_furniture(line: Line, share: float) -> bool:
    """Say whether a repeated line is surely furniture: no subhead, no place name, no short sentence."""
    if is_prose(line):
        return share >= _PROSE_SHARE
    if line.n_words == 1 or line.text.endswith(("?", ":")):
        return False
    return not line.stop or line.n_words >= _SENTENCE


def _heads(line: Line, below: Line) -> bool:
    """Say whether a line may be the rubric of the text below it: "From the Left"."""
    return line.n_words <= _RUBRIC and not line.stop and below.stop and below.n_words >= _SENTENCE


def _signs_quotation(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line looks like the source below a quotation: "Hal Dunmore, Dunmore & Price"."""
    line = lines[place]
    if not place or line.stop or line.n_words > _SENTENCE or not lines[place - 1].text.endswith(('"', "”", "’")):
        return False
    return line.text[0].isupper() and all(word[0].isupper() for word in line.text.split() if len(word) > 3)


def _make_table(articles: pd.DataFrame, pages: Sequence[Page]) -> pd.DataFrame:
    """Put the spans of all pages into the chrome table."""
    rows = [
        (article, start, end, reason, text[start:end])
        for article, text, page in zip(articles.index.tolist(), articles["text"].tolist(), pages, strict=True)
        for start, end, reason in page.spans
    ]
    chrome = pd.DataFrame(sorted(rows), columns=["article_id", "start", "end", "reason", "text"])
    return chrome.astype({"article_id": "str", "start": "int64", "end": "int64", "reason": "str", "text": "str"})
