from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.sentiment.target_model import (
    TargetModel,
    fit_target_tone,
    score_tones,
)
from framing.measures.sentiment.target_storing import write_target_model
from framing.measures.sentiment.target_tone import measure_target_tone

pytestmark = pytest.mark.filterwarnings("ignore:no mention of")

SAID = ["{} is a teapot", "{} came by train", "{} is a turnip"] * 10  # words no list has
LABELS = [1, 0, -1] * 10


def make() -> tuple[pd.DataFrame, pd.DataFrame]:
    index = pd.Index([f"a{number:02d}" for number in range(len(SAID))], name="article_id")
    texts = [f"{one.format('Ivo Marsh')} in {chr(65 + number)}ik." for number, one in enumerate(SAID)]
    articles = pd.DataFrame({"text": texts}, index=index)
    articles = articles.assign(title=None, outlet="X", date=pd.Series(pd.NaT, index), url=None)
    spans = pd.DataFrame({"article_id": index, "part": "text", "start": 0, "end": 9, "target": "Ivo Marsh"})
    return articles, spans


@pytest.fixture(scope="module")
def model() -> TargetModel:
    return fit_target_tone(*make(), LABELS)


def value(model: TargetModel, measure: str) -> float:
    return float(model.quality.set_index("measure")["value"][measure])


def test_it_learns_words_that_no_list_has(model: TargetModel) -> None:
    assert value(model, "macro_f1") == 1
    assert value(model, "untrained_macro_f1") == pytest.approx(0.5 / 3)  # all neutral: F1 .5 of one class in three
    assert model.predictions["tone"].tolist() == LABELS
    assert model.settings["n_mentions"] == 30
    assert model.settings["n_groups"] == 30


def test_a_model_decides_the_tone_and_keeps_the_score(model: TargetModel) -> None:
    articles, _ = make()
    plain = measure_target_tone(articles, ["Ivo Marsh"])
    found = measure_target_tone(articles, ["Ivo Marsh"], model=model)
    assert found["tone"].tolist() == LABELS
    assert set(plain["tone"]) == {0}
    assert found["score"].tolist() == plain["score"].tolist()
    assert np.allclose(found[["p_negative", "p_neutral", "p_positive"]].sum(axis=1), 1)


def test_nothing_to_classify_gives_the_same_columns(model: TargetModel) -> None:
    articles, _ = make()
    none = measure_target_tone(articles, ["Ana Tarn"], model=model)
    some = measure_target_tone(articles, ["Ivo Marsh"], model=model)
    assert none.empty
    assert list(none.columns) == list(some.columns)


def test_no_group_lies_in_two_folds() -> None:
    articles, mentions = make()
    group = [f"g{number // 3}" for number in range(len(mentions))]
    fitted = fit_target_tone(articles, mentions, LABELS, group=group)
    assert fitted.predictions.groupby(group)["fold"].nunique().max() == 1


