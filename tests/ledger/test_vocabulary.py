"""The field's words: what is stored never changes, and what people type is read or refused with the choices."""

import subprocess
import sys
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import vocabulary as words
from ledger.errors import Unreadable
from ledger.events import NOUNS

#: The words that stand in entries for ever: one may be added here; none may go, change or be taken for another.
STORED: dict[type[StrEnum], str] = {
    words.Framework: "core_business_2014 peel_2014 peel_2015_2017 peel_2018_2019 peel_2021_2022 peel_2023_2025 "
    "peel_2025_2027 other",
    words.Programme: "peel thematic revisit joint other",
    words.Pillar: "effectiveness efficiency legitimacy none",
    words.Scale: "four_tier five_tier ungraded",
    words.Outcome: "outstanding good adequate requires_improvement inadequate not_graded narrative_only "
    "not_yet_graded not_inspected",
    words.Basis: "inspected carried_forward",
    words.Sense: "strength weakness mixed neutral",
    words.Voice: "inspectorate inspectorate_reporting_force force",
    words.ImprovementKind: "area_for_improvement cause_of_concern recommendation",
    words.Authority: "inspectorate force policing_body",
    words.ClosingMeans: "letter desk_review fieldwork meeting other",
    words.OrganisationKind: "force inspectorate policing_body department partner other",
    words.DocumentKind: "letter report board_paper minutes email other response evidence",
    words.Marking: (
        "none_stated official official_sensitive not_protectively_marked unclassified protect restricted "
        "confidential secret top_secret other"
    ),
    words.Right: "record publish enrol erase keep",
    words.ReportStage: "draft_received challenge_sent challenge_answered embargoed_copy_received",
    words.ResponseStep: "commented published sent",
    words.Practice: "innovative promising",
    words.Settlement: "stands amended removed",
    words.Scope: "force national",
    words.Reviewer: "assurer forum inspectorate",
    words.Answer: "action_taken action_proposed no_action",
    words.Relation: "recurrence_of related_to attached_to replaces",
    words.VoidReason: "in_error duplicate",
    words.Role: "author contact inspector assurer sponsor oversight",
    words.CadenceUnit: "weeks months",
    words.PaperKind: "board progress response timeline",
    words.PaperSection: (
        "purpose background commentary national_picture recommendation comments chief_officer_comments"
    ),
    words.Setting: "force inspectorate policing_body due_soon_days stale_days",
    words.StatusColour: "red amber green blue",
    words.ColourCondition: (
        "closed closed_by_inspectorate assured submitted reported_complete returned reopened overdue due_soon "
        "due_immediately no_due_date slipped revised no_recent_update no_owner not_started in_progress"
    ),
}
EACH = [(vocabulary, member) for vocabulary in STORED for member in vocabulary]


# The closed vocabularies.


@pytest.mark.parametrize("vocabulary", STORED)
def test_stored_words_never_change(vocabulary: type[StrEnum]) -> None:
    """The words of each vocabulary are those of the published format, and each is its member's name."""
    assert [str(member) for member in vocabulary] == STORED[vocabulary].split()
    assert all(member.name.lower() in {str(member), "reporting_force"} for member in vocabulary)


def test_no_vocabulary_is_missing_here() -> None:
    """Whatever closed vocabulary is added is pinned above too."""
    modules = [import_module(f"{words.__name__}.{each.name}") for each in iter_modules(words.__path__)]
    named = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    assert {each for each in named if issubclass(each, StrEnum)} - {StrEnum} == STORED.keys()
    assert all(getattr(words, each.__name__) is each and each.__name__ in words.__all__ for each in STORED)


def test_a_command_makes_the_vocabularies_that_it_asks_for() -> None:
    """One noun's words do not bring another's."""
    asked = "import sys; from ledger.vocabulary import Sense; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "ledger.vocabulary.finding" in found and "ledger.vocabulary.grade" not in found


@pytest.mark.parametrize(("vocabulary", "member"), EACH)
def test_a_word_is_read_as_people_type_it(vocabulary: type[StrEnum], member: StrEnum) -> None:
    """As stored, as said, capitalised, hyphenated, with spaces around."""
    said = words.say(member)
    for typed in (str(member), said, said.title(), said.upper(), said.replace(" ", "-"), f"  {said} "):
        assert words.word(vocabulary, typed) is member


