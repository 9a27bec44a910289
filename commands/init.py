"""Begin a ledger: its file, its first key, the force, you and your post, and the questions you will need."""

import re
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from commands.context import FILE
from commands.parameters import argument, option
from commands.question_sets import SETS
from commands.rendering import clean, print_fields, print_text
from ledger.errors import AlreadyThere, Unreadable
from ledger.home import origin_file_name
from ledger.vocabulary import prose

if TYPE_CHECKING:
    from ledger.draft import Draft, Saying
    from ledger.keyring import Key

Where = Annotated[Path, argument("FOLDER|FILE", help="Where the ledger is to be.")]


def init(
    where: Where = Path(FILE),
    force: Annotated[str, option("--force", metavar="NAME", help="The police force's name.")] = "",
    name: Annotated[str, option("--name", metavar="NAME", help="Your name.")] = "",
    post: Annotated[str, option("--post", metavar="TITLE", help="Your post.")] = "",
    forum: Annotated[
        list[str] | None, option("--forum", metavar="NAME", help="A forum that reviews progress. May be repeated.")
    ] = None,
    questions: Annotated[
        str, option("--questions", metavar="SET,...", help=f"Question sets: {', '.join(SETS)}; or none.")
    ] = "",
    tracker: Annotated[
        str, option("--tracker", metavar="FILE", help="An Excel tracker to bring, or none; it is not imported yet.")
    ] = "",
    recovery: Annotated[
        bool | None, typer.Option("--recovery/--no-recovery", help="Print a recovery key for paper.")
    ] = None,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Keep your key under a passphrase, asked for whenever it signs.")
    ] = False,
    fictitious: Annotated[
        bool, typer.Option("--fictitious", help="For teaching or trying out; marked so for ever.")
    ] = False,
) -> None:
    """Begin a ledger here, make your signing key, and enrol you as its keeper. Asks for what is not given."""
    from commands.passphrase import chosen
    from ledger import keyring
    from ledger.beginning import begin

    path = free_place(where)
    asked = [
        _Asked(force, "Which police force is this ledger for?", "--force", prose),
        _Asked(name, "What is your name?", "--name", prose),
        _Asked(post, "What is your post?", "--post", prose),
        _Asked(forum, "Forums that review progress (with commas)?", "--forum", _forums, "none"),
        _Asked(questions, f"Question sets ({', '.join(SETS)})?", "--questions", _sets, "none"),
        _Asked(tracker, "An Excel tracker to bring (its file)?", "--tracker", _tracker, "none"),
    ]
    force, name, post, forums, sets, bring = _answers(asked)
    wants_paper = recovery if recovery is not None else _wants_paper()
    secret = chosen() if passphrase else None
    path.parent.mkdir(parents=True, exist_ok=True)
    key = keyring.create(new_origin(force), passphrase=secret)
    seed = secrets.token_bytes(keyring.SEED_SIZE) if wants_paper else None
    paper = keyring.in_memory(key.origin, seed) if seed else None
    receipt = begin(path, key, opening(key, paper, force, name, post, sets, forums, fictitious=fictitious))
    print_text(f"A ledger for {force} began at {path}, with {receipt.size} entries.")
    _print_next(key, path, bring)
    if seed:
        _print_paper(seed)


class _Asked(NamedTuple):
    """Something to know, how to ask for it, and how what is said is read; what is ``given`` is not asked for."""

    given: Any
    question: str
    option: str
    parse: Callable[[Any], Any]
    default: str | None = None

    def answer(self) -> Any:
        """What somebody answers, asked again as long as it is refused; the default where nobody is there."""
        while True:
            typed = _ask(self.question, self.option, self.default)
            try:
                return self.parse(typed)
            except Unreadable as refusal:
                if not sys.stdin.isatty():
                    raise
                print_text(f"{refusal.what} {refusal.remedy}")


def _answers(asked: Sequence[_Asked]) -> list[Any]:
    """What was given, and what is answered; whatever is wrong with the former is said before anything is asked."""
    told = [each.parse(each.given) if each.given else None for each in asked]
    return [one if each.given else each.answer() for each, one in zip(asked, told, strict=True)]


def free_place(where: Path) -> Path:
    """The place of the file that is meant, where nothing is yet and a ledger is safe."""
    from ledger.stores.place import check_place

    path = where if where.suffix == ".ledger" else where / FILE
    check_place(path)
    if path.exists():
        raise AlreadyThere(f"There is something at {path} already.", "Choose another place; nothing was changed.")
    return path


def _print_next(key: "Key", path: Path, bring: Path | None) -> None:
    print()
    print_fields([("origin", key.origin), ("first key", key.fingerprint)])
    print()
    print_text("Have the first key printed in the board's minutes: it is the one thing that a reader has to trust.")
    print()
    print_text("Next:")
    for command in _NEXT:
        _print_command(command if path == Path(FILE) else f'{command} --ledger "{path}"')
    if bring:
        print_text("To see what the tracker would bring, without recording it:")
        _print_command(f'afi import "{bring}" --map columns.toml --preview')


def _print_command(command: str) -> None:
    """On one line, however long, so that it can be copied whole."""
    print(f"  {clean(command)}")


