"""The starter from which an organisation makes its own Word template."""

from pathlib import Path
from typing import Annotated

from commands.files import check_free, put
from commands.parameters import option
from commands.rendering import print_text
from ledger.errors import Unreadable


def template(
    output: Annotated[Path, option("-o", "--output", metavar="FILE", help="The .docx to write; nothing may be there.")],
) -> None:
    """Write a Word template to make your own: change its styles, words and order, and keep the fields you want."""
    from projections.papers.formats import suffix_of
    from projections.papers.template import starter

    if suffix_of(output.name) not in (".docx", ".dotx"):
        raise Unreadable(f"{output.name} is no name of a Word file.", "Let it end in .docx.")
    check_free(output)
    put(output, starter())
    print_text(f"Wrote {output}. Use it with --template {output}; docs/papers.md lists its fields.")
