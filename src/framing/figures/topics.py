"""Topics as small panels of their weightiest words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import list_values, need_columns, to_keys
from framing.figures.theme import COLOURS, clean, cut, theme, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_topics"]

_LABEL = "weight of the word in the topic"


def plot_topics(
    words: pd.DataFrame,
    *,
    n_words: int = 10,
    titles: Mapping[Hashable, str] | None = None,
    title: str = "",
) -> Figure:
    """Draw each topic as a panel of its weightiest words.

    Unit: the weight of a word within its topic, on one axis for all panels.

    Parameters
    ----------
    words
        A row a word of a topic: ``topic``, ``word``, ``weight``, and where known ``share`` (of the corpus, 0 to 1).
    n_words
        Words a panel; ties go by the alphabet.
    titles
        Name of each topic, by its value in ``topic``; topics not in it keep theirs.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Three panels a row; four topics make two rows of two.

    Raises
    ------
    EstimateError
        An empty table, a missing column, ``n_words`` below 1, a title for a topic that is not there.

    Notes
    -----
    A topic is more than its first words: read its articles before naming it.

    Examples
    --------
    >>> import pandas as pd
    >>> words = pd.DataFrame({"topic": [0, 0, 1], "word": ["border", "asylum", "budget"], "weight": [3.0, 2.0, 4.0]})
    >>> [axes.get_title(loc="left") for axes in plot_topics(words, titles={1: "Money"}).axes]
    ['Topic 0', 'Topic 1: Money']
    """
    need_columns(words, ("topic", "word", "weight"))
    if n_words < 1:
        raise EstimateError("n_words= must be at least 1", found=repr(n_words), do="n_words=10")
    topics = list_values(words["topic"])
    columns = 1 if len(topics) == 1 else 2 if len(topics) in (2, 4) else 3
    names = _name_topics(words, topics, titles or {}, width=(60, 34, 22)[columns - 1])
    rows = -(-len(topics) // columns)
    lines = max(name.count("\n") + 1 for name in names)
    caption = f"The {n_words} weightiest words of each topic, on one axis. Shares are of the whole corpus."
    with theme():
        from framing.figures.sheet import open_sheet

        sheet, panels = open_sheet(
            height=rows * (0.145 * n_words + 0.15 * lines + 0.3) + 0.25,
            rows=rows,
            columns=columns,
            title=title,
            shared_label=_LABEL,
            caption=caption if "share" in words.columns else caption.split(" Shares")[0],
        )
        most = float(words["weight"].max())
        for axes, topic, name in zip(panels, topics, names, strict=False):
            _draw_topic(
                axes,
                words[[key == topic for key in to_keys(words["topic"])]],
                n_words=n_words,
                most=most,
                columns=columns,
            )
            axes.set_title(name, loc="left")
        for axes in panels[len(topics) :]:
            axes.remove()
        if len(topics) == 1:
            panels[0].set_xlabel(_LABEL)
        sheet.settle()
    return sheet


def _name_topics(
    words: pd.DataFrame, topics: list[Hashable], titles: Mapping[Hashable, str], *, width: int
) -> list[str]:
    """Name of each panel: the topic, the user's title, its share."""
    strangers = [topic for topic in titles if topic not in topics]
    if strangers:
        do = f"name topics by {', '.join(map(repr, topics[:12]))}"
        raise EstimateError("titles= names a topic that is not there", found=repr(strangers[0]), do=do)
    shares: dict[Hashable, float] = {}
    if "share" in words.columns:
        shares = dict(zip(to_keys(words["topic"]), words["share"].tolist(), strict=True))
    names = []
    for topic in topics:
        name = clean(topic) if isinstance(topic, str) else f"Topic {clean(topic)}"
        if topic in titles:
            name = f"{name}: {clean(titles[topic])}"
        share = f"({100 * shares[topic]:.0f} %)" if shares else ""
        names.append((wrap(name, width, lines=2) + ("\n" if len(name) + len(share) >= width else " ") + share).rstrip())
    return names


def _draw_topic(axes: Axes, rows: pd.DataFrame, *, n_words: int, most: float, columns: int) -> None:
    """Draw the bars of one topic, the weightiest word on top."""
    from matplotlib.ticker import MaxNLocator

    pairs = sorted(
        zip(rows["weight"].tolist(), rows["word"].tolist(), strict=True), key=lambda pair: (-pair[0], pair[1])
    )
    chosen = pairs[:n_words]
    axes.barh(range(len(chosen)), [weight for weight, _ in chosen], height=0.72, color=COLOURS[0])
    axes.set_yticks(range(len(chosen)), [cut(clean(word), 24 if columns < 3 else 18) for _, word in chosen])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(n_words - 0.4, -0.6)
    axes.set_xlim(0, most * 1.03)
    axes.xaxis.set_major_locator(MaxNLocator((6, 4, 2)[columns - 1]))
    axes.spines[["top", "right"]].set_visible(False)
