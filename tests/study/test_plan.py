from pathlib import Path

import pytest

from framing.errors import StudyError
from framing.study import read_plan

DEMO = '[study]\ntitle = "T"\n[corpus]\ndemo = true\n'
HEAD = '[study]\ntitle = "T"\n[corpus]\npath = "corpus"\n'


def test_plan_is_read_with_defaults(make_study) -> None:
    folder = make_study({"02-b.ipynb": ["1"], "01-a.ipynb": ["1"], "draft.ipynb": ["1"]}, HEAD)
    plan = read_plan(folder)
    assert (plan.title, plan.question, plan.seed, plan.language, plan.timeout) == ("T", "", 0, "en", 1800)
    assert plan.notebooks == ("01-a.ipynb", "02-b.ipynb")
    assert plan.corpus == (folder / "corpus").resolve()
    assert plan.results == folder.resolve() / "results"
    assert read_plan(folder / "study.toml") == plan


def test_named_notebooks_keep_their_order(make_study) -> None:
    folder = make_study(
        {"01-a.ipynb": ["1"], "02-b.ipynb": ["1"]}, HEAD + '[run]\nnotebooks = ["02-b.ipynb", "01-a.ipynb"]\n'
    )
    assert read_plan(folder).notebooks == ("02-b.ipynb", "01-a.ipynb")


@pytest.mark.parametrize(
    ("plan", "what", "found", "do"),
    [
        ('[study]\ntitel = "T"\n', "means nothing", "titel under [study]", "write title"),
        ('[studdy]\ntitle = "T"\n', "means nothing", "[studdy]", "write study"),
        ('seed = 7\n[study]\ntitle = "T"\n', "means nothing", "seed", "use one of study, corpus, run"),
        ("study = 3\n", "study in study.toml must be a section", "study = 3", "write [study]"),
        ('[study]\ntitle = "T"\nseed = "7"\n', "must be a whole number", "'7'", "seed"),
        ('[study]\ntitle = "T"\nseed = true\n', "must be a whole number", "True", "seed"),
        ('[study]\ntitle = "T"\nseed = -1\n[corpus]\npath = "corpus"\n', "seed must be at least 0", "-1", "mend seed"),
        (HEAD + "[run]\ntimeout = 0\n", "timeout must be at least 1", "0", "mend timeout"),
        ("[study]\n[corpus]\npath = 'corpus'\n", "needs a title", "none", "write title"),
        ('[study]\ntitle = "T"\n', "needs one corpus", "neither", "demo = true"),
        ('[study]\ntitle = "T"\n[corpus]\npath = "corpus"\ndemo = true\n', "needs one corpus", "both", "path"),
        ('[study]\ntitle = "T"\n[corpus]\npath = "corpsu"\n', "corpus does not exist", "corpsu", "mend path"),
        (HEAD + '[run]\nnotebooks = ["01-corpos.ipynb"]\n', "not in study", "01-corpos", "write '01-corpus.ipynb'"),
        (HEAD + '[run]\nnotebooks = ["../01-corpus.ipynb"]\n', "not in study", "../01", "01-corpus.ipynb"),
        (HEAD + "[run]\nnotebooks = []\n", "needs notebooks", "none", "number the notebooks"),
        (HEAD + '[run]\nnotebooks = ["01-corpus.ipynb", "01-corpus.ipynb"]\n', "each once", "01-corpus", "list"),
        (HEAD + 'columns = "text"\n', "columns under [corpus]", "'text'", "a table of text to text"),
        (HEAD + "columns = { lead = 3 }\n", "must be a table of text to text", "{'lead': 3}", "{ lead ="),
        (HEAD + "encoding = 1252\n", "encoding under [corpus]", "1252", "quotation marks"),
        (HEAD + 'encoding = "cp125"\n', "unknown encoding", "'cp125'", 'encoding = "cp1252"'),
        (DEMO + 'columns = { lead = "text" }\n', "a corpus of your own", "columns beside demo", "take them out"),
        (DEMO + 'encoding = "cp1252"\n', "a corpus of your own", "encoding beside demo", "take them out"),
        ("[study\n", "not valid TOML", "line 1", "mend that line"),
    ],
)
def test_a_wrong_plan_is_refused(make_study, plan: str, what: str, found: str, do: str) -> None:
    with pytest.raises(StudyError) as error:
        read_plan(make_study(plan=plan))
    assert what in error.value.what
    assert found in error.value.found
    assert do in error.value.do


def test_a_folder_without_a_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="a folder without one"):
        read_plan(tmp_path)
    with pytest.raises(StudyError, match="no such folder"):
        read_plan(tmp_path / "nowhere")
    (tmp_path / "01-a.ipynb").touch()
    with pytest.raises(StudyError, match="found: a file"):
        read_plan(tmp_path / "01-a.ipynb")


def test_another_corpus_goes_before_the_plan(make_study, tmp_path: Path) -> None:
    folder = make_study(plan='[study]\ntitle = "T"\n[corpus]\npath = "not/on/this/machine"\n')
    plan = read_plan(folder, corpus=tmp_path)
    assert plan.corpus == tmp_path.resolve()
    with pytest.raises(StudyError, match=r"corpus does not exist.*check its spelling"):
        read_plan(folder, corpus=tmp_path / "nowhere")


def test_how_the_corpus_is_read_may_be_said(make_study) -> None:
    folder = make_study(plan=HEAD + 'columns = { lead = "text" }\nencoding = "cp1252"\n')
    for plan in (read_plan(folder), read_plan(folder, corpus=folder)):
        assert (plan.columns, plan.encoding) == ({"lead": "text"}, "cp1252")
    plan = read_plan(make_study(plan=HEAD))
    assert (plan.columns, plan.encoding) == (None, None)


def test_the_demonstration_corpus_is_found(make_study) -> None:
    plan = read_plan(make_study(plan='[study]\ntitle = "T"\n[corpus]\ndemo = true\n'))
    assert plan.demo
    assert (plan.corpus / "corpus.toml").is_file()
