from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import MeasureError
from framing.measures.topics.intrusion import Intrusions, draw_intrusions
from framing.measures.topics.intrusion_sheets import read_intrusion_key, read_intrusions, write_intrusions
from framing.measures.topics.model import TopicModel
from framing.measures.topics.scoring_intrusions import score_intrusions

N_TOPICS, N_ARTICLES = 6, 40


@pytest.fixture(scope="module")
def model() -> TopicModel:
    """Six topics of twelve words each; in an article the shares are those of a Dirichlet draw."""
    names = [f"topic_{number:02d}" for number in range(1, N_TOPICS + 1)]
    terms = [f"{letter}{name}" for name in "uvwxyz" for letter in "abcdefghijkl"]
    weights = np.kron(np.eye(N_TOPICS), np.linspace(2, 1, 12)[:, None]) + 0.01
    shares = np.random.default_rng(3).dirichlet(np.full(N_TOPICS, 0.5), N_ARTICLES)
    ids = pd.Index([f"a{number:02d}" for number in range(N_ARTICLES)], name="article_id")
    table = pd.DataFrame(weights / weights.sum(axis=0), index=pd.Index(terms, name="term"), columns=names)
    return TopicModel(
        words=pd.DataFrame(),
        shares=pd.DataFrame(shares, index=ids, columns=names),
        quality=pd.DataFrame({"share": shares.mean(axis=0)}, index=pd.Index(names, name="topic")),
        settings={},
        warnings=(),
        weights=table,
    )


@pytest.fixture(scope="module")
def articles(model: TopicModel) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    texts = [" ".join(f"w{word}" for word in rng.integers(0, 999, 200)) for _ in model.shares.index]
    table = pd.DataFrame({"text": texts, "title": "=SUM(A1) \n or not", "outlet": "X"}, index=model.shares.index)
    return table.assign(date=pd.Series(pd.NaT, index=table.index), url="-")


def test_word_tasks_hold_five_top_words_and_an_intruder(model: TopicModel) -> None:
    tasks = draw_intrusions(model, n=2 * N_TOPICS, seed=1)
    assert tasks.key["topic"].value_counts().to_dict() == dict.fromkeys(model.topics, 2)
    for task, row in tasks.key.iterrows():
        letter = "uvwxyz"[int(row["topic"][-2:]) - 1]
        options = [row[f"option_{spot}"] for spot in range(1, 7)]
        assert len(set(options)) == 6
        own = [word[1] == letter and word[0] in "abcdefghij" for word in options]
        assert own.index(False) + 1 == row["intruder"]
        assert sum(own) == 5
        assert tasks.sheet.loc[[task]].to_numpy()[0].tolist() == [*options, ""]
    intruders = [row[f"option_{row['intruder']}"] for _, row in tasks.key.iterrows()]
    assert tasks.key.assign(word=intruders).groupby("topic")["word"].nunique().eq(2).all()
    assert all(word[0] in "abcdefghij" for word in intruders)


def test_topic_tasks_hold_three_high_topics_and_a_low_one(model: TopicModel, articles: pd.DataFrame) -> None:
    tasks = draw_intrusions(model, articles=articles, kind="topic", n=20, seed=1)
    labels = model.label(n_words=8)
    assert tasks.key["article_id"].is_unique
    for _, row in tasks.key.iterrows():
        shares = model.shares.loc[row["article_id"]].sort_values(ascending=False)
        named = {spot: next(name for name in labels if labels[name] == row[f"option_{spot}"]) for spot in range(1, 5)}
        assert named[row["intruder"]] in shares.index[4:]
        assert {name for spot, name in named.items() if spot != row["intruder"]} == set(shares.index[:3])
        assert row["topic"] == shares.index[0]
        assert all(row[f"share_{spot}"] == shares[name] for spot, name in named.items())
    assert {len(text.split()) for text in tasks.sheet["text"]} == {121}
    assert set(tasks.sheet["title"]) == {"=SUM(A1) or not"}


