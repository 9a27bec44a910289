"""One command line for each command that records, which Fenshire's ledger takes as it is prepared here."""

from typing import Any

from commands.base import Group
from ledger.keyring import SEED_SIZE, in_memory, paper_words
from ledger.proofs.note import vkey
from tests.commands.intake.making import content, workbook
from tests.commands.terminal import Terminal

ON = ("--on", "2025-11-10")
SO = ("--authority", "Letter of 3 May", "--reason", "A slip of the pen")

#: By what is typed, words that stand for themselves first. None has been recorded.
RECORDINGS: dict[str, tuple[str, ...]] = {
    "document add": ("letter", "A letter", *ON),
    "document keep": ("DOC-1", "file.txt"),
    "document ask": ("DOC-1", "to note"),
    "embargo": ("DOC-20", "--until", "7 November 2025 00:01"),
    "inspection open": ("PEEL 2027", "--cycle", "2027", "--framework", "other", "--scale", "5"),
    "inspection draft": ("INS-1", "--on", "2019-03-01"),
    "inspection challenge": ("INS-6", "Two figures are wrong", "--on", "2025-09-20"),
    "inspection copy": ("INS-1", "--on", "2019-04-01"),
    "inspection publish": ("INS-6", "--on", "2025-11-06"),
    "inspection alias": ("INS-1", "The first"),
    "question add": ("quarries", "Guarding quarries", "--framework", "peel 2025 2027"),
    "question alias": ("QUE-1", "How well it prevents"),
    "question ask": ("INS-1", "QUE-4"),
    "grade": ("INS-6", "crime=good", *ON),
    "finding": ("INS-6", "Files are read", "--sense", "strength", *ON),
    "dispute": ("FND-1", "It is all of them"),
    "raise afi": ("INS-4", "Do better"),
    "raise coc": ("INS-3", "Stop"),
    "raise rec": ("INS-4", "Train"),
    "raise part": ("AFI-3", "And soon"),
    "note": ("AFI-3", "Going well"),
    "assign": ("AFI-3", "--owner", "POST-7"),
    "due": ("AFI-3", "2027-01-31", "--reason", "The vans are late"),
    "action add": ("Ask the control room",),
    "action done": ("ACT-3", "All forty"),
    "action drop": ("ACT-3", "Overtaken"),
    "action assign": ("ACT-3", "--owner", "POST-7"),
    "action due": ("ACT-3", "2027-01-31", "--reason", "The vans are late"),
    "expect add": ("The vans come", "--within", "2027"),
    "expect move": ("EXP-7", "2027-01"),
    "expect met": ("EXP-8", "It came"),
    "expect lapsed": ("EXP-8", "It did not"),
    "claim": ("AFI-3", "All have a plan"),
    "assure": ("AFI-8", "Read ten", "--by", "POST-10", *ON),
    "return": ("AFI-5", "Two were missed", *ON),
    "submit": ("AFI-8", *ON),
    "close": ("AFI-5", "--authority", "inspectorate", "--how", "letter", *ON),
    "reopen": ("AFI-1", "It came back"),
    "supersede": ("AFI-3", "--with", "AFI-8"),
    "withdraw": ("AFI-3",),
    "decline": ("AFI-3", "It costs more than it helps"),
    "not-ours": ("AFI-3", "It is the partners'"),
    "answer": ("AFI-3", "We do that now", "--action", "taken"),
    "response comment": ("INS-4", *ON),
    "response publish": ("INS-4", *ON),
    "response sent": ("INS-4", "--to", "HMICFRS", *ON),
    "correct": ("E-131", "outcome=good", *SO),
    "undo": ("{slip}", "--yes"),
    "flag": ("AFI-3", "Misprint"),
    "link": ("AFI-3", "AFI-8"),
    "number": ("AFI-3", "7b"),
    "alias": ("POST-6", "Quarry lead"),
    "void": ("AFI-10", "--in-error", "--reason", "Recorded twice"),
    "disclose": ("DOC-1", "--to", "ORG-7"),
    "erase text": ("E-362", "--authority", "Minute 4", "--yes"),
    "erase finish": (),
    "define": ("quarry", "A place where stone is cut", *ON),
    "context": ("A new Act was passed",),
    "forum add": ("Quarry Board",),
    "forum chair": ("FOR-1", "POST-7", *ON),
    "forum cadence": ("FOR-1", "3 weeks", *ON),
    "forum end": ("FOR-1", "Merged", *ON),
    "forum rename": ("FOR-1", "Quarry Group", *ON),
    "meeting hold": ("FOR-1", *ON),
    "meeting table": ("MTG-1", "DOC-1"),
    "meeting consider": ("MTG-1", "AFI-3"),
    "meeting decide": ("MTG-1", "To wait"),
    "check accept": ("INS-2", "It came by post", "--check", "recorded_late"),
    "paper begin": ("board", "--forum", "OIG", "--dated", "2025-11-21"),
    "paper write": ("PAP-4", "purpose", "To tell of it."),
    "paper issue": ("file.txt", "--title", "A paper"),
    "paper reissue": ("PAP-3", "file.txt", "--reason", "A figure was wrong"),
    "import": ("tracker.xlsx", "--map", "columns.toml"),
    "countersign request": ("-o", "request.txt"),
    "countersign add": ("signed.txt",),
    "policy set": ("--witness", "Quarry=opcc.key"),
    "pack make": ("AFI-3", "--for", "ORG-7", "-o", "pack.html"),
    "people add": ("Quentin Quarry",),
    "people organisation": ("Quarry Council", "--kind", "partner"),
    "people rename": ("PER-1", "Rowan Quarry", *ON),
    "people involve": ("PER-1", "DOC-1", "--role", "contact"),
    "people post": ("Head of Quarries",),
    "people hold": ("POST-2", "PER-1", *ON),
    "people vacate": ("POST-6", *ON),
    "keys enrol": ("{vkey}", "--person", "PER-14"),
    "keys rotate": (),
    "keys retire": ("{key}",),
    "keys revoke": ("{key}", "--after", "E-1"),
    "keys recover": (),
    "keys accept-clock": (),
    "settings set": ("stale days", "30"),
}


