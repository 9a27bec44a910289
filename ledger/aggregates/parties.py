"""The parties to the life of an improvement: by whom a step may be taken, and what may take its place."""

from typing import Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.aggregates.organisation import speaks_for
from ledger.events.improvement import ImprovementReturned
from ledger.vocabulary import IMPROVEMENTS, OrganisationKind, Reviewer, kind_of, say


def check_assured(wish: Fact, claim: Any, world: World) -> None:
    """Two voices are one if they share a reference or, each on its days, a holder."""
    from ledger.aggregates.post import speakers  # a note of an improvement loads this module, and none of that

    remedy = "Have somebody else check it, and name them with `afi assure --by`."
    if wish.said_by == claim.said_by:
        raise refuse(f"{claim.said_by} reported it complete, and cannot assure it too.", remedy)
    both = speakers(claim.said_by, claim.span, world) & speakers(wish.said_by, wish.span, world)
    if both:
        raise refuse(
            f"{wish.said_by} cannot assure what {claim.said_by} reported complete: {min(both)} is both.", remedy
        )


def check_returned(returned: ImprovementReturned, voice: str, world: World) -> None:
    """A forum that returned it is named, and whoever returned it can have said so with this voice."""
    _check_place(returned, world)
    party = speaks_for(voice, world)
    if returned.returned_by == Reviewer.ASSURER and party == OrganisationKind.INSPECTORATE:
        raise refuse(
            f"{voice} is the voice of an inspectorate, and no assurer in the force.",
            "Say in `afi return` that it came back --from inspectorate, or name with --by the assurer who said so.",
        )
    if returned.returned_by == Reviewer.INSPECTORATE and party == OrganisationKind.FORCE and kind_of(voice) == "ORG":
        raise refuse(
            f"{voice} is a force, and no inspectorate returned it in that voice.",
            "Name with --by the inspectorate, or the post in the force that reports it.",
        )


def _check_place(returned: ImprovementReturned, world: World) -> None:
    named = returned.forum or returned.meeting
    if returned.returned_by == Reviewer.FORUM and not named:
        raise refuse("It is not said which forum returned it.", "Name the forum or its meeting in `afi return`.")
    if returned.returned_by != Reviewer.FORUM and named:
        raise refuse(
            f"{named} is named, though the {say(returned.returned_by)} returned it.",
            "Leave it out, or say in `afi return` that a forum did.",
        )
    if returned.forum and returned.meeting and (its := world.get(returned.meeting).forum) != returned.forum:
        raise refuse(
            f"{returned.meeting} is a meeting of {its}, not of {returned.forum}.",
            "Name the forum's own meeting in `afi return`, or leave one of the two out.",
        )


def check_superseded(by: str, wish: Fact, state: Any, world: World) -> None:
    """What takes its place is another, no older, that stood on that day."""
    _check_ring(by, wish.stream, world)
    if kind_of(by) not in IMPROVEMENTS:
        return
    successor = world.get(by)
    if successor.raised.last < state.raised.first:
        raise refuse(
            f"{by} was raised on {successor.raised}, before this one on {state.raised}.",
            "Name in `afi supersede` what was raised since.",
        )
    if wish.span.last < successor.raised.first:
        raise refuse(
            f"{by} was raised on {successor.raised}, and took the place of nothing on {wish.span}.",
            "Give the day on which it took its place.",
        )
    if successor.has_ended and successor.ended.last < wish.span.first:
        raise refuse(
            f"{by} was {say(successor.status)} on {successor.ended}, and took the place of nothing on {wish.span}.",
            f"Name another, or reopen {by} first with `afi reopen`.",
        )


def _check_ring(by: str, stream: str, world: World) -> None:
    """Of what supersedes one another in a ring, nothing would stand."""
    if by == stream:
        raise refuse("It cannot supersede itself.", "Name the other in `afi supersede`.")
    following: str | None = by
    while following and kind_of(following) in IMPROVEMENTS:
        following = world.get(following).successor
        if following == stream:
            raise refuse(
                f"{by} is itself superseded by {stream}, directly or through others.",
                f"Reopen {by} first with `afi reopen`, or name another.",
            )