@pytest.mark.parametrize("kind", ["word", "topic"])
def test_the_sheet_does_not_give_the_answer_away(model: TopicModel, articles: pd.DataFrame, kind: Any) -> None:
    tasks = draw_intrusions(model, articles=articles, kind=kind, n=36, seed=4)
    shown = {"title", "text"} if kind == "topic" else set()
    n_options = 6 if kind == "word" else 4
    assert set(tasks.sheet.columns) == {*shown, *(f"option_{spot}" for spot in range(1, n_options + 1)), "answer"}
    assert tasks.sheet["answer"].eq("").all()
    assert not tasks.sheet.index.str.contains("topic_|a\\d\\d", regex=True).any()
    assert set(tasks.key["intruder"]) == set(range(1, n_options + 1))
    turns = tasks.key["topic"].tolist()
    assert turns != sorted(turns)


@pytest.mark.parametrize("kind", ["word", "topic"])
def test_tasks_are_those_of_the_seed(model: TopicModel, articles: pd.DataFrame, kind: Any) -> None:
    mixed = articles.sample(frac=1, random_state=1)
    one, again, other = (
        draw_intrusions(model, articles=table, kind=kind, n=9, seed=seed)
        for table, seed in ((articles, 1), (mixed, 1), (articles, 2))
    )
    pd.testing.assert_frame_equal(one.sheet, again.sheet)
    pd.testing.assert_frame_equal(one.key, again.key)
    assert not one.sheet.index.isin(other.sheet.index).any()


def test_copies_are_drawn_once(model: TopicModel, articles: pd.DataFrame) -> None:
    words = articles["text"].tolist()[0].split()
    near = articles.assign(
        text=[" ".join([*words[: 200 - n], *["x"] * n]) for n in range(10)] + [*articles["text"]][10:]
    )
    drawn = draw_intrusions(model, articles=near, kind="topic", seed=1).key["article_id"]
    assert len(set(drawn) & {f"a{number:02d}" for number in range(10)}) == 1
    families = articles.assign(duplicate=pd.Series(["f"] * 35, index=articles.index[:35]))
    with pytest.raises(MeasureError, match="6 that are no copies"):
        draw_intrusions(model, articles=families, kind="topic", n=7)


def test_what_is_weak_is_said(model: TopicModel, articles: pd.DataFrame) -> None:
    lone = model.shares.copy()
    lone.iloc[:] = np.eye(N_TOPICS)[np.arange(N_ARTICLES) % N_TOPICS]
    lone.iloc[:8] = [0.6, 0.37, 0.03, 0, 0, 0]
    tasks = draw_intrusions(
        TopicModel(model.words, lone, model.quality, {}, (), model.weights), articles=articles, kind="topic"
    )
    assert len(tasks.sheet) == 8
    assert "32 articles have no three topics" in tasks.warnings[0]
    assert "8 of 8 articles the third topic" in tasks.warnings[1]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({"kind": "sentence"}, "unknown kind"),
        ({"n": 0}, "must be a task"),
        ({"kind": "topic"}, "shows articles"),
        ({"kind": "topic", "n": 99, "articles": True}, "no 99 articles"),
    ],
)
def test_requests_that_do_not_fit(
    model: TopicModel, articles: pd.DataFrame, request_: dict[str, Any], says: str
) -> None:
    with pytest.raises(MeasureError, match=says):
        draw_intrusions(model, **({**request_, "articles": articles} if "articles" in request_ else request_))


def test_topics_that_share_their_words_have_no_intruder(model: TopicModel) -> None:
    alike = model.weights.assign(**dict.fromkeys(model.topics, model.weights["topic_01"]))
    with pytest.raises(MeasureError, match="rare here"):
        draw_intrusions(TopicModel(model.words, model.shares, model.quality, {}, (), alike))


# Scoring


