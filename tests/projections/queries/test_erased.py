"""Every query where every text has been erased: it answers, and shows none of them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from projections.queries.actions import actions
from projections.queries.definitions import context, definitions
from projections.queries.documents import documents
from projections.queries.expectations import expectations
from projections.queries.findings import findings
from projections.queries.forums import forums
from projections.queries.grades import grades
from projections.queries.inspections import inspections
from projections.queries.log import log
from projections.queries.meetings import meetings
from projections.queries.names import references
from projections.queries.papers import papers
from projections.queries.people import organisations, persons, posts
from projections.queries.questions import questions
from projections.queries.register import nils, register
from projections.queries.search import TEXTS, search
from projections.queries.settings import settings
from projections.queries.show import show
from projections.queries.timeline import timeline
from projections.queries.withheld import withheld
from projections.views import Views

QUERIES: list[Callable[[Views], Any]] = [
    actions, context, definitions, documents, expectations, findings, forums, grades, inspections, meetings, nils,
    organisations, papers, persons, posts, questions, references, register, settings, timeline,
    lambda views: log(views, limit=1000),
    lambda views: search(views, ["e"]),
    lambda views: [show(views, row["ref"]) for row in views.query("SELECT ref FROM record")],
    lambda views: sorted(withheld(views, datetime(2018, 3, 1, tzinfo=UTC))),
]  # fmt: skip


def _texts(value: Any) -> set[str]:
    """The texts in the data of an entry, long enough not to be found by chance."""
    match value:
        case dict():
            own = {text for field, text in value.items() if field in TEXTS and isinstance(text, str)}
            return {text for text in own if len(text) > 3}.union(*map(_texts, value.values()))
    return set()


@pytest.fixture
def erased(told: Views, erase: Callable[..., None]) -> set[str]:
    """The texts that there were."""
    rows = told.query("SELECT data FROM happening WHERE type NOT LIKE 'key.%'")  # whose key is no text
    texts = set().union(*(_texts(json.loads(row["data"])) for row in rows))
    erase()
    return texts


def test_no_query_fails_and_none_shows_what_was_erased(told: Views, erased: set[str]) -> None:
    """Neither as it was typed, nor in a label or a sentence made of it."""
    assert len(erased) > 50
    answers = json.dumps([query(told) for query in QUERIES], ensure_ascii=False)
    said = {text for text in erased if json.dumps(text, ensure_ascii=False)[1:-1] in answers}
    assert said <= {"area for improvement", "Core business", "Progress", "time"}  # the program's own words too
