"""People, posts and organisations: added, renamed, and posts held by different people on different days."""

import pytest

from tests.commands.listed import listed
from tests.commands.terminal import Terminal


def test_a_person(desk: Terminal) -> None:
    """With the organisation they belong to."""
    assert desk.records("people", "add", "Nick Dean", "--organisation", "Cambridgeshire")["references"] == ["PER-7"]
    row = desk.does("people", "list", "--json").rows[-1]
    assert (row["name"], row["organisation"]) == ("Nick Dean", "ORG-1")


def test_who_is_added_belongs_to_the_force(fresh: Terminal) -> None:
    """Of this ledger, unless it is said where; none is nowhere."""
    fresh.records("people", "add", "Nick Dean")
    fresh.records("people", "post", "Head of Crime")
    fresh.records("people", "add", "Zoë Bell", "--organisation", "HMICFRS")
    fresh.records("people", "add", "Jo Hill", "--organisation", "none")
    fresh.records("people", "post", "Clerk", "--organisation", "None")
    found = {
        row["ref"]: row["organisation"] for row in fresh.does("people", "list", "--json").rows if "kind" not in row
    }
    assert (found["PER-2"], found["POST-2"]) == ("ORG-1", "ORG-1")
    assert (found["PER-3"], found["PER-4"], found["POST-3"]) == ("ORG-2", None, None)


def test_where_there_are_several_forces_the_setting_says_which_is_ours(fresh: Terminal) -> None:
    """Where it does not, nothing is made up."""
    fresh.records("people", "organisation", "Fenland", "--kind", "force")
    fresh.records("people", "add", "Nick Dean")
    fresh.records("settings", "set", "force", "Fenland")
    fresh.records("people", "post", "Head of Crime")
    assert listed(fresh, "PER-2", "people")["organisation"] is None
    assert listed(fresh, "POST-2", "people")["organisation"] == "ORG-3"


@pytest.mark.parametrize("kind", ["force", "inspectorate", "policing body", "department", "partner"])
def test_an_organisation(desk: Terminal, kind: str) -> None:
    """Of each kind."""
    desk.records("people", "organisation", "Fenshire", "--kind", kind)
    assert desk.does("show", "ORG-3", "--json").json["record"]["fields"][0]["words"] == kind


def test_a_new_name(desk: Terminal) -> None:
    """From a day on; what was said before was said under the old one."""
    assert "not said when it happened" in desk.refuses(2, "people", "rename", "ORG-1", "Fenland Police")
    desk.records("people", "rename", "ORG-1", "Fenland Police", "--on", "2020-01-01")
    assert desk.does("show", "fenland").out.startswith("ORG-1  Fenland Police\n")
    assert desk.does("show", "cambridgeshire constabulary").out.startswith("ORG-1  Fenland Police\n")


@pytest.mark.parametrize(("ref", "name"), [("POST-1", "Chief Keeper"), ("PER-1", "Ann Marsh")])
def test_a_new_name_of_a_post_or_a_person(fresh: Terminal, ref: str, name: str) -> None:
    """It can be asked for by either name from then on."""
    former = fresh.does("show", ref).out.partition("\n")[0]
    fresh.records("people", "rename", ref, name, "--on", "2020-01-01")
    assert fresh.does("show", name).out.startswith(f"{ref}  {name}")
    row = listed(fresh, ref, "people")
    assert name in (row.get("name"), row.get("title")) and name not in former


def test_involve(fresh: Terminal) -> None:
    """Whom to ask about a document, and who oversees an inspection."""
    fresh.records("document", "add", "letter", "Findings", "--on", "2014-09-03")
    fresh.records("people", "involve", "ann", "DOC-1", "--role", "Contact")
    fresh.records("people", "involve", "HMICFRS", "POST-1", "--role", "oversight", "--on", "2018")
    assert "Ann Keeper" in fresh.does("show", "DOC-1").out
    assert "HMICFRS" in fresh.does("show", "POST-1").out


def test_list_says_who_holds_what(fresh: Terminal) -> None:
    """A post with its holder, and a person with the posts."""
    fresh.patch.setenv("COLUMNS", "160")
    shown = fresh.does("people", "list").out.splitlines()
    assert any("POST-1" in line and "Ann Keeper" in line for line in shown)
    assert any("PER-1" in line and "Keeper" in line.replace("Ann Keeper", "") for line in shown)


def test_a_post_and_its_holders(desk: Terminal) -> None:
    """Created with a holder, handed on, and vacated."""
    desk.records(
        "people", "post", "Head of Crime", "--organisation", "ORG-1", "--holder", "PER-5", "--on", "2018-04", entries=2
    )
    desk.records("people", "hold", "head of crime", "PER-6", "--on", "2018-06-01")
    desk.records("people", "vacate", "POST-7", "--on", "2018-09-01")
    row = next(row for row in desk.does("people", "list", "--json").rows if row["ref"] == "POST-7")
    assert [holder["holder"] for holder in row["holders"]] == ["PER-5", "PER-6", None]
    assert row["holder"] is None


def test_an_improvement_goes_with_its_post(desk: Terminal) -> None:
    """One event changes the holder of all that the post owns."""
    desk.records("assign", "AFI-1..7", "--owner", "POST-4", "--on", "2018-04-09", entries=7)
    desk.records("people", "hold", "POST-4", "PER-6", "--on", "2018-06-01")
    assert {row["owner_holder"] for row in desk.does("register", "--json").rows} == {"PER-6"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", " "), 2, "The text is empty."),
        (("add", "x", "--organisation", "nowhere"), 3, 'There is no "nowhere"'),
        (("organisation", "x", "--kind", "club"), 2, "is not an organisation kind"),
        (("rename", "ORG-9", "x", "--on", "2018"), 3, "There is no ORG-9"),
        (("rename", "DOC-1", "x", "--on", "2018"), 3, "DOC-1 is a document"),
        (("rename", "PER-1", " ", "--on", "2018"), 2, "The text is empty."),
        (("rename", "POST-1", "x"), 2, "not said when it happened"),
        (("involve", "nobody", "DOC-1", "--role", "contact"), 3, 'There is no "nobody"'),
        (("involve", "PER-1", "DOC-99", "--role", "contact"), 3, "There is no DOC-99"),
        (("involve", "PER-1", "ledger", "--role", "contact"), 3, 'There is no "ledger"'),
        (("involve", "PER-1", "DOC-1", "--role", "friend"), 2, '"friend" is not a role.'),
        (("involve", "PER-1", "DOC-1"), 2, "Missing option '--role'."),
        (("post", "x", "--holder", "nobody"), 3, 'There is no "nobody"'),
        (("hold", "POST-4", "PER-5", "--on", "2018-05-01"), 3, "already holds the post"),
        (("hold", "POST-4", "PER-6"), 2, "not said when it happened"),
        (("vacate", "POST-6", "--on", "2018-05-01"), 3, "Nobody holds the post"),
        (("vacate", "POST-4"), 2, "not said when it happened"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refused(desk: Terminal, words: tuple[str, ...], code: int, said: str) -> None:
    """Nobody is made up, and no post is held twice."""
    assert said in desk.refuses(code, "people", *words)
