"""AI SDK for Python: one interface to the models of any vendor.

    from ai_sdk import generate_text

    result = await generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?")
    print(result.text)

Names are imported on first use: `import ai_sdk` loads no transport, no schema library and no provider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk.__about__ import __version__
from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.embedding import (
        EmbedManyResult,
        EmbedResult,
        embed,
        embed_many,
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
    from ai_sdk.similarity import (
        cosine_similarity,
    )
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
    from ai_sdk.text.partial_json import (
        PartialJSON,
        parse_partial_json,
    )
    from ai_sdk.text.result import (
        GenerateTextResult,
    )
    from ai_sdk.text.step import (
        ModelInfo,
        StepPerformance,
        StepRequest,
        StepResponse,
        StepResult,
    )
    from ai_sdk.text.stream import (
        stream_text,
    )
    from ai_sdk.text.text_stream import (
        TextStream,
    )
    from ai_sdk.text.usage import (
        InputTokenDetails,
        LanguageModelUsage,
        OutputTokenDetails,
    )
    from ai_sdk.timeouts import (
        Timeouts,
    )

__all__ = [
    "AISDKError",
    "APICallError",
    "Abort",
    "AbortError",
    "AssistantMessage",
    "AssistantPart",
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
    "GenerateTextResult",
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
    "LanguageModelUsage",
    "LoadAPIKeyError",
    "LoadSettingError",
    "Message",
    "MessageConversionError",
    "MissingToolResultsError",
    "ModelInfo",
    "ModelStreamError",
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
    "OutputTokenDetails",
    "PartialJSON",
    "RawPart",
    "ReasoningContent",
    "ReasoningDelta",
    "ReasoningEnd",
    "ReasoningFileContent",
    "ReasoningFilePart",
    "ReasoningPart",
    "ReasoningStart",
    "RetryError",
    "SerializationError",
    "StepBegin",
    "StepFinish",
    "StepPerformance",
    "StepRequest",
    "StepResponse",
    "StepResult",
    "StreamBegin",
    "StreamFinish",
    "SystemMessage",
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
    "ToolApprovalRequestPart",
    "ToolApprovalResponsePart",
    "ToolCallNotFoundForApprovalError",
    "ToolCallPart",
    "ToolCallRepairError",
    "ToolMessage",
    "ToolOutput",
    "ToolPart",
    "ToolResultPart",
    "TypeValidationError",
    "UIMessageStreamError",
    "UnifiedFinishReason",
    "UnsupportedFunctionalityError",
    "UnsupportedModelVersionError",
    "UnsupportedWarning",
    "UrlSource",
    "UserMessage",
    "UserPart",
    "__version__",
    "as_file_data",
    "cosine_similarity",
    "create_id_generator",
    "create_provider_registry",
    "custom_provider",
    "embed",
    "embed_many",
    "error_text",
    "generate_id",
    "generate_text",
    "parse_partial_json",
    "registry",
    "set_default_provider",
    "stream_text",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.embedding": "EmbedManyResult EmbedResult embed embed_many",
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
        "ai_sdk.provider.warnings": (
            "CallWarning CompatibilityWarning DeprecatedWarning OtherWarning UnsupportedWarning"
        ),
        "ai_sdk.provider_utils.download": "DownloadedFile",
        "ai_sdk.provider_utils.ids": "create_id_generator generate_id",
        "ai_sdk.similarity": "cosine_similarity",
        "ai_sdk.text.convert": "DownloadRequest",
        "ai_sdk.text.events": "Abort StepBegin StepFinish StreamBegin StreamFinish TextStreamEvent",
        "ai_sdk.text.generate": "generate_text",
        "ai_sdk.text.partial_json": "PartialJSON parse_partial_json",
        "ai_sdk.text.result": "GenerateTextResult",
        "ai_sdk.text.step": "ModelInfo StepPerformance StepRequest StepResponse StepResult",
        "ai_sdk.text.stream": "stream_text",
        "ai_sdk.text.text_stream": "TextStream",
        "ai_sdk.text.usage": "InputTokenDetails LanguageModelUsage OutputTokenDetails",
        "ai_sdk.timeouts": "Timeouts",
    },
)
