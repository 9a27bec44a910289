"""Each event as one plain sentence: what changed, from what to what. No program's word reaches the reader.

One module tells the events of a few nouns, and is loaded when the first of them is met.
"""

from projections.queries.sentences.base import Happening, sentence, told

__all__ = ["Happening", "sentence", "told"]
