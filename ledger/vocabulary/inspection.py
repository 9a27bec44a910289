"""Inspections: their framework and programme, and the stages of their report."""

from enum import StrEnum


class Framework(StrEnum):
    """The version of the inspection framework that a question belongs to."""

    CORE_BUSINESS_2014 = "core_business_2014"
    PEEL_2014 = "peel_2014"
    PEEL_2015_2017 = "peel_2015_2017"
    PEEL_2018_2019 = "peel_2018_2019"
    PEEL_2021_2022 = "peel_2021_2022"
    PEEL_2023_2025 = "peel_2023_2025"
    PEEL_2025_2027 = "peel_2025_2027"
    OTHER = "other"


class Programme(StrEnum):
    """What kind of inspecting it was."""

    PEEL = "peel"
    THEMATIC = "thematic"
    REVISIT = "revisit"
    JOINT = "joint"
    OTHER = "other"


class ReportStage(StrEnum):
    """How far the report of an inspection has come before it is published."""

    DRAFT_RECEIVED = "draft_received"
    CHALLENGE_SENT = "challenge_sent"
    CHALLENGE_ANSWERED = "challenge_answered"
    EMBARGOED_COPY_RECEIVED = "embargoed_copy_received"


class ResponseStep(StrEnum):
    """What section 55 of the Police Act 1996 asks for once a report is published."""

    COMMENTED = "commented"
    PUBLISHED = "published"
    SENT = "sent"
