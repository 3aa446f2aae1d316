"""Tools made of functions."""

from __future__ import annotations

import enum
import functools
import gc
import inspect
import weakref
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, TypedDict

import pytest
from ai_sdk.provider.errors import InvalidArgumentError, TypeValidationError
from ai_sdk.tools.collection import as_tools
from ai_sdk.tools.execution import run_tool
from ai_sdk.tools.function_tool import ToolFunction, tool, tool_from_function
from ai_sdk.tools.tool import Tool, ToolContext
from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from somewhere import Elsewhere  # pyright: ignore[reportMissingImports]

CONTEXT = ToolContext("call-1")


async def result_of(made: Tool[Any, Any], given: Any, context: ToolContext = CONTEXT) -> Any:
    """What the tool gives for an input as a model writes it."""
    return await run_tool(made, made.schema.validate(given), context, lambda value: None)


def properties(made: Tool[Any, Any]) -> Any:
    return made.schema.json_schema["properties"]


class Unit(enum.Enum):
    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"


class Place(BaseModel):
    """A place on earth."""

    name: str
    since: date | None = None


@dataclass
class Box:
    width: int
    height: int = 1


class Options(TypedDict):
    fast: bool
    retries: NotRequired[int]


# What a model is told


def test_name_and_description_and_schema_come_from_the_function() -> None:
    @tool
    async def weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> str:
        """Current weather of a city.

        Args:
            city: Name of the city.
        """
        return f"{city} {unit}"

    assert (weather.name, weather.description) == ("weather", "Current weather of a city.")
    assert weather.schema.json_schema == {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {
            "city": {"type": "string", "description": "Name of the city."},
            "unit": {"enum": ["celsius", "fahrenheit"], "type": "string", "default": "celsius"},
        },
        "required": ["city"],
        "additionalProperties": False,
    }


def test_a_function_without_parameters_takes_no_input() -> None:
    @tool
    def now() -> str:
        return "noon"

    assert properties(now) == {}
    assert now.schema.json_schema["additionalProperties"] is False
    assert now.description is None


async def test_models_and_dataclasses_and_typed_dicts_and_enums_are_made_of_their_json() -> None:
    @tool
    def build(place: Place, box: Box, options: Options, unit: Unit, day: date) -> list[Any]:
        return [place, box, options, unit, day]

    given = {
        "place": {"name": "Oslo", "since": "1048-01-01"},
        "box": {"width": "2"},
        "options": {"fast": True},
        "unit": "celsius",
        "day": "2025-01-02",
    }
    place = Place(name="Oslo", since=date(1048, 1, 1))
    assert await result_of(build, given) == [place, Box(2), {"fast": True}, Unit.CELSIUS, date(2025, 1, 2)]
    assert properties(build)["place"]["description"] == "A place on earth."
    assert properties(build)["box"]["required"] == ["width"]


def test_the_annotation_describes_a_parameter_before_the_docstring_does() -> None:
    @tool
    def find(
        place: Annotated[Place, Field(description="Where.")], home: Place, count: Annotated[int, Field(gt=0)]
    ) -> None:
        """Finds.

        Args:
            place: not this
            home: Where you live.
            count: How many.
        """

    assert properties(find)["place"]["description"] == "Where."
    assert properties(find)["home"]["description"] == "Where you live."
    assert properties(find)["count"] == {"type": "integer", "exclusiveMinimum": 0, "description": "How many."}


def test_a_field_as_the_default_is_understood() -> None:
    @tool
    def find(query: str = Field(min_length=2, description="What."), limit: int = Field(default=3)) -> None: ...

    assert properties(find)["query"] == {"type": "string", "minLength": 2, "description": "What."}
    assert find.schema.json_schema["required"] == ["query"]
    assert find.schema.validate({"query": "ab"}) == {"query": "ab", "limit": 3}


def test_options_come_before_what_the_function_says() -> None:
    @tool(name="forecast", description="The weather to come.", needs_approval=True, strict=True, metadata={"a": 1})
    def weather(city: str) -> str:
        """Current weather."""
        return city

    assert (weather.name, weather.description) == ("forecast", "The weather to come.")
    assert (weather.needs_approval, weather.strict, weather.metadata) == (True, True, {"a": 1})


def test_any_parameter_name_will_do() -> None:
    @tool
    def odd(model_config: int, _private: int, schema: int, copy: int = 4) -> None: ...

    assert list(properties(odd)) == ["model_config", "_private", "schema", "copy"]
    given = {"model_config": 1, "_private": 2, "schema": 3}
    assert odd.schema.validate(given) == {**given, "copy": 4}


def test_a_recursive_type_is_described() -> None:
    @tool
    def sort(tree: Tree) -> None:
        """Sorts.

        Args:
            tree: The tree.
        """

    assert properties(sort)["tree"]["$ref"] == "#/definitions/Tree"
    assert "definitions" in sort.schema.json_schema


