"""All sentences: importing this fills SENTENCES."""

from . import sentences_ctu22, sentences_ctu24, sentences_epfl, sentences_ie498, sentences_ie498_late
from .builders import SENTENCES

__all__ = ["SENTENCES", "sentences_ctu22", "sentences_ctu24", "sentences_epfl", "sentences_ie498",
           "sentences_ie498_late"]
