"""Sentiment: tone of each voice, by VADER or any list; tone toward a target; whether dictionaries agree."""

from framing.measures.sentiment.articles import VARIABLES, measure_sentiment
from framing.measures.sentiment.mentions import find_targets
from framing.measures.sentiment.panel import VARIABLES as PANEL_VARIABLES
from framing.measures.sentiment.panel import compare_dictionaries
from framing.measures.sentiment.polarity import VARIABLES as POLARITY_VARIABLES
from framing.measures.sentiment.polarity import measure_polarity
from framing.measures.sentiment.target_model import TargetModel, fit_target_tone
from framing.measures.sentiment.target_storing import read_target_model, write_target_model
from framing.measures.sentiment.target_tone import TONE_VARIABLES, measure_target_tone
from framing.measures.sentiment.verdicts import DictionaryPanel

__all__ = [
    "PANEL_VARIABLES",
    "POLARITY_VARIABLES",
    "TONE_VARIABLES",
    "VARIABLES",
    "DictionaryPanel",
    "TargetModel",
    "compare_dictionaries",
    "find_targets",
    "fit_target_tone",
    "measure_polarity",
    "measure_sentiment",
    "measure_target_tone",
    "read_target_model",
    "write_target_model",
]
