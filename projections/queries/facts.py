"""Facts of several parts, as people read them: a holder with the day, a flag with its number, a decision on records."""

from collections.abc import Callable
from typing import Any

from ledger.vocabulary import say
from projections.queries import words

Fact = dict[str, Any]


def _since(name: str, fact: Fact) -> str:
    return name + (f" from {words.day(fact['from'])}" if fact.get("from") else "")


def _held(fact: Fact) -> str:
    return _since(fact["holder_name"] if fact["holder"] else "no holder recorded", fact)


def _part(part: Fact) -> str:
    """Of a finding with its sense, of an improvement with its number."""
    number = f"{words.plain(part['number'])}. " if part.get("number") else ""
    return number + words.plain(part["text"]) + (f" ({say(part['sense'])})" if "sense" in part else "")


def _number(fact: Fact) -> str:
    return words.plain(fact["number"]) + (f" ({fact['by_name']})" if fact["by"] else "")


def _link(link: Fact) -> str:
    name = "" if link["to_name"] == link["to"] else f": {link['to_name']}"
    return f"{say(link['relation'])} {link['to']}{name}"


def _flag(flag: Fact) -> str:
    """With its number, by which it is settled."""
    of = f"in {flag['entry']}, " if flag["entry"] else ""
    settled = flag["settled"]
    stands = "open" if flag["open"] else "settled" + (f": {words.plain(settled)}" if isinstance(settled, str) else "")
    return f"{flag['flag']}. {words.plain(flag['text'])} ({of}{words.span(flag['on'])}; {stands})"


def _disclosed(fact: Fact) -> str:
    to = fact["to_name"] or words.plain(fact["recipient"])
    return f"to {to}, {words.span(fact['on'])}{_also(fact)}"


def _stage(stage: Fact) -> str:
    document = f", {stage['document']}" if stage["document"] else ""
    return f"{words.STAGE[stage['stage']]}, {words.span(stage['on'])}{document}{_also(stage)}"


def _response(response: Fact) -> str:
    to = f" to {words.listed(response['to_names'])}" if response["to_names"] else ""
    document = f", {response['document']}" if response["document"] else ""
    return f"{response['force_name']}: {words.STEP[response['step']]}{to}, {words.span(response['on'])}{document}"


def _considered(fact: Fact) -> str:
    return words.listed(fact["records"]) + _also(fact)


def _decided(fact: Fact) -> str:
    return words.plain(fact["text"]) + (f" (about {words.listed(fact['about'])})" if fact["about"] else "")


def _also(fact: Fact) -> str:
    return f": {words.plain(fact['text'])}" if fact["text"] else ""


#: How the facts of a field are said.
FACTS: dict[str, Callable[[Fact], str]] = {
    "asks": lambda ask: words.quoted(ask["text"]) + (f", of {ask['of_name']}" if ask["of"] else ""),
    "chairs": lambda fact: _since(fact["chair_name"], fact),
    "considered": _considered,
    "decisions": _decided,
    "disclosures": _disclosed,
    "embargoes": lambda fact: f"{words.until(fact['until'])} (since {words.span(fact['on'])})",
    "files": lambda file: f"{words.plain(file['name'])} ({words.counted(file['size'], 'byte')})",
    "flags": _flag,
    "found_none": lambda nil: words.KIND[nil["kind"]][1],
    "holders": _held,
    "involved": lambda fact: f"{fact['who_name']} ({say(fact['role'])})",
    "links": _link,
    "names": lambda fact: _since(words.plain(fact["name"]), fact),
    "numbers": _number,
    "parts": _part,
    "responses": _response,
    "stages": _stage,
}
#: Those that are whole sentences: each on a line of its own.
LINES = frozenset({"asks", "considered", "decisions", "disclosures", "flags", "links", "parts", "responses", "stages"})
