"""Findings, whole, with their parts."""

from projections.queries.findings import findings
from projections.views import Views


def test_a_finding_has_its_parts_inside(told: Views) -> None:
    """Each with its own sense, voice and hedge."""
    [row] = findings(told)
    assert row["text"] == "Crimes are\nnot always investigated." and row["sense"] == "mixed"
    assert row["parts"] == [
        {
            "text": "It had seen this.",
            "sense": "weakness",
            "voice": "force",
            "voice_words": "the force",
            "hedge": "in general",
        }
    ]
    assert row["entry"] == "E-60" and row["inspection_title"] == "PEEL: Effectiveness 2017"


def test_a_finding_says_what_became_of_it(told: Views) -> None:
    """What the force disputed, and what the inspectorate said of that; whether it is held up to others."""
    [row] = findings(told)
    fields = ("practice", "disputed_on", "dispute", "settled_on", "settlement", "settlement_text")
    said = [None, "2018-03-23", "It was looked into.", "2018-04", "stands", "It was not."]
    assert [row[field] for field in fields] == said


def test_filters(told: Views) -> None:
    """A sense is met by the whole or by any part of it."""
    whole = findings(told)
    assert findings(told, sense="mixed") == findings(told, sense="weakness") == findings(told, "INS-1") == whole
    assert findings(told, force="ORG-2") == whole
    assert findings(told, sense="strength") == findings(told, "INS-2") == findings(told, question="QUE-1") == []