class Tree(BaseModel):
    children: list[Tree] = []


# The input


async def test_the_input_holds_every_argument_with_its_default() -> None:
    @tool
    def add(a: int, b: int = 2, *, c: Annotated[list[int], Field(default_factory=list)]) -> int:
        return a + b + sum(c)

    assert add.schema.validate({"a": "1"}) == {"a": 1, "b": 2, "c": []}
    assert await result_of(add, {"a": 1, "c": [4]}) == 7


async def test_a_mutable_default_is_not_shared_between_calls() -> None:
    @tool
    def collect(seen: list[int] = []) -> list[int]:  # noqa: B006
        seen.append(1)
        return seen

    assert await result_of(collect, {}) == [1]
    assert await result_of(collect, {}) == [1]


def test_what_a_model_gets_wrong_is_told_by_the_names_of_the_parameters() -> None:
    @tool
    def pay(amount: Annotated[int, Field(gt=0)], to: str) -> None: ...

    with pytest.raises(TypeValidationError) as caught:
        pay.schema.validate({"amount": 0})
    assert str(caught.value).endswith("amount: Input should be greater than 0\nto: Field required")


def test_arguments_that_do_not_exist_are_dropped() -> None:
    @tool
    def add(a: int) -> int:
        return a

    assert add.schema.validate({"a": 1, "b": 2}) == {"a": 1}


def test_none_is_valid_where_it_is_the_default() -> None:
    @tool
    def book(nights: int = None, rooms: Annotated[int, Field(gt=0)] = None, beds: int | None = None) -> None:  # type: ignore[assignment] # noqa: RUF013
        ...

    made = book.schema.validate({})
    assert made == {"nights": None, "rooms": None, "beds": None}
    assert book.schema.validate(made) == made
    with pytest.raises(TypeValidationError):
        book.schema.validate({"rooms": 0})


async def test_a_default_that_json_can_not_hold_is_left_to_python() -> None:
    missing = object()

    @tool
    def fetch(url: str, cache: Any = missing) -> bool:
        return cache is missing

    assert properties(fetch)["cache"] == {}
    assert fetch.schema.validate({"url": "x"}) == {"url": "x"}
    assert await result_of(fetch, {"url": "x"}) is True
    assert await result_of(fetch, {"url": "x", "cache": 1}) is False


async def test_an_alias_is_the_name_for_the_model() -> None:
    @tool
    def move(from_: Annotated[str, Field(alias="from")], to: str) -> str:
        return f"{from_} to {to}"

    assert list(properties(move)) == ["from", "to"]
    made = move.schema.validate({"from": "a", "to": "b"})
    assert made == {"from": "a", "to": "b"}
    assert await result_of(move, made) == "a to b"


def test_an_input_may_be_validated_again() -> None:
    @tool
    def build(place: Place, box: Box) -> None: ...

    made = build.schema.validate({"place": {"name": "Oslo"}, "box": {"width": 1}})
    assert build.schema.validate(made) == made
    assert build.schema.validate_python(made) == made


async def test_positional_only_parameters_are_given_by_position() -> None:
    @tool
    def divide(a: float, b: float = 2, /, *, digits: int = 1) -> float:
        return round(a / b, digits)

    assert await result_of(divide, {"a": 1}) == 0.5


# The context


async def test_a_parameter_of_the_context_is_given_it_and_is_not_in_the_schema() -> None:
    @tool
    def whoami(context: ToolContext, name: str = "me") -> str:
        return f"{name} {context.tool_call_id}"

    assert list(properties(whoami)) == ["name"]
    assert await result_of(whoami, {}) == "me call-1"


@pytest.mark.parametrize("annotation", ["ToolContext", "ToolContext | None", 'Annotated[ToolContext, "the call"]'])
async def test_the_context_is_known_in_any_spelling(annotation: str) -> None:
    scope: dict[str, Any] = {"Annotated": Annotated, "ToolContext": ToolContext}
    exec(f"def whoami(context: {annotation} = None): return context.tool_call_id", scope)
    made = tool_from_function(scope["whoami"])
    assert properties(made) == {}
    assert await result_of(made, {}) == "call-1"


async def test_the_context_is_known_where_it_is_imported_for_type_checkers_only() -> None:
    scope: dict[str, Any] = {}
    exec("from __future__ import annotations\ndef whoami(context: ToolContext): return context.tool_call_id", scope)
    assert await result_of(tool_from_function(scope["whoami"]), {}) == "call-1"


# Annotations that are texts


def test_types_of_the_place_of_definition_are_found() -> None:
    class Local(BaseModel):
        size: int

    @tool
    def measure(item: Local, items: list[Local]) -> Nowhere:  # type: ignore[name-defined] # noqa: F821
        ...

    made = measure.schema.validate({"item": {"size": 1}, "items": []})
    assert made == {"item": Local(size=1), "items": []}


