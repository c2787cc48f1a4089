"""Learning frames from coded articles: TF-IDF, one-vs-rest logistic regression, predictions across folds."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.features import FeatureSpace, Recipe, bag_texts, choose_recipe, fit_space
from framing.learning.folds import fold_groups, name_groups
from framing.learning.linear import fit_one_vs_rest
from framing.learning.reports import report_labels, report_overall
from framing.learning.thresholds import choose_thresholds
from framing.measures.frames.classifier import FrameClassifier, join_parts, tabulate, weigh_words
from framing.measures.frames.coded import Coded, gather_codes, measure_coders
from framing.measures.frames.cross_validation import STRENGTH, Material, leave_outlets_out, predict_across
from framing.parts import check_parts
from framing.tables import check_table

__all__ = ["fit_frames"]

Array = np.ndarray[Any, Any]

_FEWEST = 10  # articles with a label, and without it
_SMALL_SAMPLE = 100


def fit_frames(
    articles: pd.DataFrame,
    codes: pd.DataFrame | pd.Series,
    *,
    group: str | None = None,
    outlet: str | None = "outlet",
    n_folds: int = 5,
    parts: tuple[str, ...] = ("title", "text"),
    recipe: Recipe | None = None,
    seed: int = 0,
) -> FrameClassifier:
    """Learn frames from coded articles, and predict each of them by a model that never saw its like.

    Texts become n-grams of 4 to 6 characters within words and, unless the articles are said to be in another language
    than English, the types of their role words: a senator and a mayor both count as politics, police and army as
    security. The weight of a feature is (1 + ln count) · idf, with idf = ln((1 + articles) / (1 + articles that have
    it)) + 1, three times that for a role type; features of one article are left out, and each text is brought to length
    1. Each label gets a logistic regression (C = 5) in which articles with it and without it count the same. Each fold
    is predicted by a model of the others, vocabulary and all; the threshold of a label is tuned on folds inside those
    (highest F1). Where each article has one label, that of the highest score is given, no prior added.

    Parameters
    ----------
    articles
        The table `articles`; coded or not.
    codes
        The table `codes` (``unit_id``, ``coder``, ``variable``, ``value``; of several coders the majority counts, ties
        are listed and left out); or a wide table of 0 and 1 indexed by article_id, a column a label; or a Series of one
        label, or of 0 and 1, an article. Batches that were picked (column ``batch``, see `draw_batch`) train only;
        figures, shares and thresholds come from the "random" sample, which without that column all codes are taken for.
    group
        Column of articles whose rows stay in one fold; default ``story`` where there is one. Articles of one
        ``duplicate``, and of the same text, stay together in any case.
    outlet
        Column for the leave-one-outlet-out check, which takes some four fits an outlet; None for none. Articles of
        other outlets that share a group with the outlet teach nothing there (``n_left_out``).
    n_folds, seed
        Number of folds; seed of folds and intervals.
    parts
        What is read: title, text or both.
    recipe
        Other features, such as ``Recipe(words=(1, 2), characters=None)`` of `framing.learning.features`.

    Returns
    -------
    FrameClassifier
        ``predictions``, ``report``, ``overall``, ``by_outlet``, ``features(label)``, ``predict(articles)``, ``write``.

    Raises
    ------
    MeasureError
        A label is always or never given or has fewer than 10 articles with or without it in the random sample; there
        are fewer groups than folds; ids are unknown; values are not 0 and 1.
    TableError
        A table or a column is missing.

    Notes
    -----
    A label is worth what its F1 has above ``always_yes_f1``. Probabilities are shifted towards the share of the random
    sample (where each article has one label: as if all labels were as common); they order articles and do not state
    chances: their mean can lie well below the share. An article without a known feature has none. Check ``by_outlet``
    before comparing outlets; a share of predictions is no estimate of a share of articles: take that from the random
    sample. Role words, lengths and C were chosen on half of two coded sets: `framing validate frames` has the figures
    of both halves.

    References
    ----------
    Burscher, B., Odijk, D., Vliegenthart, R., de Rijke, M., & de Vreese, C. H. (2014). Teaching the computer to code
    frames in news. Communication Methods and Measures, 8(3), 190–206. https://doi.org/10.1080/19312458.2014.937527

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.load_demo()
    >>> codes = articles["text"].str.contains("minister").astype(int).rename("politics")
    >>> model = fit_frames(articles, codes, outlet=None)
    >>> model.labels, int(model.report.loc["politics", "support"]) == int(codes.sum())
    (('politics',), True)
    """
    check_table("articles", articles)
    coded = gather_codes(codes, articles.index)
    chosen = articles.loc[coded.truth.index]
    parts, n_folds, seed = check_parts(parts, articles), int(n_folds), int(seed)
    texts, recipe = join_parts(chosen, parts), recipe or choose_recipe(chosen)
    groups = name_groups(chosen, group=group, texts=texts)
    _check_codes(coded, groups, n_folds)
    material = Material(bag_texts(texts, recipe), coded, groups, seed)
    fold = fold_groups(groups, np.column_stack([material.truth, coded.sampled]), n_folds=n_folds, seed=seed)
    scores, thresholds = predict_across(material, fold)
    given = tabulate(scores, thresholds, material.prior, single=coded.single)
    space = fit_space(material.bags)
    model = fit_one_vs_rest(space.transform(material.bags), material.truth, coded.labels, strength=STRENGTH)
    report, overall = _report(material, scores, given)
    outlets = chosen[outlet].tolist() if outlet in chosen.columns else [None] * len(chosen)
    by_outlet = leave_outlets_out(material, outlets)
    settings = _describe(coded, recipe, space, parts=parts, n_folds=n_folds, group=group, outlet=outlet, seed=seed)
    return FrameClassifier(
        predictions=given.assign(fold=fold, sampled=coded.sampled),
        report=report,
        overall=overall,
        by_outlet=by_outlet,
        words=weigh_words(texts, recipe, space, model),
        ties=coded.ties,
        space=space,
        model=model,
        thresholds=choose_thresholds(scores.to_numpy()[coded.sampled], material.truth[coded.sampled]),
        prior=material.prior,
        settings=settings | {"n_groups": len(set(groups))},
        warnings=_warn(coded, report, by_outlet, outlet),
    )


def _check_codes(coded: Coded, groups: Sequence[str], n_folds: int) -> None:
    if len(set(groups)) < n_folds:
        raise MeasureError(
            "there must be two folds or more, and a group for each",
            found=f"{len(set(groups))} groups of coded articles, n_folds={n_folds}",
            do="code articles of more stories, or lower n_folds=",
        )
    if coded.single and len(coded.labels) < 2:
        raise MeasureError("there is one label only", found=", ".join(coded.labels), do="code other frames, or 0 and 1")
    group = np.array(groups, dtype=object)
    for label, values in coded.truth[coded.sampled].items():
        for kind, rows in {"with it": values.to_numpy() == 1, "without it": values.to_numpy() == 0}.items():
            if not rows.any():
                always = "no" if kind == "with it" else "yes"
                raise MeasureError(
                    f"of {label!r} there is nothing to learn", found=f"it is always {always}", do="drop its codes"
                )
            n_groups = len(set(group[coded.sampled][rows]))
            if rows.sum() < _FEWEST or n_groups < n_folds:
                raise MeasureError(
                    f"too few codes of {label!r}; needed, with and without it: {_FEWEST} articles of {n_folds} groups",
                    found=f"{int(rows.sum())} {kind}, of {n_groups} groups",
                    do="code more articles, or leave the label out",
                )


def _report(material: Material, scores: pd.DataFrame, given: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures of the random sample, with the agreement of the coders beside them."""
    coded, sampled = material.coded, material.coded.sampled
    decided = given[[f"frame_{label}" for label in coded.labels]].fillna(0).to_numpy(np.float64)[sampled]
    groups = [group for group, kept in zip(material.groups, sampled.tolist(), strict=True) if kept]
    truth, score = material.truth[sampled], scores.fillna(-np.inf).to_numpy()[sampled]
    report = report_labels(truth, score, decided, coded.labels, groups=groups, seed=material.seed)
    return report.join(measure_coders(coded)), report_overall(truth, decided, groups=groups, seed=material.seed)


