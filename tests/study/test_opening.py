import json
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import StudyError, TableError
from framing.study import open_study

NOTEBOOKS = {
    "01-corpus.ipynb": ["study.save_articles(articles)"],
    "02-rates.ipynb": ["articles = study.load_articles()", 'study.save_data(rates, "rates")'],
}


@pytest.fixture
def study_folder(make_study, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("FRAMING_RUN", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    folder: Path = make_study(NOTEBOOKS).resolve()
    monkeypatch.chdir(folder)
    return folder


def _articles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "text": ["a b"],
            "title": ["t"],
            "outlet": ["X"],
            "date": pd.to_datetime(["2024-01-02"]),
            "url": ["u"],
        },
        index=pd.Index(["1"], name="article_id"),
    )


def test_by_hand_the_nearest_plan_is_found(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study_folder / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(study_folder / "deep" / "er")
    study = open_study()
    assert study == open_study(study_folder)
    assert (study.title, study.question, study.seed) == ("Who <hedges> & why?", "Is it so?", 7)
    assert study.corpus == study_folder / "corpus"
    assert study.results == study_folder / "results"
    assert not study.results.exists()


def test_without_a_plan_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRAMING_RUN", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match=r"does not lie in a study.*open_study\("):
        open_study()


def test_in_a_run_the_run_decides(study_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    other.mkdir()
    settings = {
        "folder": str(study_folder),
        "corpus": str(other),
        "results": str(tmp_path / "out"),
        "seed": 7,
        "notebook": "02-rates",
    }
    (tmp_path / "run.json").write_text(json.dumps(settings))
    monkeypatch.setenv("FRAMING_RUN", str(tmp_path / "run.json"))
    monkeypatch.chdir(tmp_path)
    for study in (open_study(), open_study(study_folder)):
        assert (study.corpus, study.results, study.notebook) == (other, tmp_path / "out", "02-rates")


def test_a_run_that_is_gone_is_named(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAMING_RUN", "gone.json")
    with pytest.raises(StudyError, match=r"found: gone\.json; to mend it: unset FRAMING_RUN"):
        open_study()


def test_data_are_handed_on(study_folder: Path) -> None:
    study = open_study()
    study.save_articles(_articles())
    pd.testing.assert_frame_equal(study.load_articles(), _articles())
    rates = pd.DataFrame({"rate": [0.5]}, index=pd.Index(["X"], name="outlet"))
    study.save_data(rates, "rates")
    pd.testing.assert_frame_equal(study.load_data("rates"), rates)


def test_loading_too_early_says_which_notebook_to_run(study_folder: Path) -> None:
    study = open_study()
    with pytest.raises(StudyError, match=r"'articles' yet.*run 01-corpus\.ipynb first"):
        study.load_articles()
    with pytest.raises(StudyError, match=r"'rates' yet.*run 02-rates\.ipynb first"):
        study.load_data("rates")
    with pytest.raises(StudyError, match="save 'other' in an earlier notebook"):
        study.load_data("other")


def test_what_are_not_articles_is_not_saved_as_such(study_folder: Path) -> None:
    study = open_study()
    with pytest.raises(TableError, match="article_id"):
        study.save_articles(pd.DataFrame({"text": ["a"]}))
    with pytest.raises(StudyError, match="call save_articles"):
        study.save_data(_articles(), "articles")
    assert not study.results.exists()


def test_saved_outputs_are_recorded(study_folder: Path) -> None:
    from matplotlib.figure import Figure

    study = open_study()
    figure = Figure()
    figure.subplots()
    table = study.save_table(pd.DataFrame({"a": [1]}), "rates", caption="A  table")
    drawn = study.save_figure(figure, "rates", caption="A figure")
    study.save_number("n-articles", 12, unit="articles")
    assert [path.relative_to(study.results).as_posix() for path in (table, drawn)] == [
        "tables/rates.csv",
        "figures/rates.png",
    ]
    record = json.loads((study.results / "records" / "by-hand.json").read_text())
    assert record["tables"]["rates"] == {"caption": "A table", "rows": 1, "columns": 1}
    assert record["figures"]["rates"] == {"caption": "A figure"}
    assert record["numbers"]["n-articles"] == {"value": 12, "unit": "articles"}
    assert r"\newcommand{\studyNArticles}{12}" in (study.results / "numbers.tex").read_text()


def test_a_refused_output_leaves_nothing(study_folder: Path) -> None:
    study = open_study()
    with pytest.raises(StudyError):
        study.save_table(pd.DataFrame({"a": [1]}), "Rates", caption="C")
    with pytest.raises(StudyError):
        study.save_table(pd.DataFrame({"a": [1]}), "rates", caption="")
    with pytest.raises(StudyError):
        study.save_number("n", [1])  # type: ignore[arg-type]
    assert not study.results.exists()


def test_in_jupyterlab_the_notebook_is_known(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"a": [1]})
    monkeypatch.setenv("JPY_SESSION_NAME", "work/study/01-corpus.ipynb")
    open_study().save_table(table, "rates", caption="C")
    open_study().save_table(table, "rates", caption="C")
    monkeypatch.setenv("JPY_SESSION_NAME", "work/study/02-rates.ipynb")
    with pytest.raises(StudyError, match=r"01-corpus\.ipynb has already saved tables"):
        open_study().save_table(table, "rates", caption="C")


def test_the_corpus_is_read(study_folder: Path, make_study) -> None:
    assert open_study().read_corpus()["text"].tolist() == ["a text"]
    demo = make_study(plan='[study]\ntitle = "T"\n[corpus]\ndemo = true\n')
    assert len(open_study(demo).read_corpus()) > 10
