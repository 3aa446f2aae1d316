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
    "AISDKError",
    "APICallError",
    "Abort",
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
    "CustomContent",
    "CustomOutputItem",
    "CustomPart",
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
    "ErrorJSONOutput",
    "ErrorPart",
    "ErrorTextOutput",
    "ExecutionDeniedOutput",
    "FileBytes",
    "FileContent",
    "FileData",
    "FilePart",
    "FileReference",
    "FileText",
    "FileUrl",
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
    "ReasoningEnd",
    "ReasoningFileContent",
    "ReasoningFilePart",
    "ReasoningPart",
    "ReasoningStart",
    "RerankResult",
    "RetryError",
    "Schema",
    "SerializationError",
    "SkillFile",
    "StepBegin",
    "StepFinish",
    "StepOverrides",
    "StepPerformance",
    "StepPreparation",
    "StepRequest",
    "StepResponse",
    "StepResult",
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
    "TextEnd",
    "TextOutput",
    "TextPart",
    "TextStart",
    "TextStream",
    "TextStreamEvent",
    "Timeouts",
    "TooManyEmbeddingValuesForCallError",
    "Tool",
    "ToolApproval",
    "ToolApprovalRequest",
    "ToolApprovalRequestPart",
    "ToolApprovalResponse",
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
    "ToolInputBegin",
    "ToolLoopAgent",
    "ToolMessage",
    "ToolOutput",
    "ToolOutputDenied",
    "ToolPart",
    "ToolResult",
    "ToolResultPart",
    "TranscribeResult",
    "TranscriptDelta",
    "TranscriptEvent",
    "TranscriptFinal",
    "TranscriptPartial",
    "TranscriptStream",
    "Transform",
    "TypeValidationError",
    "UIMessageStreamError",
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
    "cosine_similarity",
    "create_id_generator",
    "create_provider_registry",
    "custom_provider",
    "default_embedding_settings_middleware",
    "default_instructions_middleware",
    "default_settings_middleware",
    "detect_tool_drift",
    "dynamic_tool",
    "embed",
    "embed_many",
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
    "is_loop_finished",
    "is_step_count",
    "json_schema",
    "log_warnings",
    "parse_partial_json",
    "provider_tool",
    "prune_messages",
    "register_telemetry",
    "registry",
    "rerank",
    "set_default_provider",
    "simulate_streaming_middleware",
    "smooth_stream",
    "start_text_batch",
    "start_video",
    "stream_text",
    "stream_transcribe",
    "tool",
    "transcribe",
    "upload_file",
    "upload_skill",
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
        "ai_sdk.text.text_stream": "TextStream Transform as_transforms",
        "ai_sdk.text.tool_approval": "ApprovalQuestion ToolApproval",
        "ai_sdk.text.tool_calls": "ToolCallRepair",
        "ai_sdk.text.tool_parts": (
            "ToolApprovalRequest ToolApprovalResponse ToolCall ToolError ToolInputBegin ToolOutputDenied ToolResult"
        ),
        "ai_sdk.text.usage": "InputTokenDetails LanguageModelUsage OutputTokenDetails",
        "ai_sdk.timeouts": "Timeouts",
        "ai_sdk.tools.fingerprint": "ToolDrift detect_tool_drift fingerprint_tools",
        "ai_sdk.tools.function_tool": "tool",
        "ai_sdk.tools.tool": "Tool ToolContext dynamic_tool provider_tool",
        "ai_sdk.transcript_stream": (
            "AudioFormat TranscriptDelta TranscriptEvent TranscriptFinal TranscriptPartial TranscriptStream "
            "stream_transcribe"
        ),
        "ai_sdk.transcription": "TranscribeResult transcribe",
        "ai_sdk.video_calls": "VideoPolling",
        "ai_sdk.videos": ("GenerateVideoResult VideoJob VideoJobStatus generate_video get_video_status start_video"),
        "ai_sdk.warning_log": "log_warnings",
    },
)
