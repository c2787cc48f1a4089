"""Scoring intrusion tasks: how often people find the intruder, against chance, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis.agreement import nominal_alpha
from framing.analysis.proportions import wilson_interval
from framing.errors import MeasureError
from framing.measures.topics.intrusion import N_OPTIONS, Intrusions, check_key

__all__ = ["IntrusionScores", "score_intrusions"]

Array = np.ndarray[Any, Any]

_LEVEL = 0.95
_LEAST_SHARE = 0.001


@dataclass(frozen=True, eq=False)
class IntrusionScores:
    """What people made of intrusion tasks.

    Attributes
    ----------
    precision : DataFrame
        `topic` ("all" or one), `coder` ("all" or one), `n_tasks` (answered), `n_answers`, `n_right`, `n_missing`,
        `precision` (0–1, higher: the intruder is found), `low`, `high`, `chance` (1/6 or 1/4), `above_chance` (flag:
        the interval lies above chance), of topic tasks `log_odds` (0 at best). NaN where nothing was answered.
    agreement : DataFrame
        `first`, `second` (coders; "all" for all pairs), `n_tasks` (both answered), `alike` (share of tasks answered
        alike, 0–1), `alpha` (Krippendorff's, nominal; at most 1, 0 is chance; NaN where undefined).
    """

    precision: pd.DataFrame
    agreement: pd.DataFrame


def score_intrusions(
    tasks: Intrusions | pd.DataFrame, answers: pd.DataFrame, *, level: float = _LEVEL
) -> IntrusionScores:
    """Score the answers of one or more coders to intrusion tasks.

    Formulas: precision = right answers / answers, with Wilson's interval (1927). Coders of one task do not answer
    independently: where coders are pooled the interval is that of as many answers as there are tasks. Chance is 1/6
    (words) or 1/4 (topics). Topic log odds = mean of ln(θ of the intruder / θ of the topic chosen), θ the shares in the
    article (Chang et al. 2009): 0 if all were right, the lower the more of the article is about what they took for
    the intruder. A share below .001, 0 included, counts as .001; so none is below ln .001 = −6.9.

    Parameters
    ----------
    tasks
        Tasks, or their key.
    answers
        A row a coder's answer: `task_id` (column or index), `answer` (number of an option, or the option itself),
        `coder` (may be left out if there is one). Blank answers are missing: counted, not wrong.
    level
        Of the intervals.

    Returns
    -------
    IntrusionScores
        `precision`, over all and by topic, coders pooled and apart; `agreement`.

    Raises
    ------
    MeasureError
        An answer that is none of the options (it names the row), a task that is not in the key or was answered twice
        by one coder, no answer at all, a level that makes no interval, a key that is none.

    Notes
    -----
    With three tasks a topic an interval is some .6 wide: single topics need ten tasks or more.

    References
    ----------
    Chang et al. 2009, see :func:`draw_intrusions`. Wilson, E. B. (1927). Probable inference, the law of succession,
    and statistical inference. JASA, 22(158), 209–212. https://doi.org/10.1080/01621459.1927.10502953

    Krippendorff, K. (2019). Content analysis (4th ed.), ch. 12. SAGE.

    Examples
    --------
    >>> import pandas as pd
    >>> ids = pd.Index([f"w{number}" for number in range(10)], name="task_id")
    >>> words = ["tax", "bank", "debt", "loan", "cat", "rate"]
    >>> words = {f"option_{number}": word for number, word in enumerate(words, start=1)}
    >>> key = pd.DataFrame({"kind": "word", "topic": "money", "intruder": 5, **words}, index=ids)
    >>> answers = pd.DataFrame({"answer": ["5", "cat"] * 4 + ["1", "6"]}, index=ids)
    >>> score_intrusions(key, answers).precision.loc[0, ["precision", "low", "high"]].astype(float).round(3).tolist()
    [0.8, 0.49, 0.943]
    """
    if not 0 < level < 1:
        raise MeasureError("level= must lie between 0 and 1", found=repr(level), do="level=0.95")
    key = tasks.key if isinstance(tasks, Intrusions) else tasks
    given = _read_answers(check_key(key), answers)
    if given["option"].isna().all():
        raise MeasureError(
            "no task was answered", found=f"{len(given)} blank answers", do="fill in the column `answer`"
        )
    coders = sorted(given["coder"].unique())
    groups = [("all", given), *((str(topic), rows) for topic, rows in given.groupby("topic", sort=True))]
    rows = []
    for topic, some in groups:
        rows.append(_score(topic, "all", some, level))
        rows += [_score(topic, coder, some[some["coder"] == coder], level) for coder in coders if len(coders) > 1]
    precision = pd.DataFrame(rows)
    if set(given["kind"]) == {"word"}:
        precision = precision.drop(columns="log_odds")
    return IntrusionScores(precision, _measure_agreement(given, coders))


def _read_answers(key: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Join answers to the key: `option` (NaN where blank), `right`, `log_odds`, and what the key says of the task."""
    table = answers.reset_index() if answers.index.name == "task_id" else answers.reset_index(drop=True)
    absent = [name for name in ("task_id", "answer") if name not in table.columns]
    if absent:
        found = f"columns: {', '.join(map(str, table.columns))}"
        raise MeasureError(f"`answers` has no column {absent[0]!r}", found=found, do="keep the sheet's columns")
    table = table.assign(coder=table["coder"].astype(str) if "coder" in table.columns else "coder")
    unknown = table.loc[~table["task_id"].isin(key.index), "task_id"]
    if len(unknown):
        do = "score each sheet with its own key"
        raise MeasureError("an answer to a task that is not in the key", found=repr(unknown.iloc[0]), do=do)
    twice = table[table.duplicated(["task_id", "coder"])]
    if len(twice):
        found = f"{twice['task_id'].iloc[0]} by {twice['coder'].iloc[0]}"
        raise MeasureError("a task was answered twice by one coder", found=found, do="keep one row, or name the coders")
    table = table.sort_values(["coder", "task_id"], ignore_index=True)
    own = key.loc[table["task_id"]].reset_index(drop=True)
    option = [_read_option(*row) for row in zip(table.itertuples(), own.to_dict("records"), strict=True)]
    table = table[["task_id", "coder"]].assign(kind=own["kind"], topic=own["topic"].astype(str), option=option)
    right = (table["option"] == own["intruder"]).astype(float).where(table["option"].notna())
    return table.assign(right=right, log_odds=_weigh_choices(own, table["option"]))


def _read_option(row: Any, task: dict[Any, Any]) -> float:
    """Read an answer as the number of an option; NaN where it is blank."""
    text = "" if pd.isna(row.answer) else " ".join(str(row.answer).split()).removeprefix("'")
    if not text:
        return np.nan
    options = {str(task[f"option_{spot}"]).casefold(): spot for spot in range(1, N_OPTIONS[task["kind"]] + 1)}
    number = text.removesuffix(".0")
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(options):
        return float(number)
    if text.casefold() not in options:
        raise MeasureError(
            f"the answer of {row.coder} to {row.task_id} is none of the options",
            found=repr(text),
            do=f"a number from 1 to {len(options)}, or leave it blank",
        )
    return float(options[text.casefold()])


def _weigh_choices(tasks: pd.DataFrame, option: pd.Series) -> Array:
    """Log odds of the intruder's share against the share of the topic chosen."""
    columns = [f"share_{spot}" for spot in range(1, N_OPTIONS["topic"] + 1)]
    if not set(columns) <= set(tasks.columns):
        return np.full(len(tasks), np.nan)
    share = np.maximum(tasks[columns].to_numpy(np.float64), _LEAST_SHARE)
    rows, chosen = np.arange(len(tasks)), option.fillna(1).to_numpy(np.int64) - 1
    odds = np.log(share[rows, tasks["intruder"].to_numpy(np.int64) - 1] / share[rows, chosen])
    return np.where(option.isna(), np.nan, odds)


def _score(topic: str, coder: str, given: pd.DataFrame, level: float) -> dict[str, object]:
    known = given[given["right"].notna()]
    n_tasks, right = int(known["task_id"].nunique()), known["right"]
    precision = float(right.mean()) if len(known) else np.nan
    low, high = wilson_interval(precision * n_tasks if n_tasks else 0, n_tasks, level=level)
    chance = float(given["kind"].map({kind: 1 / count for kind, count in N_OPTIONS.items()}).mean())
    return {
        "topic": topic,
        "coder": coder,
        "n_tasks": n_tasks,
        "n_answers": len(known),
        "n_right": int(right.sum()),
        "n_missing": len(given) - len(known),
        "precision": precision,
        "low": low,
        "high": high,
        "chance": chance,
        "above_chance": low > chance,
        "log_odds": float(known["log_odds"].mean()),
    }


def _measure_agreement(given: pd.DataFrame, coders: list[str]) -> pd.DataFrame:
    columns = ["first", "second", "n_tasks", "alike", "alpha"]
    wide = given.pivot_table(index="task_id", columns="coder", values="option", dropna=False).reindex(columns=coders)
    pairs = [(first, second, [first, second]) for first, second in combinations(coders, 2)]
    rows = [(first, second, *_agree(wide[some].to_numpy())) for first, second, some in pairs]
    if pairs:
        rows.insert(0, ("all", "all", *_agree(wide.to_numpy())))
    return pd.DataFrame(rows, columns=columns).astype({"first": "str", "second": "str"})


def _agree(answers: Array) -> tuple[int, float, float]:
    """Tasks that two or more answered, the share of pairs of answers that are alike, Krippendorff's alpha."""
    counts = np.stack([(answers == spot).sum(axis=1) for spot in range(1, max(N_OPTIONS.values()) + 1)], axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    each = counts.sum(axis=1)
    pairs, alike = (each * (each - 1)).sum(), (counts * (counts - 1)).sum()
    return len(counts), float(alike / pairs) if pairs else np.nan, nominal_alpha(answers)
