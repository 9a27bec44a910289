"""The parties to the life of an improvement: who may assure it, who returns it, and what takes its place."""

from itertools import product

import pytest

from ledger.aggregates import Fact
from ledger.errors import RuleBroken, UnknownReference
from ledger.events import Event, Prose
from ledger.events.improvement import (
    ImprovementAssured,
    ImprovementClosed,
    ImprovementReturned,
    ImprovementSuperseded,
    ImprovementWithdrawn,
)
from ledger.events.organisation import OrganisationAdded
from ledger.events.person import PersonAdded
from ledger.events.post import PostCreated
from ledger.events.record import RecordVoided
from ledger.vocabulary import Authority, ClosingMeans, OrganisationKind, Reviewer, VoidReason
from tests.ledger.aggregates.test_improvement_life import (
    CLAIMED,
    DECLINED,
    PASSED_ON,
    RAISED,
    REOPENED,
    RETURNED,
    SUPERSEDED,
    WHY,
    life,
    state,
)
from tests.ledger.specs import STAFFED, Given, World, happened

# Two voices.


def assuring(claim: tuple[str, str], assurance: tuple[str, str]) -> tuple[Given, Fact]:
    """Claimed by somebody on some days, and the wish to assure it by somebody on some days."""
    who, on = assurance
    return life(happened(CLAIMED, claim[1], claim[0])), happened(ImprovementAssured(), on, who)


@pytest.mark.parametrize("voice", ["PER-1", "POST-1", "POST-3", "ORG-2"])
def test_who_reported_it_does_not_assure_it(voice: str) -> None:
    """The same person, post or organisation is one voice, whoever holds the post by then."""
    given, wish = assuring((voice, "2018-05-01"), (voice, "2018-08-01"))
    given.when(wish, to="AFI-1").refused(
        RuleBroken,
        f"{voice} reported it complete, and cannot assure it too.",
        "Have somebody else check it, and name them with `afi assure --by`.",
    )


@pytest.mark.parametrize(
    ("claim", "assurance", "both"),
    [
        (("POST-1", "2018-05-01"), ("PER-1", "2018-05-02"), "PER-1"),
        (("PER-1", "2018-05-01"), ("POST-1", "2018-05-02"), "PER-1"),
        (("POST-2", "2018-05-01"), ("POST-1", "2018-07-01"), "PER-2"),  # PER-2 has changed posts since
        (("POST-1", "2018"), ("POST-2", "2018-05-01"), "PER-2"),  # "2018" has days on which PER-2 held it
        (("POST-2", "2018-05-01"), ("POST-1", "2018-06/2018-07"), "PER-2"),
        (("POST-2", "2018-06-30"), ("PER-2", "2018-07-02"), "PER-2"),
    ],
)
def test_two_posts_of_one_holder_are_one_voice(claim: tuple[str, str], assurance: tuple[str, str], both: str) -> None:
    """Whoever held the posts, each on any of its days, is one and the same."""
    given, wish = assuring(claim, assurance)
    given.when(wish, to="AFI-1").refused(
        RuleBroken,
        f"{assurance[0]} cannot assure what {claim[0]} reported complete: {both} is both.",
        "Have somebody else check it, and name them with `afi assure --by`.",
    )


@pytest.mark.parametrize(
    ("claim", "assurance"),
    [
        (("PER-1", "2018-05-01"), ("PER-2", "2018-05-01")),
        (("POST-1", "2018-05-01"), ("POST-2", "2018-05-01")),
        (("POST-1", "2018-05-01"), ("PER-2", "2018-05-01")),  # PER-2 holds it later
        (("PER-1", "2018-08-01"), ("POST-1", "2018-08-01")),  # PER-1 has left it
        (("POST-1", "2018-05-01"), ("POST-3", "2018-05-01")),  # nobody holds it
        (("POST-3", "2018-05-01"), ("PER-1", "2018-05-01")),
        (("ORG-2", "2018-05-01"), ("PER-1", "2018-05-01")),  # an organisation is nobody in particular
        (("POST-1", "2018-05-01"), ("ORG-2", "2018-05-01")),
        (("POST-2", "2018-06-30"), ("POST-1", "2018-06-30")),  # the day before both changed hands
    ],
)
def test_two_voices_may_report_and_assure(claim: tuple[str, str], assurance: tuple[str, str]) -> None:
    """They share neither a reference nor, each on its days, a holder."""
    given, wish = assuring(claim, assurance)
    given.when(wish, to="AFI-1").then(wish.event)


