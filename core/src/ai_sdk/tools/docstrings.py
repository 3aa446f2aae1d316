"""What a docstring says of a function and of its parameters, in Google's, NumPy's, Sphinx's or Epydoc's style."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstring_parser import Docstring

__all__ = ["FunctionDoc", "parse_docstring"]


@dataclass(frozen=True, slots=True)
class FunctionDoc:
    """The text before the sections, and what is said of each parameter."""

    description: str | None
    parameters: Mapping[str, str]


def parse_docstring(text: str | None, parameters: Collection[str]) -> FunctionDoc:
    """The docstring's parts, in the style that says most of these parameters.

    What is said of the result, of exceptions and the like is left out. A text without sections is the description.
    """
    text = text or ""
    plain = cleandoc(text).strip()
    best = FunctionDoc(plain or None, {})
    if not _SECTION.search(plain):
        return best
    # Most docstrings are plain text, so the parser is imported only here.
    from docstring_parser import ParseError, epydoc, google, numpydoc, rest

    most = (0, 0)
    for style in (google, numpydoc, rest, epydoc):
        try:
            docstring = style.parse(text)
        except ParseError:
            continue
        found = _parameters(docstring, parameters)
        score = (len(found), len(docstring.raises) + len(docstring.many_returns) + len(docstring.examples))
        if score > most:
            best, most = FunctionDoc((docstring.description or "").strip() or None, found), score
    return best


# A line that ends in a colon, an underline, or a field.
_SECTION = re.compile(r"^\s*(\w[\w ]*:\s*$|---|:\w|@\w)", re.MULTILINE)


def _parameters(docstring: Docstring, known: Collection[str]) -> dict[str, str]:
    result: dict[str, str] = {}
    for parameter in docstring.params:
        # NumPy's style has several of one kind in one entry: `x, y : int`.
        for name in parameter.arg_name.split(","):
            if name.strip() in known and parameter.description:
                result[name.strip()] = parameter.description
    return result
