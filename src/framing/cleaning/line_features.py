"""What a line looks like and where on the page it stands, as numbers: the evidence of the learnt model."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from framing.cleaning.layout import Line, is_prose

__all__ = ["OWN", "describe_line", "describe_lines"]

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

OWN = (
    "words", "words above 12", "words below 5", "stop", "prose", "gap", "colon", "dots", "quotation", "comma", "lower",
    "question", "signs", "copyright", "capitals", "all capitals", "figures", "function words", "reader", "writer",
    "furniture", "times", "talk", "furniture counted", "talk counted",
)  # fmt: skip
"""What a line looks like: names of the numbers that ``describe_line`` gives."""

_HEAD = 30  # words of a line that are read: a paragraph shows what it is in its first words
_HEAD_LENGTH = 240
_LONG = 60
_FAR = 60  # lines; further away all is the same
_WINDOWS = (3, 8, 20)
_COSTS = (6, 20)  # what a line that is no sentence takes from a block of sentences, in words
_SENTENCE = 10
_LABEL = 8
_NEIGHBOURS = ("words", "stop", "prose", "gap", "function words", "furniture", "capitals")
_EDGES = ".,:;!?\"'“”‘’()[]…"
_QUOTES = frozenset('"“”‘’«»„')
_KINDS = {
    "function words": (
        "the a an of to in and for on with at by from as is are was were be been has have had that this which who whom "
        "it its he she they his her their but or not than into about after before when while because would could said "
        "says will il la le di che e un una per con del della los las el de y en que les des du et der die das und den "
        "von mit zu im em o os da do"
    ),
    "reader": "you your yours yourself",
    "writer": "we our us my i me ours",
    "furniture": (
        "advertisement advertisements advert ads advertise sponsored subscribe subscription subscriber newsletter "
        "newsletters sign signup log register account share tweet email e-mail print follow facebook twitter "
        "instagram youtube pinterest linkedin whatsapp report click read watch video videos "
        "photo photos gallery more related recommended trending popular latest next previous menu search home contact "
        "about privacy policy terms cookies cookie copyright rights reserved credit image caption getty reuters shop "
        "deals apps app download view views shares likes loading skip close continue updated published posted ago min "
        "tags topics categories category archives rss feed feeds weather sports news obituaries classifieds jobs "
        "careers help faq support donate site sitemap all see also top stories"
    ),
    "times": (
        "january february march april june july august september october november december jan feb mar apr jun jul aug "
        "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
        "am pm a.m p.m gmt est edt pst pdt et utc hours hour minutes days"
    ),
    "talk": "comments comment commented reply replies responses response discussion login moderated",
}
_KIND = {word: kind for kind, words in enumerate(_KINDS.values(), 1) for word in words.split()}


def describe_line(line: Line) -> tuple[float, ...]:
    """Describe what a line looks like, from its length, its ends and its first 30 words.

    Returns
    -------
    tuple of float
        The numbers named in ``OWN``: logarithm of its words; words above 12 (up to 60) and below 5; whether it
        ends like a sentence, is prose, stands after a blank line, ends with a colon or with dots or an arrow,
        begins or ends with a quotation mark, holds a comma, begins with a small letter, asks, holds signs such
        as ``|`` or ``@``, or a ©; shares of its words with a capital, in capitals, with a figure, function
        words, *you*, *we* and *I*, words of site furniture, of dates, of comments; numbers of words of
        furniture, and of comments in a short line.

    Examples
    --------
    >>> from framing.cleaning.layout import split_lines
    >>> numbers = dict(zip(OWN, describe_line(split_lines("Share this story")[0])))
    >>> numbers["stop"], numbers["furniture"]
    (0.0, 0.3333333333333333)
    """
    text = line.text
    words = text[:_HEAD_LENGTH].split()[:_HEAD]
    kinds = [0] * (len(_KINDS) + 1)
    capitals = shouts = figures = 0
    for word in words:
        if word[0].isupper():
            capitals += 1
            shouts += len(word) > 1 and word.isupper()
        elif word[0].isdigit():
            figures += 1
        kinds[_KIND.get(word.strip(_EDGES).lower(), 0)] += 1
    n, last, length = len(words), text[-1], line.n_words
    looks = (
        line.stop, is_prose(line), line.gap, last == ":", last in "…»›→>" or text.endswith("..."),
        text[0] in _QUOTES or last in _QUOTES, ", " in text, text[0].islower(), last == "?",
        any(sign in text for sign in "|·•›»→/@#"), "©" in text,
    )  # fmt: skip
    shares = (capitals / n, shouts / n, figures / n, *(kind / n for kind in kinds[1:]))
    return (
        log1p(length), max(0, min(length, _LONG) - 12) / 20, max(0, 5 - length) / 4,
        *map(float, looks), *shares, float(kinds[4] + kinds[6]), float(kinds[6] if length <= _LABEL else 0),
    )  # fmt: skip


def describe_lines(own: Numbers, words: Places, sizes: Sequence[int]) -> dict[str, Numbers]:
    """Describe each line of several pages: what it looks like, its neighbours, and where it stands.

    Parameters
    ----------
    own
        A row a line: ``describe_line``. The pages follow one another.
    words
        Words of each line.
    sizes
        Number of lines of each page.

    Returns
    -------
    dict
        Numbers by name, one a line.
    """
    edges = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    first, end = np.repeat(edges[:-1], sizes), np.repeat(edges[1:], sizes)
    look = dict(zip(OWN, own.T, strict=True))
    found = dict(look)
    for step in (-2, -1, 1, 2):
        at = np.arange(len(own)) + step
        inside = (at >= first) & (at < end)
        for name in _NEIGHBOURS:
            found[f"{name} {step:+}"] = np.where(inside, look[name][np.where(inside, at, 0)], 0.0)
    found |= _find_place(look, words, first, end)
    found |= _look_around(look, words, first, end)
    for cost in _COSTS:
        found |= _find_blocks(look, words, edges, cost)
    return found


def _find_place(look: dict[str, Numbers], words: Places, first: Places, end: Places) -> dict[str, Numbers]:
    """Say how far down the page a line stands, and how far from the prose above and below it."""
    place = np.arange(len(words))
    prose = look["prose"] > 0
    above = np.maximum.accumulate(np.where(prose, place, -1))
    below = np.minimum.accumulate(np.where(prose, place, len(words) + _FAR)[::-1])[::-1]
    headed, footed = above >= first, below < end
    up = np.minimum(np.where(headed, place - above, _FAR), _FAR).astype(np.float64)
    down = np.minimum(np.where(footed, below - place, _FAR), _FAR).astype(np.float64)
    in_prose, total = _running(words * prose), _running(words)
    n_prose, n_words = in_prose[end] - in_prose[first], total[end] - total[first]
    share = (in_prose[place] - in_prose[first]) / np.maximum(n_prose, 1)
    far_up, far_down = np.log1p(up), np.log1p(down)
    return {
        "prose above": share, "amid prose": share * (1 - share), "place": (place - first) / (end - first),
        "lines of page": np.log1p(end - first), "share of prose": n_prose / np.maximum(n_words, 1),
        "words of prose": np.log1p(n_prose), "no prose": (n_prose == 0).astype(np.float64),
        "up": far_up, "down": far_down, "none above": (~headed).astype(np.float64),
        "none below": (~footed).astype(np.float64), "run": np.log1p(up + down),
        "between two": ((up == 1) & (down == 1)).astype(np.float64),
        "between few": ((up <= 2) & (down <= 2)).astype(np.float64),
        "stop, up": far_up * look["stop"], "stop, down": far_down * look["stop"], "words, up": far_up * look["words"],
        "words, down": far_down * look["words"], "stop, words": look["stop"] * look["words"],
        "words, squared": look["words"] ** 2, "function words, words": look["function words"] * look["words"],
    }  # fmt: skip


def _look_around(look: dict[str, Numbers], words: Places, first: Places, end: Places) -> dict[str, Numbers]:
    """Count the words of sentences and the furniture in the lines around."""
    place = np.arange(len(words))
    sentences, furniture = _running(words * (look["stop"] > 0)), _running(look["furniture counted"])
    talk = _running(look["talk counted"])
    found = {"talk above": np.log1p(talk[place] - talk[first])}
    for width in _WINDOWS:
        low, high = np.maximum(first, place - width), np.minimum(end, place + width + 1)
        found[f"sentences within {width}"] = (sentences[high] - sentences[low]) / (high - low)
        found[f"talk within {width}"] = (talk[high] - talk[low]) / (high - low)
        found[f"furniture within {width}"] = (furniture[high] - furniture[low]) / (high - low)
    return found


def _find_blocks(look: dict[str, Numbers], words: Places, edges: Places, cost: int) -> dict[str, Numbers]:
    """Find the block of lines with the most words in sentences, and say where a line stands to it.

    The block is the run of lines with the greatest sum, where a sentence of ten words or more counts its words,
    up to 60, and any other line counts ``-cost``.
    """
    inside, before, after, depth = np.zeros((4, len(words)))
    worth = np.where((look["stop"] > 0) & (words >= _SENTENCE), np.minimum(words, _LONG), -cost)
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if start == end:
            continue
        sums = _running(worth[start:end])
        stop = int(np.argmax(sums - np.minimum.accumulate(sums)))
        begin = int(np.argmin(sums[: stop + 1]))
        inside[start + begin : start + stop] = 1
        before[start : start + begin] = np.arange(begin, 0, -1)
        after[start + stop : end] = np.arange(1, end - start - stop + 1)
        at = np.arange(stop - begin)
        depth[start + begin : start + stop] = np.minimum(at, at[::-1])
    far_before, far_after = np.log1p(before), np.log1p(after)
    named = {
        "inside": inside, "before": far_before, "after": far_after, "depth": np.log1p(depth),
        "above": (before > 0).astype(np.float64), "below": (after > 0).astype(np.float64),
        "inside, words": inside * look["words"], "inside, stop": inside * look["stop"],
        "before, words": far_before * look["words"], "after, words": far_after * look["words"],
    }  # fmt: skip
    return {f"block {cost}: {name}": numbers for name, numbers in named.items()}


def _running(numbers: NDArray[np.generic]) -> Places:
    """Sum up from the start, exactly: whole numbers, so that what stands before a page changes nothing."""
    return np.concatenate(([0], np.cumsum(numbers.astype(np.int64))))
