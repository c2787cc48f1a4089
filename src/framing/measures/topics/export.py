"""Export to R: counts, terms and covariates as the package stm reads them, and a script that fits its model."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.folders import guard_cell, list_strangers, replace_folder
from framing.measures.topics.model import TopicModel
from framing.measures.topics.preparing import TopicTerms, read_whole
from framing.tables import check_table

__all__ = ["write_stm"]

StrPath = str | os.PathLike[str]

Array = np.ndarray[Any, Any]

_OWN = ("document", "article_id", "outlet", "date", "day")
_FILES = ("documents.ldac", "vocab.txt", "meta.csv", "left_out.csv", "fit.R")
_RESULTS = ("theta.csv", "topics.txt", "fit.rds")  # what the script writes
_FEW_DAYS = 4  # too few for a spline of the third degree
_MARK = "# Structural topic model (Roberts et al. 2014, 2019) of counts exported by framing."


def write_stm(
    terms: TopicTerms,
    articles: pd.DataFrame,
    folder: StrPath,
    *,
    model: TopicModel | None = None,
    n_topics: int = 12,
    columns: Sequence[str] = (),
    seed: int = 0,
) -> pd.DataFrame:
    """Write the same counts of terms for R's stm, in which outlet and day bear on how common a topic is.

    The folder gets ``documents.ldac`` (a line a document: how many different terms, then ``term:count``, terms numbered
    from 0, as Blei's LDA-C has it; ``stm::readLdac`` adds the 1 by which R counts), ``vocab.txt`` (a term a line),
    ``meta.csv`` (a row a document, in the same order: ``document`` from 1, ``article_id``, ``outlet``, ``date``,
    ``day`` and ``columns``), ``left_out.csv`` and ``fit.R``, which reads them, fits prevalence ~ outlet + s(day) and
    writes ``theta.csv``, ``topics.txt`` and ``fit.rds``: ``Rscript fit.R``. The same articles give the same bytes. Text
    in ``meta.csv`` and ``left_out.csv`` that starts with = + - @ gets a ``'`` in front, so that no spreadsheet runs it;
    the script takes it off. The folder is made beside its place and then moved there, so that it is never half-written.

    Parameters
    ----------
    terms
        Counts of terms (:func:`count_topic_terms`).
    articles
        The articles to write: those that ``terms`` counted or some of them (drop near copies here, if one of each is to
        count). Documents come in the order of their ids.
    folder
        Where to. A folder that holds anything but an earlier export is refused; so is one with the results of an
        earlier export, unless the files would be the same: theta.csv would speak of other documents.
    model
        Takes the number of topics from a model.
    n_topics
        Number of topics where no model is given, from 2.
    columns
        Further columns of ``articles`` to put into ``meta.csv``.
    seed
        Of stm.

    Returns
    -------
    DataFrame
        What was left out: `article_id`, `reason` ("no terms", "no outlet", "no date": stm takes no document without
        terms or covariates). Where no article has an outlet, or no date, it is not asked for, nor used in ``fit.R``.

    Raises
    ------
    MeasureError
        Articles that ``terms`` did not count, a column that is not there or has the name of one of the export's own,
        fewer than two documents or topics, a folder that is something else's or holds results.

    Notes
    -----
    ``day`` counts from the first day of the documents, which is 0; with fewer than five days the script takes it as a
    straight line. Terms that stand in no document are not written. The
    script is not run by the tests: R is not part of the kit.

    References
    ----------
    Roberts, M. E., Stewart, B. M., & Tingley, D. (2019). stm: An R package for structural topic models. Journal of
    Statistical Software, 91(2), 1–40. https://doi.org/10.18637/jss.v091.i02

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> from framing.measures.topics.preparing import count_topic_terms
    >>> articles = fr.load_demo()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     left_out = write_stm(count_topic_terms(articles), articles, folder, n_topics=8)
    ...     names = sorted(file.name for file in Path(folder).iterdir())
    >>> names
    ['documents.ldac', 'fit.R', 'left_out.csv', 'meta.csv', 'vocab.txt']
    """
    _check_articles(terms, articles, columns)
    k, seed = _count_topics(model, n_topics), read_whole("seed", seed)
    place = _check_folder(Path(folder))
    chosen = articles.sort_index()
    row = terms.row[terms.articles.get_indexer(chosen.index)]
    reason = _find_reasons(terms, chosen, row)
    kept = reason == ""
    if kept.sum() < 2:
        found = ", ".join(sorted(set(reason[~kept].tolist()))) or "one article"
        raise MeasureError("fewer than two documents are left", found=found, do="export articles with text")
    counts = terms.texts.counts[row[kept]].tocsr().sorted_indices()
    used = np.flatnonzero(np.bincount(counts.indices, weights=counts.data, minlength=counts.shape[1]) > 0)
    left_out = pd.DataFrame({"article_id": chosen.index[~kept], "reason": reason[~kept]}).astype("str")
    meta = _describe(chosen[kept], columns)
    files = {
        "documents.ldac": _write_documents(counts[:, used].sorted_indices()),
        "vocab.txt": "".join(f"{terms.texts.terms[term]}\n" for term in used.tolist()),
        "meta.csv": _write_table(meta),
        "left_out.csv": _write_table(left_out),
        "fit.R": _write_script(meta, k, seed),
    }
    _replace(place, {name: text.encode("utf-8") for name, text in files.items()})
    return left_out


def _count_topics(model: TopicModel | None, n_topics: int) -> int:
    number = read_whole("n_topics", n_topics) if model is None else len(model.topics)
    if number < 2:
        raise MeasureError("stm fits two topics or more", found=f"n_topics={number}", do="n_topics=12")
    return number


def _check_articles(terms: TopicTerms, articles: pd.DataFrame, columns: Sequence[str]) -> None:
    check_table("articles", articles)
    unknown = articles.index.difference(terms.articles)
    if len(unknown):
        found = f"{len(unknown)} of {len(articles)}, such as {unknown[0]!r}"
        raise MeasureError("`terms` did not count these articles", found=found, do="count_topic_terms(articles)")
    absent = [name for name in columns if name not in articles.columns]
    if absent:
        found = f"columns: {', '.join(map(str, articles.columns))}"
        raise MeasureError(f"`articles` has no column {absent[0]!r}", found=found, do="name columns it has")
    own = [name for name in columns if name in _OWN]
    if own:
        raise MeasureError("this column is written anyway", found=repr(own[0]), do="leave it out of columns=")


def _check_folder(place: Path) -> Path:
    """Refuse a file, and a folder that holds anything but an earlier export."""
    if place.exists() and not place.is_dir():
        raise MeasureError("the export is a folder", found=f"the file {place}", do="name a folder")
    if place.is_dir() and any(place.iterdir()):
        script = place / "fit.R"
        own = script.is_file() and script.read_text(encoding="utf-8", errors="replace").startswith(_MARK)
        strangers = list_strangers(place, [*_FILES, *_RESULTS])
        if strangers or not own:
            found = f"{place}: {', '.join(strangers[:4] or sorted(path.name for path in place.iterdir())[:4])}"
            raise MeasureError("the folder holds something else", found=found, do="name a new or empty folder")
    return place


def _replace(place: Path, files: dict[str, bytes]) -> None:
    """Write the export, unless it is there already; refuse to leave results beside files they are not of."""
    if all((place / name).is_file() and (place / name).read_bytes() == data for name, data in files.items()):
        return
    results = [name for name in _RESULTS if (place / name).exists()]
    if results:
        do = "name another folder, or move them away"
        raise MeasureError("the folder holds results of another export", found=f"{place}: {', '.join(results)}", do=do)
    place.resolve().parent.mkdir(parents=True, exist_ok=True)
    replace_folder(place, files)


def _find_reasons(terms: TopicTerms, chosen: pd.DataFrame, row: Array) -> Array:
    """Say why each article is left out; an empty string where it is not."""
    length = np.asarray(terms.texts.counts.sum(axis=1)).ravel()
    empty = (row < 0) | (length[row] == 0)
    reason = np.where(empty, "no terms", "").astype(object)
    for name in ("date", "outlet"):
        missing = chosen[name].isna().to_numpy()
        if not missing.all():
            reason[missing & ~empty] = f"no {name}"
    return reason


def _describe(articles: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    day = (articles["date"].dt.normalize() - articles["date"].dt.normalize().min()).dt.days
    meta = pd.DataFrame(
        {
            "document": range(1, len(articles) + 1),
            "article_id": articles.index,
            "outlet": articles["outlet"].to_numpy(),
            "date": articles["date"].to_numpy(),
            "day": day.astype("Int64").to_numpy(),
        }
    )
    return meta.assign(**{name: articles[name].to_numpy() for name in columns})


def _write_table(table: pd.DataFrame) -> str:
    return table.map(guard_cell).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def _write_documents(counts: Any) -> str:
    """Write counts as LDA-C has them: ``n term:count term:count …``, terms numbered from 0."""
    lines = []
    starts, term, count = counts.indptr.tolist(), counts.indices.tolist(), counts.data.astype(np.int64).tolist()
    for first, last in pairwise(starts):
        pairs = [f"{one}:{many}" for one, many in zip(term[first:last], count[first:last], strict=True)]
        lines.append(f"{len(pairs)} {' '.join(pairs)}\n")
    return "".join(lines)


def _write_script(meta: pd.DataFrame, n_topics: int, seed: int) -> str:
    """Write the R script; a covariate that does not vary is left out of its formula, few days make a straight line."""
    n_outlets, n_days = (len(set(meta[column].dropna())) for column in ("outlet", "day"))
    covariates = ["outlet"] * (n_outlets > 1) + (["s(day)"] if n_days > _FEW_DAYS else ["day"] * (n_days > 1))
    prevalence = f"~ {' + '.join(covariates)}" if covariates else "NULL"
    first = "unknown" if meta["date"].isna().all() else f"{meta['date'].min():%Y-%m-%d}"
    return _SCRIPT.format(mark=_MARK, n_topics=n_topics, seed=seed, prevalence=prevalence, first=first)


_SCRIPT = """{mark}
# Run it in this folder: Rscript fit.R. It needs the package stm: install.packages("stm").
# Day 0 is {first}.
library(stm)

documents <- readLdac("documents.ldac")  # terms are numbered from 0 in the file, from 1 in R
if (!is.list(documents)) {{  # R makes a matrix of documents that all have the same number of terms
  documents <- lapply(seq_len(ncol(documents)), function(i) matrix(documents[, i], nrow = 2))
}}
vocab <- readLines("vocab.txt", encoding = "UTF-8")
meta <- read.csv(
  "meta.csv", fileEncoding = "UTF-8", na.strings = "", check.names = FALSE, stringsAsFactors = FALSE,
  colClasses = c(article_id = "character", outlet = "character")
)
text <- vapply(meta, is.character, logical(1))  # a ' stands before what a spreadsheet would run
meta[text] <- lapply(meta[text], function(cells) sub("^'(?=[=+@\\t\\r-])", "", cells, perl = TRUE))
meta$outlet <- factor(meta$outlet)
stopifnot(length(documents) == nrow(meta))
out <- prepDocuments(documents, vocab, meta, lower.thresh = 0)  # rare terms are out already
stopifnot(length(out$documents) == nrow(meta))

fit <- stm(
  out$documents, out$vocab, K = {n_topics}, prevalence = {prevalence}, data = out$meta,
  init.type = "Spectral", seed = {seed}
)

saveRDS(fit, "fit.rds")
theta <- data.frame(article_id = out$meta$article_id, fit$theta)
names(theta) <- c("article_id", sprintf("topic_%02d", seq_len({n_topics})))
write.csv(theta, "theta.csv", row.names = FALSE, fileEncoding = "UTF-8")
writeLines(capture.output(labelTopics(fit)), "topics.txt")
"""
