"""Learning frames from coded articles: TF-IDF, one-vs-rest logistic regression, predictions across folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError, TableError
from framing.learning.features import Bags, FeatureSpace, Recipe, bag_texts, choose_recipe, fit_space
from framing.learning.folds import fold_groups, join_groups
from framing.learning.linear import fit_one_vs_rest
from framing.learning.reports import area_under_curve, report_labels, report_overall
from framing.learning.thresholds import choose_thresholds
from framing.measures.frames.classifier import FrameClassifier, join_parts, tabulate, weigh_words
from framing.measures.frames.coded import Coded, gather_codes, measure_coders
from framing.tables import check_table

__all__ = ["fit_frames"]

Array = np.ndarray[Any, Any]

_STRENGTH = 5.0  # C; 1 to 20 made no difference on the open halves of the marked sets
_FEWEST = 10  # articles with a label, and without it
_INNER = 3  # folds inside the training articles, for thresholds
_SMALL_SAMPLE = 100
_OUTLET_COLUMNS = ["outlet", "label", "n", "support", "share_coded", "share_predicted", "f1", "auc"]


@dataclass(frozen=True, slots=True, eq=False)
class _Material:
    """The coded articles: bags, codes, groups; seed of their folds."""

    bags: Bags
    coded: Coded
    groups: list[str]
    seed: int

    @property
    def truth(self) -> Array:
        return self.coded.truth.to_numpy(np.float64)


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

    Texts become n-grams of 4 to 6 characters within words and, in English, types of role words (politics, security, …;
    weight 3), by TF-IDF (1 + ln count, length 1, those of two articles or more); each label gets a logistic regression,
    with and without weighing the same. Each fold is predicted by a model of the others; the threshold of a label is
    tuned on folds inside those (highest F1). Where each article has one label, that of the highest score is given.

    Parameters
    ----------
    articles
        The table `articles`; coded or not.
    codes
        The table `codes` (``unit_id``, ``coder``, ``variable``, ``value``; of several coders the majority counts, ties
        are listed and left out); or a wide table of 0 and 1 indexed by article_id; or a Series of one label, or of 0
        and 1, an article. Batches that were picked (column ``batch``, see `draw_batch`) train only; figures, shares and
        thresholds come from the "random" sample, which without that column all codes are taken for.
    group
        Column of articles whose rows stay in one fold; default ``story`` where there is one. Articles of one
        ``duplicate``, and of the same text, stay together in any case.
    outlet
        Column for the leave-one-outlet-out check; None for none.
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
    A label is worth what its F1 has above ``always_yes_f1``. Probabilities are at the share of the random sample and
    order articles better than they state chances. Check ``by_outlet`` before comparing outlets; correct shares.

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
    texts, recipe = join_parts(chosen, parts), recipe or choose_recipe(chosen)
    groups = _group(chosen, texts, group)
    _check_codes(coded, groups, n_folds)
    material = _Material(bag_texts(texts, recipe), coded, groups, seed)
    fold = fold_groups(groups, np.column_stack([material.truth, coded.sampled]), n_folds=n_folds, seed=seed)
    scores, thresholds = _predict_across(material, fold)
    given = tabulate(scores, thresholds, _prior(coded), single=coded.single)
    space = fit_space(material.bags)
    model = fit_one_vs_rest(space.transform(material.bags), material.truth, coded.labels, strength=_STRENGTH)
    report, overall = _report(material, scores, given)
    by_outlet = _leave_outlets_out(material, chosen, outlet, scores)
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
        prior=_prior(coded),
        settings=settings | {"n_groups": len(set(groups))},
        warnings=_warn(coded, report, by_outlet, outlet),
    )


def _group(articles: pd.DataFrame, texts: Sequence[str], group: str | None) -> list[str]:
    """Tie together articles of one story (or the user's groups), of one text, and near copies."""
    if group is not None and group not in articles.columns:
        raise TableError(f"articles have no column {group!r}", found=", ".join(articles.columns), do="group=None")
    columns = [group or "story", "duplicate"]
    keys = [articles[column].astype(object).where(articles[column].notna(), None).tolist()
            for column in columns if column in articles.columns]  # fmt: skip
    same = [" ".join(text.lower().split()) or None for text in texts]
    return join_groups(articles.index.tolist(), [*keys, same])


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


def _predict_across(material: _Material, fold: Array) -> tuple[pd.DataFrame, Array]:
    """Scores of every coded article by a model of the other folds, and the thresholds tuned inside those."""
    labels = material.coded.labels
    scores, thresholds = np.full((len(fold), len(labels)), np.nan), np.zeros((len(fold), len(labels)))
    for number in range(int(fold.max()) + 1):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        space = fit_space(material.bags.take(train))
        seen = space.transform(material.bags)
        scores[test] = _fit_and_score(seen, material, train, test)
        if not material.coded.single:
            thresholds[test] = _tune(seen, material, train)
    return pd.DataFrame(np.round(scores, 9), index=material.coded.truth.index, columns=list(labels)), thresholds


def _tune(seen: Any, material: _Material, train: Array) -> Array:
    """Choose thresholds on folds inside the training articles, on those of the random sample."""
    truth, groups = material.truth[train], [material.groups[row] for row in train.tolist()]
    inner = fold_groups(groups, truth, n_folds=min(_INNER, len(set(groups))), seed=material.seed)
    scores = np.full(truth.shape, np.nan)
    for number in range(int(inner.max()) + 1):
        test = np.flatnonzero(inner == number)
        scores[test] = _fit_and_score(seen, material, train[inner != number], train[test])
    sampled = material.coded.sampled[train]
    return choose_thresholds(scores[sampled], truth[sampled])


def _fit_and_score(seen: Any, material: _Material, train: Array, test: Array) -> Array:
    """Score articles by a model of others; NaN for a label that has one answer only among those."""
    truth = material.truth[train]
    able = np.flatnonzero((truth == 1).any(axis=0) & (truth == 0).any(axis=0))
    scores = np.full((len(test), truth.shape[1]), np.nan)
    if len(able):
        labels = [material.coded.labels[column] for column in able.tolist()]
        model = fit_one_vs_rest(seen[train], truth[:, able], labels, strength=_STRENGTH)
        scores[:, able] = model.score(seen[test])
    return scores


def _prior(coded: Coded) -> Array:
    """Log odds of each label in the random sample."""
    share = np.nanmean(coded.truth.to_numpy(np.float64)[coded.sampled], axis=0)
    return np.asarray(np.round(np.log(share / (1 - share)), 6))


def _report(material: _Material, scores: pd.DataFrame, given: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures of the random sample, with the agreement of the coders beside them."""
    coded, sampled = material.coded, material.coded.sampled
    decided = given[[f"frame_{label}" for label in coded.labels]].fillna(0).to_numpy(np.float64)[sampled]
    groups = [group for group, kept in zip(material.groups, sampled.tolist(), strict=True) if kept]
    truth, score = material.truth[sampled], scores.fillna(-np.inf).to_numpy()[sampled]
    report = report_labels(truth, score, decided, coded.labels, groups=groups, seed=material.seed)
    return report.join(measure_coders(coded)), report_overall(truth, decided, groups=groups, seed=material.seed)


def _leave_outlets_out(
    material: _Material, articles: pd.DataFrame, outlet: str | None, scores: pd.DataFrame
) -> pd.DataFrame:
    """Predict each outlet by a model that saw none of its articles."""
    coded, rows = material.coded, []
    names = articles[outlet].astype(object).tolist() if outlet is not None and outlet in articles.columns else []
    named = np.array([name if isinstance(name, str) else "" for name in names], dtype=object)
    outlets = sorted({name for name, kept in zip(named, coded.sampled, strict=bool(names)) if kept and name})
    for name in outlets if len(outlets) > 1 else []:
        train, test = np.flatnonzero(named != name), np.flatnonzero((named == name) & coded.sampled)
        space = fit_space(material.bags.take(train))
        found = _fit_and_score(space.transform(material.bags), material, train, test)
        others = train[coded.sampled[train]]
        thresholds = choose_thresholds(scores.to_numpy()[others], material.truth[others])
        table = pd.DataFrame(found, index=articles.index[test], columns=list(coded.labels))
        given = tabulate(table, thresholds, _prior(coded), single=coded.single)
        rows += [(name, *_judge_outlet(material, test, table, given, label)) for label in coded.labels]
    return pd.DataFrame(rows, columns=_OUTLET_COLUMNS).astype({"outlet": "str", "label": "str"})


def _judge_outlet(
    material: _Material, test: Array, scores: pd.DataFrame, given: pd.DataFrame, label: str
) -> tuple[Any, ...]:
    truth = material.coded.truth[label].to_numpy()[test]
    known = ~np.isnan(truth)
    truth, decided = truth[known], given[f"frame_{label}"].fillna(0).to_numpy()[known]
    score = scores[label].fillna(-np.inf).to_numpy()[known]
    n_either = truth.sum() + decided.sum()
    shares = (float(truth.mean()), float(decided.mean())) if len(truth) else (np.nan, np.nan)
    f1 = float(2 * (truth * decided).sum() / n_either) if n_either else np.nan
    return label, len(truth), int(truth.sum()), *shares, f1, area_under_curve(truth, score)


def _describe(coded: Coded, recipe: Recipe, space: FeatureSpace, **chosen: Any) -> dict[str, Any]:
    return {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()},
        "recipe": recipe.to_json(),
        "strength": _STRENGTH,
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
    if len(coded.ties):
        warnings.append(f"{len(coded.ties)} codes left out: as many coders said yes as no (see ties)")
    return tuple(warnings)
