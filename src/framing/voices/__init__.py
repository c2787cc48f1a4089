"""Who speaks: quotations, speakers, the voice of any span, and words by voice."""

from framing.speakers.counting import assign_speaker_types, count_speakers
from framing.voices.assignment import assign_voices
from framing.voices.exposure import count_words
from framing.voices.quotations import find_quotations
from framing.voices.spotting import find_with_voices

__all__ = [
    "assign_speaker_types",
    "assign_voices",
    "count_speakers",
    "count_words",
    "find_quotations",
    "find_with_voices",
]
