from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.learning.features import Bags, Recipe, bag_texts
from framing.learning.saving import read_json, write_json
from framing.measures.frames import classifier
from framing.measures.frames.classifier import FrameClassifier, read_frames
from framing.measures.frames.fitting import fit_frames


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    texts = [
        f"{'They clash over the plan' if number % 2 else 'Gardens bloom in the town'}, part {number}."
        for number in range(40)
    ]
    index = pd.Index([f"a{number:02d}" for number in range(40)], name="article_id")
    table = pd.DataFrame({"text": texts, "title": "News"}, index=index).astype("str")
    return table.assign(outlet=["Post", "Star"] * 10 + ["Star", "Post"] * 10, date=pd.NaT, url="-")


@pytest.fixture(scope="module", params=["many", "one"])
def model(request: pytest.FixtureRequest, articles: pd.DataFrame) -> FrameClassifier:
    conflict = pd.Series([number % 2 for number in range(40)], articles.index)
    if request.param == "one":
        return fit_frames(articles, conflict.map({1: "conflict", 0: "calm"}))
    return fit_frames(articles, conflict.rename("conflict").to_frame())


def test_a_classifier_comes_back_as_it_was(model: FrameClassifier, articles: pd.DataFrame, tmp_path) -> None:
    model.write(tmp_path / "frames.json")
    again = read_frames(tmp_path / "frames.json")
    pd.testing.assert_frame_equal(again.predict(articles), model.predict(articles), check_exact=True)
    for name in ("predictions", "report", "overall", "by_outlet", "words", "ties"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(model, name), check_exact=True)
    assert (again.settings, again.warnings, again.labels) == (model.settings, model.warnings, model.labels)
    again.write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "frames.json").read_bytes()


def test_the_file_says_what_it_is_and_holds_no_text(model: FrameClassifier, articles: pd.DataFrame, tmp_path) -> None:
    model.write(tmp_path / "frames.json", licence="CC BY 4.0")
    text = (tmp_path / "frames.json").read_text("utf-8")
    saved = json.loads(text)
    assert saved["licence"] == "CC BY 4.0"
    assert saved["settings"]["vocabulary"] == model.space.digest
    assert set(saved["settings"]["versions"]) == {"framing", "numpy", "scikit-learn", "scipy"}
    assert not any(sentence in text for sentence in articles["text"].tolist())


def change(saved: dict[str, Any], where: tuple[str | int, ...], value: Any) -> None:
    for key in where[:-1]:
        saved = saved[key]
    saved[where[-1]] = value


CHANGES = [
    (("features", 0), "x"),
    (("idf", 0), 9.0),
    (("idf",), [1.0]),
    (("model", "weights", 0, 0), 1e9),
    (("model", "weights"), [[1.0]]),
    (("thresholds",), []),
    (("settings", "vocabulary"), "x"),
    (("settings", "recipe"), {"letters": 3}),
    (("settings",), {}),
    (("tables", "predictions", "columns", 0, 1), "no type"),
    (("tables",), {}),
    (("format",), 99),
]


@pytest.mark.parametrize(("where", "value"), CHANGES)
def test_a_changed_file_is_refused(model: FrameClassifier, tmp_path, where: tuple[str | int, ...], value: Any) -> None:
    path = tmp_path / "frames.json"
    model.write(path)
    saved = json.loads(path.read_text("utf-8"))
    change(saved, where, value)
    path.write_text(json.dumps(saved), encoding="utf-8")
    with pytest.raises(MeasureError, match="the file was changed"):
        read_frames(path)


@pytest.mark.parametrize(("where", "value"), [one for one in CHANGES if one[1] not in (9.0, 1e9)])
def test_what_does_not_fit_together_is_refused_whatever_its_hash(
    model: FrameClassifier, tmp_path, where: tuple[str | int, ...], value: Any
) -> None:
    model.write(tmp_path / "frames.json")
    saved = read_json(tmp_path / "frames.json", kind="framing.FrameClassifier")
    change(saved, where, value)
    write_json(saved, tmp_path / "other.json", kind="framing.FrameClassifier")
    with pytest.raises(MeasureError, match=r"other\.json|an intercept for each label"):
        read_frames(tmp_path / "other.json")


def test_only_a_classifier_is_written_over(model: FrameClassifier, tmp_path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    with pytest.raises(MeasureError, match="nothing can be written there"):
        model.write(notes)
    assert notes.read_text() == "mine"
    with pytest.raises(MeasureError, match="no folder"):
        model.write(tmp_path / "missing" / "frames.json")
    model.write(tmp_path / "frames.json")
    model.write(tmp_path / "frames.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frames.json", "notes.txt"]


def test_whole_numbers_of_numpy_can_be_written(articles: pd.DataFrame, tmp_path) -> None:
    codes = pd.Series([number % 2 for number in range(40)], articles.index, name="conflict")
    recipe = Recipe(words=(np.int64(1), np.int64(1)), characters=None)
    model = fit_frames(articles, codes, outlet=None, seed=np.int64(3), n_folds=np.int64(4), recipe=recipe, parts="text")
    chosen = [model.settings[name] for name in ("seed", "n_folds", "parts")]
    assert chosen == [3, 4, ["text"]]
    assert [type(value) for value in chosen] == [int, int, list]
    model.write(tmp_path / "frames.json")
    assert read_frames(tmp_path / "frames.json").settings == model.settings


def test_blocks_of_articles_are_scored_alike_and_never_held_at_once(
    model: FrameClassifier, articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, sizes = model.score(articles), []

    def count(texts: list[str], recipe: Recipe) -> Bags:
        sizes.append(len(texts))
        return bag_texts(texts, recipe)

    monkeypatch.setattr(classifier, "_AT_ONCE", 7)
    monkeypatch.setattr(classifier, "bag_texts", count)
    pd.testing.assert_frame_equal(model.score(articles), whole, check_exact=True)
    assert sizes == [7] * 5 + [5]
    assert model.predict(articles.iloc[:0]).empty


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "framing.FrameClassifier", "format": 99}'])
def test_another_file_is_an_error(text: str, tmp_path) -> None:
    path = tmp_path / "frames.json"
    path.write_text(text)
    with pytest.raises(MeasureError, match=r"no framing\.FrameClassifier"):
        read_frames(path)
    with pytest.raises(MeasureError, match=r"no framing\.FrameClassifier"):
        read_frames(tmp_path / "missing.json")


def test_features_are_words(model: FrameClassifier) -> None:
    label = "conflict"
    features = model.features(label, 4)
    assert features.columns.tolist() == ["word", "weight", "n_articles"]
    assert {"clash", "they"} <= set(features["word"])
    assert features["weight"].is_monotonic_decreasing
    with pytest.raises(MeasureError, match="no such label"):
        model.features("peace")
