"""How well direct quotations, their speakers and their cues are found: attributions that PolNeAR marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.validity.halves import part_of
from framing.validity.quotation_scoring import Figures, Item, find_gold, score_articles, split_pieces
from framing.validity.sets import find_set, read_lines
from framing.voices import find_quotations

__all__ = ["TURN", "as_articles", "find_items", "measure", "measure_halves", "score", "summarise"]

_SET = "polnear.jsonl.gz"
_DRAWS = 2000
TURN = "turn"
"""Rule of verbatim speech without quotation marks: the turns of an interview; scored with reported speech."""
_UNITS: tuple[Literal["quotation", "piece"], ...] = ("quotation", "piece")
_NAN = float("nan")

Array = np.ndarray[Any, Any]
Summary = tuple[float, float, float, int]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure `find_quotations` on direct quotations.

    The articles are split by the last hexadecimal digit of the sha256 of their id: even, seen while rules were
    written; odd, unseen. Intervals draw whole articles anew.

    Marks of the set are read by a plain scan that knows nothing of the kit: in a paragraph “ or " opens, the next ”
    or " closes, one left open ends with the paragraph. Two single marks ('') are a double one, as one outlet of the
    set has them throughout; one single mark is not looked at: the outlets are American. Marked and found match when
    they share at least half of the longer, in characters without the marks at their ends. Turns of interviews, which
    have no marks, are left to `reported`. Figures come for two units:

    - ``quotation``: an attribution of whose content at least half the characters stand between marks, with four words
      or more there; against all rows of kind direct that share a `quotation_id`;
    - ``piece``: each stretch of four words or more of the content of any attribution that stands between marks, though
      the rest of the content be indirect; against each row of kind direct, cut at the ends of paragraphs. It does not
      ask whether pieces were put together.

    Where one marked quotation lies to nine tenths within another (a source quotes a source), only the one whose
    attribution fits the stretches between marks better counts. The figures:

    - ``precision``, ``recall``, ``f1``; ``share_within`` is the share of found ones of which half or more lies in
      the content of any attribution, direct or not.
    - ``source_accuracy``: among marked ones that were found and have a source. A head is the last word before the first
      preposition, relative pronoun, bracket or comma, without possessive and Jr. Right is a speaker, or a
      `speaker_text`, whose head is the head of any stretch between commas of the marked source. Where that source is
      a pronoun ("he"), right is a `speaker_text` that is the same pronoun (he, him, his), or a speaker with the head
      of the nearest earlier marked source of the article that is a name; ``, no pronouns`` leaves these out. A missing
      speaker is wrong.
    - ``source_accuracy, rule …``: by the rule that gave the speaker; ``, cue in …``: by where the marked cue nearest
      to the quotation stands: in its sentence, in its paragraph, or elsewhere; ``, pronouns by name``: where the source
      is a pronoun, how many speakers have the head of the nearest earlier marked name (the same pronoun is not enough).
    - ``cue_recall``: of the marked ones with a cue, those where it shares a character with the cue of a found one that
      shares a character with the marked one (of ``piece``: with its own piece); also ``, cue in …``.
    - ``baseline_…``: quotations by one regular expression (what stands between two double marks of a paragraph), and
      as speaker the last capitalised name before the quotation.
    - ``share_gold, cue in …``: where the cues of the marked ones stand; ``share_gold_pronoun``: those whose source is a
      pronoun, of those with a source.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n``: marked quotations (of
        precision and ``share_within``: found ones).

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    return measure_halves(folder, score)


def measure_halves(
    folder: Path | None, score: Callable[[Sequence[dict[str, Any]], pd.DataFrame], Figures]
) -> pd.DataFrame:
    """Score what is found in each half of the marked articles, as the table that `measure` gives."""
    marked = read_lines(find_set(_SET, folder))
    rows: list[tuple[Any, ...]] = []
    for part in ("seen", "unseen"):
        chosen = sorted((one for one in marked if part_of(one["id"]) == part), key=lambda one: str(one["id"]))
        figures = score(chosen, find_quotations(as_articles(chosen)))
        rows += [(_SET, part, name, *summary) for name, summary in summarise(figures).items()]
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def score(marked: Sequence[dict[str, Any]], quotations: pd.DataFrame) -> Figures:
    """Score the table that was found against marked articles, in both units.

    An article has `id`, `text`, `attributions` as the set has them, and it may have `marks`: its stretches between
    quotation marks, where a plain scan is not to be trusted.
    """
    found = find_items(quotations[quotations["rule"] != TURN])
    texts = [str(one["text"]) for one in marked]
    ours = [found.get(str(one["id"]), []) for one in marked]
    said = [[(piece[0], piece[1]) for listed in one["attributions"] for piece in listed["content"]] for one in marked]
    whole, pieces = (
        [
            find_gold(text, one["attributions"], by=by, marks=one.get("marks"))
            for text, one in zip(texts, marked, strict=True)
        ]
        for by in _UNITS
    )
    cut = [split_pieces(text, items) for text, items in zip(texts, ours, strict=True)]
    units = {"quotation": score_articles(texts, whole, ours, said), "piece": score_articles(texts, pieces, cut, said)}
    return {f"{unit}_{name}": rows for unit, figures in units.items() for name, rows in figures.items()}


def summarise(figures: Figures) -> dict[str, Summary]:
    """Make shares of the sums, with intervals that draw articles anew; and F1 of every precision and its recall."""
    shares: dict[str, tuple[Array, int]] = {}  # the share, then those of the draws
    for name, rows in figures.items():
        drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(rows), (_DRAWS, len(rows)))
        drawn = np.concatenate([[np.arange(len(rows))], drawn])
        right, of = np.array(rows).T
        total = of[drawn].sum(axis=1)
        share = np.divide(right[drawn].sum(axis=1), total, out=np.full(_DRAWS + 1, _NAN), where=total > 0)
        shares[name] = (share, int(of.sum()))
    for name in [name for name in shares if "precision" in name]:
        if (other := name.replace("precision", "recall")) in shares:
            (precision, _), (recall, n) = shares[name], shares[other]
            both = precision + recall
            f1 = np.divide(2 * precision * recall, both, out=np.zeros(_DRAWS + 1), where=both > 0)
            shares[name.replace("precision", "f1")] = (f1, n)
    return {name: _interval(share, n) for name, (share, n) in sorted(shares.items())}


def _interval(share: Array, n: int) -> Summary:
    drawn = share[1:][~np.isnan(share[1:])]
    low, high = np.quantile(drawn, [0.025, 0.975]) if len(drawn) else (_NAN, _NAN)
    return float(share[0]), float(low), float(high), n


def as_articles(marked: list[dict[str, Any]]) -> pd.DataFrame:
    """Make the `articles` table of a set."""
    table = pd.DataFrame({column: [one[column] for one in marked] for column in ("id", "title", "text", "outlet")})
    table = table.assign(date=pd.to_datetime([one["date"] for one in marked]), url=None)
    return table.set_index("id").rename_axis("article_id")


def find_items(table: pd.DataFrame, *, kinds: tuple[str, ...] = ("direct",)) -> dict[str, list[Item]]:
    """Put the rows of each attribution of these kinds together; what is known of it is told by the first kind first.

    Columns that are not there are missing values.
    """
    chosen = table[table["kind"].isin(kinds)].sort_values(["article_id", "start"], kind="stable")
    columns = ("speaker", "speaker_text", "cue_start", "cue_end", "rule", "kind")
    chosen = chosen.reindex(columns=[*("article_id", "quotation_id", "start", "end"), *columns]).astype(object)
    rows = chosen.where(chosen.notna(), None).to_dict("records")
    found: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in rows:
        found.setdefault((row["article_id"], row["quotation_id"]), []).append(row)
    items: dict[str, list[Item]] = {}
    for (article, _), pieces in found.items():
        group = sorted(pieces, key=lambda row: kinds.index(row["kind"]))
        first = {column: next((row[column] for row in group if row[column] is not None), None) for column in columns}
        cues = tuple((int(row["cue_start"]), int(row["cue_end"])) for row in group if row["cue_start"] is not None)
        names = () if first["speaker"] is None else (str(first["speaker"]),)
        spans = tuple((int(row["start"]), int(row["end"])) for row in group)
        item = Item(spans, names, first["speaker_text"], cues, str(first["rule"] or "none"), kind=str(first["kind"]))
        items.setdefault(article, []).append(item)
    return items
