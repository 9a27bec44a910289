"""Organisations: what they are to an inspection."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is to an inspection."""

    FORCE = "force"
    INSPECTORATE = "inspectorate"
    POLICING_BODY = "policing_body"
    DEPARTMENT = "department"
    PARTNER = "partner"
    OTHER = "other"
