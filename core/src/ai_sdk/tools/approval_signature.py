"""Signatures of approval requests: proof that a request that comes back in a conversation was ours, for this very call.

    signature = sign_approval(secret, approval_id="a1", tool_call_id="c1", tool_name="pay", tool_input={"amount": 5})

It says nothing of who approved. The form is that of the AI SDK for TypeScript (`ai` 7.0): HMAC-SHA256.
"""

from __future__ import annotations

import hashlib
import hmac

from ai_sdk.provider.errors import InvalidArgumentError
from ai_sdk.provider_utils.json_text import to_json_bytes
from ai_sdk.tools.canonical_json import base64url, canonical_digest
from ai_sdk.tools.execution import to_jsonable

__all__ = ["sign_approval", "verify_approval"]

_VERSION = "ai-sdk-tool-approval-v1"


def sign_approval(
    secret: str | bytes, *, approval_id: str, tool_call_id: str, tool_name: str, tool_input: object
) -> str:
    """The signature of a request, in base64url. `tool_input` is signed as the JSON that stands in the messages.

    Raises `InvalidArgumentError` for an empty secret: anybody could sign with it.
    """
    if not secret:
        raise InvalidArgumentError(
            "The tool_approval_secret is empty. Give a secret, or None to do without signatures.",
            argument="tool_approval_secret",
        )
    key = secret.encode() if isinstance(secret, str) else secret
    payload = [_VERSION, approval_id, tool_call_id, tool_name, canonical_digest(to_jsonable(tool_input))]
    return base64url(hmac.digest(key, to_json_bytes(payload), hashlib.sha256))


def verify_approval(
    secret: str | bytes,
    signature: str,
    *,
    approval_id: str,
    tool_call_id: str,
    tool_name: str,
    tool_input: object,
) -> bool:
    """Whether the signature is that of this request. Takes the same time whatever is wrong with it."""
    expected = sign_approval(
        secret, approval_id=approval_id, tool_call_id=tool_call_id, tool_name=tool_name, tool_input=tool_input
    )
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass"))