@pytest.mark.parametrize(
    ("vocabulary", "typed", "member"),
    [
        (words.Outcome, "RI", words.Outcome.REQUIRES_IMPROVEMENT),
        (words.ImprovementKind, "afi", words.ImprovementKind.AREA_FOR_IMPROVEMENT),
        (words.ImprovementKind, "CoC", words.ImprovementKind.CAUSE_OF_CONCERN),
        (words.ImprovementKind, "rec", words.ImprovementKind.RECOMMENDATION),
        (words.Marking, "none", words.Marking.NONE_STATED),
        (words.Pillar, "none", words.Pillar.NONE),
        (words.Authority, "HMICFRS", words.Authority.INSPECTORATE),
        (words.Voice, "HMIC", words.Voice.INSPECTORATE),
        (words.Voice, "reporting", words.Voice.REPORTING_FORCE),
        (words.Authority, "PCC", words.Authority.POLICING_BODY),
        (words.Scale, "4", words.Scale.FOUR_TIER),
        (words.Scale, "5", words.Scale.FIVE_TIER),
    ],
)
def test_a_short_form_is_read(vocabulary: type[StrEnum], typed: str, member: StrEnum) -> None:
    """What people write for short means the word of the vocabulary that is asked for."""
    assert words.word(vocabulary, typed) is member


@pytest.mark.parametrize(
    ("vocabulary", "typed", "what"),
    [
        (words.Outcome, "excellent", '"excellent" is not an outcome.'),
        (words.Scale, "", '"" is not a scale.'),
        (words.OrganisationKind, "pub", '"pub" is not an organisation kind.'),
        (words.Voice, "afi", '"afi" is not a voice.'),
        (words.Sense, "strength weakness", '"strength weakness" is not a sense.'),
    ],
)
def test_another_word_is_refused_with_the_choices(vocabulary: type[StrEnum], typed: str, what: str) -> None:
    """The refusal names every word that would do, as people say it."""
    with pytest.raises(Unreadable) as refused:
        words.word(vocabulary, typed)
    assert refused.value.what == what
    assert refused.value.remedy == f"Use one of: {', '.join(words.say(member) for member in vocabulary)}."


def test_words_take_their_article() -> None:
    """An inspectorate and a force."""
    assert [words.a("inspectorate"), words.a("force")] == ["an inspectorate", "a force"]


def test_each_scale_says_every_kind_of_no_grade() -> None:
    """No grade is never blank, whatever the scale; "adequate" is on five tiers only."""
    assert words.ON_SCALE.keys() == set(words.Scale)
    assert all(outcomes >= words.NO_GRADE for outcomes in words.ON_SCALE.values())
    assert [scale for scale in words.Scale if words.Outcome.ADEQUATE in words.ON_SCALE[scale]] == [
        words.Scale.FIVE_TIER
    ]
    assert len(words.ON_SCALE[words.Scale.FOUR_TIER] - words.NO_GRADE) == 4


def test_each_kind_of_record_has_a_noun() -> None:
    """Whatever has a minted reference is looked after by a noun of which there are events."""
    of_the_ledger = {"ledger", "key", "setting", "definition", "context"}
    of_its_proof = {"countersignature", "policy", "predecessor", "text"}
    assert set(words.KINDS.values()) | of_the_ledger | of_its_proof | {"record"} == NOUNS
    assert all(words.REFERENCE.fullmatch(f"{kind}-1") for kind in words.KINDS)


# References.


@pytest.mark.parametrize("typed", ["7", "07", "afi7", "AFI-7", "afi-7", "Afi 7", " AFI-7 ", "AFI-007"])
def test_a_reference_is_read_as_people_type_it(typed: str) -> None:
    """With or without the kind where it is known, the hyphen and leading noughts."""
    assert words.reference(typed, "AFI", "FND") == "AFI-7"


@pytest.mark.parametrize(
    "typed", ["", "AFI", "AFI-", "AFI-0", "-7", "- 7", "AFI--7", "AFI-7a", "AFI-1234567890", "7.5", "#7", "٧"]
)
def test_what_is_no_reference_is_refused(typed: str) -> None:
    """A pasted bullet, a nought or anything else is refused with an example."""
    with pytest.raises(Unreadable) as refused:
        words.reference(typed, "AFI")
    assert refused.value.what == f'"{typed}" is not a reference of the kind AFI.'


@pytest.mark.parametrize(
    ("typed", "kinds"), [("7", ()), ("XYZ-7", ()), ("FND-7", ("AFI",)), ("E-120", ()), ("LEDGER", ())]
)
def test_another_kind_is_refused(typed: str, kinds: tuple[str, ...]) -> None:
    """A bare number without a kind, an unknown kind or another kind than is asked for is refused."""
    with pytest.raises(Unreadable):
        words.reference(typed, *kinds)


@pytest.mark.parametrize("kind", words.KINDS)
def test_every_kind_is_read_where_any_will_do(kind: str) -> None:
    """Without a kind asked for, each kind of record may be named."""
    assert words.reference(f"{kind.lower()}-3") == f"{kind}-3"
    assert words.kind_of(f"{kind}-3") == kind


