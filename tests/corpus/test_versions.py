import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.versions import find_versions

WORDS = [f"{first}{last}" for first in "bdfgklmnprst" for last in ("a", "en", "ir", "olt", "und", "ey")]


def story(seed: int, n_words: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=n_words))  # noqa: S311


def corpus(*rows: tuple[str, str, str | None, str | None]) -> pd.DataFrame:
    """Articles a, b, c … of title, text, outlet and date."""
    index = pd.Index([chr(ord("a") + number) for number in range(len(rows))], name="article_id")
    titles, texts, outlets, dates = zip(*rows, strict=True)
    days = pd.Series(np.array(dates, dtype="datetime64[us]"), index=index)
    return pd.DataFrame({"text": texts, "title": titles, "outlet": outlets, "date": days, "url": "-"}, index=index)


def versions(frame: pd.DataFrame) -> dict[str, str]:
    found = find_versions(frame)
    assert found.index.equals(frame.index)
    return {str(name): str(first) for name, first in found.dropna().items()}


def test_a_corrected_text_is_a_version_of_the_first() -> None:
    text = story(1)
    other = text.replace(text.split()[100], "corrected", 1)
    later = ("New title", other, "X", "2019-03-05")
    assert versions(corpus(later, ("Title", text, "X", "2019-03-04"))) == {"a": "b"}
    assert versions(corpus(later, ("Title", text, "Y", "2019-03-04"))) == {}  # a copy, not a version
    assert versions(corpus(later, ("Title", text, "X", "2019-05-04"))) == {}
    assert versions(corpus(later, ("Title", text, "X", None))) == {"b": "a"}


def test_of_one_day_the_longest_is_the_first_so_that_a_text_cut_off_is_not() -> None:
    whole = story(1, 400)
    cut = whole[: len(whole) // 2]
    same_day = corpus(("Flood", cut, "X", "2019-03-04"), ("Flood", whole, "X", "2019-03-04"))
    assert versions(same_day) == {"a": "b"}


def test_an_update_that_grows_is_a_version_only_under_its_title_or_with_its_beginning() -> None:
    short, more = story(2, 80), story(3, 400)
    first = ("Flood", short, "X", "2019-03-03")
    assert versions(corpus(first, ("FLOOD!", more + " " + short, "X", "2019-03-04"))) == {"b": "a"}
    assert versions(corpus(first, ("Rain", short + " " + more, "X", "2019-03-04"))) == {"b": "a"}
    assert versions(corpus(("Flood", short, "X", "2019-03-04"), ("Rain", more + " " + short, "X", "2019-03-04"))) == {}


def test_one_title_does_not_make_two_articles_one() -> None:
    assert versions(corpus(("Letters", story(4), "X", "2019-03-04"), ("Letters", story(5), "X", "2019-03-04"))) == {}
    assert versions(corpus(("Letters", "", "X", None), ("Letters", "", "X", None))) == {}


def test_a_shared_block_does_not_make_two_articles_one() -> None:
    block = story(6, 60)
    assert versions(corpus(("A", story(7) + " " + block, "X", None), ("B", story(8) + " " + block, "X", None))) == {}


def test_versions_of_versions_have_one_first() -> None:
    one, two, three = story(9, 100), story(10, 60), story(11, 60)
    rows = [
        ("T", one, "X", "2019-03-01"),
        ("T", f"{one} {two}", "X", "2019-03-02"),
        ("T", f"{one} {two} {three}", "X", "2019-03-03"),
    ]
    assert versions(corpus(*rows[::-1])) == {"a": "c", "b": "c"}


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    texts = [story(12), story(12) + " more", story(13), "", "one", story(13)[:-30], story(14), story(12)[20:]]
    frame = corpus(*((f"T{number % 3}", text, "X", None) for number, text in enumerate(texts)))
    assert find_versions(frame.iloc[order]).reindex(frame.index).equals(find_versions(frame))


def test_many_articles_of_one_title_are_done_in_a_moment() -> None:
    import time

    frame = corpus(*[("Briefing", story(number, 60), "X", None) for number in range(2000)][:60])
    many = pd.concat([frame] * 30).set_axis(pd.Index([f"a{number:05}" for number in range(1800)], name="article_id"))
    start = time.process_time()
    found = find_versions(many)
    assert time.process_time() - start < 4
    assert found.isna().sum() >= 60


def test_articles_without_an_outlet_are_passed_over() -> None:
    text = story(15)
    assert versions(corpus(("T", text, None, None), ("T", text, None, None))) == {}


def test_a_table_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="article_id"):
        find_versions(pd.DataFrame({"text": ["a"]}))
