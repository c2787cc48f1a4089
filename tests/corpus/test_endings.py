import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.endings import describe_ending, find_cut_texts

SENTENCE = "The mayor of Upton closed the old bridge before noon because the river had risen by a metre. "


@pytest.mark.parametrize(
    "ending",
    [
        "Read more",
        "Read more »",
        "READ MORE...",
        "Continue reading →",
        "Weiterlesen",
        "[Weiterlesen …]",
        "Lire la suite",
        "Seguir leyendo",
        "Lees verder",
        "Leggi tutto",
        "Leia mais",
        "and the council then …",
        "and the council,...",
        "and the council… read more",
    ],
)
def test_a_short_text_that_ends_as_a_teaser_is_cut(ending: str) -> None:
    assert describe_ending(SENTENCE + ending)
    assert "… " in ending or not describe_ending(SENTENCE * 20 + ending)  # an article with a link, or a writer's dots


@pytest.mark.parametrize(
    "ending",
    [
        "Subscribe to read the full story.",
        "This article is for subscribers only. Log in.",
        "Already a subscriber? Log in",
        "Dieser Artikel ist nur für Abonnenten.",
        "Cet article est réservé aux abonnés. Déjà abonné ?",
        "Contenido exclusivo para suscriptores",
        "the council will […]",
        "the council will [...]",
        "the council wi… [+1234 chars]",
        "the council will… Read more",
        "and the council will Read more »",
        "\n\nOn Monday the council said that it would soon have\n\nContinue reading",
    ],
)
def test_some_endings_cut_a_text_of_any_length(ending: str) -> None:
    assert describe_ending(SENTENCE * 20 + ending)


@pytest.mark.parametrize(
    "ending",
    [
        "Children, she said, should read more.",
        "Work will continue.",
        "Read more: why the bridge had to close and what comes next",
        '"I do not know," he said.',
        "",
        "He subscribed to the view that bridges fall (...) and rivers rise.",
        "\n\nRead more",
        "\n\nThe old bridge seen from the mill. Picture 3 of 12\n\nRead more",
    ],
)
def test_an_article_that_merely_speaks_of_reading_is_whole(ending: str) -> None:
    assert describe_ending(SENTENCE * 20 + ending) == ""


def test_a_short_article_that_merely_speaks_of_reading_is_whole() -> None:
    assert describe_ending(SENTENCE + "Children, she said, should read more.") == ""
    assert describe_ending(SENTENCE + "Read more: why the bridge had to close") == ""


@pytest.mark.parametrize(
    ("announced", "cut"), [(95, False), (140, False), (160, True), ("1,200 words", True), (None, False)]
)
def test_a_text_far_shorter_than_announced_is_cut(announced: object, cut: bool) -> None:
    articles = pd.DataFrame({"text": [SENTENCE * 5], "announced_words": [announced]}, index=["a"])
    found = find_cut_texts(articles)
    assert len(found) == cut
    assert not cut or found["note"].tolist()[0].startswith("90 of ")


def test_small_differences_in_counting_are_no_cut() -> None:
    articles = pd.DataFrame({"text": [SENTENCE * 100], "announced_words": [2200]}, index=["a"])
    assert find_cut_texts(articles).empty
    assert len(find_cut_texts(articles.assign(announced_words=2300))) == 1


@given(st.text(alphabet=st.sampled_from(" .…[]+1chars»\nread more,"), max_size=400))
def test_any_ending_is_described(text: str) -> None:
    assert isinstance(describe_ending(text), str)
