"""How the servers of this protocol write their errors.

{"error": {"message": "...", "type": "invalid_request_error", "param": null, "code": 404}}
"""

from __future__ import annotations

from ai_sdk.provider_utils import ANY, NUMBER, STRING, ErrorStructure, first_of, nullish, object_of, optional

__all__ = ["OPENAI_ERRORS"]

_ERROR = object_of(
    {
        "error": object_of(
            {
                "message": STRING,
                "type": nullish(STRING),
                "param": optional(ANY),
                "code": nullish(first_of(STRING, NUMBER)),
            }
        )
    }
)

OPENAI_ERRORS = ErrorStructure(validate=_ERROR, message=lambda body: body["error"]["message"])
"""The usual form. A vendor with another one gives an `ErrorStructure` of its own to its `Endpoint`."""
