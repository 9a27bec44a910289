"""The map of a tracker's columns: what it can say, and what it cannot."""

import pytest

from commands.intake.columns import Columns, parse
from ledger.errors import Unreadable

LEAST = '[columns]\nnumber = "Ref"\nstatus = "RAG"\n[always]\ninspection = "INS-1"\n'


def test_all_of_it() -> None:
    """Words are compared without their case and spaces."""
    text = f'header = 2\nsheet = "AFIs"\ndates = "month first"\n{LEAST}[words.status]\n"Not  Started" = "nothing"\n'
    found = parse(text)
    status = {"status": {"not started": "nothing"}}
    headings = {"number": "Ref", "status": "RAG"}
    assert found == Columns(headings, {"inspection": "INS-1"}, status, 2, "AFIs", month_first=True)
    assert found.meaning("status", " not started ") == "nothing"
    assert found.meaning("status", "started") is found.meaning("owner", "x") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns", "is not TOML"),
        ("", "neither the number's nor the text's"),
        ("colums = 1", '"colums" is nothing that the map can say'),
        ("columns = 1", '"columns" in the map'),
        ('header = "2"', '"header" in the map'),
        ("header = true", '"header" in the map'),
        (f"header = 0\n{LEAST}", "counted from 1"),
        (f'dates = "US"\n{LEAST}', '"US" is nothing that dates can be'),
        ('[columns]\ncolour = "RAG"', r'"colour" is nothing that \[columns\] can say'),
        ("[columns]\nnumber = 1", "is not a text"),
        ('[columns]\nnumber = " "', "is not a text"),
        ('[columns]\ntext = "AFI"', "does not say which inspection"),
        ('[always]\nowner = "POST-1"', r'"owner" is nothing that \[always\] can say'),
        (f'{LEAST}[words]\nstatus = "nothing"', "does not say of each word"),
        (f"{LEAST}[words.status]\nDone = 1", "does not say of each word"),
        (f'{LEAST}[words.status]\nDone = "closed"', '"closed" is nothing that a status can be'),
        (f'{LEAST}[words.status]\nGreen = "reported complete"', "A colour reports nothing complete"),
        (f'{LEAST}[words.state]\nDone = "nothing"', r'"state" is nothing that \[words\] can say'),
        ('[columns]\nnumber = "Ref"\nnote_date = "On"\n[always]\ninspection = "1"', "without a column for note"),
        ('[columns]\nnumber = "Ref"\nevidence = "E"\n[always]\ninspection = "1"', "without a column for status"),
        ('[columns]\nnumber = "Ref"\ntext = "REF "\n[always]\ninspection = "1"', "given two meanings"),
    ],
)
def test_refused(text: str, said: str) -> None:
    """Whatever it says beyond what is documented, or leaves out."""
    with pytest.raises(Unreadable, match=said):
        parse(text)
