import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.corpus.doubts import find_doubts
from framing.corpus.reading import read_corpus
from framing.errors import CorpusError
from framing.tables import check_table

ROWS = [
    {
        "id": "a",
        "Headline": " Rain again ",
        "Body": "It rained.",
        "Source": "The Gazette",
        "Published": "2019-03-04",
    },
    {"id": "b", "Headline": None, "Body": "It snowed.", "Source": "The Post", "Published": "5 March 2019"},
]


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"text": ["It rained.", "It snowed."], **columns})


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_every_format_gives_the_same_table(tmp_path: Path) -> None:
    table = pd.DataFrame(ROWS)
    expected = read_corpus(table).drop(columns="source_file")
    table.to_csv(tmp_path / "a.csv", index=False)
    table.to_csv(tmp_path / "b.csv", index=False, sep=";")
    table.to_csv(tmp_path / "a.tsv", index=False, sep="\t")
    table.to_parquet(tmp_path / "a.parquet")
    lines = "\n".join(json.dumps(row) for row in ROWS).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    (tmp_path / "a.json").write_text(json.dumps(ROWS))
    for path in sorted(tmp_path.iterdir()):
        articles = read_corpus(path)
        assert articles["source_file"].tolist() == [path.name] * 2
        pd.testing.assert_frame_equal(articles.drop(columns="source_file"), expected)


def test_the_table_is_the_documented_one() -> None:
    table = pd.DataFrame(ROWS).assign(bias=[1, 2])
    before = table.copy()
    articles = check_table("articles", read_corpus(table, retrieved="2026-11-22"))
    assert articles.index.tolist() == ["a", "b"]
    assert articles["title"].fillna("-").tolist() == ["Rain again", "-"]
    assert articles["date"].tolist() == [pd.Timestamp("2019-03-04"), pd.Timestamp("2019-03-05")]
    assert articles["date_precision"].tolist() == ["day", "day"]
    assert articles["retrieved"].unique().tolist() == [pd.Timestamp("2026-11-22")]
    assert articles["bias"].tolist() == [1, 2]
    assert articles.columns[-1] == "bias"
    assert "date_raw" not in articles.columns
    pd.testing.assert_frame_equal(table, before)


def test_an_articles_table_reads_as_itself() -> None:
    articles = read_corpus(pd.DataFrame(ROWS))
    pd.testing.assert_frame_equal(read_corpus(articles), articles)


def test_ids_do_not_depend_on_rows_or_files(tmp_path: Path) -> None:
    table = pd.DataFrame(ROWS).drop(columns="id")
    table.iloc[:1].to_csv(tmp_path / "z.csv", index=False)
    table.iloc[1:].to_json(tmp_path / "a.jsonl", orient="records", lines=True)
    ids = set(read_corpus(table).index)
    assert ids == set(read_corpus(table.iloc[::-1]).index) == set(read_corpus(tmp_path).index)
    assert all(len(key) == 16 for key in ids)


def test_an_id_may_be_missing_or_set_aside(tmp_path: Path) -> None:
    articles = read_corpus(frame(id=["a", None]))
    assert articles.index[0] == "a"
    assert len(articles.index[1]) == 16
    with pytest.raises(CorpusError, match=r"repeated within a file.*1 repeated ids in 'the table', first 'a'"):
        read_corpus(frame(id=["a", "a"]))
    assert read_corpus(frame(id=["a", "a"]), columns={"id": "id_in_file"})["id_in_file"].tolist() == [
        "a",
        "a",
    ]
    write(tmp_path, x_csv="id,text\na,rain\n", y_csv="id,text\na,sun\n")
    with pytest.raises(CorpusError, match=r"more than one file.*'x\.csv', 'y\.csv'"):
        read_corpus(tmp_path)


