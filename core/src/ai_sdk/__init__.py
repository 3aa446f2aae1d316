"""AI SDK for Python: one interface to the models of any vendor.

    from ai_sdk import generate_text

    result = await generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?")
    print(result.text)

Names are imported on first use: `import ai_sdk` loads no transport, no schema library and no provider.
"""

from __future__ import annotations

from ai_sdk.__about__ import __version__
from ai_sdk._lazy import lazy_exports

# Not the one of `typing`, whose import would cost more than all of this one.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from ai_sdk.agent import (
        Agent,
        AgentSettings,
        CallOverrides,
        CallPreparation,
        PrepareCall,
        ToolLoopAgent,
    )
    from ai_sdk.batches import (
        BatchFailed,
        BatchItemError,
        BatchRequestCounts,
        BatchStatus,
        BatchUnfinished,
        BatchWarning,
        TextBatch,
        TextBatchAnswer,
        TextBatchItem,
        TextBatchRequest,
        get_batch_results,
        get_batch_status,
        start_text_batch,
    )
    from ai_sdk.embedding import (
        EmbedManyResult,
        EmbedResult,
        embed,
        embed_many,
    )
    from ai_sdk.files import (
        SkillFile,
        UploadFileResult,
        UploadSkillResult,
        upload_file,
        upload_skill,
    )
    from ai_sdk.generated_file import (
        GeneratedAudio,
        GeneratedFile,
    )
    from ai_sdk.images import (
        GenerateImageResult,
        generate_image,
    )
    from ai_sdk.middleware import (
        EmbeddingModelCall,
        EmbeddingModelMiddleware,
        EmbeddingModelParams,
        ImageModelCall,
        ImageModelMiddleware,
        ImageModelParams,
        LanguageModelCall,
        LanguageModelMiddleware,
        LanguageModelParams,
        WrappedProvider,
        add_tool_input_examples_middleware,
        default_embedding_settings_middleware,
        default_instructions_middleware,
        default_settings_middleware,
        extract_json_middleware,
        extract_reasoning_middleware,
        simulate_streaming_middleware,
        wrap_embedding_model,
        wrap_image_model,
        wrap_language_model,
        wrap_provider,
    )
    from ai_sdk.plugins import (
        create_provider_registry,
        custom_provider,
        registry,
        set_default_provider,
    )
    from ai_sdk.provider.content import (
        CustomContent,
        DocumentSource,
        FileContent,
        ReasoningContent,
        ReasoningFileContent,
        TextContent,
        UnifiedFinishReason,
        UrlSource,
    )
    from ai_sdk.provider.core_errors import (
        AbortError,
        InvalidDataContentError,
        InvalidMessageRoleError,
        InvalidParameterError,
        InvalidToolApprovalError,
        InvalidToolApprovalSignatureError,
        InvalidToolInputError,
        MessageConversionError,
        MissingToolResultsError,
        ModelStreamError,
        NoImageGeneratedError,
        NoObjectGeneratedError,
        NoOutputGeneratedError,
        NoSpeechGeneratedError,
        NoSuchProviderError,
        NoSuchToolError,
        NoTranscriptGeneratedError,
        NoTranslationGeneratedError,
        NoVideoGeneratedError,
        RetryError,
        SerializationError,
        ToolCallNotFoundForApprovalError,
        ToolCallRepairError,
        UIMessageStreamError,
        UnsupportedModelVersionError,
    )
    from ai_sdk.provider.errors import (
        AISDKError,
        APICallError,
        DownloadError,
        EmptyResponseBodyError,
        InvalidArgumentError,
        InvalidPromptError,
        InvalidResponseDataError,
        JSONParseError,
        LoadAPIKeyError,
        LoadSettingError,
        NoContentGeneratedError,
        NoSuchModelError,
        NoSuchProviderReferenceError,
        TooManyEmbeddingValuesForCallError,
        TypeValidationError,
        UnsupportedFunctionalityError,
        error_text,
    )
    from ai_sdk.provider.file_data import (
        FileBytes,
        FileData,
        FileReference,
        FileText,
        FileUrl,
        as_file_data,
    )
    from ai_sdk.provider.prompt import (
        AssistantMessage,
        AssistantPart,
        ContentOutput,
        ContentOutputItem,
        CustomOutputItem,
        CustomPart,
        ErrorJSONOutput,
        ErrorTextOutput,
        ExecutionDeniedOutput,
        FilePart,
        JSONOutput,
        Message,
        ReasoningFilePart,
        ReasoningPart,
        SystemMessage,
        TextOutput,
        TextPart,
        ToolApprovalRequestPart,
        ToolApprovalResponsePart,
        ToolCallPart,
        ToolMessage,
        ToolOutput,
        ToolPart,
        ToolResultPart,
        UserMessage,
        UserPart,
    )
    from ai_sdk.provider.stream_parts import (
        ErrorPart,
        RawPart,
        ReasoningDelta,
        ReasoningEnd,
        ReasoningStart,
        TextDelta,
        TextEnd,
        TextStart,
    )
    from ai_sdk.provider.tools import (
        NamedToolChoice,
    )
    from ai_sdk.provider.warnings import (
        CallWarning,
        CompatibilityWarning,
        DeprecatedWarning,
        OtherWarning,
        UnsupportedWarning,
    )
    from ai_sdk.provider_utils.download import (
        DownloadedFile,
    )
    from ai_sdk.provider_utils.ids import (
        create_id_generator,
        generate_id,
    )
    from ai_sdk.reranking import (
        RankedResult,
        RerankResult,
        rerank,
    )
    from ai_sdk.schema import (
        Schema,
        as_schema,
        json_schema,
    )
    from ai_sdk.similarity import (
        cosine_similarity,
    )
    from ai_sdk.speech import (
        GenerateSpeechResult,
        generate_speech,
    )
    from ai_sdk.telemetry.dispatch import register_telemetry
    from ai_sdk.telemetry.integration import TelemetryIntegration
    from ai_sdk.telemetry.settings import Telemetry
    from ai_sdk.text.convert import (
        DownloadRequest,
    )
    from ai_sdk.text.events import (
        Abort,
        StepBegin,
        StepFinish,
        StreamBegin,
        StreamFinish,
        TextStreamEvent,
    )
    from ai_sdk.text.generate import (
        generate_text,
    )
    from ai_sdk.text.output import (
        Output,
        OutputSpec,
    )
    from ai_sdk.text.partial_json import (
        PartialJSON,
        parse_partial_json,
    )
    from ai_sdk.text.prune_messages import (
        ToolCallPruning,
        prune_messages,
    )
    from ai_sdk.text.result import (
        GenerateTextResult,
    )
    from ai_sdk.text.smooth_stream import (
        smooth_stream,
    )
    from ai_sdk.text.step import (
        ModelInfo,
        StepPerformance,
        StepRequest,
        StepResponse,
        StepResult,
    )
    from ai_sdk.text.step_preparation import (
        StepOverrides,
        StepPreparation,
    )
    from ai_sdk.text.stop_conditions import (
        StopCondition,
        has_tool_call,
        is_loop_finished,
        is_step_count,
    )
    from ai_sdk.text.stream import (
        stream_text,
    )
    from ai_sdk.text.text_response import (
        TextStreamResponse,
    )
    from ai_sdk.text.text_stream import (
        TextStream,
        Transform,
        as_transforms,
    )
    from ai_sdk.text.tool_approval import (
        ApprovalQuestion,
        ToolApproval,
    )
    from ai_sdk.text.tool_calls import (
        ToolCallRepair,
    )
    from ai_sdk.text.tool_parts import (
        ToolApprovalRequest,
        ToolApprovalResponse,
        ToolCall,
        ToolError,
        ToolInputBegin,
        ToolOutputDenied,
        ToolResult,
    )
    from ai_sdk.text.usage import (
        InputTokenDetails,
        LanguageModelUsage,
        OutputTokenDetails,
    )
    from ai_sdk.timeouts import (
        Timeouts,
    )
    from ai_sdk.tools.fingerprint import (
        ToolDrift,
        detect_tool_drift,
        fingerprint_tools,
    )
    from ai_sdk.tools.function_tool import (
        ToolFunction,
        tool,
    )
    from ai_sdk.tools.tool import (
        Tool,
        ToolContext,
        dynamic_tool,
        provider_tool,
    )
    from ai_sdk.transcript_stream import (
        AudioFormat,
        TranscriptDelta,
        TranscriptEvent,
        TranscriptFinal,
        TranscriptPartial,
        TranscriptStream,
        stream_transcribe,
    )
    from ai_sdk.transcription import (
        TranscribeResult,
        transcribe,
    )
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
    from ai_sdk.video_calls import (
        VideoPolling,
    )
    from ai_sdk.videos import (
        GenerateVideoResult,
        VideoJob,
        VideoJobStatus,
        generate_video,
        get_video_status,
        start_video,
    )
    from ai_sdk.warning_log import (
        log_warnings,
    )

