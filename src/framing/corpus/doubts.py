"""Everything that is doubtful about a corpus, article by article, in one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.corpus.characters import GARBLED, REPLACED
from framing.corpus.chronology import find_date_doubts
from framing.corpus.endings import find_cut_texts
from framing.corpus.identity import hash_text
from framing.corpus.languages import find_languages, main_language, read_code, stated_languages
from framing.corpus.lengths import LONG_BYTES, LONG_WORDS, SHORT_WORDS, count_bytes, count_words
from framing.corpus.outlets import unify_outlets
from framing.corpus.versions import find_versions
from framing.errors import CorpusError
from framing.formats.dates import read_dates
from framing.tables import check_table

__all__ = ["find_doubts"]

_COLUMNS = ["article_id", "source_file", "position", "name", "reason", "note", "kept"]
_NAME_WORDS = 8
_Found = tuple[str, str, str]  # article_id, reason, note
_UNREAD = {"relative": "date relative", "ambiguous": "date ambiguous"}


class _Place(NamedTuple):
    """Where an article comes from, and what to call it."""

    source_file: str | None
    position: int | None
    name: str


def find_doubts(articles: pd.DataFrame, *, language: str | None = None, today: dt.date | None = None) -> pd.DataFrame:
    """List everything that is missing or doubtful: what the readers noted, then what the articles themselves show.

    Parameters
    ----------
    articles
        The table ``articles``; ``articles.attrs["doubts"]`` holds what was noted on reading, dicts under the names
        of the columns below; those about articles that are no longer in the table are left out. Give it after
        ``unify_outlets`` where outlets were unified by hand.
    language
        The language of the corpus ("en"). Without it, the most frequent one of the articles.
    today
        The day from which a date lies in the future; the present day where nothing is said.

    Returns
    -------
    pandas.DataFrame
        One row an article and reason: ``article_id`` (missing where no article was read), ``source_file``,
        ``position`` (the article's number in its file), ``name`` (its title, else its first words), ``reason`` (a key
        of ``framing.formats.harvest.REASONS``), ``note``, ``kept`` (False: it is not in the corpus). In order of file,
        position, id and reason.

    Raises
    ------
    TableError
        Where ``articles`` is not that table.
    CorpusError
        For a language that is not known.

    Notes
    -----
    A doubt is a reason to look, not a mistake. Nothing is changed or left out here. An empty text is only said to be
    empty, a repeated one not also a version.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["It rained.", ""], "title": ["Rain", "Sun"], "outlet": "CNN", "url": "-",
    ...                          "date": pd.Timestamp("2019-03-04")}, index=pd.Index(["a", "b"], name="article_id"))
    >>> find_doubts(articles)[["article_id", "name", "reason"]].values.tolist()
    [['a', 'Rain', 'short text'], ['b', 'Sun', 'article without text']]
    """
    check_table("articles", articles)
    places = _places(articles)
    rows = _noted(articles, places)
    seen = {(row["article_id"], row["reason"]) for row in rows}
    for name, reason, note in _found(articles, language=language, today=today):
        if (name, reason) not in seen:
            seen.add((name, reason))
            rows.append({"article_id": name, **places[name]._asdict(), "reason": reason, "note": note, "kept": True})
    rows += _repeated_files(articles)
    table = pd.DataFrame(rows, columns=_COLUMNS)
    kinds = dict.fromkeys(("article_id", "source_file", "name", "reason", "note"), "str")
    table = table.astype(kinds | {"position": "Int64", "kept": "bool"})
    return table.sort_values(["source_file", "position", "article_id", "reason"], kind="stable", ignore_index=True)


def _found(articles: pd.DataFrame, *, language: str | None, today: dt.date | None) -> Iterator[_Found]:
    """Give every doubt that the articles themselves show."""
    texts = articles["text"].tolist()
    words = count_words(texts)
    unified = unify_outlets(articles) if "outlet_raw" not in articles.columns else articles
    yield from _missing(articles)
    yield from _unread_dates(articles)
    yield from find_date_doubts(unified, today=today).itertuples(index=False, name=None)
    yield from _sizes(articles, texts, words)
    yield from find_cut_texts(articles, words=words).itertuples(index=False, name=None)
    yield from _characters(articles)
    yield from _other_languages(articles, language)
    repeated = list(_repeated(articles, texts))
    yield from repeated
    copies = {name for name, _, _ in repeated}
    versions = _versions(unified).drop(index=list(copies)).dropna()
    yield from ((str(name), "version of another", f"of {first}") for name, first in versions.items())


def _places(articles: pd.DataFrame) -> dict[str, _Place]:
    """Say of every article where it comes from and what to call it."""
    blank = pd.Series([None] * len(articles), index=articles.index, dtype=object)
    files = articles["source_file"].astype(object) if "source_file" in articles.columns else blank
    numbers = articles["position"] if "position" in articles.columns else blank
    numbers = pd.to_numeric(numbers, errors="coerce")
    names = articles["title"].fillna("").str.strip().tolist()
    rows = zip(articles.index, files.where(files.notna(), None), numbers, names, articles["text"], strict=True)
    return {
        name: _Place(
            file, None if pd.isna(number) else int(number), title or " ".join(text[:200].split()[:_NAME_WORDS])
        )
        for name, file, number, title, text in rows
    }


def _noted(articles: pd.DataFrame, places: dict[str, _Place]) -> list[dict[str, object]]:
    """Give what the readers noted, with the id of the article where it was read."""
    ids: dict[tuple[object, object], list[str]] = {}
    for article_id, place in places.items():
        ids.setdefault((place.source_file, place.position), []).append(article_id)
    rows: list[dict[str, object]] = []
    for doubt in articles.attrs.get("doubts", []):
        row: dict[str, object] = {"name": "", "note": "", "kept": True} | dict(doubt)
        position = row.get("position")
        found = ids.get((row.get("source_file"), position), []) if position is not None and row["kept"] else []
        given = row.get("article_id")
        name = given if isinstance(given, str) else found[0] if len(found) == 1 else None
        if row["kept"] and position is not None and not found and name is None:
            continue  # the article was read, and is no longer among these
        row["name"] = row["name"] or (places[name].name if name in places else "")
        rows.append({column: row.get(column) for column in _COLUMNS} | {"article_id": name})
    return rows


def _repeated_files(articles: pd.DataFrame) -> list[dict[str, object]]:
    """Find files that hold the same bytes as one before them."""
    first: dict[str, str] = {}
    rows: list[dict[str, object]] = []
    for source in articles.attrs.get("sources", []):
        file, digest = source["source_file"], source.get("sha256")
        if source.get("reason") is None and digest and first.setdefault(digest, file) != file:
            rows.append(dict.fromkeys(_COLUMNS) | {"source_file": file, "reason": "repeated file", "kept": True})
            rows[-1] |= {"name": "", "note": f"the same as {first[digest]}"}
    return rows


def _missing(articles: pd.DataFrame) -> Iterator[_Found]:
    yield from ((name, "title missing", "") for name in _blank(articles["title"]))
    yield from ((name, "outlet missing", "") for name in _blank(articles["outlet"]))


def _blank(column: pd.Series) -> list[str]:
    return column.index[(column.fillna("").str.strip() == "").to_numpy()].tolist()


def _unread_dates(articles: pd.DataFrame) -> Iterator[_Found]:
    """Say of every article without a day whether nothing was given, or what of it was not understood."""
    undated = articles[articles["date"].isna()]
    given = undated["date_raw"] if "date_raw" in undated.columns else pd.Series(None, index=undated.index, dtype="str")
    kinds: dict[str, str] = {}
    for name, raw in zip(undated.index, given.fillna("").tolist(), strict=True):
        if raw not in kinds:
            kinds[raw] = next(iter(read_dates([raw]).unread), "none")
        kind = kinds[raw]
        if kind == "none" and not raw.strip():
            yield name, "date missing", ""
        elif kind in _UNREAD:
            yield name, _UNREAD[kind], raw
        else:
            yield name, "date not understood", f"{raw} ({kind})" if kind.endswith("only") else raw


def _sizes(articles: pd.DataFrame, texts: list[str], words: list[int]) -> Iterator[_Found]:
    for name, text, n_words in zip(articles.index, texts, words, strict=True):
        if not text.strip():
            yield name, "article without text", ""
        elif n_words < SHORT_WORDS:
            yield name, "short text", f"{n_words} words"
        elif n_words > LONG_WORDS or count_bytes(text) > LONG_BYTES:
            yield name, "long text", f"{n_words:,} words"


def _characters(articles: pd.DataFrame) -> Iterator[_Found]:
    """Count characters that came in wrong, in title and text."""
    whole = zip(articles.index, articles["title"].fillna("").tolist(), articles["text"].tolist(), strict=True)
    for name, title, text in whole:
        for reason, pattern in (("characters garbled", GARBLED), ("characters replaced", REPLACED)):
            if found := pattern.findall(title) + pattern.findall(text):
                yield name, reason, f"{len(found)} characters"


def _other_languages(articles: pd.DataFrame, language: str | None) -> Iterator[_Found]:
    """Find articles that are not in the language of the corpus: by their text, else by what the file states."""
    stated = stated_languages(articles)
    spoken = find_languages(articles).fillna(stated)
    expected = main_language(spoken) if language is None else read_code(language)
    if language is not None and expected is None:
        raise CorpusError("the language is not known", found=repr(language), do='give its code, such as "en" or "de"')
    for name, code, said in zip(articles.index, spoken.fillna("").tolist(), stated.fillna("").tolist(), strict=True):
        if code and code != expected:
            stated_too = f"; the file says {said}" if said and said != code else ""
            yield name, "other language", f"{code}, the corpus is in {expected}{stated_too}"


def _repeated(articles: pd.DataFrame, texts: list[str]) -> Iterator[_Found]:
    """Find texts that repeat an earlier article's: earlier by date, then by file and place in it, then by id."""
    keys = [name for name in ("date", "source_file", "position") if name in articles.columns]
    order = articles[keys].assign(_id=articles.index.astype("str")).sort_values([*keys, "_id"], kind="stable").index
    rows = dict(zip(articles.index, texts, strict=True))
    first: dict[str, str] = {}
    for name in order:
        if rows[name].strip():
            earlier = first.setdefault(hash_text(rows[name]), name)
            if earlier != name:
                yield name, "repeated text", f"as {earlier}"


def _versions(articles: pd.DataFrame) -> pd.Series:
    """Take the versions that are known already, else find them."""
    if "version_of" in articles.columns and bool(np.any(articles["version_of"].notna())):
        return articles["version_of"]
    return find_versions(articles)
