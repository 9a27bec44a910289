"""The register: every improvement, where it stands, who owns it and when it is due."""

from typing import Annotated

from commands.context import Reading
from commands.options import Shown, look
from commands.parameters import option
from commands.rendering import Column, Row, answer, number_of, print_text


@look
def register(
    reading: Reading,
    shown: Shown,
    inspection: Annotated[
        str, option("--inspection", "-i", metavar="INSPECTION", help="Only of this inspection.")
    ] = "",
    question: Annotated[str, option("--question", "-q", metavar="QUESTION", help="Only under this question.")] = "",
    status: Annotated[
        str, option("--status", metavar="STATUS", help="Only those that stand so, like owned or closed.")
    ] = "",
    owner: Annotated[str, option("--owner", metavar="POST", help="Only those this post owns.")] = "",
    force: Annotated[str, option("--force", metavar="FORCE", help="Only of this force.")] = "",
) -> None:
    """Show the register of improvements."""
    from projections.queries import register as query
    from projections.queries.words import STATUS

    about = {
        "inspection": reading.named(inspection, "INS"),
        "question": reading.named(question, "QUE"),
        "owner": reading.named(owner, "POST"),
        "force": reading.named(force, "ORG"),
        "status": reading.chosen(status, STATUS, "a status"),
    }
    rows = query.register(reading.views, **about)
    nils = query.nils(reading.views, inspection=about["inspection"], force=about["force"])
    answer(
        reading,
        shown,
        rows if shown.for_programs else sorted(rows, key=_place),
        _COLUMNS,
        title="Register of improvements",
        empty=_EMPTY,
        also={"nils": nils},
    )
    if nils and not shown.for_programs:
        print()
        for nil in nils:
            print_text(f"{nil['inspection']} {nil['inspection_title']}: {nil['sentence']} (recorded, {nil['entry']}).")


def _place(row: Row) -> tuple[int, int, int]:
    """By inspection and question, as they are numbered."""
    return number_of(row["inspection"]), number_of(row["question"]), number_of(row["ref"])


_EMPTY = 'No improvement is recorded here yet. Raise one: afi raise afi INS-1 "What is to improve"'
_COLUMNS = [
    Column("Ref", "ref"),
    Column("Question", lambda row: f"{row['question_name'] or 'Under no question'} ({row['inspection']})", heads=True),
    Column("Improvement", "text", wide=True),
    Column("Status", "status_words"),
    Column("Owner", "owner_name"),
    Column("Lead", "lead_name", from_width=140),
    Column("Due", lambda row: row["due"] or row["due_words"]),
    Column("Latest", "last_note", wide=True, from_width=160),
]
