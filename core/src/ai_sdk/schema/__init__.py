"""Schemas: what a value must look like, for the model to read and for its answer to be checked against.

schema = as_schema(Recipe)             # a pydantic model, dataclass, TypedDict, list[int], JSON Schema ...
schema.json_schema                     # JSON Schema, draft 7
recipe = schema.validate(value)        # a Recipe; TypeValidationError if the value is none
"""

from __future__ import annotations

from ai_sdk.schema.schema import Schema, as_schema, json_schema

__all__ = ["Schema", "as_schema", "json_schema"]