def _describe(coded: Coded, recipe: Recipe, space: FeatureSpace, **chosen: Any) -> dict[str, Any]:
    return {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()},
        "recipe": recipe.to_json(),
        "strength": STRENGTH,
        "single": coded.single,
        "n_coded": len(coded.truth),
        "n_sampled": int(coded.sampled.sum()),
        "n_ties": len(coded.ties),
        "n_features": len(space.names),
        "vocabulary": space.digest,
        "versions": {name: version(name) for name in ("framing", "numpy", "scikit-learn", "scipy")},
    }


def _warn(coded: Coded, report: pd.DataFrame, by_outlet: pd.DataFrame, outlet: str | None) -> tuple[str, ...]:
    warnings = []
    if coded.sampled.sum() < _SMALL_SAMPLE:
        warnings.append(f"figures rest on {int(coded.sampled.sum())} articles; {_SMALL_SAMPLE} are the least to go by")
    useless = report.index[report["f1_low"] <= report["always_yes_f1"]].tolist()
    if useless:
        warnings.append(f"no better than always yes, within the error of the sample: {', '.join(useless)}")
    if outlet is not None and by_outlet.empty:
        warnings.append("of fewer than two outlets: how it does on another is not known")
    unknown = sorted(set(by_outlet.loc[by_outlet["share_predicted"].isna(), "outlet"].tolist()))
    if unknown:
        warnings.append(f"without their stories too little is left to tell how it does on {', '.join(unknown)}")
    if len(coded.ties):
        warnings.append(f"{len(coded.ties)} codes left out: as many coders said yes as no (see ties)")
    return tuple(warnings)
