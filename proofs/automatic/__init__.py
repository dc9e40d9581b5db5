"""The automatic layer: ways to prove a statement without being told how."""

from .direct import Failure
from .search import auto
from .tableau import by_contradiction

__all__ = ["Failure", "auto", "by_contradiction"]
