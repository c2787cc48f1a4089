"""How well topics hold still on a corpus, for every number of them, and what that costs; how far intervals cover.

    python -m benchmarks.topics CORPUS [--articles 10000] [--candidates 5,8,10,15,20,30,40] [--draws 10] [--workers 1]
    python -m benchmarks.topics --simulate [--samples 200] [--method nmf] [--runs 20]

The first prints the panel of `choose_topics`, the CPU seconds of one fit at each number (the terms counted before) and
of the whole panel. The second draws corpora with planted topics, two outlets on the same stories, and prints how often
95 % intervals of the mean shares hold the planted share, and the mean of the estimates over all corpora, with the
variance between runs and without: the second is what the interval is about, the first has the model's own error in it.
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np
import pandas as pd

import framing as fr
from benchmarks.machine import describe_machine, table, write_section
from framing.errors import FramingError
from framing.measures.topics.choosing import choose_topics
from framing.measures.topics.fitting import fit_topics
from framing.measures.topics.matching import match_topics
from framing.measures.topics.preparing import count_topic_terms
from framing.measures.topics.prevalence import summarise_topics

CONSONANTS = "bcdfghjklmnpqrstvwxz"
PRIORS = {"North": (1.0, 0.4, 0.3, 0.2, 0.1), "South": (0.2, 0.3, 0.4, 0.5, 0.6)}
N_TOPICS, N_TERMS = 5, 150
SCENES = {"clear": (150, 0.3), "faint": (150, 0.7), "few": (60, 0.5)}  # stories, share of words that all topics have


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", help="what read_corpus reads")
    parser.add_argument("--articles", type=int, default=0, help="the first so many by id; 0 for all")
    parser.add_argument("--candidates", default="5,8,10,15,20,30,40")
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--method", choices=("nmf", "lda"), default="nmf")
    parser.add_argument("--simulate", action="store_true")
    parser.add_argument("--scenes", default=",".join(SCENES), help="of the simulation")
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/RESULTS.md")
    asked = parser.parse_args()
    if not asked.simulate and not asked.corpus:
        parser.error("name a corpus, or --simulate")
    about, text = simulate(asked) if asked.simulate else measure(asked)
    about = f"{describe_machine(('framing', 'numpy', 'scipy', 'scikit-learn'))} {about}"
    print(f"{about}\n\n{text}")
    if asked.write:
        name = f"topics{'-coverage' if asked.simulate else ''}-{asked.method}"
        title = "Intervals of topic shares" if asked.simulate else "Numbers of topics"
        write_section(name, f"## {title}, {asked.method.upper()}\n\n{about}\n\n{text}")


def measure(asked: argparse.Namespace) -> tuple[str, str]:
    """The panel of a corpus and its cost."""
    articles = fr.read_corpus(asked.corpus).sort_index()
    articles = articles.iloc[: asked.articles or None].copy()
    candidates = tuple(int(number) for number in asked.candidates.split(","))
    begun = _cpu()
    terms = count_topic_terms(articles)
    counted = _cpu() - begun
    fits = {}
    for number in candidates:
        begun = _cpu()
        fit_topics(articles, n_topics=number, method=asked.method, seed=asked.seed, terms=terms)
        fits[number] = _cpu() - begun
    begun, wall = _cpu(), time.perf_counter()
    choice = choose_topics(
        articles, candidates=candidates, method=asked.method, draws=asked.draws, seed=asked.seed, terms=terms,
        workers=asked.workers,
    )  # fmt: skip
    panel, wall = _cpu() - begun, time.perf_counter() - wall
    rows = [
        [
            str(number), f"{row['stability']:.3f}", f"{row['stability_low']:.3f}–{row['stability_high']:.3f}",
            *(f"{row[name]:.3f}" for name in ("npmi", "exclusivity", "diversity", "error")), f"{fits[number]:.2f}",
        ]
        for number, row in choice.panel.iterrows()
    ]  # fmt: skip
    header = ("K", "stability", "interval", "NPMI", "exclusivity", "diversity", "error", "one fit, CPU s")
    about = (
        f"{terms.settings['n_articles']:,} different articles of {len(articles):,}, {terms.settings['n_terms']:,} "
        f"terms (counted in {counted:.1f} CPU s), {asked.draws} draws, workers: {asked.workers}. The panel took "
        f"{panel:.1f} CPU s and {wall:.1f} s of the clock."
    )
    return about, "\n".join([table(header, rows), "", choice.reason, *choice.warnings])


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def simulate(asked: argparse.Namespace) -> tuple[str, str]:
    """How far intervals cover, scene by scene."""
    rows = [_cover(name, *SCENES[name], asked) for name in asked.scenes.split(",")]
    header = (
        "scene", "stories", "shared words", "corpora", "not found", "mean bias", "between / total",
        "planted, with", "without", "own mean, with", "without", "width, with", "without", "no interval",
    )  # fmt: skip
    return f"{asked.samples} corpora a scene, {asked.runs} runs.", table(header, rows)


def _cover(name: str, n_stories: int, common: float, asked: argparse.Namespace) -> list[str]:
    found, lost = [], 0
    for sample in range(asked.samples):
        rng = np.random.Generator(np.random.PCG64([asked.seed, n_stories, int(100 * common), sample]))
        try:
            found.append(_estimate(plant_corpus(rng, n_stories, common), asked, sample))
        except FramingError as error:
            print(f"{name}, corpus {sample}: {error}")
        lost += not len(found[-1])
    rows = pd.concat(found, ignore_index=True)
    own = rows.groupby(["outlet", "planted_topic"])["estimate"].transform("mean")
    cells = []
    for truth in (rows["planted"], own):
        for low, high in (("low", "high"), ("low_without", "high_without")):
            known = rows[low].notna()
            cells.append(f"{((rows[low] <= truth) & (truth <= rows[high]))[known].mean():.3f}")
    widths = [f"{(rows[f'high{kind}'] - rows[f'low{kind}']).mean():.3f}" for kind in ("", "_without")]
    bias = (own - rows["planted"]).abs().mean()
    counts = [name, str(n_stories), f"{common:.1f}", str(len(found)), str(lost)]
    middle = [f"{bias:.3f}", f"{rows['between'].mean():.2f}"]
    return [*counts, *middle, *cells, *widths, f"{rows['low'].isna().mean():.3f}"]


def plant_corpus(rng: np.random.Generator, n_stories: int, common: float) -> pd.DataFrame:
    """Two outlets on the same stories, each article of planted topics; `common` of the words belong to none."""
    rank = 1 / (np.arange(N_TERMS) + 5)
    words = np.array([[_spell(topic, term) for term in range(N_TERMS)] for topic in range(N_TOPICS + 1)])
    rows = []
    for story in range(n_stories):
        for outlet in [name for name in PRIORS if rng.random() < 0.7]:
            n_words = int(rng.integers(60, 200))
            topic = rng.choice(N_TOPICS, n_words, p=rng.dirichlet(PRIORS[outlet]))
            topic = np.where(rng.random(n_words) < common, N_TOPICS, topic)
            term = rng.choice(N_TERMS, n_words, p=rank / rank.sum())
            rows.append((outlet, f"story {story}", " ".join(words[topic, term].tolist())))
    index = pd.Index([f"{number:05d}" for number in range(len(rows))], name="article_id")
    articles = pd.DataFrame(rows, columns=["outlet", "story", "text"], index=index)
    return articles.assign(title="", date=pd.NaT, url="-")


def _spell(topic: int, term: int) -> str:
    return f"{'abeiou'[topic]}{CONSONANTS[term // 20]}{CONSONANTS[term % 20]}ol"


def _estimate(articles: pd.DataFrame, asked: argparse.Namespace, sample: int) -> pd.DataFrame:
    """Estimates of one corpus beside the planted shares; empty where a planted topic was not found."""
    terms = count_topic_terms(articles, max_share=1.0)
    model = fit_topics(articles, n_topics=N_TOPICS, method=asked.method, seed=sample, terms=terms)
    planted = np.zeros((N_TOPICS, len(terms.counts.terms)))
    column = {term: number for number, term in enumerate(terms.counts.terms)}
    for topic in range(N_TOPICS):
        for term in range(N_TERMS):
            if (word := _spell(topic, term)) in column:
                planted[topic, column[word]] = 1 / (term + 5)
    order, jaccard, _ = match_topics(planted, model.weights.to_numpy().T)
    if (jaccard < 0.25).any():
        return pd.DataFrame()
    topic_of = {model.topics[row]: topic for topic, row in enumerate(order.tolist())}
    request = {"articles": articles, "by": "outlet", "terms": terms, "draws": 500, "seed": sample}
    with_runs = summarise_topics(model, runs=asked.runs, **request)
    without = summarise_topics(model, runs=0, **request)
    numbers = with_runs["variable"].map(topic_of)
    shares = {name: np.array(prior) / sum(prior) for name, prior in PRIORS.items()}
    return with_runs.assign(
        planted_topic=numbers,
        planted=[shares[outlet][topic] for outlet, topic in zip(with_runs["outlet"], numbers, strict=True)],
        low_without=without["low"],
        high_without=without["high"],
    )


if __name__ == "__main__":
    main()
