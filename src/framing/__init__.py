"""Media framing research: who says what, how sure they are, in whose voice, and what of a difference to believe.

    import framing as fr

    articles = fr.load_demo()
    hedges = fr.find_hedges(articles)
    words = fr.count_words(articles)
    rates = fr.summarise_rates(hedges, words, articles=articles, by=["outlet", "voice"], seed=7)

Names are loaded when first used, so that importing the kit costs nothing but pandas.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.analysis.claims import find_claims, summarise_claims
    from framing.analysis.decomposition import decompose_rates
    from framing.analysis.entries import compare_entries, score_entries
    from framing.analysis.groups import compare_groups
    from framing.analysis.keyness import compare_words
    from framing.analysis.periods import assign_period
    from framing.analysis.rates import summarise_rates
    from framing.analysis.scopes import split_scopes
    from framing.analysis.scores import summarise_scores
    from framing.analysis.shares import summarise_shares
    from framing.analysis.stories import compare_stories, compare_story_scores
    from framing.batch import measure_corpus
    from framing.cleaning.chrome import find_chrome
    from framing.cleaning.cutting import clean_articles
    from framing.clusters.copies import assign_copies
    from framing.clusters.duplicates import find_duplicates
    from framing.clusters.overlaps import find_overlaps
    from framing.clusters.stories import find_stories, score_stories
    from framing.codebook import list_variables
    from framing.corpus.certificate import write_certificate
    from framing.corpus.demonstration import load_demo
    from framing.corpus.describing import describe_corpus
    from framing.corpus.doubts import find_doubts
    from framing.corpus.flow import describe_flow
    from framing.corpus.importing import import_corpus
    from framing.corpus.languages import find_languages
    from framing.corpus.outlets import list_outlets, unify_outlets
    from framing.corpus.reading import read_corpus
    from framing.corpus.sources import list_sources
    from framing.corpus.versions import find_versions
    from framing.corpus.writing import write_corpus
    from framing.datasets.loading import load_dataset
    from framing.datasets.register import list_datasets
    from framing.explorer import show_passages
    from framing.lexicons import Lexicon, list_lexicons, load_lexicon, read_lexicon
    from framing.lexicons.inflections import count_entries, find_inflections
    from framing.measures.dictionary import find_terms, measure_terms
    from framing.measures.hedging import find_hedges, measure_certainty, measure_hedging
    from framing.measures.sentiment import measure_sentiment
    from framing.measures.sources import count_quotations, count_sides, measure_sources
    from framing.measures.topics import fit_topics
    from framing.segments import segment_articles
    from framing.study import open_study, run_study
    from framing.tables import check_table
    from framing.text import tokenise
    from framing.validity import measure_validity
    from framing.voices import (
        assign_speaker_types,
        assign_voices,
        count_speakers,
        count_words,
        find_echoes,
        find_quotations,
    )

__version__ = "0.1.0"

_ROOMS = {
    "analysis.claims": ("find_claims", "summarise_claims"),
    "analysis.decomposition": ("decompose_rates",),
    "analysis.entries": ("compare_entries", "score_entries"),
    "analysis.groups": ("compare_groups",),
    "analysis.keyness": ("compare_words",),
    "analysis.periods": ("assign_period",),
    "analysis.rates": ("summarise_rates",),
    "analysis.scopes": ("split_scopes",),
    "analysis.scores": ("summarise_scores",),
    "analysis.shares": ("summarise_shares",),
    "analysis.stories": ("compare_stories", "compare_story_scores"),
    "batch": ("measure_corpus",),
    "codebook": ("list_variables",),
    "cleaning.chrome": ("find_chrome",),
    "cleaning.cutting": ("clean_articles",),
    "clusters.copies": ("assign_copies",),
    "clusters.duplicates": ("find_duplicates",),
    "clusters.overlaps": ("find_overlaps",),
    "clusters.stories": ("find_stories", "score_stories"),
    "corpus.certificate": ("write_certificate",),
    "corpus.demonstration": ("load_demo",),
    "corpus.describing": ("describe_corpus",),
    "corpus.doubts": ("find_doubts",),
    "corpus.flow": ("describe_flow",),
    "corpus.importing": ("import_corpus",),
    "corpus.languages": ("find_languages",),
    "corpus.outlets": ("list_outlets", "unify_outlets"),
    "corpus.reading": ("read_corpus",),
    "corpus.sources": ("list_sources",),
    "corpus.versions": ("find_versions",),
    "corpus.writing": ("write_corpus",),
    "datasets.loading": ("load_dataset",),
    "datasets.register": ("list_datasets",),
    "explorer": ("show_passages",),
    "lexicons": ("Lexicon", "list_lexicons", "load_lexicon", "read_lexicon"),
    "lexicons.inflections": ("count_entries", "find_inflections"),
    "measures.dictionary": ("find_terms", "measure_terms"),
    "measures.hedging": ("find_hedges", "measure_certainty", "measure_hedging"),
    "measures.sentiment": ("measure_sentiment",),
    "measures.sources": ("count_quotations", "count_sides", "measure_sources"),
    "measures.topics": ("fit_topics",),
    "segments": ("segment_articles",),
    "study": ("open_study", "run_study"),
    "tables": ("check_table",),
    "text": ("tokenise",),
    "validity": ("measure_validity",),
    "voices": (
        "assign_speaker_types",
        "assign_voices",
        "count_speakers",
        "count_words",
        "find_echoes",
        "find_quotations",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Lexicon",
    "__version__",
    "assign_copies",
    "assign_period",
    "assign_speaker_types",
    "assign_voices",
    "check_table",
    "clean_articles",
    "compare_entries",
    "compare_groups",
    "compare_stories",
    "compare_story_scores",
    "compare_words",
    "count_entries",
    "count_quotations",
    "count_sides",
    "count_speakers",
    "count_words",
    "decompose_rates",
    "describe_corpus",
    "describe_flow",
    "find_chrome",
    "find_claims",
    "find_doubts",
    "find_duplicates",
    "find_echoes",
    "find_hedges",
    "find_inflections",
    "find_languages",
    "find_overlaps",
    "find_quotations",
    "find_stories",
    "find_terms",
    "find_versions",
    "fit_topics",
    "import_corpus",
    "list_datasets",
    "list_lexicons",
    "list_outlets",
    "list_sources",
    "list_variables",
    "load_dataset",
    "load_demo",
    "load_lexicon",
    "measure_certainty",
    "measure_corpus",
    "measure_hedging",
    "measure_sentiment",
    "measure_sources",
    "measure_terms",
    "measure_validity",
    "open_study",
    "read_corpus",
    "read_lexicon",
    "run_study",
    "score_entries",
    "score_stories",
    "segment_articles",
    "show_passages",
    "split_scopes",
    "summarise_claims",
    "summarise_rates",
    "summarise_scores",
    "summarise_shares",
    "tokenise",
    "unify_outlets",
    "write_certificate",
    "write_corpus",
]


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"framing.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
