"""Term lists with licence and citation, and what they find in texts."""

from framing.lexicons.lexicon import Lexicon
from framing.lexicons.loading import list_lexicons, load_lexicon
from framing.lexicons.matching import match_part
from framing.lexicons.reading import read_lexicon

__all__ = ["Lexicon", "list_lexicons", "load_lexicon", "match_part", "read_lexicon"]
