"""Articles as news databases describe them: what stands around a text in their exports, for ``benchmarks.exports``."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

__all__ = ["Story", "give_abstract", "list_codes", "list_heading", "list_labels", "name_issue", "shorten"]

_SECTIONS = ("News", "", "Opinion", "Main News; Foreign Desk", "Around the region")


class Story(NamedTuple):
    """One article: its paragraphs have no line end, and no text of it is empty but the author.

    What an export has or has not (a section, captions, subject terms, an abstract) goes by ``number``.
    """

    number: int
    title: str
    outlet: str
    date: dt.date
    author: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """What a database counts: the title, the author and the text."""
        return sum(len(part.split()) for part in (self.title, self.author, *self.paragraphs))

    @property
    def section(self) -> str:
        """The part of the paper, where it says one."""
        return _SECTIONS[self.number % len(_SECTIONS)]

    @property
    def byline(self) -> str:
        """The author, for every other article after "By"."""
        return f"By {self.author}" if self.author and self.number % 2 else self.author

    @property
    def caption(self) -> str:
        """The caption of a picture, where it has one."""
        return "" if self.number % 3 else "Photo: The bridge on Monday morning."

    @property
    def has_subjects(self) -> bool:
        """Whether subject terms were asked for."""
        return self.number % 4 > 0

    @property
    def code(self) -> str:
        """A code of the outlet, as Factiva has one."""
        return (re.sub(r"[^A-Z0-9]", "", self.outlet.upper()) + "NEWS")[:6]

    @property
    def accession(self) -> str:
        """The number of the article in Factiva."""
        return f"{self.code:0<8}{self.date:%Y%m%d}ef{self.number:07x}"


def shorten(story: Story) -> str:
    """Give the abstract of an article: its first paragraphs, up to fifty words or a little more."""
    taken: list[str] = []
    for paragraph in story.paragraphs:
        taken.append(paragraph)
        if sum(len(part.split()) for part in taken) >= 50:
            break
    return " ".join(taken)


def list_codes(story: Story) -> list[tuple[str, tuple[str, ...]]]:
    """List Factiva's field codes with their values, in its order."""
    fields = [
        ("SE", (story.section,)),
        ("HD", (story.title,)),
        ("BY", (story.byline,)),
        *(("WC", (f"{story.words} words",)), ("PD", (f"{story.date.day} {story.date:%B %Y}",))),
        *(("SN", (story.outlet,)), ("SC", (story.code,)), ("PG", ("3",)), ("LA", ("English",))),
        ("CY", (f"Copyright {story.date.year} {story.outlet} Limited",)),
        *(("LP", story.paragraphs[:1]), ("TD", story.paragraphs[1:])),
        ("NS", ("gpol : Domestic Politics | gcat : Political/General News" if story.has_subjects else "",)),
        *(("RE", ("usa : United States" if story.has_subjects else "",)), ("PUB", (f"{story.outlet} Limited",))),
        ("AN", (f"Document {story.accession}",)),
    ]
    return [(code, values) for code, values in fields if any(values)]


def list_heading(story: Story) -> list[str]:
    """List the lines between the byline and the text where there are no codes."""
    lines = [f"{story.words} words", f"{story.date.day} {story.date:%B %Y}", story.outlet, story.code, "3", "English"]
    return [*lines, f"Copyright {story.date.year} {story.outlet} Limited"]


def list_labels(story: Story) -> list[tuple[str, str]]:
    """List what ProQuest says below a text."""
    url, day = f"https://www.proquest.com/newspapers/doc/docview/{900000000 + story.number}/se-2", story.date
    return [
        *((("Subject", "Politics; Elections"), ("Location", "United States--US")) if story.has_subjects else ()),
        ("Title", story.title),
        *(("Publication title", f"{story.outlet}; Washington, D.C."), ("Pages", "A.1")),
        *(("Publication year", str(day.year)), ("Publication date", f"{day:%b} {day.day}, {day.year}")),
        *(("Section", story.section or "A"), ("Publisher", story.outlet), ("Place of publication", "Washington, D.C.")),
        *(("Country of publication", "United States, Washington, D.C."), ("ISSN", "00000000")),
        *(("Source type", "Newspaper"), ("Language of publication", "English"), ("Document type", "News")),
        *(("ProQuest document ID", str(900000000 + story.number)), ("Document URL", url)),
        *(("Copyright", f"Copyright {story.outlet} {day:%b} {day.day}, {day.year}"), ("Last updated", "2019-03-20")),
        ("Database", "U.S. Newsstream"),
    ]


def give_abstract(story: Story) -> str:
    """Give what ProQuest prints as abstract."""
    return shorten(story) if story.has_subjects else "None available."


def name_issue(story: Story) -> str:
    """Name outlet, place, day and page as ProQuest does."""
    return f"{story.outlet} ; Washington, D.C. [Washington, D.C.]. {story.date:%d %b %Y}: A.1."
