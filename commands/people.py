"""People, posts and organisations: who there is, and who holds which post from when."""

from typing import Annotated

from commands.base import Command, group
from commands.context import Reading, Writing
from commands.improvement import ANY
from commands.options import Shown, look, records
from commands.parameters import argument, option
from commands.rendering import Column, answer
from ledger.vocabulary import OrganisationKind, Role, Setting, kind_of, say, word

app = group("Add people, posts and organisations, and say who holds a post.")

Organisation = Annotated[
    str,
    option(
        "--organisation", metavar="ORGANISATION", help="Where they belong. Unsaid: the force of this ledger; or none."
    ),
]


@app.command("add", cls=Command)
@records
def add(
    writing: Writing, name: Annotated[str, argument("NAME", help="The person's name.")], organisation: Organisation = ""
) -> None:
    """Add a person."""
    from ledger.events import Prose
    from ledger.events.person import PersonAdded

    event = PersonAdded(name=Prose(name), organisation=_belonging(writing, organisation))
    saying = writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying))


def _belonging(writing: Writing, typed: str) -> str | None:
    """Where somebody belongs: as typed, else to the one force there is, or that the setting names."""
    from commands.setting import value_of

    if typed.strip().casefold() == "none":
        return None
    return writing.named(typed, "ORG") if typed else value_of(writing.reading, Setting.FORCE)


@app.command("organisation", cls=Command)
@records
def organisation(
    writing: Writing,
    name: Annotated[str, argument("NAME", help="Its name.")],
    kind: Annotated[
        str,
        option(
            "--kind",
            metavar="KIND",
            help="force, inspectorate, policing body, department, partner or other.",
            words=OrganisationKind,
        ),
    ],
) -> None:
    """Add an organisation."""
    from ledger.events import Prose
    from ledger.events.organisation import OrganisationAdded

    event, saying = OrganisationAdded(kind=word(OrganisationKind, kind), name=Prose(name)), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying))


@app.command("rename", cls=Command)
@records
def rename(
    writing: Writing,
    which: Annotated[str, argument("WHO", help="Which organisation, post or person.")],
    name: Annotated[str, argument("NAME", help="The new name.")],
) -> None:
    """Record that an organisation, a post or a person took another name, on the day of --on."""
    from ledger.events import Prose
    from ledger.events.organisation import OrganisationRenamed
    from ledger.events.record import RecordRenamed

    of, saying = writing.named(which, "ORG", "POST", "PER"), writing.saying()
    renamed = OrganisationRenamed if kind_of(of) == "ORG" else RecordRenamed
    writing.record(lambda draft: draft.add(renamed(name=Prose(name)), saying, of))


@app.command("involve", cls=Command)
@records
def involve(
    writing: Writing,
    who: Annotated[str, argument("WHO", help="Which person, post or organisation.")],
    ref: Annotated[str, argument("REF", help="In which record.")],
    role: Annotated[
        str,
        option("--role", metavar="ROLE", help="author, contact, inspector, assurer, sponsor or oversight.", words=Role),
    ],
) -> None:
    """Record that somebody has a part in a record: its contact, its author, who oversees it."""
    from ledger.events.record import RecordInvolved

    event = RecordInvolved(who=writing.named(who, "PER", "POST", "ORG"), role=word(Role, role))
    of, saying = writing.named(ref, *ANY), writing.saying("today")
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("post", cls=Command)
@records
def post(
    writing: Writing,
    title: Annotated[str, argument("TITLE", help='The post\'s title, like "Head of Investigations".')],
    organisation: Organisation = "",
    holder: Annotated[str, option("--holder", metavar="PERSON", help="Who holds it, from the day of --on.")] = "",
) -> None:
    """Create a post, and say who holds it."""
    from ledger.draft import Draft
    from ledger.events import Prose
    from ledger.events.post import PostCreated, PostHeld

    event = PostCreated(title=Prose(title), organisation=_belonging(writing, organisation))
    held = PostHeld(holder=writing.named(holder, "PER")) if holder else None
    saying = writing.saying("today")

    def plan(draft: Draft) -> None:
        reference = draft.add(event, saying)
        if held:
            draft.add(held, saying, reference)

    writing.record(plan)


@app.command("hold", cls=Command)
@records
def hold(
    writing: Writing,
    which: Annotated[str, argument("POST", help="Which post.")],
    person: Annotated[str, argument("PERSON", help="Who takes it up.")],
) -> None:
    """Record who took up a post, on the day of --on. Improvements that the post owns go with it."""
    from ledger.events.post import PostHeld

    of, event, saying = writing.named(which, "POST"), PostHeld(holder=writing.named(person, "PER")), writing.saying()
    writing.record(lambda draft: draft.add(event, saying, of))


@app.command("vacate", cls=Command)
@records
def vacate(writing: Writing, which: Annotated[str, argument("POST", help="Which post.")]) -> None:
    """Record that a post fell vacant, on the day of --on."""
    from ledger.events.post import PostVacated

    of, saying = writing.named(which, "POST"), writing.saying()
    writing.record(lambda draft: draft.add(PostVacated(), saying, of))


@app.command("list", cls=Command)
@look
def list_(reading: Reading, shown: Shown) -> None:
    """List organisations, posts with their holders, and people."""
    from projections.queries.people import organisations, persons, posts

    rows = [*organisations(reading.views), *posts(reading.views), *persons(reading.views)]
    columns = [
        Column("Ref", "ref"),
        Column("Name", lambda row: row.get("name") or row.get("title"), wide=True),
        Column("What", lambda row: say(row.get("kind") or ("post" if row["ref"].startswith("POST") else "person"))),
        Column("Holder", "holder_name"),
        Column("Since", lambda row: row["holders"][-1]["from"] if row.get("holders") else "", from_width=100),
        Column("Holds", lambda row: "; ".join(post["post_name"] for post in row.get("posts", ())), from_width=120),
        Column("Belongs to", "organisation_name", from_width=100),
    ]
    answer(reading, shown, rows, columns, title="People, posts and organisations", empty="Nobody is recorded yet.")
