"""What pydantic knows of a type: its JSON Schema, in the form that models are sent, and its validator.

The only module of schemas that imports pydantic; it is imported when a schema of a type is first used.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import PydanticSerializationError, core_schema, to_json

from ai_sdk.provider.core_errors import InvalidParameterError
from ai_sdk.provider.errors import TypeValidationError
from ai_sdk.provider_utils.json_schema import add_additional_properties, derived_json_schema
from ai_sdk.schema.typed_dicts import with_typing_extensions

__all__ = ["json_schema_of", "type_adapter", "validate_json_value", "validate_python_value"]

T = TypeVar("T")
_Node = dict[str, Any]


def type_adapter(form: Any) -> TypeAdapter[Any]:
    """pydantic's adapter of a type. Raises `InvalidParameterError` for what pydantic can't validate."""
    try:
        try:
            return TypeAdapter(form)
        except PydanticUserError as error:
            if error.code != "typed-dict-version":
                raise
            return TypeAdapter(with_typing_extensions(form))
    except (PydanticUserError, NameError, TypeError) as error:
        raise _no_schema(form, error) from error


def _no_schema(form: Any, error: Exception) -> InvalidParameterError:
    reason = str(error).split("\n\n")[0]
    return InvalidParameterError(
        parameter="schema", value=form, message=f"There is no schema of {form!r}: {reason}", cause=error
    )


def validate_json_value(adapter: TypeAdapter[T], value: object) -> T:
    """`Schema.validate`."""
    try:
        # pydantic's JSON mode: in its Python mode a strict model refuses the JSON forms of dates, enums and tuples.
        data = to_json(value, inf_nan_mode="constants")
    except (PydanticSerializationError, ValueError):
        return validate_python_value(adapter, value)
    return _checked(adapter.validate_json, data, value)


def validate_python_value(adapter: TypeAdapter[T], value: object) -> T:
    """`Schema.validate_python`."""
    return _checked(adapter.validate_python, value, value)


def _checked(validate: Callable[[Any], T], data: object, value: object) -> T:
    try:
        return validate(data)
    except ValidationError as error:
        raise TypeValidationError(value=value, cause=_readable(error)) from error
    except Exception as error:  # what a validator of the type's author raised
        raise TypeValidationError(value=value, cause=error) from error


def _readable(error: ValidationError) -> ValueError:
    """One line for each fault. pydantic's own text has links and repeats the input, which a model reads for nothing."""
    lines: list[str] = []
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(map(str, fault["loc"]))
        lines.append(f"{where}: {fault['msg']}" if where else fault["msg"])
    return ValueError("\n".join(lines))


def json_schema_of(adapter: TypeAdapter[Any], form: Any) -> Mapping[str, Any]:
    """The JSON Schema of the adapter's input, as `derived_json_schema` says, without pydantic's own titles.

    pydantic titles each property with its own name and each type with its class name: tokens that tell a model nothing,
    and that no other SDK sends. Titles that the author of a type wrote are kept, and so are descriptions.
    """
    try:
        schema = _draft_7(adapter.json_schema(schema_generator=_Generator, mode="validation"))
    except PydanticUserError as error:
        raise _no_schema(form, error) from error
    definitions: dict[str, _Node] = schema.get("$defs", {})
    # The generator can't leave out the titles of enums.
    for name, definition in definitions.items():
        if "enum" in definition and definition.get("title") == name.rpartition("__")[2]:
            del definition["title"]
    if "enum" in schema and schema.get("title") == getattr(form, "__name__", None):
        del schema["title"]
    if _size(schema, definitions) > _MAX_SIZE:
        return _with_definitions(schema)
    result = _plain_references(derived_json_schema(schema))
    definition = result.get("definitions", {}).get(_name(result.get("$ref")))
    if definition is not None:
        # A type that contains itself: providers want the root to be an object, not a reference to one.
        del result["$ref"]
        definitions = result.pop("definitions")
        result = {**result, **definition, "definitions": definitions}
    return result


