from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

N_TERMS, N_EACH, N_WORDS, NOISE = 80, 60, 60, 0.05


def vocabulary(number: int) -> list[str]:
    """Invented words that no other vocabulary has."""
    ends = ["ram", "dol", "ket", "vos"]
    starts = [first + second for first, second in product("bdfgklmprt", "ae")]
    return [f"{'xyz'[number]}{start}{end}" for start, end in product(starts, ends)][:N_TERMS]


@pytest.fixture(scope="session")
def planted() -> pd.DataFrame:
    """Three vocabularies, sixty texts of each, one word in twenty from another; `truth` says which."""
    rng = np.random.default_rng(3)
    words = [vocabulary(number) for number in range(3)]
    texts, truth = [], []
    for number in np.repeat(range(3), N_EACH).tolist():
        own = np.where(rng.random(N_WORDS) < NOISE, rng.integers(0, 3, N_WORDS), number)
        texts.append(" ".join(words[which][rng.integers(N_TERMS)] for which in own.tolist()))
        truth.append(number)
    index = pd.Index([f"{number:03d}" for number in range(len(texts))], name="article_id")
    articles = pd.DataFrame({"text": texts, "truth": truth}, index=index)
    return articles.assign(title="", outlet="X", date=np.datetime64("NaT", "ns"), url="-", language="en")
