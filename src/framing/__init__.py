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
    from framing.measures.axis import measure_axis
    from framing.measures.dictionary import find_terms, measure_terms
    from framing.measures.frames import (
        draw_batch,
        find_frames,
        fit_frames,
        list_schemes,
        load_scheme,
        measure_frames,
        read_frames,
        read_scheme,
        summarise_items,
        summarise_scales,
    )
    from framing.measures.hedging import find_hedges, measure_certainty, measure_hedging
    from framing.measures.sentiment import (
        compare_dictionaries,
        find_targets,
        fit_target_tone,
        measure_polarity,
        measure_sentiment,
        measure_target_tone,
        read_target_model,
        write_target_model,
    )
    from framing.measures.sources import count_quotations, count_sides, measure_sources
    from framing.measures.topics import assign_topics, count_topic_terms, fit_topics
    from framing.measures.topics.choosing import choose_topics
    from framing.measures.topics.clusters import find_topic_clusters
    from framing.measures.topics.export import write_stm
    from framing.measures.topics.intrusion import draw_intrusions
    from framing.measures.topics.intrusion_sheets import read_intrusion_key, read_intrusions, write_intrusions
    from framing.measures.topics.prevalence import summarise_topics
    from framing.measures.topics.scoring_intrusions import score_intrusions
    from framing.measures.topics.storing import read_topics, write_topics
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
    "cleaning.chrome": ("find_chrome",),
    "cleaning.cutting": ("clean_articles",),
    "clusters.copies": ("assign_copies",),
    "clusters.duplicates": ("find_duplicates",),
    "clusters.overlaps": ("find_overlaps",),
    "clusters.stories": ("find_stories", "score_stories"),
    "codebook": ("list_variables",),
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
    "measures.axis": ("measure_axis",),
    "measures.dictionary": ("find_terms", "measure_terms"),
    "measures.frames": (
        "draw_batch",
        "find_frames",
        "fit_frames",
        "list_schemes",
        "load_scheme",
        "measure_frames",
        "read_frames",
        "read_scheme",
        "summarise_items",
        "summarise_scales",
    ),
    "measures.hedging": ("find_hedges", "measure_certainty", "measure_hedging"),
    "measures.sentiment": (
        "compare_dictionaries",
        "find_targets",
        "fit_target_tone",
        "measure_polarity",
        "measure_sentiment",
        "measure_target_tone",
        "read_target_model",
        "write_target_model",
    ),
    "measures.sources": ("count_quotations", "count_sides", "measure_sources"),
    "measures.topics": ("assign_topics", "count_topic_terms", "fit_topics"),
    "measures.topics.choosing": ("choose_topics",),
    "measures.topics.clusters": ("find_topic_clusters",),
    "measures.topics.export": ("write_stm",),
    "measures.topics.intrusion": ("draw_intrusions",),
    "measures.topics.intrusion_sheets": ("read_intrusion_key", "read_intrusions", "write_intrusions"),
    "measures.topics.prevalence": ("summarise_topics",),
    "measures.topics.scoring_intrusions": ("score_intrusions",),
    "measures.topics.storing": ("read_topics", "write_topics"),
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
    "assign_topics",
    "assign_voices",
    "check_table",
    "choose_topics",
    "clean_articles",
    "compare_dictionaries",
    "compare_entries",
    "compare_groups",
    "compare_stories",
    "compare_story_scores",
    "compare_words",
    "count_entries",
    "count_quotations",
    "count_sides",
    "count_speakers",
    "count_topic_terms",
    "count_words",
    "decompose_rates",
    "describe_corpus",
    "describe_flow",
    "draw_batch",
    "draw_intrusions",
    "find_chrome",
    "find_claims",
    "find_doubts",
    "find_duplicates",
    "find_echoes",
    "find_frames",
    "find_hedges",
    "find_inflections",
    "find_languages",
    "find_overlaps",
    "find_quotations",
    "find_stories",
    "find_targets",
    "find_terms",
    "find_topic_clusters",
    "find_versions",
    "fit_frames",
    "fit_target_tone",
    "fit_topics",
    "import_corpus",
    "list_datasets",
    "list_lexicons",
    "list_outlets",
    "list_schemes",
    "list_sources",
    "list_variables",
    "load_dataset",
    "load_demo",
    "load_lexicon",
    "load_scheme",
    "measure_axis",
    "measure_certainty",
    "measure_corpus",
    "measure_frames",
    "measure_hedging",
    "measure_polarity",
    "measure_sentiment",
    "measure_sources",
    "measure_target_tone",
    "measure_terms",
    "measure_validity",
    "open_study",
    "read_corpus",
    "read_frames",
    "read_intrusion_key",
    "read_intrusions",
    "read_lexicon",
    "read_scheme",
    "read_target_model",
    "read_topics",
    "run_study",
    "score_entries",
    "score_intrusions",
    "score_stories",
    "segment_articles",
    "show_passages",
    "split_scopes",
    "summarise_claims",
    "summarise_items",
    "summarise_rates",
    "summarise_scales",
    "summarise_scores",
    "summarise_shares",
    "summarise_topics",
    "tokenise",
    "unify_outlets",
    "write_certificate",
    "write_corpus",
    "write_intrusions",
    "write_stm",
    "write_target_model",
    "write_topics",
]


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"framing.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
