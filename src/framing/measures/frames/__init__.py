"""Frames: indicator scales with items that can be read and their reliability, and classifiers fitted to codes."""

from framing.measures.frames.batches import draw_batch
from framing.measures.frames.classifier import FrameClassifier, read_frames
from framing.measures.frames.finding import find_frames
from framing.measures.frames.fitting import fit_frames
from framing.measures.frames.scales import summarise_items, summarise_scales
from framing.measures.frames.schemes import Scheme, describe_frames, list_schemes, load_scheme, read_scheme
from framing.measures.frames.scoring import measure_frames

__all__ = [
    "FrameClassifier",
    "Scheme",
    "describe_frames",
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
]
