"""Organisations: a force, the inspectorate, a policing body, a department, a partner."""

from ledger.events.base import Event, Prose
from ledger.vocabulary import OrganisationKind


class OrganisationAdded(Event, type="organisation.added", mints="ORG"):
    """An organisation became known to the ledger."""

    kind: OrganisationKind
    name: Prose


class OrganisationRenamed(Event, type="organisation.renamed"):
    """An organisation took another name (HMIC became HMICFRS in July 2017)."""

    name: Prose
