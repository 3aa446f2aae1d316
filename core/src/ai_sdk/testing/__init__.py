"""For the tests of providers and of programs that use the SDK: servers and transports that play scripts.

from ai_sdk.testing import ScriptedResponse, ScriptedTransport
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.testing.scripted_response import RecordedRequest, ScriptedResponse
    from ai_sdk.testing.scripted_server import ScriptedServer
    from ai_sdk.testing.scripted_transport import ScriptedAnswer, ScriptedTransport

__all__ = ["RecordedRequest", "ScriptedAnswer", "ScriptedResponse", "ScriptedServer", "ScriptedTransport"]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.testing.scripted_response": "RecordedRequest ScriptedResponse",
        "ai_sdk.testing.scripted_server": "ScriptedServer",
        "ai_sdk.testing.scripted_transport": "ScriptedAnswer ScriptedTransport",
    },
)
