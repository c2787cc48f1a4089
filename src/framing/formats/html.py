"""Web pages: all their lines, and which of them are the article's.

A walk through the page writes every line of it. trafilatura says what the article is; its words are found again
in the lines, in their order, and what the page's own marks say plainly corrects it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.formats.html_metadata import is_advert, is_hidden, is_notice, is_pointer, letter_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["PageLine", "Place", "list_lines", "name_lines", "share_found"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    "script style noscript template head svg textarea select option iframe embed canvas audio video noframes "
    "datalist map".split()
)
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset header hgroup hr html legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_WITHIN = _HEADINGS | frozenset("p li ul ol dl dt dd blockquote center table tbody tr td th".split())
_CUT = frozenset("anostb")
_WORD = re.compile(r"\w+")
_SHINGLE, _APART, _RARE, _PROSE, _LAST = 4, 8, 20, 20, 6


@dataclass(slots=True)
class Place:
    """A block of the page: the block around it, its tag and classes, and the letter these give its lines."""

    parent: int
    tag: str
    sign: str
    letter: str
    has_blocks: bool = False
    n_found: int = 0
    in_trunk: bool = False


@dataclass(slots=True)
class PageLine:
    """A line of the page: its words, its place, the share of it that is a link, the letter of what encloses it all."""

    text: str
    place: int
    gap: bool
    link: float
    inline: str
    hidden: bool
    words: list[str]


class _Walk:
    """The lines of a page, written while its elements open and close."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.places: list[Place] = [Place(-1, "", "", "")]
        self.parts: list[tuple[str, bool, str]] = []
        self.open: list[int] = [0]
        self.inline: list[str] = [""]
        self.veils: list[bool] = []
        self.links = self.hidden = self.preformatted = 0
        self.gap = self.after_link = False

    def write(self, text: str | None) -> None:
        if not text:
            return
        self.after_link = False
        for number, line in enumerate(text.split("\n") if self.preformatted else (text,)):
            if number:
                self.end_line()
            self.parts.append((line, self.links > 0, self.inline[-1]))

    def end_line(self, *, gap: bool = False) -> None:
        text = " ".join("".join(part for part, _, _ in self.parts).split())
        if text:
            linked = sum(len("".join(part.split())) for part, link, _ in self.parts if link)
            letters = {letter for part, _, letter in self.parts if part and not part.isspace()}
            inline, words = letters.pop() if len(letters) == 1 else "", _WORD.findall(text.casefold())
            link = linked / len(text.replace(" ", ""))
            self.lines.append(PageLine(text, self.open[-1], self.gap, link, inline, self.hidden > 0, words))
            self.gap = False
        self.parts.clear()
        self.gap |= gap and bool(self.lines)

    def start(self, element: HtmlElement) -> None:
        tag, letter = element.tag, letter_of(element)
        if tag in _BLOCKS:
            self.end_line(gap=True)
            self.places[self.open[-1]].has_blocks = True
            self.places.append(Place(self.open[-1], tag, f"{tag} {element.get('class', '')}".strip(), letter))
            self.open.append(len(self.places) - 1)
        self.inline.append("" if tag in _BLOCKS else letter or self.inline[-1])
        if tag == "br":
            self.end_line()
        if tag == "a" and self.after_link:  # menus write their links without a space
            self.parts.append((" ", False, ""))
        self.links += tag == "a"
        self.veils.append(is_hidden(element))
        self.hidden += self.veils[-1]
        self.preformatted += tag == "pre"
        self.write(element.text)

    def end(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self.end_line(gap=True)
            self.open.pop()
        self.inline.pop()
        self.hidden -= self.veils.pop()
        self.preformatted -= element.tag == "pre"
        self.links -= element.tag == "a"
        self.after_link |= element.tag == "a"


def list_lines(tree: HtmlElement) -> tuple[list[PageLine], list[Place]]:
    """Write every line of a page, one for each block and one more for each break within it, and list the blocks.

    What a page hides until something is clicked is written too: it may be the rest of an article.
    """
    from lxml import etree

    body = next(tree.iter("body"), tree)
    walk = _Walk()
    events = etree.iterwalk(body, events=("start", "end"))
    for event, element in events:
        if isinstance(element.tag, str) and element.tag not in _SKIPPED:
            (walk.start if event == "start" else walk.end)(element)
        elif event == "start":
            events.skip_subtree()
        if event == "end" and element is not body:
            walk.write(element.tail)
    walk.end_line()
    return walk.lines, walk.places


def share_found(lines: Sequence[PageLine], found: str) -> list[float]:
    """Give the share of each line's words that stand in ``found``, which has them in the same order.

    Runs of four words that both have are joined as far as they go; the longest come first, and a later one must
    keep the order. A run of eight words or more may stand elsewhere.
    """
    page = [word for line in lines for word in line.words]
    here, there = bytearray(len(page)), _WORD.findall(found.casefold())
    taken = bytearray(len(there))
    chain: list[tuple[int, int, int]] = []
    runs = _shared_runs(page, there)
    for at, to, length in runs:
        place = bisect(chain, (at, to, length))
        if place:
            before = chain[place - 1]
            cut = max(0, before[0] + before[2] - at, before[1] + before[2] - to)
            at, to, length = at + cut, to + cut, length - cut
        if place < len(chain):
            after = chain[place]
            length -= max(0, at + length - after[0], to + length - after[1])
        if length > 0:
            chain.insert(place, (at, to, length))
            here[at : at + length] = taken[to : to + length] = b"\1" * length
    for at, to, length in runs:
        if length >= _APART and not any(here[at : at + length]) and not any(taken[to : to + length]):
            here[at : at + length] = taken[to : to + length] = b"\1" * length
    shares, at = [], 0
    for line in lines:
        shares.append(sum(here[at : at + len(line.words)]) / max(len(line.words), 1))
        at += len(line.words)
    return shares


def _shared_runs(page: list[str], there: list[str]) -> list[tuple[int, int, int]]:
    """List the runs of words that stand in both, as (place, place, length), longest first.

    A run begins where its first words are rare in ``there``, or where no other run is going.
    """
    n = min(_SHINGLE, len(there))
    if not n:
        return []
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for to in range(len(there) - n + 1):
        places[tuple(there[to : to + n])].append(to)
    runs: list[list[int]] = []
    going: dict[int, list[int]] = {}
    for at in range(len(page) - n + 1):
        here: dict[int, list[int]] = {}
        for shift, run in going.items():
            end = at + n - 1
            if end + shift < len(there) and there[end + shift] == page[end]:
                run[2] += 1
                here[shift] = run
        starts = places.get(tuple(page[at : at + n]), [])
        for to in starts if len(starts) <= _RARE else starts[: not here]:
            if to - at not in here:
                here[to - at] = run = [at, to, n]
                runs.append(run)
        going = here
    return sorted(((at, to, length) for at, to, length in runs), key=lambda run: (-run[2], run[0], run[1]))


def name_lines(lines: Sequence[PageLine], places: Sequence[Place], *, found: str, title: str | None = None) -> str:
    """Give each line its letter (`framing.formats.page_lines`): what was found to be the article's, then corrections.

    Taken in: lines without a mark of their own between two of the article's, and prose in blocks with the tag and
    classes of the one that holds most of it. Left out: what lies in a menu, an advert and the like; the
    headline; pointers to other stories; notices at the end.
    """
    article = [share >= 0.5 for share in share_found(lines, found)]
    _count_found(lines, places, article)
    zones = _find_zones(lines, places)
    article = [ours and zone not in _CUT for ours, zone in zip(article, zones, strict=True)]
    _take_in(lines, places, article, zones)
    tags = [places[line.place].tag for line in lines]
    letters = [("h" if tag in _HEADINGS else "p") if a else "" for tag, a in zip(tags, article, strict=True)]
    _leave_out(lines, tags, letters, _WORD.findall((title or "").casefold()))
    return "".join(letter or zone or "x" for letter, zone in zip(letters, zones, strict=True))


def _count_found(lines: Sequence[PageLine], places: Sequence[Place], article: Sequence[bool]) -> None:
    """Count the article's words in every block; the trunk is the smallest block that holds three quarters of them."""
    for line, ours in zip(lines, article, strict=True):
        around = line.place if ours else -1
        while around >= 0:
            places[around].n_found += len(line.words)
            around = places[around].parent
    trunk = max((at for at, place in enumerate(places) if 4 * place.n_found >= 3 * places[0].n_found > 0), default=0)
    for at, place in enumerate(places):
        place.in_trunk = at == trunk or (place.parent >= 0 and places[place.parent].in_trunk)


def _find_zones(lines: Sequence[PageLine], places: Sequence[Place]) -> list[str]:
    """Give each line the letter of the nearest marked block around it that holds no great part of the article."""
    zones: list[str] = []
    for place in places:
        own = place.letter if place.n_found <= 0.4 * places[0].n_found else ""
        quoted = place.tag == "blockquote" and place.in_trunk
        zones.append("" if quoted else own or (zones[place.parent] if place.parent >= 0 else ""))
    return [line.inline or zones[line.place] for line in lines]


def _take_in(lines: Sequence[PageLine], places: Sequence[Place], article: list[bool], zones: Sequence[str]) -> None:
    """Take in what the page itself holds together with the lines found."""
    ours = [at for at, is_ours in enumerate(article) if is_ours]
    if not ours:
        return
    free = [not zone and not line.hidden and bool(line.words) for line, zone in zip(lines, zones, strict=True)]
    homes, tags = [_home_of(line, places) for line in lines], [places[line.place].tag for line in lines]
    of_home: dict[int, int] = defaultdict(int)
    for at in ours:
        of_home[homes[at]] += len(lines[at].words)
    main = {home for home, n_words in of_home.items() if 5 * n_words >= places[0].n_found}
    signs = {places[home].sign for home in main if " " in places[home].sign}
    first, last = ours[0], ours[-1]
    for step, at in ((-1, first - 1), (1, last + 1)):
        while 0 <= at < len(lines) and tags[at] != "h1":
            prose = tags[at] != "li" and len(lines[at].words) >= _PROSE and lines[at].link < 0.3
            if free[at] and prose and places[homes[at]].sign in signs:
                first, last = min(first, at), max(last, at)
            at += step
    for at in range(first, last + 1):
        listed = homes[at] in main and tags[at] in _HEADINGS | {"li"}
        inside = places[lines[at].place].in_trunk or places[homes[at]].sign in signs
        article[at] |= free[at] and inside and (lines[at].link < 0.5 or listed)


def _leave_out(lines: Sequence[PageLine], tags: Sequence[str], letters: list[str], title: list[str]) -> None:
    """Take headline, adverts, pointers to other stories and closing notices out of the article."""
    begun = pointed = False
    for at, line in enumerate(lines):
        if not begun and (tags[at] == "h1" or (title and line.words == title)):
            letters[at] = "H"
        elif letters[at]:
            pointer = is_pointer(line.text) and (line.link > 0.3 or len(line.words) <= 5)
            pointed = pointer or (pointed and line.link >= 0.6)
            letters[at] = "t" if pointed else "a" if is_advert(line.text) else letters[at]
            begun |= letters[at] == "p" and len(line.words) >= _PROSE
    for at in [at for at, letter in enumerate(letters) if letter in ("p", "h")][-_LAST:]:
        if len(lines[at].words) <= 2 * _PROSE and is_notice(lines[at].text):
            letters[at] = "a"


def _home_of(line: PageLine, places: Sequence[Place]) -> int:
    """Find the block whose paragraphs the line stands among: not the paragraph, list or table itself."""
    place = line.place
    if not places[place].has_blocks and places[place].tag in ("div", "section"):
        place = max(places[place].parent, 0)
    while place > 0 and places[place].tag in _WITHIN:
        place = places[place].parent
    return place
