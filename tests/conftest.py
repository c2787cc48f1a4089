from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import framing as fr


@pytest.fixture(scope="session")
def make_articles() -> Callable[..., pd.DataFrame]:
    """Articles a, b, c … with the given texts and titles."""

    def make(*texts: str, titles: list[Any] | None = None) -> pd.DataFrame:
        names = [chr(ord("a") + number) for number in range(len(texts))]
        articles = pd.DataFrame({"text": pd.Series(texts, index=names, dtype="str")})
        articles["title"] = pd.Series([None] * len(texts) if titles is None else titles, index=names, dtype="str")
        return articles.rename_axis("article_id").assign(outlet="X", date=pd.NaT, url="-")

    return make


@pytest.fixture(scope="session")
def demo() -> pd.DataFrame:
    """The demonstration corpus, as it is read."""
    return fr.load_demo()


LONG = tuple(f"tests/{name}" for name in ("validity/test_floors.py", "notebooks/", "test_docs.py", "study/"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take long, so that no process waits for the other's at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
