"""UI messages and their streams: what `useChat` in a browser sends and reads.

    async def chat(request):                                              # a handler of any web framework
        ui_messages = validate_ui_messages((await request.json())["messages"])
        stream = stream_text(model, messages=await convert_to_model_messages(ui_messages))
        return to_ui_message_stream_response(stream)                      # status, headers, body

Names are imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.ui.agent_stream import (
        create_agent_ui_stream,
        create_agent_ui_stream_response,
    )
    from ai_sdk.ui.chunks import (
        AbortChunk,
        CustomChunk,
        DataChunk,
        ErrorChunk,
        FileChunk,
        FinishChunk,
        FinishStepChunk,
        MessageMetadataChunk,
        ReasoningDeltaChunk,
        ReasoningEndChunk,
        ReasoningFileChunk,
        ReasoningStartChunk,
        ResetStepChunk,
        SourceDocumentChunk,
        SourceUrlChunk,
        StartChunk,
        StartStepChunk,
        TextDeltaChunk,
        TextEndChunk,
        TextStartChunk,
        ToolApprovalRequestChunk,
        ToolApprovalResponseChunk,
        ToolInputAvailableChunk,
        ToolInputDeltaChunk,
        ToolInputErrorChunk,
        ToolInputStartChunk,
        ToolOutputAvailableChunk,
        ToolOutputDeniedChunk,
        ToolOutputErrorChunk,
        UIMessageChunk,
    )
    from ai_sdk.ui.completeness import (
        last_assistant_message_is_complete_with_approval_responses,
        last_assistant_message_is_complete_with_tool_calls,
    )
    from ai_sdk.ui.deep_equal import (
        is_deep_equal_data,
    )
    from ai_sdk.ui.messages import (
        CustomUIPart,
        DataUIPart,
        FileUIPart,
        ReasoningFileUIPart,
        ReasoningUIPart,
        SourceDocumentUIPart,
        SourceUrlUIPart,
        StepStartUIPart,
        TextUIPart,
        ToolUIApproval,
        ToolUIPart,
        UIMessage,
        UIMessagePart,
    )
    from ai_sdk.ui.model_messages import (
        convert_to_model_messages,
    )
    from ai_sdk.ui.reading import (
        UIMessageReportedError,
        decode_ui_message_sse,
        read_ui_message_stream,
    )
    from ai_sdk.ui.response_stream import (
        UIMessageEnd,
        UIMessageStepEnd,
    )
    from ai_sdk.ui.responses import (
        UI_MESSAGE_STREAM_HEADERS,
        UIMessageStreamResponse,
        create_ui_message_stream_response,
        encode_ui_message_sse,
        to_ui_message_stream_response,
    )
    from ai_sdk.ui.text_events import (
        UIMessageStreamOptions,
        to_ui_message_chunk,
        to_ui_message_stream,
    )
    from ai_sdk.ui.validation import (
        UIMessagesValidation,
        safe_validate_ui_messages,
        validate_ui_messages,
    )
    from ai_sdk.ui.wire import (
        ui_chunk_from_json,
        ui_chunk_to_json,
        ui_message_from_json,
        ui_message_to_json,
    )
    from ai_sdk.ui.writer import (
        UIMessageWriter,
        create_ui_message_stream,
    )

__all__ = [
    "UI_MESSAGE_STREAM_HEADERS",
    "AbortChunk",
    "CustomChunk",
    "CustomUIPart",
    "DataChunk",
    "DataUIPart",
    "ErrorChunk",
    "FileChunk",
    "FileUIPart",
    "FinishChunk",
    "FinishStepChunk",
    "MessageMetadataChunk",
    "ReasoningDeltaChunk",
    "ReasoningEndChunk",
    "ReasoningFileChunk",
    "ReasoningFileUIPart",
    "ReasoningStartChunk",
    "ReasoningUIPart",
    "ResetStepChunk",
    "SourceDocumentChunk",
    "SourceDocumentUIPart",
    "SourceUrlChunk",
    "SourceUrlUIPart",
    "StartChunk",
    "StartStepChunk",
    "StepStartUIPart",
    "TextDeltaChunk",
    "TextEndChunk",
    "TextStartChunk",
    "TextUIPart",
    "ToolApprovalRequestChunk",
    "ToolApprovalResponseChunk",
    "ToolInputAvailableChunk",
    "ToolInputDeltaChunk",
    "ToolInputErrorChunk",
    "ToolInputStartChunk",
    "ToolOutputAvailableChunk",
    "ToolOutputDeniedChunk",
    "ToolOutputErrorChunk",
    "ToolUIApproval",
    "ToolUIPart",
    "UIMessage",
    "UIMessageChunk",
    "UIMessageEnd",
    "UIMessagePart",
    "UIMessageReportedError",
    "UIMessageStepEnd",
    "UIMessageStreamOptions",
    "UIMessageStreamResponse",
    "UIMessageWriter",
    "UIMessagesValidation",
    "convert_to_model_messages",
    "create_agent_ui_stream",
    "create_agent_ui_stream_response",
    "create_ui_message_stream",
    "create_ui_message_stream_response",
    "decode_ui_message_sse",
    "encode_ui_message_sse",
    "is_deep_equal_data",
    "last_assistant_message_is_complete_with_approval_responses",
    "last_assistant_message_is_complete_with_tool_calls",
    "read_ui_message_stream",
    "safe_validate_ui_messages",
    "to_ui_message_chunk",
    "to_ui_message_stream",
    "to_ui_message_stream_response",
    "ui_chunk_from_json",
    "ui_chunk_to_json",
    "ui_message_from_json",
    "ui_message_to_json",
    "validate_ui_messages",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.ui.agent_stream": "create_agent_ui_stream create_agent_ui_stream_response",
        "ai_sdk.ui.chunks": (
            "AbortChunk CustomChunk DataChunk ErrorChunk FileChunk FinishChunk FinishStepChunk "
            "MessageMetadataChunk ReasoningDeltaChunk ReasoningEndChunk ReasoningFileChunk "
            "ReasoningStartChunk ResetStepChunk SourceDocumentChunk SourceUrlChunk StartChunk StartStepChunk "
            "TextDeltaChunk TextEndChunk TextStartChunk ToolApprovalRequestChunk ToolApprovalResponseChunk "
            "ToolInputAvailableChunk ToolInputDeltaChunk ToolInputErrorChunk ToolInputStartChunk "
            "ToolOutputAvailableChunk ToolOutputDeniedChunk ToolOutputErrorChunk UIMessageChunk"
        ),
        "ai_sdk.ui.completeness": (
            "last_assistant_message_is_complete_with_approval_responses "
            "last_assistant_message_is_complete_with_tool_calls"
        ),
        "ai_sdk.ui.deep_equal": "is_deep_equal_data",
        "ai_sdk.ui.messages": (
            "CustomUIPart DataUIPart FileUIPart ReasoningFileUIPart ReasoningUIPart SourceDocumentUIPart "
            "SourceUrlUIPart StepStartUIPart TextUIPart ToolUIApproval ToolUIPart UIMessage UIMessagePart"
        ),
        "ai_sdk.ui.model_messages": "convert_to_model_messages",
        "ai_sdk.ui.reading": "UIMessageReportedError decode_ui_message_sse read_ui_message_stream",
        "ai_sdk.ui.response_stream": "UIMessageEnd UIMessageStepEnd",
        "ai_sdk.ui.responses": (
            "UIMessageStreamResponse UI_MESSAGE_STREAM_HEADERS create_ui_message_stream_response "
            "encode_ui_message_sse to_ui_message_stream_response"
        ),
        "ai_sdk.ui.text_events": "UIMessageStreamOptions to_ui_message_chunk to_ui_message_stream",
        "ai_sdk.ui.validation": "UIMessagesValidation safe_validate_ui_messages validate_ui_messages",
        "ai_sdk.ui.wire": ("ui_chunk_from_json ui_chunk_to_json ui_message_from_json ui_message_to_json"),
        "ai_sdk.ui.writer": "UIMessageWriter create_ui_message_stream",
    },
)
