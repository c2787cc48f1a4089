from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.describing import describe_corpus
from framing.corpus.lengths import count_words
from framing.corpus.reading import read_corpus
from framing.errors import TableError
from framing.text import tokenise

PLAIN = "The river rose by a metre and the mayor closed the bridge before noon. " * 5


def described(**columns: list[object]) -> pd.DataFrame:
    return describe_corpus(read_corpus(pd.DataFrame(columns))).set_index("item")


@given(st.lists(st.text(alphabet=st.sampled_from("aB1 .-’'\n“U.S.,@&\u2028é"), max_size=40)))
def test_words_are_the_words_of_the_text_engine(texts: list[str]) -> None:
    assert count_words(texts) == tokenise(texts).count_words().tolist()


def test_size_outlets_and_days() -> None:
    table = described(
        text=[PLAIN, PLAIN + "More.", "Short one."],
        outlet=["Gazette", "Gazette", None],
        date=["2019-03-04", "2020-01-01", None],
        title=["a", None, "c"],
    )
    assert table.loc["articles", "value"] == 3
    assert table.loc["words", "value"] == 70 + 71 + 2
    assert table.loc["words in the median article", "value"] == 70
    assert table.loc["articles by outlet", ["outlet", "value"]].tolist() == ["Gazette", 2]
    assert table.loc["missing outlets", "value"] == 1
    assert table.loc["missing titles", "share"] == pytest.approx(1 / 3)
    assert table.loc[["first date", "last date"], "value"].tolist() == ["2019-03-04", "2020-01-01"]
    assert table.loc["texts under 50 words", "value"] == 1


def test_outlets_without_any_date_are_named() -> None:
    table = described(
        text=list("abcde"),
        outlet=["A", "A", "B", "C", "C"],
        date=["2019-03-04", "2019-03-04", None, None, "2019-03-04"],
    )
    assert table.loc["undated", "value"] == 2
    undated = table.loc["undated by outlet"].set_index("outlet")
    assert undated["value"].to_dict() == {"B": 1, "C": 1}
    assert "not one article is dated" in undated.loc["B", "note"]
    assert undated.loc["C", "note"] == ""
    assert "undated by outlet" not in described(text=["a"], outlet=["A"]).index


@pytest.mark.parametrize(
    ("item", "odd"),
    [
        ("empty texts", " "),
        ("texts over 20,000 words or 1 MB", "rain " * 20_001),
        ("texts over 20,000 words or 1 MB", "ß" * 500_001),
        ("texts that repeat an earlier one", PLAIN),
        ("texts with replacement characters", "Guant\ufffdnamo"),
        ("texts with mojibake", "the mayorâ€™s bridge"),
        ("texts with mojibake", "TomÃ¡s"),
        ("texts with control characters", "a\x1bb"),
        ("texts with private-use characters", "\uf0a3"),
        ("texts with invisible characters", "in\u00adherited"),
        ("texts with character references", "AT&amp;T"),
        ("texts without capitals", PLAIN.lower()),
        ("texts without full stops", PLAIN.replace(".", "")),
    ],
)
def test_each_oddity_is_found_and_plain_text_has_none(item: str, odd: str) -> None:
    other = "Größe “ok” – café, naïve, NÃO; Straße & more.\n\tFine. " + PLAIN
    assert described(text=[PLAIN, other]).loc[item, "value"] == 0
    assert described(text=[PLAIN, other, odd]).loc[item, "value"] == 1


def test_outlets_that_look_alike_are_listed() -> None:
    outlets = ["USA TODAY", "usa-today", "Fox News", "Fox News (Online)", "The Post", "post.com", "Times"]
    table = described(text=list("abcdefg"), outlet=outlets)
    several = table.loc["outlet in several spellings"].set_index("outlet")["note"].to_dict()
    assert several == {"Fox News": "Fox News · Fox News (Online)", "USA Today": "USA TODAY · usa-today"}
    alike = described(text=list("ab"), outlet=["Marlford Observer", "Marlford Observers"])
    assert alike.loc["outlet that resembles another", "note"].tolist() == ["Marlford Observers", "Marlford Observer"]


def test_a_long_list_of_outlets_is_cut_and_counted() -> None:
    table = described(text=[str(n) for n in range(50)], outlet=[f"Outlet {n}" for n in range(50)])
    assert len(table.loc["articles by outlet"]) == 40
    assert table.loc["articles of other outlets", "value"] == 10


def test_what_was_noted_on_reading_is_shown() -> None:
    table = described(text=["a\x00"], date=["yesterday"])
    assert table.loc["characters replaced", "value"] == 1
    assert table.loc["date relative", "value"] == 1


def test_the_order_of_rows_does_not_matter_and_nothing_is_changed() -> None:
    rows = {
        "text": [PLAIN, "b", "", "d"],
        "outlet": ["B", "A", "B", "a"],
        "date": [None, "2019", "2019-01-01", None],
    }
    articles = read_corpus(pd.DataFrame(rows))
    before = articles.copy()
    pd.testing.assert_frame_equal(describe_corpus(articles), describe_corpus(articles.iloc[::-1]))
    pd.testing.assert_frame_equal(articles, before)


def test_values_are_counts_and_shares_are_parts() -> None:
    table = described(text=[PLAIN, "b"])
    assert {type(value) for value in table["value"]} == {int, float}  # the median alone is a decimal
    assert table["share"].dropna().between(0, 1).all()
    with pytest.raises(TableError):
        describe_corpus(pd.DataFrame({"text": ["a"]}))


def test_thousands_of_real_articles_are_described() -> None:
    folders = (folder / "shared" / "data" for folder in Path(__file__).resolve().parents)
    path = next((folder / "allsides.jsonl.gz" for folder in folders if folder.is_dir()), None)
    if path is None:
        pytest.skip("the AllSides set is not on this machine")
    articles = read_corpus(path).head(3_000)
    table = describe_corpus(articles).set_index("item")
    assert table.loc["words", "value"] > 2_500_000


def test_web_pages_that_still_hold_menus_are_counted() -> None:
    articles = read_corpus(pd.DataFrame({"text": ["Home\n\nIt rained.", "It rained all day."]}))
    table = describe_corpus(articles.assign(layout=["np", "p"])).set_index("item")
    assert table.loc["web pages not cleaned", "value"] == 1
    assert "web pages not cleaned" not in describe_corpus(articles.assign(layout=[None, "p"]))["item"].tolist()
    assert "web pages not cleaned" not in describe_corpus(articles)["item"].tolist()
