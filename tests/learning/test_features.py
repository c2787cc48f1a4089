from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import MeasureError
from framing.learning.features import FeatureSpace, Recipe, bag_features, bag_texts, choose_recipe, fit_space

WORDS = Recipe(words=(1, 1), characters=None)
TEXTS = ["Rumours of a strike.", "A strike, a strike!", "No talks on pay."]


def test_words_are_those_of_the_text_engine() -> None:
    bags = bag_texts(["The U.S. won’t pay", "Don't   PAY."], WORDS)
    assert bags.names == ["word:don't", "word:pay", "word:the", "word:u.s", "word:won't"]


def test_runs_of_words_stay_within_a_sentence() -> None:
    bags = bag_texts(["They met. Talks failed again.", "x"], Recipe(words=(2, 3), characters=None))
    assert bags.names == ["word:failed again", "word:talks failed", "word:talks failed again", "word:they met"]


def test_runs_of_words_are_counted() -> None:
    bags = bag_texts(["no no no", "no"], Recipe(words=(1, 3), characters=None))
    assert dict(zip(bags.names, bags.counts.toarray()[0].tolist(), strict=True)) == {
        "word:no": 3,
        "word:no no": 2,
        "word:no no no": 1,
    }


def test_characters_stay_within_a_word_and_know_its_edges() -> None:
    assert bag_texts(["of it"], Recipe(characters=(4, 4))).names == ["char:_it_", "char:_of_"]
    assert bag_texts(["a tax"], Recipe(characters=(4, 5))).names == [
        *("char:_a_", "char:_tax", "char:_tax_", "char:tax_")
    ]


def test_words_and_characters_are_told_apart() -> None:
    names = bag_texts(["pay"], Recipe(words=(1, 1), characters=(3, 3))).names
    assert names == ["char:_pa", "char:ay_", "char:pay", "word:pay"]


def test_the_weights_are_those_of_the_formula() -> None:
    bags = bag_texts(TEXTS, WORDS)
    space = fit_space(bags)
    assert space.names == ["word:a", "word:strike"]
    idf = np.log(4 / 3) + 1
    np.testing.assert_allclose(space.idf, [idf, idf], atol=1e-6)
    expected = np.array([[1, 1], [1 + np.log(2), 1 + np.log(2)], [0, 0]])
    length = np.sqrt((expected**2).sum(axis=1, keepdims=True))
    expected = np.divide(expected, length, out=np.zeros_like(expected), where=length > 0)
    np.testing.assert_allclose(space.transform(bags).toarray(), expected, atol=1e-12)


def test_the_weights_are_those_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = ["pay rise talks", "pay talks pay fail", "talks fail fail", "other words here"]
    theirs = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit(texts)
    bags = bag_texts(texts, Recipe(words=(1, 2), characters=None))
    ours = fit_space(bags)
    assert ours.names == [f"word:{name}" for name in theirs.get_feature_names_out()]
    np.testing.assert_allclose(ours.transform(bags).toarray(), theirs.transform(texts).toarray(), atol=1e-6)


def test_new_texts_are_seen_through_the_stored_vocabulary() -> None:
    space = fit_space(bag_texts(TEXTS, WORDS))
    seen = space.transform(bag_texts(["Strike pay", "nothing known"], WORDS)).toarray()
    np.testing.assert_allclose(seen, [[0, 1], [0, 0]])


def test_the_hash_tells_vocabularies_apart() -> None:
    space = fit_space(bag_texts(TEXTS, WORDS))
    assert space.digest == fit_space(bag_texts(TEXTS[::-1], WORDS)).digest
    assert space.digest != FeatureSpace(space.names, space.idf + 1).digest
    assert space.digest != FeatureSpace(["word:a", "word:strikes"], space.idf).digest


def test_ready_made_features_are_taken_as_they_are() -> None:
    bags = bag_features([["left:not", "target"], [], ["target", "target"]])
    assert bags.names == ["left:not", "target"]
    assert bags.counts.toarray().tolist() == [[1, 1], [0, 0], [0, 2]]
    assert fit_space(bags).names == ["target"]


def test_no_shared_feature_is_an_error() -> None:
    with pytest.raises(MeasureError, match="share no feature"):
        fit_space(bag_texts(["one", "two"], WORDS))


@pytest.mark.parametrize("recipe", [Recipe(None, None), Recipe((2, 1), None), Recipe(None, (0, 3))])
def test_a_recipe_of_nothing_is_an_error(recipe: Recipe) -> None:
    with pytest.raises(MeasureError):
        bag_texts(TEXTS, recipe)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_text_can_be_counted(texts: list[str]) -> None:
    bags = bag_texts(texts, Recipe(words=(1, 3), characters=(3, 5)))
    assert bags.counts.shape == (len(texts), len(bags.names))
    assert bags.names == sorted(set(bags.names))
    assert (bags.counts.data > 0).all()


def test_role_words_count_by_their_type_three_times_as_much() -> None:
    texts = ["Senators met.", "A lawmaker met the police chief.", "It rains."]
    bags = bag_texts(texts, Recipe(words=(1, 1), characters=None, roles=True))
    role = [name for name in bags.names if name.startswith("role:")]
    assert role == ["role:politics", "role:security"]
    assert bags.counts.toarray()[:, [bags.names.index(name) for name in role]].tolist() == [[1, 0], [1, 1], [0, 0]]
    space = fit_space(bags)
    weight = dict(zip(space.names, space.idf.tolist(), strict=True))
    assert weight["role:politics"] == pytest.approx(3 * (np.log(4 / 3) + 1), abs=1e-6)
    assert weight["word:met"] == pytest.approx(np.log(4 / 3) + 1, abs=1e-6)


@pytest.mark.parametrize("recipe", [Recipe(), Recipe(words=(1, 2), characters=None, roles=True)])
def test_a_recipe_comes_back_from_json(recipe: Recipe) -> None:
    assert Recipe.from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


def test_numbers_of_numpy_are_plain_in_json() -> None:
    pair = (np.int64(1), np.int64(2))
    recipe = Recipe(words=pair, characters=None, roles=np.bool_(True))
    assert json.dumps(recipe.to_json()) == '{"words": [1, 2], "characters": null, "roles": true}'


@pytest.mark.parametrize(("languages", "roles"), [(["en", None], True), (["en", "de"], False), ([], True)])
def test_role_words_are_for_english_only(languages: list[str | None], roles: bool) -> None:
    assert choose_recipe(pd.DataFrame({"language": languages})) == Recipe(roles=roles)
    assert choose_recipe(pd.DataFrame({"text": languages})) == Recipe(roles=True)
