from __future__ import annotations

import json

import pandas as pd
import pytest

from framing.errors import MeasureError
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


def test_a_changed_vocabulary_is_refused(model: FrameClassifier, tmp_path) -> None:
    path = tmp_path / "frames.json"
    model.write(path)
    saved = json.loads(path.read_text("utf-8"))
    saved["features"][0] += "x"
    path.write_text(json.dumps(saved), encoding="utf-8")
    with pytest.raises(MeasureError, match="not the one it was fitted with"):
        read_frames(path)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "framing.FrameClassifier", "format": 99}'])
def test_another_file_is_an_error(text: str, tmp_path) -> None:
    path = tmp_path / "frames.json"
    path.write_text(text)
    with pytest.raises(MeasureError, match="no frame classifier"):
        read_frames(path)
    with pytest.raises(MeasureError, match="no frame classifier"):
        read_frames(tmp_path / "missing.json")


def test_features_are_words(model: FrameClassifier) -> None:
    label = "conflict"
    features = model.features(label, 4)
    assert features.columns.tolist() == ["word", "weight", "n_articles"]
    assert {"clash", "they"} <= set(features["word"])
    assert features["weight"].is_monotonic_decreasing
    with pytest.raises(MeasureError, match="no such label"):
        model.features("peace")
