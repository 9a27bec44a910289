"""Raising improvements: of what a report asks for, once it is out; only a cause of concern comes before its report."""

from typing import TYPE_CHECKING, Any

from ledger.aggregates.base import Fact, World, refuse
from ledger.days import Span
from ledger.events.improvement import BEGINS, ImprovementRaised
from ledger.vocabulary import ImprovementKind, say

if TYPE_CHECKING:
    from ledger.aggregates.inspection import Inspection


def check_raised(raised: ImprovementRaised, wish: Fact, world: World) -> None:
    """Refuses what the inspection cannot ask for, or not on that day."""
    from ledger.aggregates.inspection import inspects  # a note of an improvement loads this module, and none of that
    from ledger.aggregates.question import of_framework

    inspection: Inspection = world.get(raised.inspection)
    inspects(inspection, raised.force)
    of_framework(world, raised.question, inspection.framework)
    _check_nil(raised, inspection)
    _check_kind(raised)
    concern = world.get(raised.under) if raised.under else None
    if concern:
        _check_under(raised, wish.span, concern)
    if not (concern and concern.accelerated):
        _check_published(raised, wish.span, inspection.published)


def _check_nil(raised: ImprovementRaised, inspection: "Inspection") -> None:
    if (raised.kind, raised.force) not in inspection.found_none:
        return
    whose = f" --force {raised.force}" if len(inspection.forces) > 1 else ""
    nil = f"`afi raise {BEGINS[raised.kind].lower()} {raised.inspection} --none --in-error{whose} --reason TEXT`"
    raise refuse(
        f"{raised.inspection} is recorded to have found no {say(raised.kind)} for {raised.force}.",
        f"Check the report: if that is wrong, say so first with {nil}.",
    )


def _check_kind(raised: ImprovementRaised) -> None:
    if raised.accelerated and raised.kind != ImprovementKind.CAUSE_OF_CONCERN:
        raise refuse(
            "Only a cause of concern is accelerated.",
            "Leave that out, or raise a cause of concern with `afi raise coc`.",
        )
    if (raised.scope or raised.condition or raised.under) and raised.kind != ImprovementKind.RECOMMENDATION:
        raise refuse(
            "Only a recommendation has a scope, a condition or a cause of concern that it stands under.",
            "Leave them out, or raise a recommendation with `afi raise rec`.",
        )


def _check_under(raised: ImprovementRaised, span: Span, concern: Any) -> None:
    if (concern.inspection, concern.force) != (raised.inspection, raised.force):
        raise refuse(
            f"{raised.under} is a cause of concern of another inspection or force.",
            "Name the one that the recommendation stands under; `afi register` lists them.",
        )
    if span.last < concern.raised.first:
        raise refuse(
            f"It cannot have been made on {span}, before {raised.under} was raised on {concern.raised}.",
            "Give the day on which it was made, or leave --under out.",
        )


def _check_published(raised: ImprovementRaised, span: Span, published: Span | None) -> None:
    """Accelerated is what came before the report, and nothing else does."""
    if raised.accelerated:
        if published and span.first >= published.last:
            raise refuse(
                f"It cannot have been issued on {span} before the report, which was published on {published}.",
                "Leave --accelerated out, or give the day before on which it was issued.",
            )
    elif published is None:
        raise refuse(
            f"The report of {raised.inspection} is not recorded as published, so it asks for nothing yet.",
            f"Record that with `afi inspection publish {raised.inspection} --on DATE`{_BEFORE[raised.kind]}.",
        )
    elif span.last < published.first:
        raise refuse(
            f"It cannot have been raised on {span}, before the report was published on {published}.",
            f"Give the day on which it was raised{_BEFORE[raised.kind]}.",
        )


#: How each kind may come before its report.
_BEFORE = {
    ImprovementKind.AREA_FOR_IMPROVEMENT: "",
    ImprovementKind.CAUSE_OF_CONCERN: ", or give --accelerated if it was issued before the report",
    ImprovementKind.RECOMMENDATION: ", or name with --under the accelerated cause of concern that it came with",
}