class _Generator(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        return _without_own_title(super().model_schema(schema), schema["cls"])

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        return _without_own_title(super().typed_dict_schema(schema), schema.get("cls"))

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        cls = schema["cls"]
        result = _without_own_title(super().dataclass_schema(schema), cls)
        # pydantic drops the docstring, since one that the decorator made is the signature.
        doc = vars(cls).get("__doc__")
        if "description" not in result and doc and not doc.startswith(f"{cls.__name__}("):
            result["description"] = inspect.cleandoc(doc)
        return result


def _without_own_title(schema: JsonSchemaValue, cls: type[Any] | None) -> JsonSchemaValue:
    if cls is not None and schema.get("title") == cls.__name__:
        del schema["title"]
    return schema


_MAPS_OF_SCHEMAS = frozenset({"properties", "patternProperties", "$defs"})
_SCHEMAS = frozenset({"items", "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else"})
_LISTS_OF_SCHEMAS = frozenset({"anyOf", "oneOf", "allOf", "prefixItems"})


def _draft_7(schema: Mapping[str, Any]) -> _Node:
    """Draft 7 from pydantic's draft 2020-12, but for the definitions."""
    result: _Node = {}
    for key, value in schema.items():
        if key in _MAPS_OF_SCHEMAS:
            result[key] = {name: _draft_7(item) for name, item in value.items()}
        elif key in _LISTS_OF_SCHEMAS:
            result[key] = [_draft_7(item) for item in value]
        elif key in _SCHEMAS and isinstance(value, Mapping):
            result[key] = _draft_7(cast("Mapping[str, Any]", value))
        else:
            result[key] = value
    if "prefixItems" in result:
        if "items" in result:
            result["additionalItems"] = result["items"]
        result["items"] = result.pop("prefixItems")
    if result.pop("discriminator", None) is not None and "oneOf" in result:
        # The members exclude each other, so anyOf says the same, and more providers take it.
        result["anyOf"] = result.pop("oneOf")
    is_dict = result.get("type") == "object" and not {"properties", "patternProperties"} & result.keys()
    if is_dict and result.get("additionalProperties", True) is True:
        # A dict of any values: the rule that closes objects would empty it.
        result["additionalProperties"] = {}
    return result


# Inlining can multiply: a type that is used twice by a type that is used twice ... A schema of so many parts is of no
# use to a model; one with references may be.
_MAX_SIZE = 10_000


def _size(schema: Any, definitions: Mapping[str, Any], known: dict[str, int] | None = None) -> int:
    """How many nodes the schema has once it is inlined; of types that contain themselves one round counts."""
    known = {} if known is None else known
    if isinstance(schema, list):
        return sum(_size(item, definitions, known) for item in cast("list[Any]", schema))
    if not isinstance(schema, Mapping):
        return 0
    node = cast("Mapping[str, Any]", schema)
    total = 1 + sum(_size(value, definitions, known) for key, value in node.items() if key != "$defs")
    name = _name(node.get("$ref"))
    if name is not None and name in definitions:
        if name not in known:
            known[name] = 1
            known[name] = _size(definitions[name], definitions, known)
        total += known[name]
    return total


def _name(reference: object) -> str | None:
    return reference.rpartition("/")[2] if isinstance(reference, str) else None


def _with_definitions(schema: _Node) -> Mapping[str, Any]:
    moved = _moved_references(schema)
    moved["definitions"] = moved.pop("$defs")
    closed = add_additional_properties(moved)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **closed}


def _moved_references(node: Any) -> Any:
    if isinstance(node, list):
        return [_moved_references(item) for item in cast("list[Any]", node)]
    if not isinstance(node, Mapping):
        return node
    schema = cast("Mapping[str, Any]", node)
    if isinstance(schema.get("$ref"), str):
        return {"$ref": schema["$ref"].replace("#/$defs/", "#/definitions/")}
    return {key: _moved_references(value) for key, value in schema.items()}


def _plain_references(node: Any) -> Any:
    """What stands beside a reference has no meaning in draft 7, and strict providers refuse it."""
    if isinstance(node, list):
        return [_plain_references(item) for item in cast("list[Any]", node)]
    if not isinstance(node, Mapping):
        return node
    schema = cast("Mapping[str, Any]", node)
    if isinstance(schema.get("$ref"), str) and "definitions" not in schema:
        return {"$ref": schema["$ref"]}
    return {key: _plain_references(value) for key, value in schema.items()}
