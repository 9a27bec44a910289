"""The countersigner's side: a key of one's own and the signing, on a computer that need not have a ledger."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.files import check_free, put
from commands.parameters import argument, option
from commands.passphrase import asked, chosen
from commands.rendering import print_fields, print_text
from ledger.errors import IntegrityBroken, KeyRefused, Unreadable
from ledger.given import content_of

if TYPE_CHECKING:
    from ledger.countersigner import Known
    from ledger.proofs.bundle import Growth
    from ledger.proofs.cosignature import Cosigner, Private
    from ledger.proofs.note import Checkpoint

_LARGEST = 1_000_000
#: How many stand at least in the line of a key: name+key id+key.
_PLUSES = 2


def key(
    name: Annotated[
        str, option("--name", metavar="NAME", help="What you are to be called in signatures, without blanks: opcc.")
    ] = "",
    ed25519: Annotated[bool, typer.Option("--ed25519", help="An Ed25519 key in place of ML-DSA-44.")] = False,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Ask for a passphrase to keep it under.")] = False,
    output: Annotated[
        Path | None, option("-o", "--output", metavar="FILE", help="Write the line to a file. Unsaid: print it.")
    ] = None,
) -> None:
    """Make your own key to countersign with, on a computer without a ledger; or print the one that you have.

    Give the line to whoever states the policy, and tell them the fingerprint by another way.
    """
    from ledger import countersigner
    from ledger.proofs.cosignature import ED25519, MLDSA44

    if output:
        check_free(output)
    with countersigner.alone():
        own = countersigner.own()
        if own is None and not name:
            raise Unreadable("You have no key here, and it is not said what to call you.", "Add --name NAME.")
        if own is None or name or passphrase or (ed25519 and own.kind != ED25519):
            try:  # which refuses a second one, of whatever name or kind
                phrase = chosen() if passphrase and own is None else None
                own = countersigner.make(ED25519 if ed25519 else MLDSA44, name, phrase)
            except ValueError as error:
                raise Unreadable(f"That cannot be a name: {error}.", "Use letters, digits, dots and hyphens.") from None
    if output:
        put(output, f"{own.vkey}\n".encode())
    else:
        print(own.vkey)
    print_fields([("fingerprint", own.fingerprint), ("written to", output)])


def sign(
    file: Annotated[Path, argument("REQUEST", help="The file that `afi countersign request` wrote.")],
    output: Annotated[
        Path | None, option("-o", "--output", metavar="FILE", help="Where to write the signed note. Unsaid: print it.")
    ] = None,
    log: Annotated[
        str, option("--log", metavar="VKEY|FILE", help="A key that may sign for the ledger: once, the first time.")
    ] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Trust the key of --log without being asked.")] = False,
) -> None:
    """Countersign a ledger with your own key, on a computer that need not have it: that it only grew since last time.

    Nothing is signed that contradicts what you signed before. What you signed last is remembered here.
    """
    from ledger import countersigner

    if output:
        check_free(output)
    growth, checkpoint = _growth(text_in(file), file)
    with countersigner.alone():
        known = countersigner.recall(checkpoint.origin)
        known = _trusting(known, line_of(log, _signers(growth)), growth, accept=accept)
        before = known.last
        countersigner.judge(known, growth)
        private, own = _unlocked()
        note = _signed(growth.note_text, checkpoint, private, own)
        # Killed before this line, nothing was signed; after it, the same may be signed again.
        countersigner.remember(known._replace(note=note))
    if output is None:
        print(note, end="")
        print(f"afi: {_heading(checkpoint)}; before, {_since(before)}.", file=sys.stderr)
        return
    put(output, note.encode())
    print_text(_heading(checkpoint), style="bold")
    print_fields(_facts(checkpoint, before, own, output))


def _heading(checkpoint: "Checkpoint") -> str:
    return f"Countersigned the first {checkpoint.size} entries of {checkpoint.origin}"


def _since(before: "Checkpoint | None") -> str:
    return f"E-{before.size}; only added to since" if before else "nothing; this is the first time"


def _facts(
    checkpoint: "Checkpoint", before: "Checkpoint | None", own: "Cosigner", output: Path
) -> Iterator[tuple[str, str]]:
    yield "root", checkpoint.root.hex()
    yield "before", _since(before)
    yield "as", f"{own.name}, key {own.fingerprint[:16]}…"
    yield "written to", f"{output}: send it back"


def _growth(text: str, file: Path) -> "tuple[Growth, Checkpoint]":
    from ledger.proofs.bundle import parse_consistency
    from ledger.proofs.note import parse_checkpoint, parse_note

    try:
        growth = parse_consistency(text)
        return growth, parse_checkpoint(parse_note(growth.note_text)[0])
    except ValueError as error:
        raise Unreadable(f"{file} is not a request: {error}.", "Ask for it to be sent again, as a file.") from None


def _trusting(known: "Known", typed: str, growth: "Growth", *, accept: bool) -> "Known":
    """What is known of the ledger, with a key that is trusted from now on; a refusal where none signed the request."""
    from ledger.proofs.bundle import signed_by
    from ledger.proofs.note import fingerprint, parse_vkey

    new = []
    if typed and typed not in known.keys:
        try:
            origin, public = parse_vkey(typed)
        except ValueError as error:
            raise Unreadable(f"--log is not a ledger's key: {error}.", "Copy the whole line.") from None
        if origin != known.origin:
            raise KeyRefused(f"That key is of {origin}, and the request of {known.origin}.", "Give the right line.")
        new = [public]
    try:
        signed = signed_by(growth.note_text, [*known.publics, *new])
    except ValueError as error:
        raise IntegrityBroken(f"The request was altered: {error}.", "Sign nothing. Ask for it again.") from None
    if not signed:
        raise _unsigned(known.origin, typed)
    if not new:
        return known
    if not accept:
        _ask(known.origin, fingerprint(new[0]))
    return known._replace(keys=(*known.keys, typed))


def _signers(growth: "Growth") -> tuple[str, ...]:
    """How the lines of those keys start that the request says it is signed with."""
    from ledger.proofs.note import parse_note

    return tuple(f"{line.name}+{line.key_id.hex()}+" for line in parse_note(growth.note_text)[1])


def _unsigned(origin: str, typed: str) -> KeyRefused:
    if typed:
        return KeyRefused(
            "Neither the key of --log nor another that you trust signed this request.",
            "Ask the ledger's keeper, by a way that you trust, for the key with which it was asked.",
        )
    return KeyRefused(
        f"No key that you trust for {origin} signed this request.",
        "Get the ledger's key from its keeper by a way that you trust, and give it once: --log VKEY.",
    )


def _ask(origin: str, fingerprint: str) -> None:
    """Trust on first use is somebody's decision: what it is about is shown, and they say yes."""
    if not sys.stdin.isatty():
        raise KeyRefused(
            f"The key {fingerprint} of {origin} is not trusted here yet.",
            "Compare that fingerprint with what its keeper told you, then add --accept.",
        )
    print_text(f"You have not trusted this key of the ledger {origin} before. Its fingerprint:")
    print(fingerprint)
    if not typer.confirm("Is that what its keeper told you, or what the minutes say?"):
        raise KeyRefused(
            "The key was not trusted, so nothing was signed.", "Ask the ledger's keeper for the right one."
        )


