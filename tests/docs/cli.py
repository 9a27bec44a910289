"""Writes docs/cli.md: what `--help` says of every command, and what the JSON keys mean."""

from collections.abc import Iterator

from commands.app import COMMANDS
from tests.commands.terminal import Terminal

#: What ends with one of these stands beside the key that it begins with.
BESIDE = {
    "_words": "as people say it, or as the source puts it",
    "_name": "the name of the record that is referred to",
    "_names": "their names, in the same order",
    "_title": "the title of the inspection that is referred to",
    "_key": "the short word of the question that is referred to",
    "_holder": "the person who held that post, by the date of the row",
}

#: What each key of a row is; a key of several commands is the same in all.
KEYS = {
    "address": "where the document was published, as printed",
    "aliases": "what else it is called or how else it is worded",
    "assumed": "whether the day was assumed, nobody having said it",
    "author": "who the document is from",
    "authority": "by what authority a correction was made",
    "basis": "`inspected`, `carried_forward`, or null where nothing was judged",
    "carried_from": "the grade that it was carried forward from, if that is recorded here",
    "cited": "how many entries cite the document",
    "claimed_on": "when the force reported it complete",
    "closed_by": "the authority that closed it: `inspectorate`, `force`, `policing_body`",
    "closed_how": "`letter`, `fieldwork`, `meeting` or `other`",
    "closed_level": "how complete it was, in the authority's own words",
    "closed_on": "when it was closed",
    "command": "the id of the command that recorded it, 32 hex digits",
    "copied": "who was sent a copy",
    "cycle": "the inspection's own year",
    "dated": "the date that the document bears",
    "days_slipped": "by how many days the due date moved from the first one",
    "due": "the day, month or year by which it is due; null where none follows from what was set",
    "due_approver": "who approved the due date",
    "due_first": "the first due date",
    "due_kind": "`day`, `within`, `immediate`, `none_set`; null where nothing is recorded",
    "due_revisions": "how often the due date was revised",
    "due_set_by": "whose date it is: `inspectorate`, `force`, `policing_body`",
    "entry": "the entry, `E-n`; of a record its newest, for `--expect`",
    "erased": "which of its texts were erased",
    "evidence": "what shows that it is complete",
    "fieldwork": "when the inspectors were there, `from/to`",
    "fingerprint": "the key's fingerprint, SHA-256(0x01 ‖ public key) in hex",
    "force": "the force that it is about",
    "force_names": "the names of the forces, in the same order",
    "forces": "the forces inspected",
    "found_none": "the kinds of improvement that the report found none of, and for which force",
    "framework": "the framework's version",
    "graded": "whether it is a grade, and not one of the kinds of no grade",
    "happened_on": "when it happened in the world: `2018`, `2018-06`, `2018-06-12` or `from/to`",
    "hedge": "words that soften the finding",
    "here": "whether the private key is on this computer",
    "holder": "who holds the post; null while it is vacant",
    "holders": "who held the post from when on",
    "inspection": "the inspection that it belongs to",
    "inspectorate": "who inspects",
    "key": "the short word to type for the question",
    "kind": "what kind of improvement, document or organisation it is",
    "last_note": "the text of the newest note",
    "last_note_after_closure": "whether that note followed closure",
    "last_note_by": "who said it",
    "last_note_on": "when it was said",
    "lead": "the chief officer's post that leads it",
    "marking": "the protective marking as printed; `none_stated` is a value",
    "name": "what it is called now",
    "names": "what it was called from when on",
    "notes": "how many progress notes there are",
    "notes_after_closure": "how many of them followed closure",
    "number": "the number that others give the improvement",
    "organisation": "where they belong",
    "outcome": "the grade, or the kind of no grade; null where none is recorded here",
    "overall": "the pillar, where the grade is an overall one",
    "owner": "the post that owns it",
    "parts": "the parts of the finding, each with `text`, `sense`, `voice` and `hedge`",
    "person": "whose key it is",
    "pillar": "`effectiveness`, `efficiency`, `legitimacy` or `none`",
    "position": "the entry's position in the log, as a number",
    "posts": "the posts that the person holds",
    "programme": "`peel`, `thematic`, `revisit`, `joint` or `other`",
    "published_on": "when the report was published; null while that is not recorded",
    "question": "the question that it stands under",
    "questions": "the questions that the inspection asked",
    "raised_on": "when it was raised",
    "recorded_at": "when it was recorded, UTC, by this ledger",
    "recorded_by": "the person who typed and signed it",
    "ref": "the record's reference",
    "revoked_after": "the last entry that a revoked key is trusted to have signed",
    "rights": "what the key may do",
    "said_by": "the person, post or organisation that said it",
    "scale": "`four_tier`, `five_tier` or `ungraded`",
    "sense": "`strength`, `weakness`, `mixed` or `neutral`",
    "sentence": "what changed, from what to what",
    "source": "the documents and the places in them where it stands",
    "status": "where it stands: `raised`, `owned`, `in_progress`, `reported_complete`, `closed`; "
    "of a key `active`, `retired`, `revoked`",
    "subject": "what is graded, in words",
    "text": "the text, byte for byte",
    "title": "the title",
    "to": "whom the document is addressed to",
    "type": "the type of the event",
    "vkey": "the line that `afi keys new` printed",
    "voice": "whose view it is: `inspectorate`, `inspectorate_reporting_force`, `force`",
    "when": "when it happened, in words",
    "why": "the reason that was given",
    "wording": "the question in full",
    "year": "the year in which the grade was made, which a carried grade keeps",
    **{noun: f"how many {noun} the inspection has" for noun in ("improvements", "findings", "grades")},
}

