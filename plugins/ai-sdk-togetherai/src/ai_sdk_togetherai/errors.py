"""How the image and reranking APIs of Together AI write their errors.

{"error": {"message": "..."}}
"""

from __future__ import annotations

from ai_sdk.provider_utils import STRING, ErrorStructure, object_of

__all__ = ["TOGETHERAI_ERRORS"]

TOGETHERAI_ERRORS = ErrorStructure(
    validate=object_of({"error": object_of({"message": STRING})}),
    message=lambda body: body["error"]["message"],
)
