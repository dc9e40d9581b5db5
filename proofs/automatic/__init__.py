"""The automatic layer: ways to prove a statement without being told how."""

from .direct import Failure
from .search import auto

__all__ = ["Failure", "auto"]