LOOKS = (
    *("register", "grades", "findings", "timeline", "log", "document list", "inspection list", "question list"),
    *("people list", "keys list"),
)

_TOP = """\
# The command line

Generated by `make docs` from the program itself; `make test` compares it.

Which ledger: `--ledger PATH`, else `AFI_LEDGER`, else the nearest `afi.ledger` in this folder or one above it.

| variable | what it does |
|---|---|
| `AFI_LEDGER` | the ledger to use where none is named: a file, or the folder that holds an `afi.ledger` |
| `AFI_HOME` | one folder for keys, memory and cache instead of the system's own places |
| `AFI_TRACEBACK` | where set, a defect of the program shows where it happened |
| `NO_COLOR` | where set, nothing is printed bold |
| `COLUMNS` | how wide to print, in a pipe too, which otherwise gets one line a row |

| exit code | what it means |
|---|---|
| 0 | done |
| 1 | a defect of the program |
| 2 | what was typed cannot be understood |
| 3 | understood and refused: a rule, an unknown reference, a key that is missing, wrong or exposed |
| 4 | someone wrote first: `--expect`, a lost race |
| 5 | integrity is broken, or this is not the ledger that this terminal remembers |
| 6 | the store cannot be used: not a ledger, from a newer version, read-only, full, locked, in a synced folder |
| 130 | interrupted; what was acknowledged is recorded |

A text is an argument, or comes from `--file FILE`, or is `-` and comes from standard input. "- text" is text,
not an option. References are written `7`, `afi-7` or `AFI-7`, ranges `AFI-1..3`; where one record is meant, so
much of a name as fits only one will do. A date is written 2018-03-29, 29/3/2018, "29 March 2018", "March 2018",
2018, friday or yesterday, a period `2014-01/2014-04`.
"""

_JSON = """\
## JSON

Every look command prints with `--json` one document and nothing else: `afi` (1, the version of this form),
`origin`, `fictitious`, `as_of` (the newest entry that it shows), `at`, `withheld` (how many rows an embargo
holds back) and `rows`. `register` adds `nils`, what reports were recorded to have found none of. `show` has
`record` instead of rows, `stats` has `stats`; `verify` says in `sound` whether anything was found, and in
`findings` what. Dates are ISO; what is not known is null. A key that ends so stands beside the one that it
begins with:

| ending | what it is |
|---|---|
"""


def reference(desk: Terminal) -> str:
    """The whole of docs/cli.md."""
    desk.patch.setenv("COLUMNS", "80")  # help is as wide as the terminal of whoever runs the tests
    return "\n".join([_TOP, *_commands(desk), _JSON.rstrip(), *_keys(desk), ""])


def _commands(desk: Terminal) -> Iterator[str]:
    panel = ""
    for name, mount in COMMANDS.items():
        if mount.panel != panel:
            panel = mount.panel
            yield f"## {panel}\n"
        yield from _help(desk, name)
        if mount.function == "app":
            for line in desk.does(name).out.partition("Commands:\n")[2].splitlines():
                if line[2:3].strip():
                    yield from _help(desk, f"{name} {line.split()[0]}")


def _help(desk: Terminal, name: str) -> Iterator[str]:
    yield f"### afi {name}\n\n```text\n{desk.does(*name.split(), '--help').out.strip()}\n```\n"


def _keys(desk: Terminal) -> Iterator[str]:
    yield from (f"| `…{ending}` | {what} |" for ending, what in BESIDE.items())
    yield "\n| command | keys of a row |\n|---|---|"
    for look in LOOKS:
        yield f"| `afi {look}` | {' '.join(f'`{key}`' for key in row_keys(desk, look))} |"
    yield "\n| key | what it is |\n|---|---|"
    yield from (f"| `{key}` | {what} |" for key, what in sorted(KEYS.items()))


def row_keys(desk: Terminal, look: str) -> list[str]:
    """The keys of the rows of a look command, in their order."""
    return list(dict.fromkeys(key for row in desk.does(*look.split(), "--json").rows for key in row))
