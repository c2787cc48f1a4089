"""What came out of one file: its articles, how many it announced, and everything that is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["REASONS", "Doubt", "Harvest", "Unreadable", "reconcile"]

REASONS = {
    "file of another kind": "not read: its kind is not known, or it is about the corpus (README)",
    "file empty": "not read: it holds nothing",
    "file damaged": "not read, or not to its end: it is not what its name says, or it is cut off",
    "file protected": "not read: it needs a password or may not be opened",
    "file too large": "not read: it, or what it unpacks to, is larger than the limit",
    "file unsafe": "not read: a path that leads out of the archive, a DOCTYPE, an archive within an archive within …",
    "file too slow": "not read: reading took longer than the limit",
    "file misnamed": "its name promises another kind of file than it is; it was read as what it is",
    "lines taken out": "heads and feet printed on every page, which are not the article's",
    "part not read": "a picture without text, a page that could not be read, or a piece only its program can show",
    "repeated file": "the same bytes as a file before it: its articles are in the corpus twice",
    "columns not used": "columns the kit does not know, in a table without a title, outlet or date: name them",
    "article missing": "the file announces it and it was not found",
    "article without text": "a heading without a text under it",
    "record not an article": "a record of another kind: a photo, an image, a server's answer without a page",
    "count wrong": "the file announces another number of articles than it lists",
    "number out of order": "its number in the file is repeated or skipped",
    "end marker missing": "the next article begins before this one ends; checked at its title",
    "file cut off": "the file ends within this article",
    "text cut off": "its text is shorter than the file says, or ends as a teaser does (read more, …)",
    "title missing": "no line could be taken for the title",
    "outlet missing": "nothing says who published it",
    "date missing": "nothing says when it was published",
    "date not understood": "the words of the date could not be read to the day; they are kept in date_raw",
    "date relative": "the date counts from a day that is not known (yesterday, 3 hours ago)",
    "date ambiguous": "day and month cannot be told apart in this file (03/04/2019)",
    "date in the future": "later than the day of the import",
    "date after retrieval": "later than the day the text was collected",
    "date before the outlet": "earlier than its outlet was first published",
    "date implausible": "before newspapers",
    "encoding guessed": "the file does not say its encoding and is not UTF-8",
    "characters replaced": "characters that no text can hold, or bytes that fit no letter, became U+FFFD",
    "characters garbled": "UTF-8 once read as another encoding",
    "characters repaired": "garbled characters were turned back",
    "other language": "not in the language of the corpus",
    "short text": "under 50 words",
    "long text": "over 20,000 words or 1 MB",
    "repeated text": "the same text as an earlier article",
    "version of another": "the same article as another of its outlet, a little changed",
}
"""Every reason for which a file or an article is missing or doubtful, and what it means."""


class Unreadable(Exception):  # noqa: N818  (not a mistake of the user: the import goes on without the file)
    """A file, or a member of an archive, that cannot be read; the import reports it and goes on.

    Parameters
    ----------
    reason
        A key of ``REASONS``.
    note
        What was found, for a person.
    """

    def __init__(self, reason: str, note: str = "") -> None:
        self.reason, self.note = reason, note
        super().__init__(f"{reason}: {note}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.reason, self.note)


@dataclass(slots=True)
class Doubt:
    """One thing that is missing or doubtful: why, which article of the file, and whether it was read all the same.

    ``position`` is the number of the article in its file, from 1; None where the file as a whole is meant. ``name`` is
    the title as the file announces it, or its first words.
    """

    reason: str
    position: int | None = None
    name: str = ""
    note: str = ""
    kept: bool = True


@dataclass(slots=True)
class Harvest:
    """The articles of one file as rows under the names of ``articles``, and the account of them.

    Every article carries ``position``, its number in the file. ``announced`` is the number the file itself gives (a
    cover page, "Document 3 of 200"), None where it gives none.
    """

    layout: str
    articles: list[dict[str, object]] = field(default_factory=list)
    announced: int | None = None
    doubts: list[Doubt] = field(default_factory=list)


def reconcile(harvest: Harvest, *, titles: Iterable[tuple[int, str]] = ()) -> Harvest:
    """Account for every article the file announces: read, or in the list of doubts as missing.

    Afterwards ``announced`` equals the articles read plus the doubts that are not kept and name a position; where the
    file holds more articles than it announces, ``count wrong`` says so and ``announced`` is raised to what is there.

    Parameters
    ----------
    harvest
        What a reader found, each article with its ``position``.
    titles
        Position and title of the articles that the file lists on its cover, to call a missing one by its name.

    Examples
    --------
    >>> found = Harvest("Nexis Uni", [{"position": 1, "text": "It rained."}], announced=2)
    >>> [(doubt.reason, doubt.position) for doubt in reconcile(found).doubts]
    [('article missing', 2)]
    """
    names = dict(titles)
    lost = {doubt.position for doubt in harvest.doubts if not doubt.kept and doubt.position is not None}
    accounted = {article["position"] for article in harvest.articles} | lost
    n_accounted = len(harvest.articles) + len(lost)
    if harvest.announced is None:
        return harvest
    if n_accounted > harvest.announced:
        note = f"it announces {harvest.announced} articles and holds {n_accounted}"
        harvest.doubts.append(Doubt("count wrong", note=note))
        harvest.announced = n_accounted
    missing = [n for n in range(1, max(harvest.announced, n_accounted) + 1) if n not in accounted]
    for position in missing[: harvest.announced - n_accounted]:
        harvest.doubts.append(Doubt("article missing", position, names.get(position, ""), kept=False))
    return harvest
