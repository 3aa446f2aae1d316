"""For the tests of providers and of programs that use the SDK: mock models, servers and transports that play
scripts, recordings of real exchanges.

from ai_sdk.testing import MockLanguageModel, ScriptedResponse, ScriptedTransport, text_result
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.testing.mock_media_models import (
        MockImageModel,
        MockRerankingModel,
        MockSpeechModel,
        MockTranscriptionModel,
        MockVideoJobModel,
        MockVideoModel,
    )
    from ai_sdk.testing.mock_models import (
        MockEmbeddingModel,
        MockLanguageModel,
        MockProvider,
        MockStream,
        mock_id,
        mock_values,
        text_result,
        text_stream,
    )
    from ai_sdk.testing.recording_transport import RecordingTransport, record
    from ai_sdk.testing.replay_transport import ReplayMismatchError, ReplayTransport, replay
    from ai_sdk.testing.scripted_response import RecordedRequest, ScriptedResponse
    from ai_sdk.testing.scripted_server import ScriptedServer
    from ai_sdk.testing.scripted_transport import ScriptedAnswer, ScriptedTransport
    from ai_sdk.testing.scripting import Scripted
    from ai_sdk.testing.simulated_stream import simulate_stream

__all__ = [
    "MockEmbeddingModel",
    "MockImageModel",
    "MockLanguageModel",
    "MockProvider",
    "MockRerankingModel",
    "MockSpeechModel",
    "MockStream",
    "MockTranscriptionModel",
    "MockVideoJobModel",
    "MockVideoModel",
    "RecordedRequest",
    "RecordingTransport",
    "ReplayMismatchError",
    "ReplayTransport",
    "Scripted",
    "ScriptedAnswer",
    "ScriptedResponse",
    "ScriptedServer",
    "ScriptedTransport",
    "mock_id",
    "mock_values",
    "record",
    "replay",
    "simulate_stream",
    "text_result",
    "text_stream",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.testing.mock_media_models": (
            "MockImageModel MockRerankingModel MockSpeechModel MockTranscriptionModel MockVideoJobModel MockVideoModel"
        ),
        "ai_sdk.testing.mock_models": (
            "MockEmbeddingModel MockLanguageModel MockProvider MockStream mock_id mock_values text_result text_stream"
        ),
        "ai_sdk.testing.recording_transport": "RecordingTransport record",
        "ai_sdk.testing.replay_transport": "ReplayMismatchError ReplayTransport replay",
        "ai_sdk.testing.scripted_response": "RecordedRequest ScriptedResponse",
        "ai_sdk.testing.scripted_server": "ScriptedServer",
        "ai_sdk.testing.scripted_transport": "ScriptedAnswer ScriptedTransport",
        "ai_sdk.testing.scripting": "Scripted",
        "ai_sdk.testing.simulated_stream": "simulate_stream",
    },
)