def _unlocked() -> "tuple[Private, Cosigner]":
    from ledger import countersigner

    locked = countersigner.is_locked()
    private = countersigner.unlock(asked("your key") if locked else None)
    own = countersigner.own()
    assert own is not None  # its key was just unlocked
    return private, own


def _signed(note_text: str, checkpoint: "Checkpoint", private: "Private", own: "Cosigner") -> str:
    """The request's note with one line more."""
    from ledger.proofs import cosignature

    made = cosignature.sign(private, own, checkpoint, int(datetime.now(UTC).timestamp()))
    return note_text + cosignature.line(own, made)


def line_of(typed: str, starts: tuple[str, ...] = ("",)) -> str:
    """A key's line: as it was typed, or of those in a file (a policy, say) the first that starts so, else the first."""
    typed = typed.strip()
    if not typed or not Path(typed[:255]).is_file():
        return typed
    words = text_in(Path(typed)).split()
    lines = [word for word in words if word.count("+") >= _PLUSES]
    if not lines:
        raise Unreadable(f"{typed} holds no key.", "Name the file that `afi countersign key -o FILE` wrote.")
    return next((line for line in lines if line.startswith(starts)), lines[0])


def text_in(file: Path) -> str:
    """A file that came by mail, as text: mail programs end lines in their own way."""
    try:
        return content_of(file, _LARGEST).decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unreadable(
            f"{file} is not a text that this ledger or a countersigner wrote.", "Ask for it again, as a file."
        ) from None