def test_the_ledgers_stream_is_a_kind_of_its_own() -> None:
    """It is not minted, and there is one."""
    assert words.kind_of(words.LEDGER) == "LEDGER"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["1..3", "AFI-7"], ["AFI-1", "AFI-2", "AFI-3", "AFI-7"]),
        (["AFI-1..3"], ["AFI-1", "AFI-2", "AFI-3"]),
        (["AFI-1..AFI-3"], ["AFI-1", "AFI-2", "AFI-3"]),
        (["3,1", "2, 1"], ["AFI-3", "AFI-1", "AFI-2"]),
        (["5..5"], ["AFI-5"]),
        ([], []),
        ([","], []),
    ],
)
def test_many_references_are_read(typed: list[str], read: list[str]) -> None:
    """Ranges, commas and several in a row, in the order typed and each once."""
    assert words.references(typed, "AFI") == read


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("3..1", '"3..1" is not a range.'),
        ("1..", '"" is not a reference of the kind AFI.'),
        ("..3", '"" is not a reference of the kind AFI.'),
        ("1...3", '".3" is not a reference of the kind AFI.'),
        ("AFI-1..FND-3", '"FND-3" is not a reference of the kind AFI.'),
        ("1..1001", '"1..1001" names too many records.'),
    ],
)
def test_what_is_no_range_is_refused(typed: str, what: str) -> None:
    """Backwards, half, mixed or far too wide."""
    with pytest.raises(Unreadable) as refused:
        words.references([typed], "AFI")
    assert refused.value.what == what


@given(st.sampled_from(sorted(words.KINDS)), st.integers(1, 10**6), st.integers(0, words.WIDEST_RANGE - 1))
def test_a_range_is_every_number_in_it(kind: str, low: int, more: int) -> None:
    """A range is what counting from one end to the other gives, under any spelling."""
    every = [f"{kind}-{number}" for number in range(low, low + more + 1)]
    for typed in (f"{kind}-{low}..{low + more}", f"{kind.lower()}{low}..{kind}-{low + more}"):
        assert words.references([typed], "AFI", *words.KINDS) == every
    assert words.references([",".join(every)], kind) == every


# Sources and texts.


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("doc-2:3.8", "DOC-2:3.8"),
        ("2:3.8", "DOC-2:3.8"),
        ("DOC-2", "DOC-2"),
        (" DOC-1:p6.b2 ", "DOC-1:p6.b2"),
        ("DOC-2:P30", "DOC-2:P30"),
    ],
)
def test_a_source_is_read(typed: str, read: str) -> None:
    """A document, and where in it by numbers; the place may be left out."""
    assert words.source(typed) == read


@pytest.mark.parametrize(
    "typed", ["AFI-2:3.8", "3.8", "DOC-2:", "DOC-2:page 3", "DOC-2:3..8", "DOC-2:12345", "DOC-2:3:8", ":3"]
)
def test_what_is_no_source_is_refused(typed: str) -> None:
    """Another kind of record, or a place that is not numbers, is refused."""
    with pytest.raises(Unreadable):
        words.source(typed)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "x",
            " - a pasted bullet\n",
            "two\r\nlines\tand a tab",
            "Zoë’s “naïve” — café",
            "£1,000",
            "日本語",
            "Cafe\u0301",
            "👩🏽\u200d🚒",
        ),
        "x" * words.LONGEST_PROSE,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_text_is_kept_as_typed(text: str) -> None:
    """Byte for byte: spaces, line ends, accents in either form and joined emoji included."""
    assert words.prose(text) == text


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u00a0", "\u200b", "\ufeff \u2060"], ids=ascii)
def test_a_text_that_shows_nothing_is_refused(text: str) -> None:
    """Nothing, white space, or only characters without width."""
    with pytest.raises(Unreadable, match=r"The text is empty\."):
        words.prose(text)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\ud800", "U+D800"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "LEFT-TO-RIGHT ISOLATE"),
        ("\u200f", "RIGHT-TO-LEFT MARK"),
        ("\u061c", "ARABIC LETTER MARK"),
    ],
    ids=ascii,
)
def test_a_hidden_control_is_refused(character: str, name: str) -> None:
    """What would make a text read otherwise than it is stored is refused, with its place and name."""
    with pytest.raises(Unreadable) as refused:
        words.prose(f"ab{character}c")
    assert refused.value.what == f"Character 3 of the text is an invisible control ({name})."


def test_a_book_is_refused() -> None:
    """One character more than the most is refused, and how long it is said."""
    with pytest.raises(Unreadable, match=r"The text is 100,001 characters long\."):
        words.prose("x" * (words.LONGEST_PROSE + 1))


@given(st.text())
def test_any_text_is_kept_or_refused(text: str) -> None:
    """Whatever is typed comes back itself and can be stored as UTF-8, or is refused."""
    try:
        assert words.prose(text) is text
    except Unreadable:
        return
    assert text.encode().decode() == text
