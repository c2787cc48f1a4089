"""Figures of estimates: one theme, axes that say unit and denominator.

Nothing that draws is imported before the first figure is drawn.
"""

from framing.figures.account import plot_account
from framing.figures.claims import plot_claims
from framing.figures.entries import plot_entries
from framing.figures.flow import plot_flow
from framing.figures.frames import plot_frames
from framing.figures.keyness import plot_keyness
from framing.figures.rates import plot_estimates, plot_rates
from framing.figures.sources import plot_decomposition, plot_shares
from framing.figures.targets import plot_targets
from framing.figures.theme import theme
from framing.figures.timeline import plot_timeline
from framing.figures.topic_choice import plot_topic_choice
from framing.figures.topic_clusters import plot_topic_clusters
from framing.figures.topics import plot_topics

__all__ = [
    "plot_account",
    "plot_claims",
    "plot_decomposition",
    "plot_entries",
    "plot_estimates",
    "plot_flow",
    "plot_frames",
    "plot_keyness",
    "plot_rates",
    "plot_shares",
    "plot_targets",
    "plot_timeline",
    "plot_topic_choice",
    "plot_topic_clusters",
    "plot_topics",
    "theme",
]
