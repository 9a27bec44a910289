"""Fills a Word template, which may have come from anywhere: it can print fields, loop and decide, and nothing else.

The template language is Jinja as docxtpl reads it from paragraphs, cells and rows. Whatever of it calls, computes, sets
or imports is refused before anything is rendered; what is left reaches the fields it was given and no attribute of any
object, for a bounded number of steps and characters.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from ledger.errors import Refusal, Unreadable
from projections.papers.word.fields import Fields, Items, Piece, Said, TooManySteps
from projections.papers.word.harmless import make_harmless
from projections.papers.word.package import Package
from projections.papers.word.xml import SyntaxFault, parse
from projections.papers.word.zipping import LARGEST, not_word, unpacked

_TEMPLATE = "The template"
_LANGUAGE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.For,
    nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Test, nodes.Filter,
)  # fmt: skip
#: None of them changes the words: capitals and dates are the styles' and the paper's.
_FILTERS = ("default", "first", "last", "length")
#: The starter has some 500; docxtpl takes time by the square of them.
_MOST_ELEMENTS = 50_000
#: The filter through which every loop goes.
_EACH = "each"
_LOOP = ("first", "last", "index", "index0", "length")
_LONGEST_QUOTE = 80
_CORRECT = "Correct it in Word, and try again."


class _NoField(StrictUndefined):
    """A name that stands for nothing, which remembers what could have stood there."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: type = UndefinedError
    ) -> None:
        others = ", ".join(sorted(map(str, obj))) if isinstance(obj, dict) else ""
        super().__init__(hint or f"{name}\n{others}", obj, name, exc)


class _Bounded(Template):
    """A template that does not print more than a document can hold."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        return "".join(_bounded(self.generate(*args, **kwargs)))


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise TooManySteps
        yield piece


class _Language(SandboxedEnvironment):
    """Fields, loops and conditions."""

    template_class = _Bounded

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_NoField, finalize=_printed)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS} | {_EACH: _each}

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Only what was looked through is compiled."""
        tree = self.parse(source)
        for node in tree.find_all(nodes.Node):
            _check(node)
        return super().compile(tree, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of what has fields; no attribute of anything."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field by its name, or an item by its number."""
        if isinstance(obj, Undefined):
            return str(obj)  # which raises, naming the field
        if isinstance(obj, dict) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and type(argument) is int and argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))


def _printed(value: Any) -> Any:
    """What is printed, which is a text or a number."""
    if isinstance(value, Said | Piece | str | int | Undefined):
        return value
    raise TemplateRuntimeError("a list or a group of fields cannot be printed, only what is in it")


def _check(node: nodes.Node) -> None:
    if not isinstance(node, _LANGUAGE):
        raise TemplateSyntaxError("only fields, loops and conditions can stand there", node.lineno)
    if isinstance(node, nodes.For):
        node.iter = nodes.Filter(node.iter, _EACH, [], [], None, None, lineno=node.lineno)


def _each(value: Any) -> Any:
    """What a loop goes through: only the paper's lists count how often that is done."""
    if isinstance(value, Items | Undefined):
        return value
    raise TemplateRuntimeError("a loop goes through a list of the paper")


class _Filled(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, of which a fault says in which paragraph it is."""

    def render_xml_part(self, src_xml: str, part: Any, context: Fields, jinja_env: Any = None) -> str:
        try:
            said: str = super().render_xml_part(src_xml, part, context, jinja_env)
            parse(said if part is self.docx.part else said.encode())
        except TemplateError as error:
            raise _refusal(error, _place(src_xml, error, str(part.partname)), context) from None
        except SyntaxFault:
            raise Unreadable(
                f"{_TEMPLATE} has a loop or a condition in {_part(str(part.partname))} that ends in another paragraph "
                "or cell than it begins.",
                "Put {%p … %} in paragraphs of their own and {%tr … %} in rows of their own, and try again.",
            ) from None
        return said


def _line(error: TemplateError) -> int:
    if isinstance(error, TemplateSyntaxError) and error.lineno:
        return error.lineno
    found, trace = 0, error.__traceback__
    while trace is not None:
        found, trace = _in_template(trace) or found, trace.tb_next
    return found


def _in_template(trace: TracebackType) -> int:
    """The line of the template that a frame stands for, once Jinja has rewritten the trace."""
    return trace.tb_lineno if "__jinja_exception__" in trace.tb_frame.f_globals else 0


def _part(name: str) -> str:
    kinds = {"header": "a header", "footer": "a footer", "footnotes": "a footnote"}
    return next((said for kind, said in kinds.items() if kind in name), "the text")


def _place(source: str, error: TemplateError, part: str) -> str:
    """Where a fault is: docxtpl has each paragraph begin a line, after which come the {%p … %} that follow it."""
    lines, line = re.sub(r"<w:p([ >])", r"\n<w:p\1", source).splitlines(), _line(error)
    before, here = "\n".join(lines[: line - 1]), "".join(lines[line - 1 : line])
    within = len(re.findall(r"<w:tc[ >]", before)) > before.count("</w:tc>")
    texts = [text for each in here.split("</w:p>") if (text := re.sub(r"<[^>]+>", "", each).strip())]
    name = str(error.message).partition("\n")[0]
    said = next((text for text in texts if name in text), " ".join(texts))
    quoted = said if len(said) <= _LONGEST_QUOTE else f"{said[:_LONGEST_QUOTE]}…"
    where = f"a table cell of {_part(part)}" if within else _part(part)
    return f"{where}: “{quoted}”" if quoted else where


def _refusal(error: TemplateError, place: str, fields: Fields) -> Refusal:
    if not isinstance(error, UndefinedError):
        return Unreadable(f"{_TEMPLATE} cannot be understood in {place} ({str(error.message).rstrip('.')}).", _CORRECT)
    name, _, others = str(error.message).partition("\n")
    could = others or ", ".join(sorted(fields))
    return Unreadable(
        f"{_TEMPLATE} names “{name}”, which this paper does not have, in {place}.",
        f"Correct it in Word: what could stand there is {could}.",
    )


def filled(template: bytes, fields: Fields) -> Package:
    """The template with the tokens of the fields in it."""
    package, saved = Package(unpacked(template, _TEMPLATE, _MOST_ELEMENTS)), BytesIO()
    make_harmless(package)
    try:
        document = _Filled(BytesIO(package.written()))
        document.render(fields, _Language())
        document.save(saved)
    except Refusal:
        raise
    except TemplateError as error:
        raise _refusal(error, "the properties of the file", fields) from None
    except (TooManySteps, RecursionError):
        raise Unreadable(
            f"{_TEMPLATE} would print without an end.", "Take loops out of loops, and try again."
        ) from None
    except Exception:  # whatever python-docx makes of a broken file
        raise not_word(_TEMPLATE) from None
    return Package(unpacked(saved.getvalue(), _TEMPLATE))
