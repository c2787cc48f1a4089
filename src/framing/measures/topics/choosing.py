"""Choosing the number of topics: a panel over candidates, and the largest that holds still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.doubts import SUSPICIOUS_NPMI, TEXTS_A_TOPIC
from framing.measures.topics.fitting import fit_topics
from framing.measures.topics.model import TopicModel
from framing.measures.topics.preparing import TopicTerms, count_topic_terms, read_whole
from framing.measures.topics.quality import diversity
from framing.measures.topics.stability import (
    KEPT,
    Refit,
    draw_texts,
    number_families,
    refit_topics,
    summarise_draws,
)

__all__ = ["STABLE", "TopicChoice", "choose_topics"]

STABLE = 0.6
"""Stability from which a number of topics counts as stable."""

_N_WORDS = 10
_PERSON = (
    "The choice stays a person's: read the topics of the neighbouring numbers, and let people look for the intruder in "
    "two or three of them (draw_intrusions) before one is used."
)


@dataclass(frozen=True, eq=False)
class TopicChoice:
    """What speaks for each number of topics.

    Attributes
    ----------
    panel : DataFrame
        Index `n_topics`; `stability`, `stability_low`, `stability_high`, `npmi`, `exclusivity`, `diversity`, `error`:
        see :func:`choose_topics`.
    topics : DataFrame
        A row a topic of a candidate: `n_topics`, `topic` (its name in the model of `fit_topics` with that number and
        seed), `words` (the ten first), `stability` (its own mean Jaccard over draws, 0–1).
    recommended : int or None
        The largest stable number; None where none is.
    reason : str
        Why, in a sentence; and which of its topics is the least stable.
    warnings : tuple of str
        What casts doubt on the corpus, candidates left out, and doubts about the topics of each candidate.
    settings : dict
        What was chosen: candidates, method, draws, seed, what was resampled, and the settings of the terms.
    """

    panel: pd.DataFrame
    topics: pd.DataFrame
    recommended: int | None
    reason: str
    warnings: tuple[str, ...]
    settings: dict[str, Any]

    def __repr__(self) -> str:
        return f"<TopicChoice: {self.recommended or 'none'} of {', '.join(map(str, self.panel.index))} topics>"


def choose_topics(
    articles: pd.DataFrame,
    *,
    candidates: Sequence[int] = (5, 8, 10, 15, 20, 30, 40),
    method: Literal["nmf", "lda"] = "nmf",
    draws: int = 10,
    seed: int = 0,
    terms: TopicTerms | None = None,
    workers: int = 1,
) -> TopicChoice:
    """Set out what speaks for each number of topics, and recommend the largest that is stable, or none.

    Each candidate is fitted on all texts, and on subsamples of 80 % of them drawn without replacement (whole stories
    where the articles have a `story`, else whole families of copies, else texts), with the same terms and another seed
    each. A subsample's topics are matched one to one with those of all texts.

    - ``stability``: mean Jaccard of the ten top words of matched topics, over topics and draws; 0 to 1, higher is more
      stable. ``stability_low``, ``stability_high``: 95 % interval of that mean over draws (t, draws − 1 df). It covers
      the chance of the draws, not another corpus; NaN with one draw.
    - ``npmi``: mean coherence of the topics of all texts, −1 to 1, higher is more coherent. ``exclusivity``: mean share
      of the top words' weight that is this topic's, 0 to 1. ``diversity``: share of the top words that are different
      words, above 0 to 1.
    - ``error``, mean over draws, on the texts left out of a subsample; lower is better, never comparable between
      methods. NMF: ‖X − WH‖ / ‖X‖ of TF-IDF weights, 0 to 1. LDA: perplexity of half of each text's words, its shares
      being inferred from the other half; 1 or more. It is shown and never decides: what predicts words best is not
      what people can read (Chang et al. 2009).

    Recommended is the largest candidate whose ``stability_low`` is .6 or more. The lower end is taken so that no number
    passes by the luck of a few draws. A number is forbidden where stability is worth nothing: with a mean NPMI above .5
    (topics are then languages, copies or chrome) or fewer than ten texts a topic. Where none is left, `recommended` is
    None and `reason` begins with "no stable K".

    Parameters
    ----------
    articles
        The `articles` table.
    candidates
        Numbers of topics, from 2. Those that do not fit the corpus are left out, with a warning.
    method
        "nmf" or "lda", as in :func:`fit_topics`.
    draws
        Subsamples, from 2.
    seed
        Seed of chance, and of the fit on all texts: `fit_topics` with the same number, seed and terms gives its topics.
    terms
        What :func:`count_topic_terms` gave for these articles; None counts with its defaults.
    workers
        Processes that share the refits; the result is the same whatever their number.

    Returns
    -------
    TopicChoice
        The panel, the topics with their own stability, the recommendation and its reason, warnings, settings.

    Raises
    ------
    MeasureError
        Too few articles or terms for topics, no candidate that fits, draws below 2, workers below 1, a number that is
        not whole, terms of other articles or texts.

    Notes
    -----
    Stable is not valid: copies, chrome and languages make topics that are stable and useless. Stability falls as topics
    grow in number, so that "largest" weighs detail against it; .6 means that seven to eight of ten words return. A
    person chooses, with topic intrusion (:func:`draw_intrusions`) as the second leg.

    References
    ----------
    Greene, D., O'Callaghan, D., & Cunningham, P. (2014). How many topics? Stability analysis for topic models. ECML
    PKDD 2014, 498–513. https://doi.org/10.1007/978-3-662-44848-9_32. Chang, J., et al. (2009). Reading tea leaves: How
    humans interpret topic models. NIPS 22, 288–296.

    Examples
    --------
    >>> import framing as fr
    >>> choice = choose_topics(fr.load_demo(), candidates=(3, 6), draws=3)
    >>> choice.panel.index.tolist(), bool(choice.panel["stability"].between(0, 1).all())
    ([3, 6], True)
    """
    draws, seed, workers = read_whole("draws", draws), read_whole("seed", seed), read_whole("workers", workers)
    _check_request(candidates, draws, workers)
    terms = count_topic_terms(articles) if terms is None else terms
    resampled, families = number_families(terms, articles)
    chosen, left_out = _keep_fitting(candidates, terms)
    models = {n: fit_topics(articles, n_topics=n, method=method, seed=seed, terms=terms) for n in chosen}
    refits = refit_topics(
        terms.counts,
        {n: model.weights.to_numpy().T for n, model in models.items()},
        draw_texts(families, draws=draws, seed=seed, least=max(chosen)),
        method=method, seed=seed, workers=workers,
    )  # fmt: skip
    panel = pd.DataFrame(
        [_judge(models[n], refits[n]) for n in chosen], index=pd.Index(chosen, name="n_topics"), dtype=float
    )
    recommended, reason = _recommend(panel, _forbid(panel, terms.counts.counts.shape[0]))
    doubts = [text for n, model in models.items() for text in _list_doubts(n, model, terms)]
    settings = {
        **terms.settings, "candidates": chosen, "method": method, "draws": draws, "seed": seed,
        "kept": KEPT, "resampled": resampled, "stable_from": STABLE,
    }  # fmt: skip
    topics = pd.concat([_list_topics(models[n], refits[n]) for n in chosen], ignore_index=True)
    if recommended:
        own = topics[topics["n_topics"] == recommended].sort_values(["stability", "topic"]).iloc[0]
        reason += f" Its least stable topic is {own['topic']} ({own['stability']:.2f})."
    return TopicChoice(panel, topics, recommended, reason, (*terms.warnings, *left_out, *doubts), settings)


def _check_request(candidates: Sequence[int], draws: int, workers: int) -> None:
    if not len(candidates) or any(not isinstance(n, int | np.integer) for n in candidates):
        raise MeasureError("candidates= are whole numbers", found=repr(candidates), do="candidates=(5, 10, 20)")
    if draws < 2:
        raise MeasureError("stability needs two draws or more", found=f"draws={draws}", do="draws=10")
    if workers < 1:
        raise MeasureError("work needs at least one process", found=f"workers={workers}", do="use workers=1 or more")


def _keep_fitting(candidates: Sequence[int], terms: TopicTerms) -> tuple[list[int], list[str]]:
    """Keep the candidates that fit the corpus; say of the others why not."""
    n_texts, n_terms = terms.counts.counts.shape
    most = min(n_texts // 2, n_terms)
    numbers = sorted({int(n) for n in candidates})
    chosen = [n for n in numbers if 2 <= n <= most]
    if not chosen:
        raise MeasureError(
            "no candidate fits the corpus",
            found=f"candidates={tuple(numbers)} for {n_texts} different articles and {n_terms} terms",
            do=f"choose between 2 and {most}",
        )
    reason = f"{n_texts} different articles and {n_terms} terms allow 2 to {most} topics"
    return chosen, [f"K={n} was left out: {reason}" for n in numbers if n not in chosen]


def _judge(model: TopicModel, refits: Sequence[Refit]) -> dict[str, float]:
    stability, low, high = summarise_draws(refits)
    return {
        "stability": stability,
        "stability_low": low,
        "stability_high": high,
        "npmi": float(model.quality["npmi"].mean()),
        "exclusivity": float(model.quality["exclusivity"].mean()),
        "diversity": diversity(model.weights.to_numpy().T),
        "error": float(np.mean([refit.error for refit in refits])),
    }


def _list_topics(model: TopicModel, refits: Sequence[Refit]) -> pd.DataFrame:
    top = model.words[model.words["rank"] <= _N_WORDS]
    words = top.groupby("topic", sort=True)["word"].agg(", ".join)
    stability = np.mean([refit.jaccard for refit in refits], axis=0)
    columns = {"n_topics": len(model.topics), "topic": model.topics, "words": words.loc[model.topics].tolist()}
    return pd.DataFrame(columns).assign(stability=stability)


def _list_doubts(n_topics: int, model: TopicModel, terms: TopicTerms) -> list[str]:
    """Give the first warning on the topics of a candidate, and say how many there are."""
    own = [text for text in model.warnings if text not in terms.warnings]
    more = f" (and {len(own) - 1} more in the warnings of its model)" if len(own) > 1 else ""
    return [f"K={n_topics}: {own[0]}{more}"] if own else []


def _forbid(panel: pd.DataFrame, n_texts: int) -> dict[int, str]:
    """Say of which numbers stability is worth nothing, and why."""
    coherent = panel["npmi"] > SUSPICIOUS_NPMI
    reasons = {
        n: f"a mean NPMI of {panel.loc[n, 'npmi']:.2f} is suspicious: look for languages, copies, chrome"
        for n in panel.index[coherent].tolist()
    }
    few = [n for n in panel.index.tolist() if n_texts < TEXTS_A_TOPIC * n]
    return reasons | dict.fromkeys(few, f"{n_texts} texts are fewer than {TEXTS_A_TOPIC} a topic")


def _recommend(panel: pd.DataFrame, forbidden: dict[int, str]) -> tuple[int | None, str]:
    """Take the largest number that is stable and not forbidden, and say why."""
    stable = panel.index[panel["stability_low"] >= STABLE].tolist()
    allowed = [n for n in stable if n not in forbidden]
    passed = "".join(
        f" K={n} is stable too, but {forbidden[n]}." for n in stable if n in forbidden and n > max(allowed, default=n)
    )
    if allowed:
        found = _describe(panel, max(allowed))
        return max(allowed), f"{found}: the largest number whose lower end is {STABLE} or more.{passed} {_PERSON}"
    if stable:
        worst = max(stable)
        return None, f"no stable K: {_describe(panel, worst)} is stable, but {forbidden[worst]}. {_PERSON}"
    best = _describe(panel, panel.index[int(panel["stability_low"].to_numpy().argmax())])
    return None, f"no stable K: the best found is {best}, whose lower end is below {STABLE}. {_PERSON}"


def _describe(panel: pd.DataFrame, n_topics: int) -> str:
    ends = ["stability", "stability_low", "stability_high"]
    mean, low, high = panel.loc[[n_topics], ends].to_numpy()[0].tolist()
    return f"K={n_topics} with a stability of {mean:.2f} ({low:.2f} to {high:.2f})"
