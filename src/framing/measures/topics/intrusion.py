"""Intrusion tasks: can people tell what does not belong in a topic, or a topic that does not belong to an article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.analysis.dependence import name_families
from framing.errors import MeasureError
from framing.measures.topics.model import TopicModel
from framing.parts import part_texts
from framing.tables import check_table
from framing.text import split_words

__all__ = ["N_OPTIONS", "Intrusions", "check_key", "draw_intrusions"]

Array = np.ndarray[Any, Any]

N_OPTIONS = {"word": 6, "topic": 4}
_SHOWN_WORDS, _TOP_WORDS, _LABEL_WORDS = 5, 10, 8
_FIRST_WORDS = 120
_WEAK = 0.05  # a topic of an article with a smaller share is hardly there
_SHINGLE, _COPY = 5, 0.8
_EACH = 3


@dataclass(frozen=True, eq=False)
class Intrusions:
    """Tasks for coders, and apart from them the key.

    Attributes
    ----------
    sheet : DataFrame
        What a coder sees. Index `task_id`; of topic tasks `title` and `text` (the first words); `option_1` to
        `option_6` (words) or `option_4` (topics, each by its first words); `answer`, empty: the number of the option
        that does not belong.
    key : DataFrame
        Index `task_id`; `kind`; `topic` (that of the words; or the main topic of the article), `article_id` (of topic
        tasks), `intruder` (number of the option that is right); `option_1` …, as on the sheet; of topic tasks
        `share_1` … (the share of each in the article).
    warnings : tuple of str
        What casts doubt on the tasks.
    """

    sheet: pd.DataFrame
    key: pd.DataFrame
    warnings: tuple[str, ...] = ()


def draw_intrusions(
    model: TopicModel,
    *,
    articles: pd.DataFrame | None = None,
    kind: Literal["word", "topic"] = "word",
    n: int | None = None,
    seed: int = 0,
) -> Intrusions:
    """Draw intrusion tasks (Chang et al. 2009): find the option that does not belong.

    Word intrusion: five of a topic's ten top words, and an intruder: one of the top ten of another topic whose weight
    here is no higher than half of all terms'. Whether people find it says whether the topic is one thing. Topic
    intrusion: an article, three topics with its highest shares, and one drawn from the lower half of all others.
    Whether people find it says whether the shares are those a reader would give.

    Parameters
    ----------
    model
        Topics of a corpus: at least 2 for words, 4 for topics.
    articles
        The `articles` table: needed for topics, not used for words. An article is drawn once, and of those that copy
        one another (its column ``duplicate``, or four in five runs of five words) one.
    kind
        "word" or "topic".
    n
        Tasks in all. Words: spread evenly over the topics; by default three each. Topics: a plain random sample of
        articles; by default three for each topic, or as many as there are.
    seed
        Of every choice and of the order of options and tasks.

    Returns
    -------
    Intrusions
        `sheet`, for the coders, and `key`; write both with :func:`write_intrusions`.

    Raises
    ------
    MeasureError
        Unknown kind, too few topics, `n` below 1 or more than there are articles, topic tasks without articles, a topic
        for which no intruder can be found, a model without its weights.

    Notes
    -----
    Coders know the world: an intruder that is rarer than the other words, or a name among things, can be found without
    the topic making sense. The articles of topic tasks are those with shares; the model's empty ones are left out.

    References
    ----------
    Chang, J., Boyd-Graber, J., Gerrish, S., Wang, C., & Blei, D. M. (2009). Reading tea leaves: How humans interpret
    topic models. Advances in Neural Information Processing Systems, 22, 288–296.

    Examples
    --------
    >>> import framing as fr
    >>> model = fr.fit_topics(fr.load_demo(), n_topics=4, seed=7)
    >>> tasks = draw_intrusions(model, n=8, seed=1)
    >>> tasks.sheet.shape, sorted(tasks.key["topic"].unique()) == model.topics
    ((8, 7), True)
    """
    _check_request(model, articles, kind, n)
    rng = np.random.Generator(np.random.PCG64(seed))
    number = _EACH * len(model.topics) if n is None else n
    if kind == "word" or articles is None:
        return _lay_out(list(_draw_words(model, number, rng)), kind, rng)
    shares, unclear = _choose_articles(model, articles)
    drawn = _draw_articles(articles, shares.index, number, rng)
    if n is not None and len(drawn) < n:
        found = f"{len(drawn)} that are no copies, {unclear} without three topics that stand out"
        raise MeasureError(f"there are no {n} articles to draw", found=found, do=f"n={len(drawn)}, or more articles")
    return _lay_out(list(_draw_topics(model, articles, shares.loc[drawn], rng)), kind, rng, unclear=unclear)


def check_key(key: pd.DataFrame) -> pd.DataFrame:
    """Give a key of intrusion tasks back if it is one.

    Raises
    ------
    MeasureError
        A column or an option is missing, an intruder is none of the options, a share is no number, a task is there
        twice.
    """
    do = "pass what draw_intrusions gave, or read_intrusion_key"
    kinds = set(key["kind"]) if "kind" in key.columns else set()
    options = [f"option_{spot}" for spot in range(1, max((N_OPTIONS.get(kind, 1) for kind in kinds), default=1) + 1)]
    missing = [name for name in ("kind", "topic", "intruder", *options) if name not in key.columns]
    if missing or key.index.name != "task_id" or not key.index.is_unique or not kinds <= set(N_OPTIONS):
        found = f"index {key.index.name!r}, columns: {', '.join(map(str, key.columns))}"
        raise MeasureError("this is no key of intrusion tasks", found=found, do=do)
    spot = pd.to_numeric(key["intruder"], errors="coerce").astype(float)
    wrong = ~(spot.ge(1) & spot.le(key["kind"].map(N_OPTIONS).astype(float)) & spot.mod(1).eq(0))
    shares = key[[name for name in key.columns if str(name).startswith("share_")]].apply(pd.to_numeric, errors="coerce")
    wrong |= shares.isna().any(axis=1) & key["kind"].eq("topic")
    if wrong.any():
        found = f"task {key.index[wrong][0]!r} without its intruder, or without shares"
        raise MeasureError("the key of intrusion tasks is damaged", found=found, do=do)
    return key


def _check_request(model: TopicModel, articles: pd.DataFrame | None, kind: str, n: int | None) -> None:
    if kind not in N_OPTIONS:
        raise MeasureError("unknown kind of task", found=f"kind={kind!r}", do='kind="word" or kind="topic"')
    if n is not None and n < 1:
        raise MeasureError("there must be a task", found=f"n={n!r}", do="n=30, or leave it out")
    fewest = 2 if kind == "word" else N_OPTIONS["topic"]
    if len(model.topics) < fewest:
        do = "fit more topics"
        raise MeasureError(f"{kind} intrusion needs {fewest} topics", found=str(len(model.topics)), do=do)
    if kind == "topic" and articles is None:
        raise MeasureError("topic intrusion shows articles", found="articles=None", do="pass articles=articles")
    if kind == "word" and model.weights.empty:
        do = "fit the topics anew with fit_topics"
        raise MeasureError("the model does not hold the weights of its terms", found="no weights", do=do)


def _draw_words(model: TopicModel, number: int, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Draw tasks of words, topic by topic in turn; of one topic no intruder twice while there are others."""
    rows = model.list_words(n_words=_TOP_WORDS).groupby("topic")["word"]
    top = {str(topic): words.tolist() for topic, words in rows}
    pools = {topic: _list_intruders(model, topic, top) for topic in model.topics}
    without = [topic for topic, pool in pools.items() if not pool]
    if without:
        do = "fit more topics: these share their words"
        raise MeasureError("no word of another topic is rare here", found=", ".join(without), do=do)
    mixed = {topic: rng.permutation(pool).tolist() for topic, pool in pools.items()}
    for task in range(number):
        turn, place = divmod(task, len(model.topics))
        topic = model.topics[place]
        shown = rng.choice(top[topic], _SHOWN_WORDS, replace=False).tolist()
        yield {"topic": topic, "options": [*shown, mixed[topic][turn % len(mixed[topic])]]}