def make_key(n: int = 10, kind: str = "word") -> pd.DataFrame:
    n_options = 6 if kind == "word" else 4
    options = {f"option_{spot}": f"word{spot}" for spot in range(1, n_options + 1)}
    ids = pd.Index([f"t{number:02d}" for number in range(n)], name="task_id")
    topics = [f"topic_{number % 2}" for number in range(n)]
    return pd.DataFrame({"kind": kind, "intruder": 2, **options}, index=ids).assign(topic=topics)


def answer(key: pd.DataFrame, answers: list[Any], coder: str | None = None) -> pd.DataFrame:
    table = pd.DataFrame({"task_id": key.index, "answer": answers})
    return table if coder is None else table.assign(coder=coder)


def test_precision_with_wilson_interval() -> None:
    """8 of 10: .490 to .943 (Wilson 1927); chance 1/6."""
    key = make_key()
    scores = score_intrusions(key, answer(key, ["2"] * 8 + ["1", "6"])).precision
    overall = scores.iloc[0]
    assert overall[["precision", "low", "high"]].astype(float).round(3).tolist() == [0.8, 0.490, 0.943]
    assert overall["chance"] == pytest.approx(1 / 6)
    assert overall["above_chance"]
    assert scores["topic"].tolist() == ["all", "topic_0", "topic_1"]
    assert scores["n_right"].tolist() == [8, 4, 4]
    assert "log_odds" not in scores


def test_an_interval_that_holds_chance_is_not_above_it() -> None:
    key = make_key()
    scores = score_intrusions(key, answer(key, ["2"] * 3 + ["1"] * 7)).precision.iloc[0]
    assert scores["low"] < 1 / 6 < scores["precision"]
    assert not scores["above_chance"]


def test_blank_answers_are_missing_not_wrong() -> None:
    key = make_key()
    scores = score_intrusions(key, answer(key, ["2"] * 4 + ["", " ", None, np.nan, pd.NA, "1"])).precision.iloc[0]
    assert (scores["n_answers"], scores["n_missing"], scores["precision"]) == (5, 5, 0.8)


def test_answers_may_be_numbers_or_the_options() -> None:
    key = make_key(6)
    assert (
        score_intrusions(key, answer(key, [2, 2.0, "2.0", " 2 ", "WORD2", "'word2"])).precision.loc[0, "n_right"] == 6
    )


@pytest.mark.parametrize("given_", ["7", "0", "word7", "-2", "2.5", "²"])
def test_an_answer_that_is_no_option_names_its_row(given_: str) -> None:
    key = make_key(3)
    with pytest.raises(MeasureError, match=r"anna to t01 is none of the options.*1 to 6"):
        score_intrusions(key, answer(key, ["1", given_, ""], "anna"))


def test_coders_are_pooled_and_apart() -> None:
    """Two coders of ten tasks: twenty answers, but the interval is that of ten."""
    key = make_key()
    answers = pd.concat([answer(key, ["2"] * 8 + ["1", "6"], "anna"), answer(key, ["2"] * 8 + ["1", ""], "bela")])
    scores = score_intrusions(key, answers.sample(frac=1, random_state=1))
    overall = scores.precision.query("topic == 'all'").set_index("coder")
    assert overall["n_answers"].to_dict() == {"all": 19, "anna": 10, "bela": 9}
    assert overall["n_tasks"].to_dict() == {"all": 10, "anna": 10, "bela": 9}
    assert overall.loc["all", "precision"] == pytest.approx(16 / 19)
    low, high = (overall[end].tolist()[0] for end in ("low", "high"))
    assert high - low > 0.4
    pair = scores.agreement.iloc[1]
    assert (pair["first"], pair["second"], pair["n_tasks"], pair["alike"]) == ("anna", "bela", 9, 1)
    assert score_intrusions(key, answers.query("coder == 'anna'")).agreement.empty


def test_alpha_is_that_of_krippendorff() -> None:
    """Krippendorff 2011 (Computing Krippendorff's alpha-reliability): four observers, missing values, nominal: .743."""
    rows = ["123321412...", "1233224125.3", ".333234225 1.".replace(" ", ""), "12332441251."]
    key = make_key(12)
    answers = pd.concat(
        [answer(key, list(row.replace(".", " ")), name) for name, row in zip("abcd", rows, strict=True)]
    )
    agreement = score_intrusions(key, answers).agreement
    assert agreement.loc[0, "alpha"] == pytest.approx(0.743, abs=5e-4)
    assert agreement.loc[0, "n_tasks"] == 11
    assert len(agreement) == 1 + 6


