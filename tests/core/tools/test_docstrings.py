"""What a docstring says of parameters, in each style."""

from __future__ import annotations

import subprocess
import sys

import pytest
from ai_sdk.tools.docstrings import parse_docstring
from hypothesis import given
from hypothesis import strategies as st

GOOGLE = """Current weather of a city.

    It is asked of the nearest station:
    not of a satellite.

    Args:
        city (str): Name of the city. Note: with the country,
            if it is not unique.
        unit (Literal["celsius",
            "fahrenheit"]): The unit.
        other: No parameter at all.

    Returns:
        The weather.

    Raises:
        LookupError: There is no such city.
    """

NUMPY = """Current weather of a city.

    It is asked of the nearest station:
    not of a satellite.

    Parameters
    ----------
    city : str
        Name of the city. Note: with the country,
        if it is not unique.
    unit, scale : str
        The unit.

    Returns
    -------
    str
        The weather.
    """

SPHINX = """Current weather of a city.

    It is asked of the nearest station:
    not of a satellite.

    :param city: Name of the city. Note: with the country,
        if it is not unique.
    :param str unit: The unit.
    :returns: The weather.
    :raises LookupError: There is no such city.
    """

EPYDOC = """Current weather of a city.

    It is asked of the nearest station:
    not of a satellite.

    @param city: Name of the city. Note: with the country,
        if it is not unique.
    @param unit: The unit.
    @return: The weather.
    """


@pytest.mark.parametrize("text", [GOOGLE, NUMPY, SPHINX, EPYDOC], ids=["google", "numpy", "sphinx", "epydoc"])
def test_each_style_gives_the_text_and_the_parameters(text: str) -> None:
    doc = parse_docstring(text, {"city", "unit"})
    assert doc.description == ("Current weather of a city.\n\nIt is asked of the nearest station:\nnot of a satellite.")
    assert doc.parameters == {
        "city": "Name of the city. Note: with the country,\nif it is not unique.",
        "unit": "The unit.",
    }


def test_several_parameters_of_one_numpy_entry_share_its_text() -> None:
    assert parse_docstring(NUMPY, {"unit", "scale"}).parameters == {"unit": "The unit.", "scale": "The unit."}


def test_a_text_without_sections_is_the_description() -> None:
    text = "Finds a file.\n\n    Note: hidden files count.\n    "
    assert parse_docstring(text, {"name"}).description == "Finds a file.\n\nNote: hidden files count."


def test_a_line_that_only_looks_like_a_field_takes_nothing_away() -> None:
    text = "Makes a shape.\n\n:class:`Shape` says what there is."
    assert parse_docstring(text, {"name"}).description == text


def test_sections_are_left_out_also_where_no_parameter_is_described() -> None:
    assert parse_docstring("The time.\n\nReturns:\n    Seconds.", ()).description == "The time."


def test_a_section_that_is_malformed_stays_in_the_description() -> None:
    text = "Adds.\n\nArgs:\n    no colon here"
    assert parse_docstring(text, {"a"}).description == text


@pytest.mark.parametrize("text", [None, "", "  \n  "])
def test_no_docstring_says_nothing(text: str | None) -> None:
    doc = parse_docstring(text, {"city"})
    assert doc.description is None
    assert doc.parameters == {}


def test_a_docstring_that_begins_with_its_sections_has_no_description() -> None:
    assert parse_docstring("\n    Args:\n        a: First.\n    ", {"a"}).description is None


LINES = st.sampled_from(
    [
        "Args:",
        "    a: x",
        "  a (str): y",
        "Parameters",
        "------",
        "a : str",
        ":param a: z",
        ":type",
        ":raises X",
        "@type",
    ]
)


@given(st.lists(LINES | st.text(max_size=5), max_size=8).map("\n".join))
def test_no_docstring_is_too_odd_to_be_read(text: str) -> None:
    parse_docstring(text, {"a"})


def test_the_parser_is_imported_for_docstrings_with_sections_only() -> None:
    program = (
        "import sys\n"
        "from ai_sdk.tools.function_tool import tool\n"
        "@tool\n"
        "def add(a: int, b: int) -> int:\n"
        "    '''Adds two numbers.'''\n"
        "    return a + b\n"
        "heavy = {'docstring_parser', 'pydantic', 'aiohttp'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
