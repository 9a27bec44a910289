"""Posts, and who holds them from when. Improvements are owned by posts, so people may move."""

from ledger.events.base import Event, Organisation, Person, Prose


class PostCreated(Event, type="post.created", mints="POST"):
    """A post became known to the ledger."""

    title: Prose
    organisation: Organisation | None = None


class PostHeld(Event, type="post.held"):
    """From the day it happened a person holds the post, or was named as its holder then; nobody else does."""

    holder: Person


class PostVacated(Event, type="post.vacated"):
    """The holder left the post; no successor is recorded."""