def test_log_odds_of_topic_tasks() -> None:
    """Chang et al. 2009, section 3.2: 0 where right; ln(.1 / .5) for the topic of half the article; 0 is .001."""
    key = make_key(4, "topic").assign(share_1=0.5, share_2=[0.1, 0.1, 0.1, 0.0], share_3=0.2, share_4=0.2)
    odds = [score_intrusions(key, answer(key, answers)).precision.loc[0, "log_odds"] for answers in (
        ["2", "", "", ""], ["", "1", "", ""], ["", "", "", "1"], ["2", "1", "", ""]
    )]  # fmt: skip
    assert odds == pytest.approx([0, np.log(0.2), np.log(0.001 / 0.5), np.log(0.2) / 2])
    assert score_intrusions(key, answer(key, ["2"] * 4)).precision.loc[0, "chance"] == 0.25


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(["", "1", "2", "3", "4", "5", "6"]), min_size=10, max_size=10))
def test_scores_stay_in_their_range(answers: list[str]) -> None:
    key = make_key()
    if not any(answers):
        answers[0] = "1"
    row = score_intrusions(key, answer(key, answers)).precision.iloc[0]
    assert 0 <= row["low"] <= row["precision"] <= row["high"] <= 1
    assert row["n_answers"] + row["n_missing"] == 10


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda table: table.assign(task_id="x"), "not in the key"),
        (lambda table: pd.concat([table, table]), "answered twice"),
        (lambda table: table.drop(columns="answer"), "no column 'answer'"),
        (lambda table: table.assign(answer=""), "no task was answered"),
    ],
)
def test_tables_of_answers_that_do_not_fit(change: Any, says: str) -> None:
    key = make_key()
    with pytest.raises(MeasureError, match=says):
        score_intrusions(key, change(answer(key, ["1"] * 10)))
    with pytest.raises(MeasureError, match="no key"):
        score_intrusions(key.drop(columns="intruder"), answer(key, ["1"] * 10))
    with pytest.raises(MeasureError, match="between 0 and 1"):
        score_intrusions(key, answer(key, ["1"] * 10), level=95)


# Files


@pytest.fixture
def tasks(model: TopicModel, articles: pd.DataFrame) -> Intrusions:
    return draw_intrusions(model, articles=articles, kind="topic", n=6, seed=1)