def test_dates_that_say_less_than_a_day_keep_their_wording() -> None:
    articles = read_corpus(frame(date=["March 2019", "yesterday"]))
    assert articles["date"].isna().all()
    assert articles["date_precision"].tolist() == ["month", "missing"]
    assert articles["date_raw"].tolist() == ["March 2019", "yesterday"]
    doubts = find_doubts(articles).query("reason.str.startswith('date')")
    assert doubts[["reason", "note"]].to_numpy().tolist() == [
        ["date not understood", "March 2019 (month only)"],
        ["date relative", "yesterday"],
    ]
    again = read_corpus(articles)
    assert again["date_precision"].tolist() == ["month", "missing"]
    assert again["date_raw"].tolist() == ["March 2019", "yesterday"]


def test_the_order_of_day_and_month_is_settled_file_by_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_csv="text,date\nr,03/04/2019\ns,13/04/2019\n",
        b_csv="text,date\nt,03/04/2019\nu,04/13/2019\n",
    )
    assert read_corpus(tmp_path)["date"].dt.strftime("%m-%d").tolist() == ["04-03", "04-13", "03-04", "04-13"]


def test_a_date_to_come_stays_and_is_doubtful() -> None:
    articles = read_corpus(frame(id=["a", "b"], date=["2019-01-01", "2090-01-01"]))
    assert articles.loc["b", "date"] == pd.Timestamp("2090-01-01")
    doubts = find_doubts(articles)
    assert doubts.loc[doubts["reason"] == "date in the future", "article_id"].tolist() == ["b"]


def test_a_folder_of_pages_and_tables(tmp_path: Path) -> None:
    write(
        tmp_path,
        news_csv="text,outlet\nIt rained.,Gazette\n",
        post__a_txt="Title: Sun\nSource: Post\nDate: 4 March 2019\ntopic: weather\n\nIt shone.\n",
        post__b_txt="River rises after a night of rain\n\nIt rained on.\n",
        README_md="about",
    )
    articles = read_corpus(tmp_path)
    assert articles["source_file"].tolist() == ["news.csv", "post/a.txt", "post/b.txt"]
    assert articles["title"].fillna("-").tolist() == ["-", "Sun", "River rises after a night of rain"]
    assert articles["outlet"].fillna("-").tolist() == ["Gazette", "Post", "-"]
    assert articles["text"].tolist() == ["It rained.", "It shone.", "It rained on."]
    assert articles["topic"].fillna("-").tolist() == ["-", "weather", "-"]
    assert [(s["source_file"], s["layout"], s["read"], s["reason"]) for s in articles.attrs["sources"]] == [
        ("news.csv", "table", 1, None),
        ("post/a.txt", "page", 1, None),
        ("post/b.txt", "page", 1, None),
        ("README.md", None, 0, "file of another kind"),
    ]
    assert str(tmp_path) not in articles.to_csv()


def test_metadata_goes_before_the_header(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_txt="Title: Sun\nOutlet: Post\n\nIt shone.",
        meta_csv="file,headline,n\na.txt,Sunshine,3\nb,x,4\n",
    )
    for metadata in (
        tmp_path / "meta.csv",
        pd.DataFrame({"file": ["a"], "headline": ["Sunshine"], "n": [3]}),
    ):
        if isinstance(metadata, pd.DataFrame):
            (tmp_path / "meta.csv").unlink()
        articles = read_corpus(tmp_path, metadata=metadata)
        assert articles[["title", "outlet", "n"]].to_numpy().tolist() == [["Sunshine", "Post", 3]]
    with pytest.raises(CorpusError, match="describes files of text, and there are none"):
        read_corpus(frame(), metadata=pd.DataFrame({"file": ["a"]}))


def test_one_file_in_another_encoding_reads_by_itself_and_is_noted(tmp_path: Path) -> None:
    write(tmp_path, old_txt="Title: Größe\n\nStraße.".encode("cp1252"), new_txt="Title: Größe\n\nStraße.")
    guessed = read_corpus(tmp_path)
    assert guessed["text"].tolist() == ["Straße."] * 2
    assert [(d["source_file"], d["reason"]) for d in guessed.attrs["doubts"]] == [("old.txt", "encoding guessed")]
    (tmp_path / "corpus.toml").write_text('[files."old.txt"]\nencoding = "cp1252"\noutlet = "Post"\n')
    articles = read_corpus(tmp_path)
    assert articles["text"].tolist() == ["Straße."] * 2
    assert articles["outlet"].fillna("-").tolist() == ["-", "Post"]
    assert [source["encoding"] for source in articles.attrs["sources"]] == ["utf-8", "cp1252"]
    assert articles.attrs["doubts"] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_a_lone_file(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, a_csv="text\nStraße\n".encode(encoding))
    said = encoding if encoding == "cp1252" else None
    assert read_corpus(tmp_path / "a.csv", encoding=said)["text"].tolist() == ["Straße"]


