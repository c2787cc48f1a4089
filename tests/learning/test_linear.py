from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import sparse

from framing.errors import MeasureError
from framing.learning.linear import LinearModel, fit_multinomial, fit_one_vs_rest

RNG = np.random.Generator(np.random.PCG64(4))
MANY = sparse.csr_array(np.where(RNG.random((60, 200)) < 0.5, RNG.random((60, 200)), 0))
TRUTH = np.column_stack([np.arange(60) % 2, np.arange(60) % 5 == 0]).astype(float)


def test_the_fit_is_the_minimum_of_the_formula() -> None:
    features, truth = MANY[:, :5], TRUTH[:, :1]
    model = fit_one_vs_rest(features, truth, ["yes"], strength=2, balanced=False)
    sign = np.where(truth[:, 0] == 1, 1, -1)

    def cost(weights: np.ndarray, intercept: float) -> float:
        losses = np.log1p(np.exp(-sign * (features @ weights + intercept)))
        return float((weights**2).sum() / 2 + intercept**2 / 2 + 2 * losses.sum())  # the solver shrinks b too

    best = cost(model.weights[0], model.intercepts[0])
    for _ in range(50):
        step = RNG.normal(0, 0.05, 6)
        assert cost(model.weights[0] + step[:5], model.intercepts[0] + step[5]) >= best - 1e-4


def test_the_intercept_is_held_near_0_as_the_formula_says() -> None:
    """All texts alike and a quarter yes: without ½ b² the intercept would be ln(1/3) whatever C is."""
    alike, truth = sparse.csr_array(np.full((40, 1), 1e-6)), (np.arange(40) % 4 == 0).astype(float)[:, None]
    for strength in (0.01, 0.1):
        found = fit_one_vs_rest(alike, truth, ["yes"], strength=strength, balanced=False).intercepts[0]
        # the minimum of ½ b² + C Σ ln(1 + exp(−y b)): b = C Σ (yes − 1 / (1 + exp(−b)))
        assert found == pytest.approx(strength * float((truth - 1 / (1 + np.exp(-found))).sum()), abs=1e-4)
        assert found > np.log(1 / 3) + 0.1


def test_unknown_codes_are_left_out_of_their_label_only() -> None:
    holes = TRUTH.copy()
    holes[:20, 0] = np.nan
    model = fit_one_vs_rest(MANY, holes, ["one", "two"])
    alone = fit_one_vs_rest(MANY[20:], TRUTH[20:, :1], ["one"])
    np.testing.assert_allclose(model.score(MANY)[:, 0], alone.score(MANY)[:, 0], atol=2e-3)
    whole = fit_one_vs_rest(MANY, TRUTH, ["one", "two"])
    np.testing.assert_allclose(model.weights[1], whole.weights[1], atol=1e-6)


def test_balanced_scores_have_their_middle_at_0() -> None:
    truth = (np.arange(60) < 6).astype(float)[:, None]
    features = sparse.csr_array(np.column_stack([truth[:, 0], 1 - truth[:, 0]]))
    scores = fit_one_vs_rest(features, truth, ["rare"]).score(features)[:, 0]
    assert scores[0] == pytest.approx(-scores[-1], abs=1e-2)
    assert fit_one_vs_rest(features, truth, ["rare"], balanced=False).score(features)[0, 0] < scores[0]


@pytest.mark.parametrize("multinomial", [True, False])
def test_a_model_comes_back_from_json_with_the_same_predictions(multinomial: bool) -> None:
    labels = ["a", "b", "c"]
    code = np.arange(60) % 3
    if multinomial:
        model = fit_multinomial(MANY, [labels[number] for number in code], labels)
    else:
        model = fit_one_vs_rest(MANY, (code[:, None] == np.arange(3)).astype(float), labels)
    again = LinearModel.from_json(json.loads(json.dumps(model.to_json())))
    np.testing.assert_array_equal(again.probabilities(MANY), model.probabilities(MANY))
    assert again.labels == ("a", "b", "c")
    sums = model.probabilities(MANY).sum(axis=1)
    assert np.allclose(sums, 1) == multinomial
    assert (model.score(MANY).argmax(axis=1) == code).mean() > 0.9


@pytest.mark.parametrize("change", [{"labels": ["a"]}, {"weights": [1.0]}, {"intercepts": [0.0]}])
def test_a_model_of_two_sizes_is_refused(change: dict[str, list[object]]) -> None:
    saved = fit_one_vs_rest(MANY, TRUTH, ["one", "two"]).to_json()
    with pytest.raises(MeasureError, match="an intercept for each label"):
        LinearModel.from_json(saved | change)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_label_with_one_answer_is_an_error(value: float) -> None:
    with pytest.raises(MeasureError, match="nothing to learn"):
        fit_one_vs_rest(MANY, np.full((60, 1), value), ["x"])


def test_a_label_without_texts_is_an_error() -> None:
    with pytest.raises(MeasureError, match="each with a text"):
        fit_multinomial(MANY, ["a", "b"] * 30, ["a", "b", "c"])