def test_the_order_of_rows_changes_nothing(model: TargetModel, tmp_path: Path) -> None:
    articles, mentions = make()
    order = np.random.default_rng(3).permutation(len(mentions))
    again = fit_target_tone(articles.iloc[::-1], mentions.iloc[order], [LABELS[row] for row in order])
    for name, one in (("one", model), ("two", again)):
        write_target_model(one, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert again.predictions["tone"].tolist() == [LABELS[row] for row in order]


@pytest.mark.parametrize(
    ("labels", "message"),
    [(LABELS[:-1], "29 labels, 30 mentions"), ([1, 0] * 15, "labels must be"), ([1, 0, None] * 10, "labels must be")],
)
def test_labels_that_do_not_fit_are_refused(labels: list[Any], message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        fit_target_tone(*make(), labels)


def test_a_missing_column_is_named() -> None:
    articles, mentions = make()
    with pytest.raises(MeasureError, match="no column 'target'"):
        fit_target_tone(articles, mentions.drop(columns="target"), LABELS)


def test_a_model_and_another_dictionary_do_not_go_together(model: TargetModel) -> None:
    from framing.lexicons import load_lexicon

    with pytest.raises(MeasureError, match="trained with"):
        measure_target_tone(make()[0], ["Ivo Marsh"], model=model, lexicon=load_lexicon("vader"))


def test_figures_by_hand() -> None:
    """Of −1, −1, 0, 1 found −1, 0, 0, −1: F1 is 2·1/(2+2), 2·1/(1+2) and 0."""
    scores = score_tones(np.array([-1, -1, 0, 1]), np.array([-1, 0, 0, -1]))
    assert scores == pytest.approx(
        {"macro_f1": (0.5 + 2 / 3) / 3, "accuracy": 0.5, "f1_negative": 0.5, "f1_neutral": 2 / 3, "f1_positive": 0.0}
    )


def test_none_right_is_nought_and_accuracy_counts_all() -> None:
    scores = score_tones(np.array([-1, 1]), np.array([-1, -1]))
    assert (scores["f1_neutral"], scores["f1_positive"], scores["accuracy"]) == (0.0, 0.0, 0.5)


def make_noise(copies: int = 1) -> tuple[pd.DataFrame, pd.DataFrame, list[int]]:
    """Ninety texts with words of their own and labels by chance, each printed by so many outlets."""
    random = np.random.default_rng(5)
    words = [f"{chr(97 + one)}{chr(97 + other)}ix" for one in range(12) for other in range(12)]
    texts = [" ".join(["Ivo Marsh", *random.choice(words, 8)]) + "." for _ in range(90)] * copies
    index = pd.Index([f"a{number:03d}" for number in range(len(texts))], name="article_id")
    articles = pd.DataFrame({"text": texts, "title": None, "outlet": "X", "url": None}, index=index)
    articles["date"] = pd.Series(pd.NaT, index)
    spans = pd.DataFrame({"article_id": index, "part": "text", "start": 0, "end": 9, "target": "Ivo Marsh"})
    return articles, spans, random.permutation([-1, 0, 1] * 30).tolist() * copies


def test_labels_by_chance_are_not_learnt() -> None:
    assert value(fit_target_tone(*make_noise()), "macro_f1") < 0.45


def test_texts_of_two_outlets_do_not_leak() -> None:
    fitted = fit_target_tone(*make_noise(copies=2))
    assert value(fitted, "macro_f1") < 0.45
    assert fitted.settings["n_groups"] == 90


@pytest.mark.parametrize("column", ["story", "duplicate"])
def test_articles_of_one_story_and_near_copies_stay_in_one_fold(column: str) -> None:
    articles, mentions = make()
    key = [f"g{number // 3}" for number in range(len(mentions))]
    fitted = fit_target_tone(articles.assign(**{column: key}).iloc[::-1], mentions, LABELS)
    assert fitted.predictions.groupby(key)["fold"].nunique().max() == 1
    assert fitted.settings["n_groups"] == 10


def test_a_series_goes_by_its_index(model: TargetModel) -> None:
    articles, mentions = make()
    mentions.index = pd.Index(range(100, 130))
    labels = pd.Series(LABELS, mentions.index)
    group = mentions["article_id"]
    fitted = fit_target_tone(articles, mentions, labels.iloc[::-1], group=group.iloc[::-1])
    assert fitted.predictions["tone"].tolist() == model.predictions["tone"].tolist() == LABELS
    assert fitted.settings["n_groups"] == 30
    with pytest.raises(MeasureError, match=r"whose index is not that of the mentions.*labels\.tolist"):
        fit_target_tone(articles, mentions, labels.reset_index(drop=True))
    with pytest.raises(MeasureError, match="29 group, 30 mentions"):
        fit_target_tone(articles, mentions, labels, group=list(group)[1:])


def test_whole_numbers_of_numpy_are_saved_as_numbers(tmp_path: Path, model: TargetModel) -> None:
    fitted = fit_target_tone(*make(), LABELS, n_folds=np.int64(5), seed=np.int64(0))
    assert {type(fitted.settings[name]) for name in ("n_folds", "seed", "n_groups", "n_mentions")} == {int}
    for name, one in (("one", model), ("two", fitted)):
        write_target_model(one, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