def test_types_may_be_defined_after_the_function() -> None:
    @tool
    def later(item: DefinedBelow) -> None: ...

    assert later.schema.validate({"item": {"size": 1}}) == {"item": DefinedBelow(size=1)}


class DefinedBelow(BaseModel):
    size: int


def test_a_type_that_is_not_there_at_run_time_is_an_error_that_says_so() -> None:
    @tool
    def measure(item: Elsewhere) -> None: ...

    with pytest.raises(InvalidArgumentError, match="'Elsewhere' of parameter 'item' of tool function 'measure'"):
        measure.schema.json_schema  # noqa: B018


# What can't be described


def test_what_no_schema_describes_is_refused_where_it_is_defined() -> None:
    def unannotated(city) -> None: ...  # type: ignore[no-untyped-def]
    def many(*cities: str) -> None: ...
    def named(**cities: str) -> None: ...

    for function, message in [
        (unannotated, "'city' of tool function 'unannotated' has no annotation"),
        (many, r"takes \*cities.* Take a list"),
        (named, r"takes \*\*cities.* Take a dict"),
    ]:
        with pytest.raises(InvalidArgumentError, match=message):
            tool(function)
        with pytest.raises(InvalidArgumentError, match=message):
            tool_from_function(function)


def test_a_decorator_that_hides_the_parameters_is_named_as_the_cause() -> None:
    def logged(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        return wrapper

    with pytest.raises(InvalidArgumentError, match=r"functools\.wraps"):
        tool(logged(lambda: None))


def test_a_type_that_pydantic_does_not_know_is_refused_when_the_schema_is_used() -> None:
    class Opaque: ...

    @tool
    def take(item: Opaque) -> None: ...

    with pytest.raises(InvalidArgumentError, match=r"parameters of tool function 'take' have no schema.*Opaque"):
        take.schema.json_schema  # noqa: B018


def test_a_type_without_json_is_refused_when_the_schema_is_used() -> None:
    @tool
    def take(item: Callable[[], int]) -> None: ...

    with pytest.raises(InvalidArgumentError, match="parameters of tool function 'take' have no schema"):
        take.schema.json_schema  # noqa: B018


@pytest.mark.parametrize("value", [Place, int, "weather", 3])
def test_what_is_no_function_is_refused(value: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="no function that could be a tool"):
        tool(value)


@pytest.mark.parametrize("kind", [classmethod, staticmethod])
def test_a_decorator_of_methods_below_the_tool_is_told_where_it_goes(kind: Any) -> None:
    with pytest.raises(InvalidArgumentError, match=f"put @tool below @{kind.__name__}"):
        tool(kind(len))


def test_a_built_in_function_without_a_signature_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match=r"no signature|no annotation"):
        tool(max)


# Still a function


async def test_a_tool_is_called_as_the_function_that_it_is() -> None:
    @tool
    async def shout(text: str, times: int = 1) -> str:
        """Shouts."""
        return text.upper() * times

    assert isinstance(shout, ToolFunction)
    assert await shout("a", times=2) == "AA"
    assert (shout.__name__, shout.__doc__, shout.__module__) == ("shout", "Shouts.", __name__)
    assert list(inspect.signature(shout).parameters) == ["text", "times"]
    assert repr(shout) == "<function tool 'shout'>"


def test_a_tool_of_a_tool_is_itself() -> None:
    @tool
    def add(a: int) -> int:
        return a

    assert tool_from_function(add) is add


# Every kind of callable


class Shop:
    def __init__(self, name: str) -> None:
        self.name = name

    @tool(description="Finds a thing.")
    def find(self, query: str) -> str:
        return f"{self.name}: {query}"

    @tool
    async def order(self, query: str, context: ToolContext) -> str:
        """Orders a thing."""
        return f"{self.name}: {query} {context.tool_call_id}"

    @classmethod
    @tool
    def kind(cls, query: str) -> str:
        return f"{cls.__name__}: {query}"

    @staticmethod
    @tool
    def count(query: str) -> str:
        return query

    def plain(self, query: str) -> str:
        """Plainly."""
        return f"{self.name}: {query}"

    def __call__(self, query: str) -> str:
        """Calls."""
        return f"{self.name}: {query}"


async def test_a_method_that_is_a_tool_belongs_to_its_object() -> None:
    books, shoes = Shop("books"), Shop("shoes")
    assert books.find("x") == "books: x"
    assert await result_of(books.find, {"query": "x"}) == "books: x"
    assert await result_of(shoes.find, {"query": "x"}) == "shoes: x"
    assert await result_of(shoes.order, {"query": "x"}) == "shoes: x call-1"
    assert list(properties(books.find)) == ["query"]
    assert (books.find.name, books.find.description) == ("find", "Finds a thing.")


