"""Which column of a file is which: the usual names, and a mapping where they do not do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from framing.errors import CorpusError

__all__ = [
    "FOREIGN_NAMES",
    "ORDER",
    "SPARE_NAMES",
    "USUAL_NAMES",
    "check_mapping",
    "check_targets",
    "resolve_columns",
    "unify_name",
]

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "article_id": ("id", "article id", "doc id", "docid", "document id", "uid", "uuid", "guid", "accession number"),
    "text": (
        *("body", "content", "article", "full text", "fulltext", "article text", "body text", "bodytext"),
        *("article body", "articlebody", "maintext", "main text"),
    ),
    "title": ("headline", "head line", "heading", "article title", "webtitle"),
    "outlet": (
        *("source", "publication", "newspaper", "domain", "publisher", "news source", "source name"),
        *("source domain", "outlet name", "media outlet", "news outlet", "site", "site name", "sitename"),
        *("media name", "publication title", "pubtitle", "newspaper name", "sourcecommonname"),
    ),
    "date": (
        *("published", "pub date", "pubdate", "publication date", "publish date", "date published"),
        *("date publish", "published date", "published at", "publishedat", "datetime", "date time"),
        *("publishing date", "webpublicationdate", "seendate"),
    ),
    "url": ("link", "web url", "article url", "href", "permalink", "documenturl", "document url", "weburl"),
    "author": ("authors", "byline", "by line", "writer"),
    "section": ("rubric", "desk", "news desk"),
    "story": ("event", "story id", "event id"),
    "language": ("lang",),
    "genre": ("article type",),
    "retrieved": (
        *("accessed", "access date", "scraped", "crawled", "date download", "retrieved at"),
        *("indexed date", "collect date"),
    ),
}
"""The documented table of usual names; case, spaces, hyphens and underscores do not matter."""

ORDER = (
    *("text", "title", "outlet", "outlet_raw", "date", "date_precision", "date_raw", "retrieved", "url"),
    *("author", "section", "story", "language", "genre", "version_of", "source_file", "text_hash"),
)
_KNOWN = ("article_id", *ORDER)


def unify_name(name: str) -> str:
    """Write a column name without regard to case, spaces, hyphens, dots and underscores.

    Examples
    --------
    >>> unify_name(" Full_Text ")
    'full text'
    """
    return " ".join(re.split(r"[\s_.\-]+", name.strip().casefold())).strip()


FOREIGN_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("volltext", "artikeltext", "inhalt", "textkörper", "texte", "texte intégral", "contenu", "corps", "texto"),
        *("texto completo", "contenido", "cuerpo", "testo", "testo completo", "tekst", "inhoud", "conteúdo"),
    ),
    "title": ("titel", "überschrift", "schlagzeile", "titre", "título", "titulo", "titular", "titolo", "kop"),
    "outlet": (
        *("medium", "quelle", "zeitung", "publikation", "média", "journal", "medio", "periódico", "fuente", "fonte"),
        *("testata", "krant", "bron", "jornal"),
    ),
    "date": ("datum", "erscheinungsdatum", "veröffentlichungsdatum", "date de publication", "fecha", "data"),
    "author": ("autor", "autorin", "verfasser", "auteur", "autore"),
    "language": ("sprache", "langue", "idioma", "lingua", "taal"),
    "section": ("ressort", "rubrik", "rubrique", "sección", "sezione", "rubriek", "seção"),
}
"""The same in German, French, Spanish, Italian, Dutch and Portuguese; they count only where no usual name is there."""

SPARE_NAMES = {
    "title": ("subject",),
    "date": ("timestamp", "publication datetime"),
    "author": ("creator",),
    "language": ("language code",),
}
"""Names that mean these columns only where no usual name is there: 4CAT's subject is a title, ProQuest's is none."""

_LOOKUP = {unify_name(name): name for name in _KNOWN}
_LOOKUP |= {unify_name(name): target for target, names in USUAL_NAMES.items() for name in names}
_SPARE = {unify_name(name): target for target, names in FOREIGN_NAMES.items() for name in names}
_SPARE |= {unify_name(name): target for target, names in SPARE_NAMES.items() for name in names}


def resolve_columns(names: Sequence[str], *, columns: Mapping[str, str] | None, where: str) -> dict[str, str]:
    """Say for each recognised column of a file which column of ``articles`` it is.

    A mapping goes before the usual names. A table written by ``write_corpus`` is taken by its own names only.

    Raises
    ------
    CorpusError
        Where two columns could be the same one, or a mapped column meets one of that name.
    """
    chosen = _chosen(names, columns)
    own_table = {"article_id", "text", "text_hash"} <= set(names)
    candidates: dict[str, list[str]] = {}
    for name in names:
        target = (name if name in _KNOWN else None) if own_table else _LOOKUP.get(unify_name(name))
        if name not in chosen and target and target not in chosen.values():
            candidates.setdefault(target, []).append(name)
    spare: dict[str, list[str]] = {}
    for name in [] if own_table else names:
        target = _SPARE.get(unify_name(name))
        if name not in chosen and target and target not in candidates and target not in chosen.values():
            spare.setdefault(target, []).append(name)
    candidates |= spare
    for target, found in candidates.items():
        if len(found) > 1:
            raise CorpusError(
                f"more than one column could be {target!r}",
                found=f"{' and '.join(map(repr, found))} in {where}",
                do=f'rename one in the file, or say in Python which: columns={{"{found[0]}": "{target}"}}; '
                "the other then keeps its own name",
            )
    for name, target in chosen.items():
        if target != name and target in names and target not in chosen:
            raise CorpusError(
                f"columns= makes {name!r} the column {target!r}, but there is one of that name",
                found=f"{name!r} and {target!r} in {where}",
                do=f'rename that one too: columns={{"{name}": "{target}", "{target}": "{target}_in_file"}}',
            )
    return chosen | {found[0]: target for target, found in candidates.items()}


def check_mapping(columns: Mapping[str, str] | None, seen: Iterable[str]) -> None:
    """Refuse a mapping of columns that no file has.

    Raises
    ------
    CorpusError
        Shows the names that come nearest.
    """
    names = list(dict.fromkeys(seen))
    present = _chosen(names, columns)
    strangers = [name for name in columns or {} if not any(unify_name(name) == unify_name(has) for has in present)]
    if strangers:
        near = difflib.get_close_matches(strangers[0], names, n=1)
        raise CorpusError(
            f"columns= names {strangers[0]!r}, which is not there",
            found=f"columns: {show_names(names)}",
            do=f"did you mean {near[0]!r}?" if near else 'name the column of the file first: columns={"body": "text"}',
        )


def check_targets(columns: object) -> None:
    """Refuse a mapping that is none, or that gives one name to two columns.

    Raises
    ------
    CorpusError
        Shows the two columns.
    """
    if columns is None:
        return
    if not isinstance(columns, Mapping) or not all(isinstance(n, str) for pair in columns.items() for n in pair):
        raise CorpusError(
            "columns= must map names to names",
            found=repr(columns)[:80],
            do='write {"name in the file": "name in articles"}: columns={"body": "text"}',
        )
    for name, target in columns.items():
        known = target in _KNOWN or unify_name(target) in _LOOKUP
        near = [] if known else difflib.get_close_matches(unify_name(target), _KNOWN, n=1, cutoff=0.8)
        if near:
            raise CorpusError(
                f"columns= makes {name!r} a column {target!r}, which the kit does not know",
                found=f"{name}={target}",
                do=f"write {name}={near[0]}; a column of your own needs a name less like one of the kit's",
            )
    targets = list(columns.values())
    twice = sorted({target for target in targets if targets.count(target) > 1})
    if twice:
        raise CorpusError(
            "columns= gives one name to two columns",
            found=f"{' and '.join(repr(n) for n in columns if columns[n] == twice[0])} → {twice[0]!r}",
            do="map one of them only",
        )


def show_names(names: Sequence[str]) -> str:
    """List column names for an error, cut short where there are many."""
    shown = ", ".join(map(str, names[:20])) or "none"
    return shown if len(names) <= 20 else f"{shown} and {len(names) - 20} more"


def _chosen(names: Sequence[str], columns: Mapping[str, str] | None) -> dict[str, str]:
    """Give the part of a mapping that concerns these columns: by exact name, else regardless of case."""
    unified = {unify_name(name): name for name in reversed(names)}
    chosen = {}
    for name, target in (columns or {}).items():
        has = name if name in names else unified.get(unify_name(name))
        if has is not None:
            chosen[has] = target
    return chosen
