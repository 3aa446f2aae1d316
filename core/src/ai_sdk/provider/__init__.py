"""The contract between the core and its providers: values, protocols and errors. No I/O, nothing heavy.

Whoever writes a provider imports from here and from `ai_sdk.provider_utils`. Names are imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.provider.batch import (
        BatchFailed,
        BatchItem,
        BatchItemError,
        BatchLanguageModel,
        BatchOptions,
        BatchRequest,
        BatchRequestCounts,
        BatchStarted,
        BatchStartOptions,
        BatchStatus,
        BatchSucceeded,
        BatchUnfinished,
        BatchWarning,
    )
    from ai_sdk.provider.codec import (
        from_json,
        iso_timestamp,
        json_decoder,
        to_json,
    )
    from ai_sdk.provider.content import (
        Content,
        CustomContent,
        DocumentSource,
        FileContent,
        FinishReason,
        InputTokens,
        OutputTokens,
        ReasoningContent,
        ReasoningFileContent,
        RequestInfo,
        ResponseInfo,
        TextContent,
        ToolApprovalRequestContent,
        ToolCallContent,
        ToolResultContent,
        UnifiedFinishReason,
        UrlSource,
        Usage,
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
    from ai_sdk.provider.embedding_model import (
        Embedding,
        EmbeddingCallOptions,
        EmbeddingModel,
        EmbeddingResult,
        EmbeddingUsage,
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
        URL,
        FileBytes,
        FileData,
        FileInput,
        FileReference,
        FileText,
        FileUrl,
        as_file_data,
    )
    from ai_sdk.provider.files import (
        Files,
        SkillFile,
        Skills,
        UploadData,
        UploadFileOptions,
        UploadFileResult,
        UploadSkillOptions,
        UploadSkillResult,
    )
    from ai_sdk.provider.image_model import (
        ImageCallOptions,
        ImageFile,
        ImageInput,
        ImageModel,
        ImageResult,
        ImageUrl,
        ImageUsage,
        MaxPerCall,
    )
    from ai_sdk.provider.json_values import (
        Headers,
        JSONObject,
        JSONValue,
        ProviderMetadata,
        ProviderOptions,
    )
    from ai_sdk.provider.language_model import (
        GenerateResult,
        LanguageCallOptions,
        LanguageModel,
        StreamResult,
        SupportedUrls,
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
        Prompt,
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
    from ai_sdk.provider.provider import (
        CONTRACT_VERSION,
        MODEL_KINDS,
        BaseProvider,
        ModelKind,
        Provider,
    )
    from ai_sdk.provider.reranking_model import (
        ObjectDocuments,
        RankedDocument,
        RerankingCallOptions,
        RerankingDocuments,
        RerankingModel,
        RerankingResult,
        TextDocuments,
    )
    from ai_sdk.provider.speech_model import (
        SpeechCallOptions,
        SpeechModel,
        SpeechResult,
    )
    from ai_sdk.provider.stream_parts import (
        ErrorPart,
        Finish,
        RawPart,
        ReasoningDelta,
        ReasoningEnd,
        ReasoningStart,
        ResponseMetadata,
        StreamPart,
        StreamStart,
        TextDelta,
        TextEnd,
        TextStart,
        ToolInputDelta,
        ToolInputEnd,
        ToolInputStart,
    )
    from ai_sdk.provider.tools import (
        AutoToolChoice,
        FunctionTool,
        JSONFormat,
        ModelTool,
        NamedToolChoice,
        NoToolChoice,
        ProviderTool,
        ReasoningLevel,
        RequiredToolChoice,
        ResponseFormat,
        TextFormat,
        ToolChoice,
        ToolInputExample,
    )
    from ai_sdk.provider.transcription_model import (
        AudioFormat,
        StreamingTranscriptionModel,
        TranscriptDelta,
        TranscriptFinal,
        TranscriptionCallOptions,
        TranscriptionFinish,
        TranscriptionModel,
        TranscriptionResult,
        TranscriptionSegment,
        TranscriptionStreamOptions,
        TranscriptionStreamPart,
        TranscriptionStreamResult,
        TranscriptPartial,
    )
    from ai_sdk.provider.video_model import (
        FrameImage,
        GeneratingVideoModel,
        StartingVideoModel,
        VideoBase64,
        VideoBytes,
        VideoCallOptions,
        VideoCompleted,
        VideoData,
        VideoFailed,
        VideoModel,
        VideoPending,
        VideoResult,
        VideoStarted,
        VideoStartOptions,
        VideoStatus,
        VideoStatusOptions,
        VideoUrl,
    )
    from ai_sdk.provider.warnings import (
        CallWarning,
        CompatibilityWarning,
        DeprecatedWarning,
        OtherWarning,
        UnsupportedWarning,
    )

__all__ = [
    "CONTRACT_VERSION",
    "MODEL_KINDS",
    "URL",
    "AISDKError",
    "APICallError",
    "AbortError",
    "AssistantMessage",
    "AssistantPart",
    "AudioFormat",
    "AutoToolChoice",
    "BaseProvider",
    "BatchFailed",
    "BatchItem",
    "BatchItemError",
    "BatchLanguageModel",
    "BatchOptions",
    "BatchRequest",
    "BatchRequestCounts",
    "BatchStartOptions",
    "BatchStarted",
    "BatchStatus",
    "BatchSucceeded",
    "BatchUnfinished",
    "BatchWarning",
    "CallWarning",
    "CompatibilityWarning",
    "Content",
    "ContentOutput",
    "ContentOutputItem",
    "CustomContent",
    "CustomOutputItem",
    "CustomPart",
    "DeprecatedWarning",
    "DocumentSource",
    "DownloadError",
    "Embedding",
    "EmbeddingCallOptions",
    "EmbeddingModel",
    "EmbeddingResult",
    "EmbeddingUsage",
    "EmptyResponseBodyError",
    "ErrorJSONOutput",
    "ErrorPart",
    "ErrorTextOutput",
    "ExecutionDeniedOutput",
    "FileBytes",
    "FileContent",
    "FileData",
    "FileInput",
    "FilePart",
    "FileReference",
    "FileText",
    "FileUrl",
    "Files",
    "Finish",
    "FinishReason",
    "FrameImage",
    "FunctionTool",
    "GenerateResult",
    "GeneratingVideoModel",
    "Headers",
    "ImageCallOptions",
    "ImageFile",
    "ImageInput",
    "ImageModel",
    "ImageResult",
    "ImageUrl",
    "ImageUsage",
    "InputTokens",
    "InvalidArgumentError",
    "InvalidDataContentError",
    "InvalidMessageRoleError",
    "InvalidParameterError",
    "InvalidPromptError",
    "InvalidResponseDataError",
    "InvalidToolApprovalError",
    "InvalidToolApprovalSignatureError",
    "InvalidToolInputError",
    "JSONFormat",
    "JSONObject",
    "JSONOutput",
    "JSONParseError",
    "JSONValue",
    "LanguageCallOptions",
    "LanguageModel",
    "LoadAPIKeyError",
    "LoadSettingError",
    "MaxPerCall",
    "Message",
    "MessageConversionError",
    "MissingToolResultsError",
    "ModelKind",
    "ModelStreamError",
    "ModelTool",
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
    "NoToolChoice",
    "NoTranscriptGeneratedError",
    "NoTranslationGeneratedError",
    "NoVideoGeneratedError",
    "ObjectDocuments",
    "OtherWarning",
    "OutputTokens",
    "Prompt",
    "Provider",
    "ProviderMetadata",
    "ProviderOptions",
    "ProviderTool",
    "RankedDocument",
    "RawPart",
    "ReasoningContent",
    "ReasoningDelta",
    "ReasoningEnd",
    "ReasoningFileContent",
    "ReasoningFilePart",
    "ReasoningLevel",
    "ReasoningPart",
    "ReasoningStart",
    "RequestInfo",
    "RequiredToolChoice",
    "RerankingCallOptions",
    "RerankingDocuments",
    "RerankingModel",
    "RerankingResult",
    "ResponseFormat",
    "ResponseInfo",
    "ResponseMetadata",
    "RetryError",
    "SerializationError",
    "SkillFile",
    "Skills",
    "SpeechCallOptions",
    "SpeechModel",
    "SpeechResult",
    "StartingVideoModel",
    "StreamPart",
    "StreamResult",
    "StreamStart",
    "StreamingTranscriptionModel",
    "SupportedUrls",
    "SystemMessage",
    "TextContent",
    "TextDelta",
    "TextDocuments",
    "TextEnd",
    "TextFormat",
    "TextOutput",
    "TextPart",
    "TextStart",
    "TooManyEmbeddingValuesForCallError",
    "ToolApprovalRequestContent",
    "ToolApprovalRequestPart",
    "ToolApprovalResponsePart",
    "ToolCallContent",
    "ToolCallNotFoundForApprovalError",
    "ToolCallPart",
    "ToolCallRepairError",
    "ToolChoice",
    "ToolInputDelta",
    "ToolInputEnd",
    "ToolInputExample",
    "ToolInputStart",
    "ToolMessage",
    "ToolOutput",
    "ToolPart",
    "ToolResultContent",
    "ToolResultPart",
    "TranscriptDelta",
    "TranscriptFinal",
    "TranscriptPartial",
    "TranscriptionCallOptions",
    "TranscriptionFinish",
    "TranscriptionModel",
    "TranscriptionResult",
    "TranscriptionSegment",
    "TranscriptionStreamOptions",
    "TranscriptionStreamPart",
    "TranscriptionStreamResult",
    "TypeValidationError",
    "UIMessageStreamError",
    "UnifiedFinishReason",
    "UnsupportedFunctionalityError",
    "UnsupportedModelVersionError",
    "UnsupportedWarning",
    "UploadData",
    "UploadFileOptions",
    "UploadFileResult",
    "UploadSkillOptions",
    "UploadSkillResult",
    "UrlSource",
    "Usage",
    "UserMessage",
    "UserPart",
    "VideoBase64",
    "VideoBytes",
    "VideoCallOptions",
    "VideoCompleted",
    "VideoData",
    "VideoFailed",
    "VideoModel",
    "VideoPending",
    "VideoResult",
    "VideoStartOptions",
    "VideoStarted",
    "VideoStatus",
    "VideoStatusOptions",
    "VideoUrl",
    "as_file_data",
    "error_text",
    "from_json",
    "iso_timestamp",
    "json_decoder",
    "to_json",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.provider.batch": (
            "BatchFailed BatchItem BatchItemError BatchLanguageModel BatchOptions BatchRequest "
            "BatchRequestCounts BatchStartOptions BatchStarted BatchStatus BatchSucceeded BatchUnfinished "
            "BatchWarning"
        ),
        "ai_sdk.provider.codec": "from_json iso_timestamp json_decoder to_json",
        "ai_sdk.provider.content": (
            "Content CustomContent DocumentSource FileContent FinishReason InputTokens OutputTokens "
            "ReasoningContent ReasoningFileContent RequestInfo ResponseInfo TextContent "
            "ToolApprovalRequestContent ToolCallContent ToolResultContent UnifiedFinishReason UrlSource "
            "Usage"
        ),
        "ai_sdk.provider.core_errors": (
            "AbortError InvalidDataContentError InvalidMessageRoleError InvalidParameterError "
            "InvalidToolApprovalError InvalidToolApprovalSignatureError InvalidToolInputError "
            "MessageConversionError MissingToolResultsError ModelStreamError NoImageGeneratedError "
            "NoObjectGeneratedError NoOutputGeneratedError NoSpeechGeneratedError NoSuchProviderError "
            "NoSuchToolError NoTranscriptGeneratedError NoTranslationGeneratedError NoVideoGeneratedError "
            "RetryError SerializationError "
            "ToolCallNotFoundForApprovalError ToolCallRepairError UIMessageStreamError "
            "UnsupportedModelVersionError"
        ),
        "ai_sdk.provider.embedding_model": (
            "Embedding EmbeddingCallOptions EmbeddingModel EmbeddingResult EmbeddingUsage"
        ),
        "ai_sdk.provider.errors": (
            "AISDKError APICallError DownloadError EmptyResponseBodyError InvalidArgumentError "
            "InvalidPromptError InvalidResponseDataError JSONParseError LoadAPIKeyError LoadSettingError "
            "NoContentGeneratedError NoSuchModelError NoSuchProviderReferenceError "
            "TooManyEmbeddingValuesForCallError TypeValidationError UnsupportedFunctionalityError error_text"
        ),
        "ai_sdk.provider.file_data": "FileBytes FileData FileInput FileReference FileText FileUrl URL as_file_data",
        "ai_sdk.provider.files": (
            "Files SkillFile Skills UploadData UploadFileOptions UploadFileResult UploadSkillOptions UploadSkillResult"
        ),
        "ai_sdk.provider.image_model": (
            "ImageCallOptions ImageFile ImageInput ImageModel ImageResult ImageUrl ImageUsage MaxPerCall"
        ),
        "ai_sdk.provider.json_values": "Headers JSONObject JSONValue ProviderMetadata ProviderOptions",
        "ai_sdk.provider.language_model": (
            "GenerateResult LanguageCallOptions LanguageModel StreamResult SupportedUrls"
        ),
        "ai_sdk.provider.prompt": (
            "AssistantMessage AssistantPart ContentOutput ContentOutputItem CustomOutputItem CustomPart "
            "ErrorJSONOutput ErrorTextOutput ExecutionDeniedOutput FilePart JSONOutput Message Prompt "
            "ReasoningFilePart ReasoningPart SystemMessage TextOutput TextPart ToolApprovalRequestPart "
            "ToolApprovalResponsePart ToolCallPart ToolMessage ToolOutput ToolPart ToolResultPart "
            "UserMessage UserPart"
        ),
        "ai_sdk.provider.provider": "BaseProvider CONTRACT_VERSION MODEL_KINDS ModelKind Provider",
        "ai_sdk.provider.reranking_model": (
            "ObjectDocuments RankedDocument RerankingCallOptions RerankingDocuments RerankingModel "
            "RerankingResult TextDocuments"
        ),
        "ai_sdk.provider.speech_model": "SpeechCallOptions SpeechModel SpeechResult",
        "ai_sdk.provider.stream_parts": (
            "ErrorPart Finish RawPart ReasoningDelta ReasoningEnd ReasoningStart ResponseMetadata StreamPart "
            "StreamStart TextDelta TextEnd TextStart ToolInputDelta ToolInputEnd ToolInputStart"
        ),
        "ai_sdk.provider.tools": (
            "AutoToolChoice FunctionTool JSONFormat ModelTool NamedToolChoice NoToolChoice ProviderTool "
            "ReasoningLevel RequiredToolChoice ResponseFormat TextFormat ToolChoice ToolInputExample"
        ),
        "ai_sdk.provider.transcription_model": (
            "AudioFormat StreamingTranscriptionModel TranscriptDelta TranscriptFinal TranscriptPartial "
            "TranscriptionCallOptions TranscriptionFinish TranscriptionModel TranscriptionResult "
            "TranscriptionSegment TranscriptionStreamOptions TranscriptionStreamPart "
            "TranscriptionStreamResult"
        ),
        "ai_sdk.provider.video_model": (
            "FrameImage GeneratingVideoModel StartingVideoModel VideoBase64 VideoBytes VideoCallOptions "
            "VideoCompleted VideoData VideoFailed VideoModel VideoPending VideoResult VideoStartOptions "
            "VideoStarted VideoStatus VideoStatusOptions VideoUrl"
        ),
        "ai_sdk.provider.warnings": (
            "CallWarning CompatibilityWarning DeprecatedWarning OtherWarning UnsupportedWarning"
        ),
    },
)