def test_columns_by_file_and_for_all(tmp_path: Path) -> None:
    write(tmp_path, a_csv="lead,n\nIt rained.,1\n", b_csv="story_text,n\nIt shone.,2\n")
    (tmp_path / "corpus.toml").write_text('[files."b.csv"]\ncolumns = { story_text = "text" }\n')
    assert read_corpus(tmp_path, columns={"lead": "text"})["text"].tolist() == ["It rained.", "It shone."]
    with pytest.raises(CorpusError, match="did you mean 'lead'"):
        read_corpus(tmp_path, columns={"leed": "text"})


def test_broken_characters_are_replaced_and_counted() -> None:
    table = pd.DataFrame({"text": ["a\x00b", "c\ud800"], "title": ["x\x00", "y"]}, dtype=object)
    articles = read_corpus(table)
    assert articles["text"].tolist() == ["a\ufffdb", "c\ufffd"]
    assert [(note["item"], note["value"]) for note in articles.attrs["reading"]] == [("characters replaced", 3)]


def test_empty_and_huge_texts_are_kept() -> None:
    articles = read_corpus(pd.DataFrame({"text": [None, "rain " * 1_000_000]}))
    assert articles["text"].map(len).tolist() == [0, 5_000_000]


@pytest.mark.parametrize(
    ("source", "match"),
    [
        (pd.DataFrame({"text": []}), "holds no rows"),
        (pd.DataFrame({"text": ["", " "]}), "every text is empty.*2 articles"),
        (pd.DataFrame({"text": [b"a"]}), "holds bytes, not text.*decode the column"),
        (pd.DataFrame({"lead": ["a"]}), "no column holds the text.*lead.*columns="),
        (pd.DataFrame({"text": ["a"], "headline": ["b"], "title": ["c"]}), "'headline' and 'title'"),
        ("https://example.org/a.csv", "download the file first"),
        ("nowhere.csv", "no such file"),
        (None, "found: NoneType"),
    ],
)
def test_each_mistake_is_one_clear_error(source: object, match: str) -> None:
    with pytest.raises(CorpusError, match=match):
        read_corpus(source)


def test_retrieved_must_be_a_day_and_fills_gaps_only() -> None:
    with pytest.raises(CorpusError, match="retrieved= is not a day"):
        read_corpus(frame(), retrieved="lately")
    articles = read_corpus(frame(scraped=["2020-01-01", None]), retrieved="2021-01-01")
    assert articles["retrieved"].dt.year.tolist() == [2020, 2021]


def test_missing_values_are_nan_of_the_text_dtype() -> None:
    articles = read_corpus(frame())
    assert all(articles[name].isna().all() for name in ("title", "outlet", "url", "source_file"))
    assert all(articles[name].dtype == "str" for name in ("text", "title", "outlet", "url"))
    assert np.issubdtype(articles["date"].dtype, np.datetime64)


def test_ten_thousand_real_articles_are_read() -> None:
    folders = (folder / "shared" / "data" for folder in Path(__file__).resolve().parents)
    path = next((folder / "allsides.jsonl.gz" for folder in folders if folder.is_dir()), None)
    if path is None:
        pytest.skip("the AllSides set is not on this machine")
    articles = read_corpus(path)
    assert len(articles) == 10_192


def test_missing_values_of_every_kind_are_taken(tmp_path: Path) -> None:
    dates = pd.array(["2019-01-01", None], dtype="string")
    articles = read_corpus(frame(date=dates, n=pd.array([1, None], dtype="Int64"), o=[pd.NA, "x"]))
    assert articles["date"].isna().tolist() == [False, True]
    assert read_corpus(frame(date=pd.array([20190101, None], dtype="Int64")))["date"].isna().tolist() == [
        False,
        True,
    ]


