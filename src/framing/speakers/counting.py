"""Speakers as a table: what sort of source each is, to be read, corrected by hand and given back."""

from __future__ import annotations

import pandas as pd

from framing.errors import TableError
from framing.tables import SPEAKER_TYPES, check_table

__all__ = ["assign_speaker_types", "count_speakers"]

_ANSWERS = {"true": True, "yes": True, "1": True, "1.0": True, "false": False, "no": False, "0": False, "0.0": False}
_RANK = {kind: rank for rank, kind in enumerate(SPEAKER_TYPES)}


def count_speakers(quotations: pd.DataFrame) -> pd.DataFrame:
    """Count the speakers of all articles, each with the type of source it mostly is.

    In each article a speaker has the type that most of its quotations there have; over articles the type that most
    articles give. `agreement` is the number of articles that give this type / the number that give any: a share, 0 to
    1, higher for speakers whom the articles describe alike; NaN where none gives a type. Save the table as CSV, correct
    `speaker_type` and `anonymous` by hand, read it back and pass it to `assign_speaker_types`.

    Parameters
    ----------
    quotations
        The `quotations` table, with the columns `speaker_role`, `speaker_type` and `anonymous`.

    Returns
    -------
    pandas.DataFrame
        A row a speaker: `speaker` (canonical name), `speaker_type` (the commonest over articles; ties by the order of
        `SPEAKER_TYPES`), `speaker_role` (the commonest wording; ties by the alphabet), `anonymous` (the commonest; a
        tie is no), `n_articles`, `n_quotations` (distinct `quotation_id`), `agreement`. The most quoted first, then by
        name. Quotations without a speaker are left out.

    Raises
    ------
    TableError
        The table is not a `quotations` table, or has no columns that describe the speaker.

    Notes
    -----
    One name is one speaker: two people of one name in different articles are counted together, and one person whom
    articles name differently is counted twice. "officials" and the like are one row for all articles.

    Examples
    --------
    >>> import pandas as pd
    >>> quotations = pd.DataFrame({"quotation_id": ["a1", "b1"], "article_id": ["a", "b"], "part": "text",
    ...     "start": 0, "end": 9, "kind": "direct", "speaker": "Ivo Marsh", "speaker_role": ["senator", "Sen"],
    ...     "speaker_type": "politics", "anonymous": False, "rule": "cue after"})
    >>> count_speakers(quotations)[["speaker", "speaker_type", "n_articles", "agreement"]].values.tolist()
    [['Ivo Marsh', 'politics', 2, 1.0]]
    """
    check_table("quotations", quotations)
    _want(quotations, "quotations", ("speaker", "speaker_role", "speaker_type", "anonymous"))
    named = quotations[quotations["speaker"].notna()]
    of_article = _commonest(named, ["speaker", "article_id"], "speaker_type")
    of_speaker = _commonest(of_article.reset_index(), ["speaker"], "speaker_type", "article_id")
    groups = named.groupby("speaker", sort=True)
    speakers = pd.DataFrame(
        {"n_articles": groups["article_id"].nunique(), "n_quotations": groups["quotation_id"].nunique()}
    )
    given = of_article.index.get_level_values("speaker")
    agrees = of_article.to_numpy(object) == of_speaker.reindex(given).to_numpy(object)
    shares = pd.Series(agrees.astype(float), index=given).groupby(level=0).mean()
    speakers["speaker_type"] = of_speaker.reindex(speakers.index).astype("str")
    speakers["speaker_role"] = _commonest(named, ["speaker"], "speaker_role").reindex(speakers.index).astype("str")
    speakers["anonymous"] = _commonest(named, ["speaker"], "anonymous").reindex(speakers.index).astype("boolean")
    speakers["agreement"] = shares.reindex(speakers.index).astype(float)
    order = ["speaker", "speaker_type", "speaker_role", "anonymous", "n_articles", "n_quotations", "agreement"]
    speakers = speakers.rename_axis("speaker").reset_index()[order]
    speakers["speaker"] = speakers["speaker"].astype("str")
    return speakers.sort_values(["n_quotations", "speaker"], ascending=[False, True], ignore_index=True)