#: Words to put one's own in the place of; yet each can be run as it stands.
_NEXT = (
    'afi people post "Head of Investigations"',
    'afi inspection open "PEEL 2023-2025" --cycle 2024 --framework "peel 2023 2025" --scale "five tier"',
)


def _print_paper(seed: bytes) -> None:
    from ledger.keyring import paper_words

    print()
    print_text("Your recovery key. Write it on paper, lock it away, keep it nowhere else; `afi keys recover` takes it:")
    print()
    print_text(paper_words(seed), first="  ", indent="  ")


def new_origin(name: str) -> str:
    """An origin that no other ledger has: the name, and 8 random bytes."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:48] or "ledger"
    tail = secrets.token_hex(8)
    try:
        return origin_file_name(f"{slug}.{tail}")
    except Unreadable:  # a name that Windows keeps for a device, such as "con"
        return f"force-{slug}.{tail}"


def opening(
    key: "Key",
    paper: "Key | None",
    force: str,
    name: str,
    post: str,
    sets: list[str],
    forums: Sequence[str] = (),
    *,
    fictitious: bool = False,
) -> "Callable[[Draft], None]":
    """The first recording of a ledger: its opening, the force, the inspectorate, you, your post, forums, questions."""
    from ledger import days
    from ledger.codec import Happened
    from ledger.draft import Saying
    from ledger.events import Prose
    from ledger.events.forum import ForumAdded
    from ledger.events.ledger import FirstKey, LedgerOpened
    from ledger.events.organisation import OrganisationAdded
    from ledger.events.person import PersonAdded
    from ledger.events.post import PostCreated, PostHeld
    from ledger.proofs.note import vkey
    from ledger.vocabulary import OrganisationKind, Right

    keys = [FirstKey(vkey=vkey(key.origin, key.public), person="PER-1", rights=tuple(sorted(Right)))]
    if paper:
        keys.append(FirstKey(vkey=vkey(key.origin, paper.public), person="PER-1", rights=(Right.ENROL,)))
    saying = Saying(Happened(days.Span.on(days.uk_today().isoformat()), assumed=True))

    def plan(draft: "Draft") -> None:
        draft.add(
            LedgerOpened(hash="sha256", origin=key.origin, keys=tuple(keys), fictitious=1 if fictitious else None),
            saying,
        )
        here = draft.add(OrganisationAdded(kind=OrganisationKind.FORCE, name=Prose(force)), saying)
        draft.add(OrganisationAdded(kind=OrganisationKind.INSPECTORATE, name=Prose("HMICFRS")), saying)
        me = draft.add(PersonAdded(name=Prose(name), organisation=here), saying)
        mine = draft.add(PostCreated(title=Prose(post), organisation=here), saying)
        draft.add(PostHeld(holder=me), saying, mine)
        for body in forums:
            draft.add(ForumAdded(name=Prose(body), organisation=here), saying)
        for chosen in sets:
            add_questions(draft, chosen, saying)

    return plan


def add_questions(draft: "Draft", chosen: str, saying: "Saying") -> list[str]:
    """Adds a set of questions that ships with the program; returns their references."""
    from ledger.events import Prose
    from ledger.events.question import QuestionAdded, QuestionAliased

    added = []
    for asked in SETS[chosen].questions:
        event = QuestionAdded(
            key=Prose(asked.key), name=Prose(asked.name), pillar=asked.pillar, framework=SETS[chosen].framework
        )
        added.append(draft.add(event, saying))
        for other in asked.aliases:
            draft.add(QuestionAliased(alias=Prose(other)), saying, added[-1])
    return added


def _ask(question: str, option: str, default: str | None = None) -> str:
    if not sys.stdin.isatty():
        if default is not None:
            return default
        raise Unreadable(f"Nobody is there to answer: {question}", f"Give {option}.")
    answer: str = typer.prompt(question, default=default, prompt_suffix=" ")
    return answer.strip()


def _forums(said: str | list[str]) -> list[str]:
    """The names of forums: one by one, or parted by commas or semicolons in an answer."""
    names = [each for each in re.split("[,;]", said) if each.strip()] if isinstance(said, str) else said
    return [prose(name.strip()) for name in names if name.strip().casefold() != "none"]


def _tracker(typed: str) -> Path | None:
    if typed.casefold() == "none":
        return None
    path = Path(typed)
    if not path.is_file():
        raise Unreadable(f"There is no file at {path}.", "Check the path of the tracker, or say none.")
    return path


def _wants_paper() -> bool:
    return sys.stdin.isatty() and typer.confirm(
        "Print a recovery key, to keep on paper in a safe?", default=True, prompt_suffix=" "
    )


def _sets(typed: str) -> list[str]:
    """The question sets: peel-2023, or PEEL 2023."""
    folded = re.sub(r"(?<=[a-z])[\s_]*(?=[0-9])", "-", typed.casefold())
    chosen = [each for each in re.split(r"[,;\s]+", folded) if each and each != "none"]
    for each in chosen:
        if each not in SETS:
            raise Unreadable(f'There is no question set "{each}".', f"Choose from {', '.join(SETS)}, or none.")
    return chosen