def test_a_new_claim_has_a_new_voice() -> None:
    """Who reported it before it was returned may assure what another then reports."""
    again = life(happened(CLAIMED, said_by="PER-1"), RETURNED, happened(CLAIMED, said_by="PER-2"))
    again.when(happened(ImprovementAssured(), said_by="PER-1"), to="AFI-1").then(ImprovementAssured())
    again.when(happened(ImprovementAssured(), said_by="PER-2"), to="AFI-1").refused(
        RuleBroken, "PER-2 reported it complete, and cannot assure it too."
    )


# Whose word it is.

#: Posts and people of an inspectorate (ORG-1), a force (ORG-2), a policing body (ORG-4), a partner and a department.
VOICES: World = {
    **STAFFED,
    "ORG-5": [OrganisationAdded(kind=OrganisationKind.PARTNER, name=Prose("Health"))],
    "ORG-6": [OrganisationAdded(kind=OrganisationKind.DEPARTMENT, name=Prose("Crime Command"))],
    **{f"POST-1{of}": [PostCreated(title=Prose("Lead"), organisation=f"ORG-{of}")] for of in (1, 2, 4, 5, 6)},
    **{f"PER-1{of}": [PersonAdded(name=Prose("Ann"), organisation=f"ORG-{of}")] for of in (1, 2, 4, 5, 6)},
}
OTHERS = {"1": "an inspectorate", "4": "a policing body", "5": "a partner"}
WORDS: list[tuple[Event, tuple[Event, ...], str]] = [
    (CLAIMED, (), "reports it complete"),
    (ImprovementAssured(), (CLAIMED,), "assures it"),
    (DECLINED, (), "declines it"),
    (PASSED_ON, (), "says that it is not ours"),
]


@pytest.mark.parametrize(("wish", "before", "does"), WORDS)
@pytest.mark.parametrize("of", OTHERS)
@pytest.mark.parametrize("kind", ["ORG-", "POST-1", "PER-1"])
def test_others_do_not_speak_for_the_force(
    wish: Event, before: tuple[Event, ...], does: str, of: str, kind: str
) -> None:
    """Neither the organisation itself, nor a post or person of its."""
    life(*before, world=VOICES).when(happened(wish, said_by=kind + of), to="AFI-1").refused(
        RuleBroken,
        f"Only the force {does}, and {kind + of} is the voice of {OTHERS[of]}.",
        "Name with --by the post in the force that said so.",
    )


@pytest.mark.parametrize(("wish", "before", "does"), WORDS)
@pytest.mark.parametrize("voice", ["ORG-2", "POST-12", "PER-12", "ORG-6", "POST-16", "PER-16", "POST-3", "PER-3"])
def test_the_force_speaks_for_itself(wish: Event, before: tuple[Event, ...], does: str, voice: str) -> None:
    """Its departments do, and whoever belongs to no organisation that is recorded."""
    life(*before, world=VOICES).when(happened(wish, said_by=voice), to="AFI-1").then(wish)


@pytest.mark.parametrize("voice", ["ORG-1", "POST-11", "PER-11"])
def test_the_inspectorate_is_no_assurer(voice: str) -> None:
    """It returns what was put to it in its own name; a forum may report that it did, in any voice."""
    given = life(CLAIMED, world=VOICES)
    given.when(happened(returned(Reviewer.ASSURER), said_by=voice), to="AFI-1").refused(
        RuleBroken,
        f"{voice} is the voice of an inspectorate, and no assurer in the force.",
        "Say in `afi return` that it came back --from inspectorate, or name with --by the assurer who said so.",
    )
    for wish in (returned(Reviewer.INSPECTORATE), returned(Reviewer.FORUM, "FOR-1")):
        given.when(happened(wish, said_by=voice), to="AFI-1").then(wish)


