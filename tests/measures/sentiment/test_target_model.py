from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.sentiment.target_model import (
    TargetModel,
    fit_target_tone,
    read_target_model,
    score_tones,
    write_target_model,
)
from framing.measures.sentiment.target_tone import measure_target_tone

SAID = ["{} is a teapot", "{} came by train", "{} is a turnip"] * 10  # words no list has
LABELS = [1, 0, -1] * 10


def make() -> tuple[pd.DataFrame, pd.DataFrame]:
    index = pd.Index([f"a{number:02d}" for number in range(len(SAID))], name="article_id")
    articles = pd.DataFrame({"text": [one.format("Ivo Marsh") + "." for one in SAID]}, index=index)
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


def test_a_model_read_again_says_the_same(model: TargetModel, tmp_path: Path) -> None:
    write_target_model(model, tmp_path / "model.json")
    again = read_target_model(tmp_path / "model.json")
    articles, _ = make()
    pd.testing.assert_frame_equal(
        measure_target_tone(articles, ["Ivo Marsh"], model=again),
        measure_target_tone(articles, ["Ivo Marsh"], model=model),
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"names": ["a"], "idf": [1]}'])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(MeasureError, match="cannot read the target model"):
        read_target_model(tmp_path / "x.json")


def test_a_changed_vocabulary_is_refused(model: TargetModel, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    write_target_model(model, path)
    path.write_text(path.read_text("utf-8").replace("turnip", "carrot"), "utf-8")
    with pytest.raises(MeasureError, match="another format or vocabulary"):
        read_target_model(path)


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
