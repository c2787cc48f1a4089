from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError, TableError
from framing.measures.frames.classifier import FrameClassifier
from framing.measures.frames.fitting import fit_frames

CLUES = {"conflict": ["clash", "accuse", "rival"], "economic": ["budget", "cost", "market"]}
FILLING = "council town week plan report people house street water garden road letter school".split()


def make_corpus(n: int = 90) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles in which a frame shows in its clue words, three to a story, and their codes."""
    rng = np.random.Generator(np.random.PCG64(11))
    codes = pd.DataFrame({label: (rng.random(n) < 0.4).astype(int) for label in CLUES})
    texts = []
    for row in codes.itertuples(index=False):
        words = rng.choice(FILLING, 25).tolist()
        for label, clues in CLUES.items():
            if getattr(row, label) and rng.random() < 0.9:
                words += rng.choice(clues, 3).tolist()
        texts.append(" ".join(rng.permutation(words)) + f" n{len(texts)}.")
    index = pd.Index([f"a{number:03d}" for number in range(n)], name="article_id")
    articles = pd.DataFrame({"text": texts, "title": ""}, index=index).astype("str")
    articles = articles.assign(outlet=np.array(["Post", "Star", "Echo"])[rng.integers(0, 3, n)], date=pd.NaT, url="-")
    return articles.assign(story=[f"s{number // 3}" for number in range(n)]), codes.set_axis(index)


ARTICLES, CODES = make_corpus()


@pytest.fixture(scope="module")
def model() -> FrameClassifier:
    return fit_frames(ARTICLES, CODES)


def tables(model: FrameClassifier) -> list[pd.DataFrame]:
    return [model.predictions, model.report, model.overall, model.by_outlet, model.words]


def test_planted_frames_are_learnt(model: FrameClassifier) -> None:
    assert (model.report["auc"] > 0.85).all()
    assert (model.report["f1"] > model.report["always_yes_f1"] + 0.1).all()
    assert set(model.features("conflict", 3)["word"]) <= {"clash", "accuse", "rival"}
    assert model.report["support"].tolist() == CODES.sum().tolist()
    assert "2 labels from 90 articles" in repr(model)


def test_no_story_and_no_copy_is_in_two_folds(model: FrameClassifier) -> None:
    assert model.predictions.groupby(ARTICLES["story"])["fold"].nunique().max() == 1
    copies = ARTICLES.drop(columns="story").assign(duplicate=[f"d{number // 2}" for number in range(90)])
    folds = fit_frames(copies, CODES, outlet=None).predictions.groupby(copies["duplicate"])["fold"]
    assert folds.nunique().max() == 1
    repeated = copies.drop(columns="duplicate").assign(text=ARTICLES["text"].iloc[np.arange(90) // 2].to_numpy())
    folds = fit_frames(repeated, CODES, outlet=None).predictions.groupby(repeated["text"])["fold"]
    assert folds.nunique().max() == 1


def test_an_article_is_predicted_by_a_model_that_never_saw_it() -> None:
    """Codes by chance cannot be learnt; a model that had seen them would recall them."""
    chance = pd.DataFrame({"x": np.random.Generator(np.random.PCG64(2)).integers(0, 2, 90)}, ARTICLES.index)
    model = fit_frames(ARTICLES, chance, outlet=None)
    assert model.report.loc["x", "auc"] < 0.68
    recalled, predicted = (
        table["probability_x"].corr(chance["x"]) for table in (model.predict(ARTICLES), model.predictions)
    )
    assert recalled > predicted + 0.2
    assert "no better than always yes" in " ".join(model.warnings)


def test_the_order_of_rows_changes_nothing(model: FrameClassifier) -> None:
    mixed = fit_frames(
        ARTICLES.sample(frac=1, random_state=3), CODES.sample(frac=1, random_state=4)[["economic", "conflict"]]
    )
    for one, other in zip(tables(model), tables(mixed), strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_another_seed_gives_other_folds(model: FrameClassifier) -> None:
    again, other = (fit_frames(ARTICLES, CODES, seed=seed, outlet=None).predictions["fold"] for seed in (0, 1))
    assert again.equals(model.predictions["fold"])
    assert not other.equals(again)


def test_picked_batches_train_and_enter_no_figure() -> None:
    batch = np.where(np.arange(90) < 60, "random", "uncertain")
    model = fit_frames(ARTICLES, CODES.assign(batch=batch))
    assert (model.report["n"] == 60).all()
    assert model.overall["n"].tolist() == [60] * 3
    assert model.by_outlet.groupby("outlet")["n"].first().sum() == 60
    share = CODES[:60].mean()
    np.testing.assert_allclose(model.prior, np.log(share / (1 - share)), atol=1e-6)
    assert model.predictions["sampled"].sum() == 60
    assert len(model.predictions) == 90
    turned = CODES.copy()
    turned[60:] = 1 - turned[60:]
    worse = fit_frames(ARTICLES, turned.assign(batch=batch), outlet=None)
    assert (worse.report["support"] == model.report["support"]).all()
    assert worse.report["auc"].mean() < model.report["auc"].mean() - 0.02


def test_one_label_an_article_gives_one_frame() -> None:
    kinds = CODES["conflict"].map({1: "conflict", 0: "other"}).where(CODES["economic"] == 0, "economic")
    model = fit_frames(ARTICLES, kinds, outlet=None)
    probability = model.predictions.filter(like="probability_")
    np.testing.assert_allclose(probability.sum(axis=1), 1)
    assert model.predictions["frame"].isin(["conflict", "economic", "other"]).all()
    given = model.predictions.filter(regex="^frame_").set_axis(list(model.labels), axis=1)
    assert (given.sum(axis=1) == 1).all()
    assert given.idxmax(axis=1).tolist() == model.predictions["frame"].tolist()
    accuracy = (model.predictions["frame"] == kinds).mean()
    assert model.overall.loc["accuracy", "estimate"] == pytest.approx(accuracy)
    assert accuracy > model.overall.loc["accuracy", "baseline"] + 0.2


def test_the_frame_given_is_the_most_probable_one() -> None:
    """Of labels of 12, 28 and 50 articles; a prior on top would turn some answers."""
    rng = np.random.Generator(np.random.PCG64(5))
    kinds = np.array(["rare"] * 12 + ["some"] * 28 + ["often"] * 50)
    texts = [f"{rng.choice([kind, 'rare', 'often'])} {' '.join(rng.choice(FILLING, 6))}" for kind in kinds]
    model = fit_frames(ARTICLES.assign(text=texts), pd.Series(kinds, ARTICLES.index), outlet=None, group="text")
    for table in (model.predictions, model.predict(ARTICLES.assign(text=texts))):
        probability = table.filter(like="probability_").set_axis(list(model.labels), axis=1)
        assert probability.idxmax(axis=1).tolist() == table["frame"].tolist()
    raised = np.log(probability / (1 - probability)) + model.prior
    assert raised.idxmax(axis=1).tolist() != table["frame"].tolist()


def test_a_coded_article_without_text_gets_no_prediction() -> None:
    empty = ARTICLES.assign(text=ARTICLES["text"].mask(ARTICLES.index == "a007", ""))
    kinds = CODES["conflict"].map({1: "conflict", 0: "other"})
    for codes in (CODES, kinds):
        model = fit_frames(empty, codes, outlet=None)
        given = model.predictions.drop(columns=["fold", "sampled"])
        assert given.loc["a007"].isna().all()
        assert given.drop(index="a007").notna().all(axis=None)
        assert (model.overall["n"] == 90).all()  # it counts: there it was not found


def test_thresholds_are_tuned_inside_the_training_folds() -> None:
    """Two in three have the label and its clue is weak, so saying yes below a score of 0 gains F1."""
    rng = np.random.Generator(np.random.PCG64(8))
    codes = pd.DataFrame({"x": (rng.random(90) < 0.65).astype(int)}, ARTICLES.index)
    clue = np.where((codes["x"] == 1) & (rng.random(90) < 0.5), " clash", "")
    model = fit_frames(ARTICLES.assign(text=ARTICLES["text"] + clue), codes, outlet=None)
    table = model.predictions
    score = np.log(table["probability_x"] / (1 - table["probability_x"])) - model.prior[0]
    assert (table["frame_x"] != (score >= 0)).sum() > 5
    for _, rows in table.groupby("fold"):  # one threshold a fold
        said = rows["frame_x"] == 1
        assert said.all() or score[said.index[said]].min() > score[said.index[~said]].max()
    assert model.report.loc["x", "f1"] > 2 * codes["x"][score >= 0].sum() / ((score >= 0).sum() + codes["x"].sum())


def test_an_outlet_is_predicted_without_the_wire_copies_of_others() -> None:
    """Codes by chance; Post and Star print the same 30 texts: to know one outlet is to know the other."""
    chance = np.random.Generator(np.random.PCG64(2)).integers(0, 2, 90)
    chance[30:60] = chance[:30]
    texts = [*ARTICLES["text"][:30], *ARTICLES["text"][:30], *ARTICLES["text"][60:]]
    wires = ARTICLES.drop(columns="story").assign(text=texts, outlet=np.repeat(["Post", "Star", "Echo"], 30))
    found = fit_frames(wires, pd.DataFrame({"x": chance}, wires.index)).by_outlet.set_index("outlet")
    assert found["n_left_out"].to_dict() == {"Echo": 0, "Post": 30, "Star": 30}
    assert found["n"].tolist() == [30] * 3
    assert (found["auc"] < 0.75).all()


def test_where_every_story_is_everywhere_nothing_is_known_of_another_outlet() -> None:
    model = fit_frames(ARTICLES.assign(outlet=np.array(["Post", "Star", "Echo"])[np.arange(90) % 3]), CODES)
    assert (model.by_outlet["n_left_out"] == 60).all()
    assert model.by_outlet[["share_predicted", "f1", "auc"]].isna().all(axis=None)
    assert model.by_outlet["share_coded"].notna().all()
    assert "too little is left to tell how it does on Echo, Post, Star" in " ".join(model.warnings)


def test_the_codes_of_an_outlet_change_nothing_in_what_is_predicted_for_it() -> None:
    alone = ARTICLES.drop(columns="story")
    turned = CODES.where(alone["outlet"] != "Post", 1 - CODES)
    one, other = (
        fit_frames(alone, codes).by_outlet.query("outlet == 'Post'")["share_predicted"].tolist()
        for codes in (CODES, turned)
    )
    assert one == other


def test_each_outlet_is_predicted_without_its_articles(model: FrameClassifier) -> None:
    assert model.by_outlet.groupby("label")["n"].sum().tolist() == [90, 90]
    coded = CODES["conflict"].groupby(ARTICLES["outlet"]).mean()
    found = model.by_outlet.query("label == 'conflict'").set_index("outlet")["share_coded"]
    pd.testing.assert_series_equal(found, coded, check_names=False, check_index_type=False)


def test_what_only_tells_the_outlet_is_of_no_use_on_another() -> None:
    outlets = np.array(["Post", "Star", "Echo", "Mail"])[np.arange(90) % 4]
    named = ARTICLES.assign(
        outlet=outlets, text=[f"{o} {o} {t}" for o, t in zip(outlets, ARTICLES["text"], strict=True)]
    )
    codes = pd.DataFrame({"x": np.isin(outlets, ["Post", "Echo"]).astype(int)}, ARTICLES.index)
    model = fit_frames(named, codes)
    assert model.report.loc["x", "auc"] > 0.95
    assert (model.by_outlet["share_coded"] - model.by_outlet["share_predicted"]).abs().max() > 0.3


def test_agreement_stands_beside_the_figures() -> None:
    first = CODES.rename_axis("unit_id").reset_index().melt("unit_id", var_name="variable").assign(coder="x")
    model = fit_frames(ARTICLES, pd.concat([first, first.assign(coder="y")]), outlet=None)
    assert model.report[["alpha", "coder_f1", "n_double"]].to_numpy().tolist() == [[1, 1, 90]] * 2


def test_texts_without_a_known_feature_are_undefined(model: FrameClassifier) -> None:
    odd = ARTICLES.iloc[:2].assign(text=["", "ΩΩΩΩ"], title="")
    assert model.predict(odd).isna().all(axis=None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda codes: codes.assign(conflict=1), "always yes"),
        (lambda codes: codes.assign(conflict=0), "always no"),
        (lambda codes: codes.assign(conflict=[1] * 4 + [0] * 86), "too few codes of 'conflict'"),
        (lambda codes: codes.rename(index={"a000": "zzz"}), "not in articles"),
        (lambda codes: codes.assign(conflict=np.arange(90) % 3), "must be 0 or 1"),
    ],
)
def test_codes_that_teach_nothing_are_errors(change: Any, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        fit_frames(ARTICLES, change(CODES).rename_axis("article_id"))


def test_one_group_is_an_error() -> None:
    with pytest.raises(MeasureError, match="a group for each"):
        fit_frames(ARTICLES.assign(story="s"), CODES)
    with pytest.raises(TableError, match="no column 'week'"):
        fit_frames(ARTICLES, CODES, group="week")


def test_role_words_tell_what_their_letters_do_not() -> None:
    """Headlines with a word of their own each: only the type of role is shared by those of one code."""
    people = ["senator", "lawmaker", "congressman", "candidate", "mayor", "councillor"]
    forces = ["sergeant", "sheriff", "policeman", "lieutenant", "soldier", "marine"]
    n = len(ARTICLES)
    words = [kind[row // 2 % 6] for row, kind in enumerate([people, forces] * (n // 2))]
    texts = [f"The {word} spoke of {FILLING[row % 7]}." for row, word in enumerate(words)]
    codes = pd.DataFrame({"x": np.arange(n) % 2}, ARTICLES.index)
    headlines = ARTICLES.assign(text=texts, story=[f"s {word}" for word in words])
    learnt = fit_frames(headlines, codes, outlet=None)
    plain = fit_frames(headlines.assign(language="de"), codes, outlet=None)
    assert learnt.settings["recipe"] == {"words": None, "characters": [4, 6], "roles": True}
    assert not plain.settings["recipe"]["roles"]
    assert learnt.report["auc"].min() > 0.9
    assert plain.report["auc"].max() < 0.7