def test_a_method_without_its_object_is_refused_when_it_is_used() -> None:
    with pytest.raises(InvalidArgumentError, match="'self' of tool function 'find' has no annotation"):
        Shop.find.schema.json_schema  # noqa: B018


@pytest.mark.parametrize("name", ["kind", "count"])
@pytest.mark.parametrize("owner", [Shop, Shop("books")], ids=["class", "object"])
async def test_class_methods_and_static_methods_may_be_tools(name: str, owner: Any) -> None:
    [made] = as_tools([getattr(owner, name)]).values()
    assert made.name == name
    assert await result_of(made, {"query": "x"}) == ("Shop: x" if name == "kind" else "x")


async def test_bound_methods_and_partials_and_callable_objects_are_tools() -> None:
    shop = Shop("books")
    plain, called = tool_from_function(shop.plain), tool_from_function(shop)
    assert (plain.name, plain.description) == ("plain", "Plainly.")
    assert (called.name, called.description) == ("Shop", "Calls.")
    partials = [functools.partial(shop.plain), functools.partial(Shop.plain, shop)]
    for made in [plain, called, *map(tool_from_function, partials)]:
        assert list(properties(made)) == ["query"]
        assert await result_of(made, {"query": "x"}) == "books: x"


def test_an_object_is_described_by_its_class_where_its_call_is_not() -> None:
    class Adder:
        """Adds one."""

        def __call__(self, number: int) -> int:
            return number + 1

    made = tool_from_function(Adder())
    assert (made.name, made.description) == ("Adder", "Adds one.")


async def test_what_a_partial_has_bound_is_hidden_from_the_model() -> None:
    def search(database: Shop, query: str, limit: int = 3, *, deep: bool = False) -> str:
        """Searches.

        Args:
            query: What.
        """
        return f"{database.name} {query} {limit} {deep}"

    made = tool_from_function(functools.partial(functools.partial(search, Shop("books")), limit=1))
    assert (made.name, made.description) == ("search", "Searches.")
    assert list(properties(made)) == ["query", "deep"]
    assert await result_of(made, {"query": "x"}) == "books x 1 False"


async def test_a_decorated_function_has_the_parameters_of_the_one_in_it() -> None:
    def doubled(function: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> str:
            return function(*args, **kwargs) * 2

        return wrapper

    def say(text: str) -> str:
        return text

    single, double = tool_from_function(say), tool_from_function(doubled(say))
    assert await result_of(double, {"text": "a"}) == "aa"
    assert await result_of(single, {"text": "a"}) == "a"


async def test_a_cached_function_is_a_tool() -> None:
    @functools.cache
    def square(number: int) -> int:
        return number**2

    made = tool_from_function(square)
    assert made.name == "square"
    assert await result_of(made, {"number": 3}) == 9
    assert square.cache_info().currsize == 1


def test_a_lambda_has_no_name_and_takes_that_of_the_mapping() -> None:
    with pytest.raises(InvalidArgumentError, match="has no name"):
        as_tools([lambda: 1])
    assert as_tools({"one": lambda: 1})["one"].name == "one"


async def test_generators_of_either_kind_give_preliminary_results() -> None:
    @tool
    async def count(to: int) -> AsyncGenerator[int, None]:
        for number in range(to):
            yield number

    @tool
    def count_slowly(to: int) -> Generator[int, None, None]:
        yield from range(to)

    for made in (count, count_slowly):
        found: list[Any] = []
        assert await run_tool(made, {"to": 2}, CONTEXT, found.append) == 1
        assert found == [0, 1]


async def test_a_plain_function_that_gives_an_awaitable_is_awaited() -> None:
    async def inner() -> str:
        return "done"

    assert await result_of(tool_from_function(lambda: inner()), {}) == "done"


# What is kept


def test_the_schema_of_a_function_is_made_once() -> None:
    def step(number: int) -> int:
        return number

    shop = Shop("books")
    for given in (step, shop.plain, functools.partial(step), shop):
        assert tool_from_function(given).schema is tool_from_function(given).schema


def test_a_method_and_its_function_do_not_share_a_schema() -> None:
    def search(number: Annotated[int, "self"], query: str) -> str:
        return query

    class Holder:
        find = search

    assert list(properties(tool_from_function(Holder().find))) == ["query"]
    assert list(properties(tool_from_function(search))) == ["number", "query"]


def test_a_function_that_was_a_tool_is_let_go() -> None:
    class Held: ...

    def use() -> weakref.ref[Held]:
        held = Held()

        def step(number: int) -> Held:
            return held

        tool_from_function(step).schema.validate({"number": 1})
        return weakref.ref(held)

    reference = use()
    gc.collect()
    assert reference() is None
