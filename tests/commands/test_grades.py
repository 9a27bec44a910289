"""Grades as they are shown: by inspection, the overall one last, and never a blank."""

from tests.commands.terminal import Terminal


def test_by_inspection(desk: Terminal) -> None:
    """Each under its title, in the order of its questions."""
    shown = desk.does("grades").out
    assert shown.index("INS-1  Core business") < shown.index("INS-2  PEEL Effectiveness 2017")
    assert shown.rstrip().splitlines()[-1].startswith("Effectiveness overall")


def test_no_cell_is_blank(desk: Terminal) -> None:
    """No grade is one of several things, and each is said."""
    rows = desk.does("grades", "--json").rows
    assert [row["outcome_words"] for row in rows] == [
        *["no grades given by this inspection"] * 3,
        "good, carried forward from 2016",
        *["requires improvement"] * 2,
        "good, carried forward from 2016",
        "not graded",
        "requires improvement",
    ]


def test_filters(desk: Terminal) -> None:
    """By inspection and by force."""
    assert len(desk.does("grades", "-i", "peel effectiveness", "--json").rows) == 6
    assert len(desk.does("grades", "--force", "ORG-1", "--json").rows) == 9
    desk.refuses(3, "grades", "-i", "INS-9")
    desk.refuses(3, "grades", "--force", "Fenshire")


def test_over_time(lived: Terminal) -> None:
    """Each question year by year, in a wide terminal side by side, and in a narrow one below each other."""
    words = ("grades", "--over-time", "--ledger", str(lived.folder / "fenshire"))
    lived.patch.setenv("COLUMNS", "200")
    wide = lived.does(*words).out.splitlines()
    assert wide[0] == "Grades over time: Fenshire Constabulary  (FICTITIOUS)"
    assert wide[1].split() == ["Question", "2018", "│", "2024", "│", "2025"]
    [carried] = [line for line in wide if line.startswith("Tackling serious")]
    assert carried.split("  ")[-1] and "good, carried forward from 2016  │  not asked" in carried
    assert wide[-2].startswith("2024: different framework or scale, not comparable with the years before: before it ")
    lived.patch.setenv("COLUMNS", "80")
    narrow = lived.does(*words).out
    assert max(map(len, narrow.splitlines())) <= 80
    block = narrow.partition("\nInvestigating crime\n")[2].partition("\n\n")[0].splitlines()
    assert [line[:24].rstrip() for line in block[:3]] == [
        "2018  requires improveme", "      ── not comparable", "2024  requires improveme",
    ]  # fmt: skip
    assert "not comparable with" in block[2] and block[-1].startswith("2025  not asked")


def test_over_time_for_programs(lived: Terminal) -> None:
    """A row a cell, with what each is compared with; filtered as the list is, a question in any framework."""
    words = ("grades", "--over-time", "--ledger", str(lived.folder / "fenshire"))
    rows = lived.does(*words, "-q", "investigating", "--json").rows
    assert [(row["reported"], row["ref"], row["movement"], row["moved_from"]) for row in rows] == [
        (2018, "GRD-2", None, None),
        (2024, "GRD-11", "not_comparable", "GRD-2"),
    ]
    assert all(row["outcome_words"] for row in lived.does(*words, "--json").rows)
    assert {row["inspection"] for row in lived.does(*words, "INS-2", "--json").rows} == {"INS-2"}
    lines = lived.does(*words, "-q", "investigating", "--csv").out.splitlines()
    assert len(lines) == 3 and "movement" in lines[0].split(",")
    assert "Nothing" not in lived.does(*words).out
    assert "No" in lived.does(*words, "--force", "ORG-2").out


def test_over_time_in_a_pipe(lived: Terminal) -> None:
    """One line a cell, with the question on it, for grep."""
    lines = lived.does("grades", "--over-time", "--ledger", str(lived.folder / "fenshire")).out.splitlines()
    [line] = [line for line in lines if "GRD-4" in line]
    assert line.startswith("Tackling serious and organised crime") and "carried forward from 2016" in line
