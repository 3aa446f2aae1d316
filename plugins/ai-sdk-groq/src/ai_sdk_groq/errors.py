"""How Groq writes its errors.

{"error": {"message": "...", "type": "invalid_request_error"}}
"""

from __future__ import annotations

from ai_sdk.provider_utils import STRING, ErrorStructure, object_of

__all__ = ["GROQ_ERRORS"]

GROQ_ERRORS = ErrorStructure(
    validate=object_of({"error": object_of({"message": STRING, "type": STRING})}),
    message=lambda body: body["error"]["message"],
)