def test_no_cell_of_the_sheet_is_a_formula(tasks: Intrusions, tmp_path: Path) -> None:
    sheet = write_intrusions(tasks, tmp_path) / "sheet_coder.csv"
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert "'=SUM(A1) or not" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "intruder" not in sheet.read_text(encoding="utf-8")


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")])
def test_filled_sheets_are_read_back(tasks: Intrusions, tmp_path: Path, mark: str, encoding: str) -> None:
    sheet = write_intrusions(tasks, tmp_path, coders=("anna", "ben")) / "sheet_anna.csv"
    filled = pd.read_csv(sheet, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    filled["answer"] = [*tasks.key["intruder"].astype(str).tolist()[:4], "", ""]
    filled.iloc[:5].to_csv(sheet, sep=mark, encoding=encoding, index=False)
    key, answers = read_intrusion_key(tmp_path), read_intrusions(tmp_path)
    pd.testing.assert_frame_equal(key, tasks.key, check_dtype=False, check_index_type=False, check_exact=True)
    scores = score_intrusions(key, answers).precision.query("topic == 'all'").set_index("coder")
    assert scores[["n_right", "n_answers", "n_missing"]].T.to_dict("list")["anna"] == [4, 4, 2]
    assert scores[["n_answers", "n_missing"]].T.to_dict("list")["ben"] == [0, 6]
    assert np.isnan(scores["precision"].to_dict()["ben"])


def test_filled_sheets_are_never_replaced(tasks: Intrusions, tmp_path: Path) -> None:
    place = tmp_path / "tasks"
    names = ["key.csv", "sheet_coder.csv"]
    before = [(write_intrusions(tasks, place) / name).read_bytes() for name in names]
    assert [(write_intrusions(tasks, place) / name).read_bytes() for name in names] == before
    assert sorted(file.name for file in place.iterdir()) == names
    (place / names[1]).write_text("task_id,answer\n")
    with pytest.raises(MeasureError, match="something else"):
        write_intrusions(tasks, place)
    assert (place / names[1]).read_text() == "task_id,answer\n"
    with pytest.raises(MeasureError, match="into a folder"):
        write_intrusions(tasks, place / names[1])


@pytest.mark.parametrize("coders", [(), ("anna", "Anna"), ("../anna",), ("",)])
def test_coders_have_names(tasks: Intrusions, tmp_path: Path, coders: tuple[str, ...]) -> None:
    with pytest.raises(MeasureError, match="by their names"):
        write_intrusions(tasks, tmp_path, coders=coders)


def test_files_that_are_no_sheets(tasks: Intrusions, tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="no such file"):
        read_intrusions(tmp_path)
    sheet = write_intrusions(tasks, tmp_path) / "sheet_coder.csv"
    sheet.write_text("task;reply\n")
    with pytest.raises(MeasureError, match=r"sheet_coder.csv has no column 'task_id'"):
        read_intrusions(tmp_path)
    sheet.unlink()
    with pytest.raises(MeasureError, match="no sheet"):
        read_intrusions(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key.assign(intruder="x"),
        lambda key: key.assign(intruder=5),
        lambda key: key.assign(intruder=1.5),
        lambda key: key.assign(intruder=np.nan),
        lambda key: key.drop(columns="option_2"),
        lambda key: key.drop(columns="option_4"),
        lambda key: key.assign(share_3="much"),
        lambda key: key.assign(kind="picture"),
        lambda key: pd.concat([key, key]),
    ],
)
def test_a_damaged_key_is_refused(tasks: Intrusions, tmp_path: Path, change: Any) -> None:
    key = change(tasks.key)
    answers = pd.DataFrame({"answer": "1"}, index=tasks.key.index)
    for what in (lambda: score_intrusions(key, answers), lambda: read_intrusion_key(tmp_path)):
        key.to_csv(tmp_path / "key.csv")
        with pytest.raises(MeasureError, match="key of intrusion tasks"):
            what()


def test_a_key_without_tasks_has_no_answers(tasks: Intrusions) -> None:
    with pytest.raises(MeasureError, match="not in the key"):
        score_intrusions(tasks.key.iloc[:0], pd.DataFrame({"answer": "1"}, index=tasks.key.index))


def test_empty_columns_of_a_sheet_are_passed_over(tasks: Intrusions, tmp_path: Path) -> None:
    sheet = write_intrusions(tasks, tmp_path) / "sheet_coder.csv"
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    sheet.write_text("\n".join(line + ",," for line in lines))
    assert len(read_intrusions(tmp_path)) == 6


def test_a_cell_beyond_all_measure_is_told(tasks: Intrusions, tmp_path: Path) -> None:
    sheet = write_intrusions(tasks, tmp_path) / "sheet_coder.csv"
    sheet.write_text('task_id,answer\n"' + "a" * 140_000 + '",1\n')
    with pytest.raises(MeasureError, match="is no table"):
        read_intrusions(tmp_path)


def test_coders_who_answered_nothing_agree_on_nothing() -> None:
    key = make_key()
    table = pd.concat(
        [answer(key, [spot] * 10).assign(coder=name) for name, spot in (("a", "1"), ("b", ""), ("c", ""))]
    )
    agreement = score_intrusions(key, table).agreement
    assert agreement["n_tasks"].tolist() == [0] * 4
    assert agreement[["alike", "alpha"]].isna().all(axis=None)