def assign_speaker_types(quotations: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Give each quotation the type of source that a table of speakers says.

    Parameters
    ----------
    quotations
        The `quotations` table.
    speakers
        A row a speaker: `speaker`, `speaker_type` (empty: no type), and `anonymous` if it is to be replaced too; other
        columns are not looked at. Mostly the table of `count_speakers`, corrected by hand; one's own will do.

    Returns
    -------
    pandas.DataFrame
        The quotations, in their order, with `speaker_type` (and `anonymous`) of the table where the speaker is in it;
        where the speaker is not, they stay as they are.

    Raises
    ------
    TableError
        A column is missing, a type is unknown, or a speaker stands in the table twice.

    Examples
    --------
    >>> import pandas as pd
    >>> quotations = pd.DataFrame({"quotation_id": ["a1"], "article_id": ["a"], "part": "text", "start": 0, "end": 9,
    ...     "kind": "direct", "speaker": "Ivo Marsh", "speaker_type": "politics", "rule": "cue after"})
    >>> speakers = pd.DataFrame({"speaker": ["Ivo Marsh"], "speaker_type": ["expert"]})
    >>> assign_speaker_types(quotations, speakers)["speaker_type"].tolist()
    ['expert']
    """
    check_table("quotations", quotations)
    _want(quotations, "quotations", ("speaker",))
    _check_speakers(speakers)
    known = quotations["speaker"].isin(speakers["speaker"])
    given = _replace(quotations, known, speakers, "speaker_type")
    if "anonymous" not in speakers.columns:
        return quotations.assign(speaker_type=given.astype("str"))
    anonymous = _replace(quotations, known, speakers, "anonymous").astype("boolean")
    return quotations.assign(speaker_type=given.astype("str"), anonymous=anonymous)


def _replace(quotations: pd.DataFrame, known: pd.Series, speakers: pd.DataFrame, name: str) -> pd.Series:
    """Take a column of the table of speakers where the speaker is known, else the quotations' own."""
    said = dict(zip(speakers["speaker"].tolist(), _read(speakers, name), strict=True))
    own = quotations[name].tolist() if name in quotations.columns else [None] * len(quotations)
    rows = zip(quotations["speaker"].tolist(), known.tolist(), own, strict=True)
    values = [said[speaker] if is_known else None if pd.isna(old) else old for speaker, is_known, old in rows]
    return pd.Series(values, index=quotations.index, dtype=object)


def _commonest(rows: pd.DataFrame, by: list[str], column: str, unit: str = "quotation_id") -> pd.Series:
    """Find the value of most units in each group; of equals the first by the order of types, or the smallest."""
    given = rows.dropna(subset=[column]).drop_duplicates([*by, column, unit])
    counts = given.groupby([*by, column], sort=True).size().rename("n").reset_index()
    rank = counts[column].map(_RANK) if column == "speaker_type" else counts[column]
    counts = counts.assign(rank=rank).sort_values([*by, "n", "rank"], ascending=[True] * len(by) + [False, True])
    return counts.drop_duplicates(by).set_index(by)[column]


def _want(table: pd.DataFrame, name: str, columns: tuple[str, ...]) -> None:
    """Refuse a table without columns that are needed."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise TableError(
            f"`{name}` has no column {', '.join(map(repr, missing))}",
            found=f"columns: {', '.join(map(str, table.columns)) or 'none'}",
            do="make the table with find_quotations(articles)"
            if name == "quotations"
            else "give it the columns speaker and speaker_type, as count_speakers does",
        )


def _check_speakers(speakers: pd.DataFrame) -> None:
    """Refuse a table of speakers with an unknown type, or a speaker twice."""
    if not isinstance(speakers, pd.DataFrame):
        raise TableError("`speakers` must be a DataFrame", found=type(speakers).__name__, do="pass the table itself")
    _want(speakers, "speakers", ("speaker", "speaker_type"))
    if speakers["speaker"].isna().any():
        raise TableError(
            "a row of `speakers` names nobody",
            found=f"{int(speakers['speaker'].isna().sum())} rows without a speaker",
            do='speakers = speakers.dropna(subset=["speaker"])',
        )
    strangers = sorted({str(kind) for kind in _read(speakers, "speaker_type") if kind} - set(SPEAKER_TYPES))
    if strangers:
        raise TableError(
            "speakers.speaker_type has a type that is unknown",
            found=", ".join(map(repr, strangers[:3])),
            do=f"use one of {', '.join(SPEAKER_TYPES)}, or leave it empty",
        )
    twice = speakers.loc[speakers["speaker"].duplicated(), "speaker"].unique().tolist()
    if twice:
        raise TableError(
            "a speaker stands in `speakers` twice",
            found=", ".join(map(repr, twice[:3])),
            do="keep one row a speaker",
        )


def _read(speakers: pd.DataFrame, name: str) -> list[str | bool | None]:
    """Read a column as a spreadsheet may have left it: empty cells, TRUE, no."""
    words = [None if pd.isna(value) else str(value).strip() for value in speakers[name].tolist()]
    if name != "anonymous":
        return [word or None for word in words]
    strangers = sorted({word for word in words if word and word.lower() not in _ANSWERS})
    if strangers:
        raise TableError(
            "speakers.anonymous must say yes or no", found=", ".join(map(repr, strangers[:3])), do="use True or False"
        )
    return [_ANSWERS[word.lower()] if word else None for word in words]
