"""Who speaks: quotations, speakers, the voice of any span, words by voice, and echoes."""

from framing.speakers.counting import assign_speaker_types, count_speakers
from framing.voices.assignment import assign_voices
from framing.voices.echoes import find_echoes
from framing.voices.exposure import count_words
from framing.voices.quotations import find_quotations
from framing.voices.spotting import find_with_voices

__all__ = [
    "assign_speaker_types",
    "assign_voices",
    "count_speakers",
    "count_words",
    "find_echoes",
    "find_quotations",
    "find_with_voices",
]