__all__ = [
    "UI_MESSAGE_STREAM_HEADERS",
    "AISDKError",
    "APICallError",
    "Abort",
    "AbortChunk",
    "AbortError",
    "Agent",
    "AgentSettings",
    "ApprovalQuestion",
    "AssistantMessage",
    "AssistantPart",
    "AudioFormat",
    "BatchFailed",
    "BatchItemError",
    "BatchRequestCounts",
    "BatchStatus",
    "BatchUnfinished",
    "BatchWarning",
    "CallOverrides",
    "CallPreparation",
    "CallWarning",
    "CompatibilityWarning",
    "ContentOutput",
    "ContentOutputItem",
    "CustomChunk",
    "CustomContent",
    "CustomOutputItem",
    "CustomPart",
    "CustomUIPart",
    "DataChunk",
    "DataUIPart",
    "DeprecatedWarning",
    "DocumentSource",
    "DownloadError",
    "DownloadRequest",
    "DownloadedFile",
    "EmbedManyResult",
    "EmbedResult",
    "EmbeddingModelCall",
    "EmbeddingModelMiddleware",
    "EmbeddingModelParams",
    "EmptyResponseBodyError",
    "ErrorChunk",
    "ErrorJSONOutput",
    "ErrorPart",
    "ErrorTextOutput",
    "ExecutionDeniedOutput",
    "FileBytes",
    "FileChunk",
    "FileContent",
    "FileData",
    "FilePart",
    "FileReference",
    "FileText",
    "FileUIPart",
    "FileUrl",
    "FinishChunk",
    "FinishStepChunk",
    "GenerateImageResult",
    "GenerateSpeechResult",
    "GenerateTextResult",
    "GenerateVideoResult",
    "GeneratedAudio",
    "GeneratedFile",
    "ImageModelCall",
    "ImageModelMiddleware",
    "ImageModelParams",
    "InputTokenDetails",
    "InvalidArgumentError",
    "InvalidDataContentError",
    "InvalidMessageRoleError",
    "InvalidParameterError",
    "InvalidPromptError",
    "InvalidResponseDataError",
    "InvalidToolApprovalError",
    "InvalidToolApprovalSignatureError",
    "InvalidToolInputError",
    "JSONOutput",
    "JSONParseError",
    "LanguageModelCall",
    "LanguageModelMiddleware",
    "LanguageModelParams",
    "LanguageModelUsage",
    "LoadAPIKeyError",
    "LoadSettingError",
    "Message",
    "MessageConversionError",
    "MessageMetadataChunk",
    "MissingToolResultsError",
    "ModelInfo",
    "ModelStreamError",
    "NamedToolChoice",
    "NoContentGeneratedError",
    "NoImageGeneratedError",
    "NoObjectGeneratedError",
    "NoOutputGeneratedError",
    "NoSpeechGeneratedError",
    "NoSuchModelError",
    "NoSuchProviderError",
    "NoSuchProviderReferenceError",
    "NoSuchToolError",
    "NoTranscriptGeneratedError",
    "NoTranslationGeneratedError",
    "NoVideoGeneratedError",
    "OtherWarning",
    "Output",
    "OutputSpec",
    "OutputTokenDetails",
    "PartialJSON",
    "PrepareCall",
    "RankedResult",
    "RawPart",
    "ReasoningContent",
    "ReasoningDelta",
    "ReasoningDeltaChunk",
    "ReasoningEnd",
    "ReasoningEndChunk",
    "ReasoningFileChunk",
    "ReasoningFileContent",
    "ReasoningFilePart",
    "ReasoningFileUIPart",
    "ReasoningPart",
    "ReasoningStart",
    "ReasoningStartChunk",
    "ReasoningUIPart",
    "RerankResult",
    "ResetStepChunk",
    "RetryError",
    "Schema",
    "SerializationError",
    "SkillFile",
    "SourceDocumentChunk",
    "SourceDocumentUIPart",
    "SourceUrlChunk",
    "SourceUrlUIPart",
    "StartChunk",
    "StartStepChunk",
    "StepBegin",
    "StepFinish",
    "StepOverrides",
    "StepPerformance",
    "StepPreparation",
    "StepRequest",
    "StepResponse",
    "StepResult",
    "StepStartUIPart",
    "StopCondition",
    "StreamBegin",
    "StreamFinish",
    "SystemMessage",
    "Telemetry",
    "TelemetryIntegration",
    "TextBatch",
    "TextBatchAnswer",
    "TextBatchItem",
    "TextBatchRequest",
    "TextContent",
    "TextDelta",
    "TextDeltaChunk",
    "TextEnd",
    "TextEndChunk",
    "TextOutput",
    "TextPart",
    "TextStart",
    "TextStartChunk",
    "TextStream",
    "TextStreamEvent",
    "TextStreamResponse",
    "TextUIPart",
    "Timeouts",
    "TooManyEmbeddingValuesForCallError",
    "Tool",
    "ToolApproval",
    "ToolApprovalRequest",
    "ToolApprovalRequestChunk",
    "ToolApprovalRequestPart",
    "ToolApprovalResponse",
    "ToolApprovalResponseChunk",
    "ToolApprovalResponsePart",
    "ToolCall",
    "ToolCallNotFoundForApprovalError",
    "ToolCallPart",
    "ToolCallPruning",
    "ToolCallRepair",
    "ToolCallRepairError",
    "ToolContext",
    "ToolDrift",
    "ToolError",
    "ToolFunction",
    "ToolInputAvailableChunk",
    "ToolInputBegin",
    "ToolInputDeltaChunk",
    "ToolInputErrorChunk",
    "ToolInputStartChunk",
    "ToolLoopAgent",
    "ToolMessage",
    "ToolOutput",
    "ToolOutputAvailableChunk",
    "ToolOutputDenied",
    "ToolOutputDeniedChunk",
    "ToolOutputErrorChunk",
    "ToolPart",
    "ToolResult",
    "ToolResultPart",
    "ToolUIApproval",
    "ToolUIPart",
    "TranscribeResult",
    "TranscriptDelta",
    "TranscriptEvent",
    "TranscriptFinal",
    "TranscriptPartial",
    "TranscriptStream",
    "Transform",
    "TypeValidationError",
    "UIMessage",
    "UIMessageChunk",
    "UIMessageEnd",
    "UIMessagePart",
    "UIMessageReportedError",
    "UIMessageStepEnd",
    "UIMessageStreamError",
    "UIMessageStreamOptions",
    "UIMessageStreamResponse",
    "UIMessageWriter",
    "UIMessagesValidation",
    "UnifiedFinishReason",
    "UnsupportedFunctionalityError",
    "UnsupportedModelVersionError",
    "UnsupportedWarning",
    "UploadFileResult",
    "UploadSkillResult",
    "UrlSource",
    "UserMessage",
    "UserPart",
    "VideoJob",
    "VideoJobStatus",
    "VideoPolling",
    "WrappedProvider",
    "__version__",
    "add_tool_input_examples_middleware",
    "as_file_data",
    "as_schema",
    "as_transforms",
    "convert_to_model_messages",
    "cosine_similarity",
    "create_agent_ui_stream",
    "create_agent_ui_stream_response",
    "create_id_generator",
    "create_provider_registry",
    "create_ui_message_stream",
    "create_ui_message_stream_response",
    "custom_provider",
    "decode_ui_message_sse",
    "default_embedding_settings_middleware",
    "default_instructions_middleware",
    "default_settings_middleware",
    "detect_tool_drift",
    "dynamic_tool",
    "embed",
    "embed_many",
    "encode_ui_message_sse",
    "error_text",
    "extract_json_middleware",
    "extract_reasoning_middleware",
    "fingerprint_tools",
    "generate_id",
    "generate_image",
    "generate_speech",
    "generate_text",
    "generate_video",
    "get_batch_results",
    "get_batch_status",
    "get_video_status",
    "has_tool_call",
    "is_deep_equal_data",
    "is_loop_finished",
    "is_step_count",
    "json_schema",
    "last_assistant_message_is_complete_with_approval_responses",
    "last_assistant_message_is_complete_with_tool_calls",
    "log_warnings",
    "parse_partial_json",
    "provider_tool",
    "prune_messages",
    "read_ui_message_stream",
    "register_telemetry",
    "registry",
    "rerank",
    "safe_validate_ui_messages",
    "set_default_provider",
    "simulate_streaming_middleware",
    "smooth_stream",
    "start_text_batch",
    "start_video",
    "stream_text",
    "stream_transcribe",
    "to_ui_message_chunk",
    "to_ui_message_stream",
    "to_ui_message_stream_response",
    "tool",
    "transcribe",
    "ui_chunk_from_json",
    "ui_chunk_to_json",
    "ui_message_from_json",
    "ui_message_to_json",
    "upload_file",
    "upload_skill",
    "validate_ui_messages",
    "wrap_embedding_model",
    "wrap_image_model",
    "wrap_language_model",
    "wrap_provider",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.agent": "Agent AgentSettings CallOverrides CallPreparation PrepareCall ToolLoopAgent",
        "ai_sdk.batches": (
            "BatchFailed BatchItemError BatchRequestCounts BatchStatus BatchUnfinished BatchWarning "
            "TextBatch TextBatchAnswer TextBatchItem TextBatchRequest get_batch_results get_batch_status "
            "start_text_batch"
        ),
        "ai_sdk.embedding": "EmbedManyResult EmbedResult embed embed_many",
        "ai_sdk.files": "SkillFile UploadFileResult UploadSkillResult upload_file upload_skill",
        "ai_sdk.generated_file": "GeneratedAudio GeneratedFile",
        "ai_sdk.images": "GenerateImageResult generate_image",
        "ai_sdk.middleware": (
            "EmbeddingModelCall EmbeddingModelMiddleware EmbeddingModelParams ImageModelCall "
            "ImageModelMiddleware ImageModelParams LanguageModelCall LanguageModelMiddleware "
            "LanguageModelParams WrappedProvider add_tool_input_examples_middleware "
            "default_embedding_settings_middleware default_instructions_middleware "
            "default_settings_middleware extract_json_middleware extract_reasoning_middleware "
            "simulate_streaming_middleware wrap_embedding_model wrap_image_model wrap_language_model "
            "wrap_provider"
        ),
        "ai_sdk.plugins": "create_provider_registry custom_provider registry set_default_provider",
        "ai_sdk.provider.content": (
            "CustomContent DocumentSource FileContent ReasoningContent ReasoningFileContent TextContent "
            "UnifiedFinishReason UrlSource"
        ),
        "ai_sdk.provider.core_errors": (
            "AbortError InvalidDataContentError InvalidMessageRoleError InvalidParameterError "
            "InvalidToolApprovalError InvalidToolApprovalSignatureError InvalidToolInputError "
            "MessageConversionError MissingToolResultsError ModelStreamError NoImageGeneratedError "
            "NoObjectGeneratedError NoOutputGeneratedError NoSpeechGeneratedError NoSuchProviderError "
            "NoSuchToolError NoTranscriptGeneratedError NoTranslationGeneratedError NoVideoGeneratedError "
            "RetryError SerializationError ToolCallNotFoundForApprovalError ToolCallRepairError "
            "UIMessageStreamError UnsupportedModelVersionError"
        ),
        "ai_sdk.provider.errors": (
            "AISDKError APICallError DownloadError EmptyResponseBodyError InvalidArgumentError "
            "InvalidPromptError InvalidResponseDataError JSONParseError LoadAPIKeyError LoadSettingError "
            "NoContentGeneratedError NoSuchModelError NoSuchProviderReferenceError "
            "TooManyEmbeddingValuesForCallError TypeValidationError UnsupportedFunctionalityError error_text"
        ),
        "ai_sdk.provider.file_data": "FileBytes FileData FileReference FileText FileUrl as_file_data",
        "ai_sdk.provider.prompt": (
            "AssistantMessage AssistantPart ContentOutput ContentOutputItem CustomOutputItem CustomPart "
            "ErrorJSONOutput ErrorTextOutput ExecutionDeniedOutput FilePart JSONOutput Message "
            "ReasoningFilePart ReasoningPart SystemMessage TextOutput TextPart ToolApprovalRequestPart "
            "ToolApprovalResponsePart ToolCallPart ToolMessage ToolOutput ToolPart ToolResultPart "
            "UserMessage UserPart"
        ),
        "ai_sdk.provider.stream_parts": (
            "ErrorPart RawPart ReasoningDelta ReasoningEnd ReasoningStart TextDelta TextEnd TextStart"
        ),
        "ai_sdk.provider.tools": "NamedToolChoice",
        "ai_sdk.provider.warnings": (
            "CallWarning CompatibilityWarning DeprecatedWarning OtherWarning UnsupportedWarning"
        ),
        "ai_sdk.provider_utils.download": "DownloadedFile",
        "ai_sdk.provider_utils.ids": "create_id_generator generate_id",
        "ai_sdk.reranking": "RankedResult RerankResult rerank",
        "ai_sdk.schema": "Schema as_schema json_schema",
        "ai_sdk.similarity": "cosine_similarity",
        "ai_sdk.speech": "GenerateSpeechResult generate_speech",
        "ai_sdk.telemetry.dispatch": "register_telemetry",
        "ai_sdk.telemetry.integration": "TelemetryIntegration",
        "ai_sdk.telemetry.settings": "Telemetry",
        "ai_sdk.text.convert": "DownloadRequest",
        "ai_sdk.text.events": "Abort StepBegin StepFinish StreamBegin StreamFinish TextStreamEvent",
        "ai_sdk.text.generate": "generate_text",
        "ai_sdk.text.output": "Output OutputSpec",
        "ai_sdk.text.partial_json": "PartialJSON parse_partial_json",
        "ai_sdk.text.prune_messages": "ToolCallPruning prune_messages",
        "ai_sdk.text.result": "GenerateTextResult",
        "ai_sdk.text.smooth_stream": "smooth_stream",
        "ai_sdk.text.step": "ModelInfo StepPerformance StepRequest StepResponse StepResult",
        "ai_sdk.text.step_preparation": "StepOverrides StepPreparation",
        "ai_sdk.text.stop_conditions": "StopCondition has_tool_call is_loop_finished is_step_count",
        "ai_sdk.text.stream": "stream_text",
        "ai_sdk.text.text_response": "TextStreamResponse",
        "ai_sdk.text.text_stream": "TextStream Transform as_transforms",
        "ai_sdk.text.tool_approval": "ApprovalQuestion ToolApproval",
        "ai_sdk.text.tool_calls": "ToolCallRepair",
        "ai_sdk.text.tool_parts": (
            "ToolApprovalRequest ToolApprovalResponse ToolCall ToolError ToolInputBegin ToolOutputDenied ToolResult"
        ),
        "ai_sdk.text.usage": "InputTokenDetails LanguageModelUsage OutputTokenDetails",
        "ai_sdk.timeouts": "Timeouts",
        "ai_sdk.tools.fingerprint": "ToolDrift detect_tool_drift fingerprint_tools",
        "ai_sdk.tools.function_tool": "ToolFunction tool",
        "ai_sdk.tools.tool": "Tool ToolContext dynamic_tool provider_tool",
        "ai_sdk.transcript_stream": (
            "AudioFormat TranscriptDelta TranscriptEvent TranscriptFinal TranscriptPartial TranscriptStream "
            "stream_transcribe"
        ),
        "ai_sdk.transcription": "TranscribeResult transcribe",
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
        "ai_sdk.video_calls": "VideoPolling",
        "ai_sdk.videos": ("GenerateVideoResult VideoJob VideoJobStatus generate_video get_video_status start_video"),
        "ai_sdk.warning_log": "log_warnings",
    },
)
