from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import TableError

Articles = Callable[..., pd.DataFrame]

TEXT = "He said “it may be ‘a bluff’ or not” today."


def quotation(start: int, end: int, kind: str = "direct", speaker: str | None = None) -> dict[str, object]:
    return {
        "quotation_id": f"q{start}",
        "article_id": "a",
        "part": "text",
        "start": start,
        "end": end,
        "kind": kind,
        "speaker": speaker,
        "flag": None,
        "rule": "by hand",
    }


def spans(*starts: int, part: str = "text") -> pd.DataFrame:
    return pd.DataFrame({"article_id": "a", "part": part, "start": starts, "end": [start + 1 for start in starts]})


def test_a_span_has_the_voice_of_the_place_where_it_begins_the_opening_mark_included(make_articles: Articles) -> None:
    articles = make_articles(TEXT, titles=["It may be"])
    quotations = fr.find_quotations(articles)
    first, stop = quotations.loc[0, ["start", "end"]]
    places = spans(first - 2, first - 1, first, stop - 1, stop)
    voices = fr.assign_voices(places.assign(end=places["start"] + 2), articles=articles, quotations=quotations)
    assert voices["voice"].tolist() == ["journalist", "source_direct", "source_direct", "source_direct", "journalist"]
    assert voices["speaker"].isna().all()
    title = fr.assign_voices(spans(first, part="title"), articles=articles, quotations=quotations)
    assert title["voice"].tolist() == ["journalist"]


def test_of_nested_quotations_the_innermost_speaks(make_articles: Articles) -> None:
    quotations = pd.DataFrame(
        [quotation(20, 30, "direct", "Vane"), quotation(8, 38, "indirect", "May"), quotation(24, 26, "nominal", "Rook")]
    )
    found = fr.assign_voices(spans(0, 8, 20, 24, 26, 30, 38), articles=make_articles(TEXT), quotations=quotations)
    assert found["speaker"].fillna("-").tolist() == ["-", "May", "Vane", "Rook", "Vane", "May", "-"]
    assert found["voice"].tolist() == [
        "journalist",
        "source_indirect",
        "source_direct",
        "source_direct",  # what a source reports between quotation marks stands between them
        "source_direct",
        "source_indirect",
        "journalist",
    ]


@pytest.mark.parametrize("text", ["``It may,'' he said.", "“ It may ”, he said.", "(“‘It may,’ he said”)."])
def test_a_span_that_opens_with_marks_has_the_voice_of_its_first_word(make_articles: Articles, text: str) -> None:
    articles = make_articles(text)
    found = fr.assign_voices(spans(0).assign(end=len(text)), articles=articles, quotations=fr.find_quotations(articles))
    assert found["voice"].tolist() == ["source_direct"]


def test_depth_place_and_the_journalists_own_marks(make_articles: Articles) -> None:
    text = "Heading\nMarsh said rumours of a raid were spread. He saw “The Long Way Home” in a “palace”."
    articles = make_articles(text)
    words = ["Heading", "said", "spread", "raid", "Long", "palace"]
    found = fr.assign_voices(
        spans(*(text.index(word) for word in words)), articles=articles, quotations=fr.find_quotations(articles)
    )
    assert found["depth"].tolist() == [0, 0, 1, 2, 0, 0]
    assert found["place"].tolist() == ["heading"] + ["body"] * 5
    assert found["voice"].tolist() == ["journalist"] * 2 + ["source_indirect"] * 2 + ["journalist"] * 2


def test_a_speaker_that_is_not_known_is_that_of_the_words_around(make_articles: Articles) -> None:
    rows = pd.DataFrame([quotation(8, 38, "indirect", "May"), quotation(24, 26, "nominal", None)])
    found = fr.assign_voices(spans(24), articles=make_articles(TEXT), quotations=rows)
    assert found[["speaker", "depth"]].to_numpy().tolist() == [["May", 2]]


def test_without_quotations_all_is_the_journalists(make_articles: Articles) -> None:
    none = fr.find_quotations(make_articles("No."))
    found = fr.assign_voices(spans(0, 1), articles=make_articles("No."), quotations=none)
    assert found["voice"].tolist() == ["journalist"] * 2
    assert len(fr.assign_voices(spans(), articles=make_articles("No."), quotations=none)) == 0


def test_tables_of_other_articles_are_refused(make_articles: Articles) -> None:
    articles = make_articles(TEXT)
    quotations = fr.find_quotations(articles)
    with pytest.raises(TableError, match="runs past the end"):
        fr.assign_voices(spans(0), articles=make_articles("Short."), quotations=quotations)
    with pytest.raises(TableError, match="`spans` names articles that are not in `articles`; found: 1 rows, first 'z'"):
        fr.assign_voices(spans(0).assign(article_id="z"), articles=articles, quotations=quotations)
    with pytest.raises(TableError, match="`spans` must have the columns article_id, part, start, end"):
        fr.assign_voices(spans(0).drop(columns="part"), articles=articles, quotations=quotations)