#: What begins with words of its own: nothing there names a record.
OF_OWN_WORDS = frozenset({
    "inspection open", "question add", "action add", "expect add", "define", "context", "forum add", "people add",
    "people organisation", "people post", "keys recover", "keys accept-clock", "keys rotate", "countersign request",
    "countersign add", "paper begin", "policy set", "erase finish",
})  # fmt: skip
#: What only begins records, of which none can have moved on.
BEGINS = frozenset({
    "document add", "inspection open", "question add", "grade", "finding", "raise afi", "raise coc", "raise rec",
    "action add", "expect add", "forum add", "meeting hold", "paper begin", "paper issue", "paper reissue", "import",
    "people add", "people organisation", "people post", "pack make",
})  # fmt: skip

_COLUMNS = """
[columns]
number = "Ref"
text = "What"
[always]
inspection = "INS-4"
"""


def prepare(desk: Terminal) -> dict[str, str]:
    """Lays out the files that are named, and makes what stands for {key}, {vkey} and {slip}; a prompt is answered."""
    (desk.folder / "file.txt").write_text("A paper")
    (desk.folder / "columns.toml").write_text(_COLUMNS)
    (desk.folder / "tracker.xlsx").write_bytes(content(workbook(("Ref", "What"), ("7", "Do better"))))
    told = desk.does("claim", "AFI-8", "Interviews are read", "--by", "POST-6", "--on", "2025-11-09", "--json").json
    desk.does("settings", "set", "stale days", "60")
    desk.does("paper", "begin", "board", "--forum", "OIG", "--dated", "2025-11-20")
    origin, seed = str(desk.does("stats", "--json").json["origin"]), bytes(range(SEED_SIZE))
    paper = in_memory(origin, seed)
    desk.does("keys", "enrol", vkey(origin, paper.public), "--person", "PER-14", "--right", "enrol")
    desk.patch.setattr("commands.passphrase.typed", lambda *_, **__: paper_words(seed))
    countersigned(desk)
    fresh = in_memory(origin, bytes(SEED_SIZE))
    [key] = (row["fingerprint"] for row in desk.does("keys", "list", "--json").rows if is_tamsins(row))
    slip = str(told["entries"][0]["entry"])
    return {"{key}": str(key), "{vkey}": vkey(origin, fresh.public), "{slip}": slip}


def countersigned(desk: Terminal) -> None:
    """Somebody outside, with a key in opcc.key, countersigns; signed.txt is what they send back."""
    desk.does("countersign", "key", "--name", "opcc", "-o", "opcc.key")
    desk.does("policy", "set", "--witness", "OPCC=opcc.key")
    desk.does("policy", "show", "-o", "policy.txt")
    desk.does("countersign", "request", "-o", "asked.txt")
    desk.does("countersign", "sign", "asked.txt", "--log", "policy.txt", "--accept", "-o", "signed.txt")


def is_tamsins(row: dict[str, Any]) -> bool:
    """Whether it is the key with which Tamsin Oduya signs."""
    return (row["person"], row["status"]) == ("PER-12", "active")


def recording_commands(command: object, name: str = "") -> list[str]:
    """Every command that can be tried without recording: those that record, in the order of help."""
    if isinstance(command, Group):
        found = ((each, command.get_command(None, each)) for each in command.list_commands(None))  # type: ignore[arg-type]
        return [under for each, inner in found for under in recording_commands(inner, f"{name} {each}".strip())]
    return [name] if "dry_run" in {parameter.name for parameter in command.params} else []  # type: ignore[attr-defined]
