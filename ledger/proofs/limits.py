"""What an audit of one copy does not show, in plain words."""

from collections.abc import Iterator, Sequence

from ledger.proofs.verdict import Protection


def unprotected(
    size: int, protected: Sequence[Protection], before: int, *, kept: bool, compared: bool, remembered: bool
) -> tuple[str, ...]:
    """Of a ledger of ``size`` entries, ``before`` of them about days before it was opened.

    ``kept``: countersignatures are, by whomever; ``compared``: the first key was, with one known from elsewhere;
    ``remembered``: this terminal has seen the ledger.
    """
    said = [*_of_outsiders(size, protected)] if protected else [_by_nobody(kept)]
    if before:
        tell = "1 entry tells" if before == 1 else f"{before} entries tell"
        said.append(f"{tell} of days before this ledger was opened: no seal speaks for what was known then.")
    said.append("An audit shows what was recorded and who sealed it, not that it was true or complete.")
    if not compared:
        said.append(
            "The first key was not compared with one known from elsewhere: a ledger made up as a whole would pass."
        )
    if not remembered:
        said.append(
            "Nothing was remembered of this ledger: the last entries, if they were cut off cleanly, are not missed."
        )
    return tuple(said)


def _by_nobody(kept: bool) -> str:
    nobody = (
        "No policy says whose the countersignatures are that are kept here"
        if kept
        else "Nobody outside has countersigned this ledger"
    )
    return (
        f"{nobody}: whoever holds its keys could have rewritten everything, its times included, and this audit would "
        "find nothing."
    )


def _of_outsiders(size: int, protected: Sequence[Protection]) -> Iterator[str]:
    for each in protected:
        when = f"on {each.at}" if each.at else "without saying when"
        yield (
            f"{each.name} countersigned up to E-{each.size} {when}: since then nobody can have rewritten that "
            "without their help. Nothing says that it was not rewritten before."
        )
    if not all(each.known for each in protected):
        yield (
            "Whose these countersigners' keys are, only the ledger's own policy says, and its keepers could have made "
            "them up: compare each with what its owner says, and give their policy (--policy)."
        )
    first = max(each.size for each in protected) + 1
    if first <= size:
        entries = f"E-{first}" if first == size else f"E-{first} to E-{size} ({size - first + 1} entries)"
        yield f"{entries}: countersigned by nobody outside, so whoever holds the ledger's keys could have rewritten it."
