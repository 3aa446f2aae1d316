"""For the tests of providers and of programs that use the SDK: mock models, servers and transports that play scripts.

from ai_sdk.testing import MockLanguageModel, ScriptedResponse, ScriptedTransport, text_result
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.testing.mock_models import (
        MockEmbeddingModel,
        MockLanguageModel,
        MockProvider,
        MockStream,
        Scripted,
        mock_id,
        mock_values,
        text_result,
        text_stream,
    )
    from ai_sdk.testing.scripted_response import RecordedRequest, ScriptedResponse
    from ai_sdk.testing.scripted_server import ScriptedServer
    from ai_sdk.testing.scripted_transport import ScriptedAnswer, ScriptedTransport

__all__ = [
    "MockEmbeddingModel",
    "MockLanguageModel",
    "MockProvider",
    "MockStream",
    "RecordedRequest",
    "Scripted",
    "ScriptedAnswer",
    "ScriptedResponse",
    "ScriptedServer",
    "ScriptedTransport",
    "mock_id",
    "mock_values",
    "text_result",
    "text_stream",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.testing.mock_models": (
            "MockEmbeddingModel MockLanguageModel MockProvider MockStream Scripted mock_id mock_values "
            "text_result text_stream"
        ),
        "ai_sdk.testing.scripted_response": "RecordedRequest ScriptedResponse",
        "ai_sdk.testing.scripted_server": "ScriptedServer",
        "ai_sdk.testing.scripted_transport": "ScriptedAnswer ScriptedTransport",
    },
)