def test_a_force_is_no_inspectorate() -> None:
    """Somebody in the force may report that the inspectorate returned it; the force itself did not."""
    given, wish = life(CLAIMED, world=VOICES), returned(Reviewer.INSPECTORATE)
    given.when(happened(wish, said_by="ORG-2"), to="AFI-1").refused(
        RuleBroken,
        "ORG-2 is a force, and no inspectorate returned it in that voice.",
        "Name with --by the inspectorate, or the post in the force that reports it.",
    )
    for voice in ("POST-12", "PER-12", "PER-3"):
        given.when(happened(wish, said_by=voice), to="AFI-1").then(wish)


# Who returned it.


def returned(by: Reviewer, forum: str | None = None, meeting: str | None = None) -> ImprovementReturned:
    """A return."""
    return ImprovementReturned(returned_by=by, text=WHY, forum=forum, meeting=meeting)


@pytest.mark.parametrize(("forum", "meeting"), [("FOR-1", None), (None, "MTG-1"), ("FOR-1", "MTG-1")])
def test_a_forum_returns_it(forum: str | None, meeting: str | None) -> None:
    """The forum is named, or its meeting, or both."""
    wish = returned(Reviewer.FORUM, forum, meeting)
    life(CLAIMED).when(wish, to="AFI-1").then(wish)


def test_it_is_said_which_forum() -> None:
    """A forum that is not named is refused."""
    life(CLAIMED).when(returned(Reviewer.FORUM), to="AFI-1").refused(
        RuleBroken, "It is not said which forum returned it.", "Name the forum or its meeting in `afi return`."
    )


def test_the_meeting_is_the_forums() -> None:
    """A meeting of another forum is refused."""
    life(CLAIMED).when(returned(Reviewer.FORUM, "FOR-2", "MTG-1"), to="AFI-1").refused(
        RuleBroken,
        "MTG-1 is a meeting of FOR-1, not of FOR-2.",
        "Name the forum's own meeting in `afi return`, or leave one of the two out.",
    )


def test_an_unknown_meeting_is_refused() -> None:
    """The meeting is looked up, to see whose it is."""
    life(CLAIMED).when(returned(Reviewer.FORUM, "FOR-1", "MTG-9"), to="AFI-1").refused(
        UnknownReference, "There is no MTG-9 in this ledger."
    )


@pytest.mark.parametrize(
    ("by", "place"),
    list(product([Reviewer.ASSURER, Reviewer.INSPECTORATE], [{"forum": "FOR-1"}, {"meeting": "MTG-1"}])),
)
def test_only_a_forum_names_one(by: Reviewer, place: dict[str, str]) -> None:
    """The assurer and the inspectorate return it at no forum."""
    life(CLAIMED).when(returned(by), to="AFI-1").then(returned(by))
    life(CLAIMED).when(returned(by, **place), to="AFI-1").refused(
        RuleBroken,
        f"{next(iter(place.values()))} is named, though the {by} returned it.",
        "Leave it out, or say in `afi return` that a forum did.",
    )


# What takes its place.


def test_another_takes_its_place() -> None:
    """Another improvement, or an inspection; a reopened one has no successor."""
    for by in ("AFI-2", "INS-1"):
        life().when(ImprovementSuperseded(by=by), to="AFI-1").then(ImprovementSuperseded(by=by))
    assert (state(SUPERSEDED).successor, state(SUPERSEDED, REOPENED).successor) == ("AFI-2", None)


def test_an_unknown_successor_is_refused() -> None:
    """An improvement that takes its place is looked up, to see what took its own."""
    life().when(ImprovementSuperseded(by="AFI-9"), to="AFI-1").refused(
        UnknownReference, "There is no AFI-9 in this ledger."
    )


def test_a_void_successor_is_refused() -> None:
    """What takes its place counts."""
    world: World = {**STAFFED, "AFI-3": [RAISED, RecordVoided(reason=VoidReason.IN_ERROR)]}
    life(world=world).when(ImprovementSuperseded(by="AFI-3"), to="AFI-1").refused(RuleBroken, "AFI-3 does not count.")


