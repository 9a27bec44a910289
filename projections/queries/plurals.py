"""Plurals: ``investigations`` says what ``investigation`` does, wherever the words of two texts are compared."""

#: After these an ``es`` is the plural's; elsewhere only its ``s`` is, as in ``cases``.
_SIBILANTS = ("sses", "xes", "ches", "shes")
#: What ends so is no plural: witness, status, analysis.
_NO_PLURAL = ("ss", "us", "is")


def singular(word: str) -> str:
    """A word without the ending of a simple plural. Both of two words go through it, so it need not make a word."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_SIBILANTS) else word[:-1]
