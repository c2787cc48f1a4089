"""What a contrast of outlets says where they report different events: how often it errs, by number of stories.

Two outlets report S stories together and each as many again on its own. Events differ in their rate (gamma);
outlet B's own events have three times the rate of A's, so the agendas differ. Within a story B's rate is A's plus
``effect``: 0 in the first table. Articles differ further by a gamma effect, and in length; with ``unequal`` B writes
three times as much. Prints the share of samples in which p is below .05 for ``compare_groups`` (agendas
mixed in), for ``compare_groups`` on the shared stories only (jointly resampled) and for ``compare_stories``, and
how often the nominal 95 % interval of ``compare_stories`` holds the effect. With 5 stories the smallest p of the
sign flips is 2/32, so that only the interval can speak.

    python benchmarks/story_contrasts.py [--samples 1000] [--draws 999] [--seed 1]
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pandas as pd

from framing.analysis.groups import compare_groups
from framing.analysis.stories import compare_stories

STORIES = (5, 10, 20, 40)
SCENES = ((0.0, False), (0.0, True), (1.0, False))  # effect in hits per 100 words, B writes more
KINDS, GROUPED = 100, 20  # samples that share one layout of articles and lengths; how many compare_groups is asked


def sample(n_stories, effect, unequal, n_kinds, rng):
    """Draw matches, words and articles of outlets A and B; each kind of match is a sample of its own."""
    rate = rng.gamma(2.0, 0.75, size=(n_kinds, 3 * n_stories))
    rate[:, 2 * n_stories :] *= 3  # the events that only B takes up
    stories = {"A": range(2 * n_stories), "B": [*range(n_stories), *range(2 * n_stories, 3 * n_stories)]}
    rows = [(outlet, story) for outlet, own in stories.items() for story in own for _ in range(rng.geometric(0.6))]
    articles = pd.DataFrame(rows, columns=["outlet", "story"])
    articles.index = pd.Index([f"a{number:04d}" for number in range(len(rows))], name="article_id")
    is_b = (articles["outlet"] == "B").to_numpy()
    n_words = np.round(rng.lognormal(6.0, 0.5, len(rows)) * np.where(is_b & unequal, 3, 1)).astype(int)
    told = rate[:, articles["story"]] * rng.gamma(4.0, 0.25, size=(n_kinds, len(rows))) + effect * is_b
    hits = rng.poisson(told * n_words / 100)
    names = [f"k{number:03d}" for number in range(n_kinds)]
    kind, article = (np.repeat(part.ravel(), hits.ravel()) for part in np.indices(hits.shape))
    matches = pd.DataFrame({"article_id": articles.index[article]})
    matches["family"] = pd.Categorical.from_codes(kind, names)
    words = pd.DataFrame({"article_id": articles.index, "n_words": n_words, "n_sentences": 1})
    return matches, words, articles.assign(story=articles["story"].map("s{:03d}".format))


def contrast(matches, words, articles, *, effect, draws):
    """Say of every sample what each contrast finds."""
    ask = {"group": "outlet", "reference": "A", "draws": draws}
    both = articles.groupby("story")["outlet"].nunique()
    shared = articles[articles["story"].map(both) == 2]
    first = matches[matches["family"].cat.codes < GROUPED]
    first = first.assign(family=first["family"].cat.remove_unused_categories())
    theirs = [table[table["article_id"].isin(shared.index)] for table in (first, words)]
    mixed = compare_groups(first, words, articles=articles, **ask).query("variable == 'rate_difference'")
    pooled = compare_groups(*theirs, articles=shared, **ask).query("variable == 'rate_difference'")
    within = compare_stories(matches, words, articles=articles, **ask)
    return {
        "compare_groups": (mixed["p"] < 0.05).mean(),
        "on shared stories": (pooled["p"] < 0.05).mean(),
        "compare_stories": (within["p"] < 0.05).mean(),
        "interval excludes 0": ((within["low"] > 0) | (within["high"] < 0)).mean(),
        "coverage": ((within["low"] <= effect) & (within["high"] >= effect)).mean(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=999)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.Generator(np.random.PCG64(asked.seed))
    began = time.process_time()
    for effect, unequal in SCENES:
        print(f"\neffect {effect:g} per 100 words, {'B writes three times as much' if unequal else 'equal lengths'}")
        for n_stories in STORIES:
            found = pd.DataFrame(
                contrast(*sample(n_stories, effect, unequal, KINDS, rng), effect=effect, draws=asked.draws)
                for _ in range(-(-asked.samples // KINDS))
            ).mean()
            print(f"{n_stories:>4} stories  ", ", ".join(f"{name} {share:.3f}" for name, share in found.items()))
    spent = time.process_time() - began
    print(f"\n{asked.samples} samples each, {GROUPED} in {KINDS} of them for compare_groups; {spent:.0f} s of CPU")


if __name__ == "__main__":
    main()
