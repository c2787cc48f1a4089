from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.learning.saving import read_json, write_json
from framing.measures.sentiment.target_model import TargetModel, fit_target_tone
from framing.measures.sentiment.target_storing import read_target_model, write_target_model
from framing.measures.sentiment.target_tone import measure_target_tone

pytestmark = pytest.mark.filterwarnings("ignore:no mention of")

KIND = "framing.TargetModel"


def make() -> tuple[pd.DataFrame, pd.DataFrame]:
    index = pd.Index([f"a{number:02d}" for number in range(18)], name="article_id")
    texts = [f"Ivo Marsh is a {word} in {number}." for number, word in enumerate(["teapot", "man", "turnip"] * 6)]
    articles = pd.DataFrame({"text": texts, "title": None, "outlet": "X", "url": None}, index=index)
    spans = pd.DataFrame({"article_id": index, "part": "text", "start": 0, "end": 9, "target": "Ivo Marsh"})
    return articles.assign(date=pd.Series(pd.NaT, index)), spans


@pytest.fixture(scope="module")
def model() -> TargetModel:
    return fit_target_tone(*make(), [1, 0, -1] * 6)


def test_a_model_read_again_says_the_same(model: TargetModel, tmp_path: Path) -> None:
    write_target_model(model, tmp_path / "model.json")
    again = read_target_model(tmp_path / "model.json")
    articles, _ = make()
    pd.testing.assert_frame_equal(
        measure_target_tone(articles, ["Ivo Marsh"], model=again),
        measure_target_tone(articles, ["Ivo Marsh"], model=model),
    )
    pd.testing.assert_frame_equal(again.quality, model.quality)
    write_target_model(again, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "model.json").read_bytes()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"names": ["a"], "idf": [1]}', '{"kind": "framing.TargetModel"}'])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(MeasureError, match=r"no framing\.TargetModel that can be read"):
        read_target_model(tmp_path / "x.json")


@pytest.mark.parametrize(("old", "new"), [("turnip", "carrot"), ('"seed":0', '"seed":1'), ('"intercepts":[', "")])
def test_a_changed_file_is_refused(model: TargetModel, tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "model.json"
    write_target_model(model, path)
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new or f"{old}1e9,"), "utf-8")
    assert path.read_text("utf-8") != text
    with pytest.raises(MeasureError, match="the file was changed"):
        read_target_model(path)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), 99),
        (("names",), ["a"]),
        (("idf",), [1.0]),
        (("idf",), "x"),
        (("settings",), {}),
        (("quality",), 3),
        (("linear", "weights"), [[1.0], [2.0], [3.0]]),
        (("linear", "intercepts"), [0.0]),
        (("linear", "labels"), ["positive", "neutral", "negative"]),
        (("linear", "multinomial"), False),
        (("linear",), None),
    ],
)
def test_a_file_whose_pieces_do_not_fit_is_refused_on_reading(
    model: TargetModel, tmp_path: Path, place: tuple[str, ...], value: Any
) -> None:
    path = tmp_path / "model.json"
    write_target_model(model, path)
    saved = read_json(path, kind=KIND)
    inner = saved if len(place) == 1 else saved[place[0]]
    inner[place[-1]] = value
    write_json(saved, path, kind=KIND)  # with the right hash
    with pytest.raises(MeasureError, match=r"no framing\.TargetModel that can be read; found: .*model\.json: "):
        read_target_model(path)


def test_only_a_model_is_replaced(model: TargetModel, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text("article_id,text\n")
    with pytest.raises(MeasureError, match=r"already that is no framing\.TargetModel"):
        write_target_model(model, path)
    assert path.read_text() == "article_id,text\n"
    with pytest.raises(MeasureError, match="no folder"):
        write_target_model(model, tmp_path / "none" / "model.json")


def test_a_number_that_is_none_is_not_saved(model: TargetModel, tmp_path: Path) -> None:
    broken = TargetModel(
        model.space, model.linear, model.quality.assign(value=np.nan), model.predictions, model.settings
    )
    with pytest.raises(MeasureError, match="cannot be written as JSON"):
        write_target_model(broken, tmp_path / "model.json")
    assert not list(tmp_path.iterdir())
