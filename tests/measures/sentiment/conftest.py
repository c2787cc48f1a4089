import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.measures.sentiment.vader import score_sentences
from framing.text import tokenise

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"


@pytest.fixture(scope="session")
def original() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


@pytest.fixture(scope="session")
def differences(original: SentimentIntensityAnalyzer) -> Callable[[list[str]], list[Any]]:
    """Sentences of some texts that the kit and the original score differently."""

    def compare(texts: list[str]) -> list[Any]:
        tokens = tokenise(texts)
        scores = score_sentences(tokens, normalise=False)
        ours = zip(*(column.tolist() for column in scores[:4]), strict=True)
        spans = zip(tokens.sentence_text, *tokens.sentence_spans, strict=True)
        sentences = [texts[text][start:end] for text, start, end in spans]
        theirs = [original.polarity_scores(sentence) for sentence in sentences]
        wanted = [(score["compound"], score["pos"], score["neu"], score["neg"]) for score in theirs]
        return [row for row in zip(sentences, ours, wanted, strict=True) if row[1] != row[2]]

    return compare


@pytest.fixture(scope="session")
def make_articles() -> Callable[..., pd.DataFrame]:
    """Articles a, b, c … with the given texts and titles."""

    def make(*texts: str, titles: list[Any] | None = None) -> pd.DataFrame:
        names = [chr(ord("a") + number) for number in range(len(texts))]
        articles = pd.DataFrame({"text": list(texts)}, index=pd.Index(names, name="article_id", dtype="str"))
        articles["title"] = [""] * len(texts) if titles is None else titles
        return articles.assign(outlet="X", date=pd.NaT, url="-")

    return make


@pytest.fixture(scope="session")
def shared() -> Callable[[str], list[Any]]:
    """Rows of a JSON-lines file of the data beside the checkout; skips where there is none."""

    def read(name: str) -> list[Any]:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"{name} is not beside the checkout")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]

    return read
