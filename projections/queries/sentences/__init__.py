"""Each event as one plain sentence: what changed, from what to what. No program's word reaches the reader.

One module tells the events of each group of nouns; importing it is what makes them known here.
"""

from projections.queries.sentences import documents, improvements, inspections, meetings, own, people, record, work
from projections.queries.sentences.base import Happening, sentence, told

__all__ = [
    "Happening", "documents", "improvements", "inspections", "meetings", "own", "people", "record", "sentence", "told",
    "work",
]  # fmt: skip