def test_a_mapping_for_a_file_goes_before_the_one_for_all(tmp_path: Path) -> None:
    write(tmp_path, a_csv="lead,rest\nIt rained.,It shone.\n", b_csv="lead\nIt snowed.\n")
    (tmp_path / "corpus.toml").write_text('[files."a.csv"]\ncolumns = { rest = "text" }\n')
    articles = read_corpus(tmp_path, columns={"lead": "text"})
    assert articles["text"].tolist() == ["It shone.", "It snowed."]


RAIN = "The river rose by a metre before noon, and the gate on the quay was shut until the evening tide had passed by."
GATE = "The keeper of the gate said that he had never seen so much water in the harbour, and that more was on its way."


def web_page(title: str, *, day: str = "2019-03-04") -> str:
    return (
        f'<html lang="en"><head><meta property="og:title" content="{title}">'
        '<meta property="og:site_name" content="Gazette">'
        f'<meta property="article:published_time" content="{day}"></head><body><nav>Home</nav><h1>{title}</h1>'
        f"<p>{RAIN}</p><p>{GATE} {title}.</p></body></html>"
    )


def test_a_folder_of_web_pages_and_text(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_html=web_page("Rain"),
        b__b_htm_gz=gzip.compress(web_page("Sun", day="04/03/2019").encode()),
        c_txt="Title: Snow\n\nIt snowed.",
        d_xhtml=b"",
    )
    articles = check_table("articles", read_corpus(tmp_path))
    assert articles["source_file"].tolist() == ["a.html", "b/b.htm.gz", "c.txt"]
    assert articles["layout"].fillna("-").tolist() == ["nHpp", "nHpp", "-"]
    assert articles["title"].fillna("-").tolist() == ["Rain", "Sun", "Snow"]
    assert articles["outlet"].fillna("-").tolist() == ["Gazette", "Gazette", "-"]
    assert articles["date"].dt.strftime("%d %m").fillna("-").tolist() == ["04 03", "-", "-"]
    assert articles["date_raw"].fillna("-").tolist() == ["-", "04/03/2019", "-"]
    assert articles["language"].fillna("-").tolist() == ["en", "en", "-"]
    assert articles["text"].iloc[0] == f"Home\n\nRain\n\n{RAIN}\n\n{GATE} Rain."
    assert [(d["source_file"], d["reason"]) for d in articles.attrs["doubts"]] == [("d.xhtml", "file empty")]


def test_web_pages_take_metadata_and_settings_before_what_they_say(tmp_path: Path) -> None:
    write(tmp_path, a_html=web_page("Rain"), b_html=web_page("Sun"))
    (tmp_path / "corpus.toml").write_text('[files."a.html"]\noutlet = "Post"\n')
    about = pd.DataFrame({"file": ["b.html"], "outlet": ["Herald"]})
    articles = read_corpus(tmp_path, metadata=about, columns={"title": "heading"})
    assert articles["outlet"].tolist() == ["Post", "Herald"]
    assert articles["heading"].tolist() == ["Rain", "Sun"]


def test_web_pages_read_the_same_by_one_process_and_by_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, **{f"{number}_html": web_page(f"Rain {number}") for number in range(30)}, x_txt="It snowed.")
    monkeypatch.chdir(tmp_path.parent)
    one = read_corpus(tmp_path.name)
    two = read_corpus(tmp_path.name, workers=2)
    pd.testing.assert_frame_equal(one, two)
    assert one.attrs == two.attrs
    with pytest.raises(CorpusError, match=r"at least one process.*workers=0"):
        read_corpus(tmp_path, workers=0)


def test_reading_text_does_not_load_what_reads_web_pages() -> None:
    heavy = ("lxml", "trafilatura", "joblib", "docx", "pypdf", "openpyxl", "warcio", "striprtf", "ftfy", "py3langid")
    code = f"import sys, framing.corpus.reading; print(sorted(set({heavy}) & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