def test_it_does_not_take_its_own_place() -> None:
    """Superseded by itself is refused."""
    life().when(ImprovementSuperseded(by="AFI-1"), to="AFI-1").refused(
        RuleBroken, "It cannot supersede itself.", "Name the other in `afi supersede`."
    )


def standing(raised: str, *facts: Event | Fact) -> Given:
    """The improvement, raised on 22 March 2018, and another that was raised on some day."""
    return life(world={**STAFFED, "AFI-3": [happened(RAISED, raised), *facts]})


def test_what_takes_its_place_is_no_older() -> None:
    """It was raised on the same day or since, and by the day on which it took the place."""
    wish = ImprovementSuperseded(by="AFI-3")
    standing("2018-03-21").when(happened(wish, "2018-05-01"), to="AFI-1").refused(
        RuleBroken,
        "AFI-3 was raised on 2018-03-21, before this one on 2018-03-22.",
        "Name in `afi supersede` what was raised since.",
    )
    standing("2018-06").when(happened(wish, "2018-05-31"), to="AFI-1").refused(
        RuleBroken,
        "AFI-3 was raised on 2018-06, and took the place of nothing on 2018-05-31.",
        "Give the day on which it took its place.",
    )
    for raised in ("2018-03-22", "2018-03", "2018", "2018-05-01"):
        standing(raised).when(happened(wish, "2018-05-01"), to="AFI-1").then(wish)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (ImprovementClosed(closed_by=Authority.INSPECTORATE, means=ClosingMeans.LETTER), "closed"),
        (ImprovementWithdrawn(), "withdrawn"),
        (DECLINED, "declined"),
        (ImprovementSuperseded(by="INS-1"), "superseded"),
    ],
)
def test_what_takes_its_place_stands(end: Event, words: str) -> None:
    """What had ended by then does not; what ended since did, and so does what was reopened or is not ours."""
    wish, ended = ImprovementSuperseded(by="AFI-3"), happened(end, "2018-05")
    standing("2018-04", ended).when(happened(wish, "2018-06-01"), to="AFI-1").refused(
        RuleBroken,
        f"AFI-3 was {words} on 2018-05, and took the place of nothing on 2018-06-01.",
        "Name another, or reopen AFI-3 first with `afi reopen`.",
    )
    standing("2018-04", ended).when(happened(wish, "2018-05-31"), to="AFI-1").then(wish)
    for facts in ((ended, happened(REOPENED, "2018-06")), (happened(PASSED_ON, "2018-05"),)):
        standing("2018-04", *facts).when(happened(wish, "2018-06-01"), to="AFI-1").then(wish)


@pytest.mark.parametrize("length", [1, 2, 5])
def test_no_ring_of_successors(length: int) -> None:
    """What it superseded, directly or through others, cannot supersede it in turn, unless that was reopened."""
    chain: dict[str, list[Event]] = {
        f"REC-{each}": [RAISED, ImprovementSuperseded(by=f"REC-{each + 1}" if each < length else "AFI-1")]
        for each in range(1, length + 1)
    }
    wish = ImprovementSuperseded(by="REC-1")
    life(world={**STAFFED, **chain}).when(wish, to="AFI-1").refused(
        RuleBroken,
        "REC-1 is itself superseded by AFI-1, directly or through others.",
        "Reopen REC-1 first with `afi reopen`, or name another.",
    )
    chain[f"REC-{length}"].append(REOPENED)
    life(world={**STAFFED, **chain}).when(wish, to="AFI-1").then(wish)


def test_a_chain_of_successors_may_go_on() -> None:
    """What takes its place may itself have been superseded, by an improvement or an inspection."""
    for end in ("AFI-2", "INS-1"):
        world: World = {**STAFFED, "REC-1": [RAISED, ImprovementSuperseded(by=end)]}
        wish = ImprovementSuperseded(by="REC-1")
        life(world=world).when(wish, to="AFI-1").then(wish)