def _list_intruders(model: TopicModel, topic: str, top: dict[str, list[str]]) -> list[str]:
    """List top words of other topics that weigh no more here than half of all terms do."""
    weight = model.weights[topic]
    low = set(weight.index[weight <= weight.median()])
    taken = {part for word in top[topic] for part in word.split()}
    others = {word for name, words in top.items() if name != topic for word in words}
    return sorted(word for word in others & low if taken.isdisjoint(word.split()))


def _choose_articles(model: TopicModel, articles: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Shares of the articles that have three topics above all of the lower half of the others; how many have not."""
    check_table("articles", articles)
    shares = model.shares.dropna().sort_index()
    shares = shares[shares.index.isin(articles.index)]
    if shares.empty:
        do = "pass the articles of the fit"
        raise MeasureError("the model knows none of these articles", found=f"{len(articles)} articles", do=do)
    ranked = np.sort(shares.to_numpy(), axis=1)
    clear = ranked[:, -3] > ranked[:, _count_low(shares.shape[1]) - 1]
    return shares[clear], int((~clear).sum())


def _count_low(n_topics: int) -> int:
    """Count the lower half of the topics that are not the first three."""
    return (n_topics - 2) // 2


def _draw_articles(articles: pd.DataFrame, ids: pd.Index, number: int, rng: np.random.Generator) -> list[str]:
    """Draw articles at random, each once, and one of those that copy one another."""
    family, drawn = name_families(articles), []  # type: dict[str, str], list[str]
    seen: set[str] = set()
    shingles: list[set[tuple[str, ...]]] = []
    for article in rng.permutation(np.array(ids, dtype=object)).tolist():
        words = split_words(articles.loc[article, "text"])
        own = {tuple(words[place : place + _SHINGLE]) for place in range(max(1, len(words) - _SHINGLE + 1))}
        if family[article] in seen or any(len(own & other) > _COPY * len(own | other) for other in shingles):
            continue
        seen.add(family[article])
        shingles.append(own)
        drawn.append(article)
        if len(drawn) == number:
            break
    return drawn


def _draw_topics(
    model: TopicModel, articles: pd.DataFrame, shares: pd.DataFrame, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Draw for each article its three first topics and one of the lower half of the others."""
    labels = model.label(n_words=_LABEL_WORDS)
    told = articles.loc[shares.index, ["title", "text"]]
    for article, title, text in zip(shares.index, *(part_texts(told, part) for part in ("title", "text")), strict=True):
        share = shares.loc[article]
        ranked = sorted(shares.columns, key=lambda topic: (-share[topic], topic))
        low = ranked[-_count_low(len(ranked)) :]
        chosen = [*ranked[:3], low[int(rng.integers(len(low)))]]
        yield {
            "topic": ranked[0],
            "article_id": article,
            "title": " ".join(title.split()),
            "text": _shorten(text),
            "options": [labels[topic] for topic in chosen],
            "shares": [float(share[topic]) for topic in chosen],
        }


def _shorten(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _lay_out(tasks: list[dict[str, Any]], kind: str, rng: np.random.Generator, *, unclear: int = 0) -> Intrusions:
    """Shuffle tasks and options, and put what the coder may know apart from the key."""
    mark = hashlib.sha256(repr(tasks).encode()).hexdigest()[:4]  # so that answers to other tasks are known as such
    n_options, sheet, key = N_OPTIONS[kind], [], []  # type: int, list[dict[str, Any]], list[dict[str, Any]]
    for number, place in enumerate(rng.permutation(len(tasks)).tolist(), start=1):
        task, order = tasks[place], rng.permutation(n_options).tolist()
        name = {"task_id": f"{kind}-{mark}-{number:03d}"}
        options = {f"option_{spot}": task["options"][which] for spot, which in enumerate(order, start=1)}
        text = {part: task[part] for part in ("title", "text") if part in task}
        sheet.append({**name, **text, **options, "answer": ""})
        whose = {"kind": kind, **{part: task[part] for part in ("topic", "article_id") if part in task}}
        shares = {f"share_{spot}": task["shares"][which] for spot, which in enumerate(order, 1) if "shares" in task}
        key.append({**name, **whose, "intruder": order.index(n_options - 1) + 1, **options, **shares})
    warnings = _warn(tasks, unclear) if kind == "topic" else ()
    return Intrusions(pd.DataFrame(sheet).set_index("task_id"), pd.DataFrame(key).set_index("task_id"), warnings)


def _warn(tasks: list[dict[str, Any]], unclear: int) -> tuple[str, ...]:
    warnings = []
    if unclear:
        warnings.append(f"{unclear} articles have no three topics that stand out and cannot be drawn")
    weak = sum(task["shares"][2] < _WEAK for task in tasks)
    if weak:
        warnings.append(f"in {weak} of {len(tasks)} articles the third topic has a share below {_WEAK:.0%}")
    return tuple(warnings)
