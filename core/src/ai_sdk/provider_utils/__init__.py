"""What authors of providers share: the transport, JSON, event streams, settings, headers, retries, downloads.

    from ai_sdk.provider_utils import ErrorStructure, load_api_key, post_json

Nothing here depends on a provider. Importing it imports none of its modules; the names load them when they are used,
and aiohttp and pydantic wait for the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.provider_utils.aiohttp_transport import (
        AiohttpTransport,
    )
    from ai_sdk.provider_utils.api_call import (
        ApiResponse,
        ApiStream,
        ErrorStructure,
        JSONEvent,
        get_bytes,
        get_json,
        post_form,
        post_form_for_bytes,
        post_json,
        post_json_for_bytes,
        post_json_lines,
        post_json_stream,
    )
    from ai_sdk.provider_utils.base64_data import (
        base64_to_bytes,
        bytes_to_base64,
        image_to_url,
        to_base64,
    )
    from ai_sdk.provider_utils.download import (
        DownloadedFile,
        download_url,
        validate_download_url,
    )
    from ai_sdk.provider_utils.form_data import (
        FormData,
        FormField,
        form_data_from,
    )
    from ai_sdk.provider_utils.headers import (
        PROVIDER_UTILS_USER_AGENT,
        RUNTIME_USER_AGENT,
        RequestHeaders,
        combine_headers,
        normalize_headers,
        request_headers,
        response_headers,
        with_user_agent_suffix,
    )
    from ai_sdk.provider_utils.ids import (
        create_id_generator,
        generate_id,
    )
    from ai_sdk.provider_utils.json_instruction import (
        inject_json_instruction,
        json_instruction_text,
    )
    from ai_sdk.provider_utils.json_schema import (
        EMPTY_OBJECT_SCHEMA,
        add_additional_properties,
        derived_json_schema,
        inline_definitions,
    )
    from ai_sdk.provider_utils.json_text import (
        is_parsable_json,
        number_text,
        parse_json,
        to_json_bytes,
        to_json_text,
    )
    from ai_sdk.provider_utils.media_type import (
        detect_media_type,
        is_full_media_type,
        media_type_to_extension,
        resolve_media_type,
        top_level_media_type,
    )
    from ai_sdk.provider_utils.provider_options import (
        camel_case,
        parse_provider_options,
        with_camel_case_keys,
    )
    from ai_sdk.provider_utils.provider_reference import (
        resolve_provider_reference,
    )
    from ai_sdk.provider_utils.reasoning import (
        is_custom_reasoning,
        map_reasoning_to_budget,
        map_reasoning_to_effort,
    )
    from ai_sdk.provider_utils.response_metadata import (
        create_response_metadata,
        unix_time,
    )
    from ai_sdk.provider_utils.retry import (
        is_retryable_error,
        retry_delay,
        with_retries,
    )
    from ai_sdk.provider_utils.settings import (
        Secret,
        load_api_key,
        load_optional_setting,
        load_setting,
        validate_base_url,
        without_trailing_slash,
    )
    from ai_sdk.provider_utils.shapes import (
        ANY,
        BOOLEAN,
        INTEGER,
        NUMBER,
        STRING,
        Shape,
        ShapeError,
        first_of,
        list_of,
        mapping_of,
        nullable,
        nullish,
        object_of,
        one_of,
        optional,
    )
    from ai_sdk.provider_utils.size_limit import (
        DEFAULT_MAX_BYTES,
        read_within_limit,
    )
    from ai_sdk.provider_utils.sse import (
        DEFAULT_MAX_EVENT_BYTES,
        SSEDecoder,
    )
    from ai_sdk.provider_utils.supported_urls import (
        is_url_supported,
    )
    from ai_sdk.provider_utils.tool_call_tracker import (
        ToolCallPieces,
        ToolCallTracker,
    )
    from ai_sdk.provider_utils.tool_names import (
        ToolNames,
    )
    from ai_sdk.provider_utils.transport import (
        HttpRequest,
        HttpResponse,
        Transport,
        TransportError,
    )
    from ai_sdk.provider_utils.urls import (
        ParsedURL,
        normalize_url,
        parse_url,
        redact_url,
        resolve_url,
        url_with_query,
    )

__all__ = [
    "ANY",
    "BOOLEAN",
    "DEFAULT_MAX_BYTES",
    "DEFAULT_MAX_EVENT_BYTES",
    "EMPTY_OBJECT_SCHEMA",
    "INTEGER",
    "NUMBER",
    "PROVIDER_UTILS_USER_AGENT",
    "RUNTIME_USER_AGENT",
    "STRING",
    "AiohttpTransport",
    "ApiResponse",
    "ApiStream",
    "DownloadedFile",
    "ErrorStructure",
    "FormData",
    "FormField",
    "HttpRequest",
    "HttpResponse",
    "JSONEvent",
    "ParsedURL",
    "RequestHeaders",
    "SSEDecoder",
    "Secret",
    "Shape",
    "ShapeError",
    "ToolCallPieces",
    "ToolCallTracker",
    "ToolNames",
    "Transport",
    "TransportError",
    "add_additional_properties",
    "base64_to_bytes",
    "bytes_to_base64",
    "camel_case",
    "combine_headers",
    "create_id_generator",
    "create_response_metadata",
    "derived_json_schema",
    "detect_media_type",
    "download_url",
    "first_of",
    "form_data_from",
    "generate_id",
    "get_bytes",
    "get_json",
    "image_to_url",
    "inject_json_instruction",
    "inline_definitions",
    "is_custom_reasoning",
    "is_full_media_type",
    "is_parsable_json",
    "is_retryable_error",
    "is_url_supported",
    "json_instruction_text",
    "list_of",
    "load_api_key",
    "load_optional_setting",
    "load_setting",
    "map_reasoning_to_budget",
    "map_reasoning_to_effort",
    "mapping_of",
    "media_type_to_extension",
    "normalize_headers",
    "normalize_url",
    "nullable",
    "nullish",
    "number_text",
    "object_of",
    "one_of",
    "optional",
    "parse_json",
    "parse_provider_options",
    "parse_url",
    "post_form",
    "post_form_for_bytes",
    "post_json",
    "post_json_for_bytes",
    "post_json_lines",
    "post_json_stream",
    "read_within_limit",
    "redact_url",
    "request_headers",
    "resolve_media_type",
    "resolve_provider_reference",
    "resolve_url",
    "response_headers",
    "retry_delay",
    "to_base64",
    "to_json_bytes",
    "to_json_text",
    "top_level_media_type",
    "unix_time",
    "url_with_query",
    "validate_base_url",
    "validate_download_url",
    "with_camel_case_keys",
    "with_retries",
    "with_user_agent_suffix",
    "without_trailing_slash",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.provider_utils.aiohttp_transport": "AiohttpTransport",
        "ai_sdk.provider_utils.api_call": (
            "ApiResponse ApiStream ErrorStructure JSONEvent get_bytes "
            "get_json post_form post_form_for_bytes post_json post_json_for_bytes "
            "post_json_lines post_json_stream"
        ),
        "ai_sdk.provider_utils.base64_data": "base64_to_bytes bytes_to_base64 image_to_url to_base64",
        "ai_sdk.provider_utils.download": "DownloadedFile download_url validate_download_url",
        "ai_sdk.provider_utils.form_data": "FormData FormField form_data_from",
        "ai_sdk.provider_utils.headers": (
            "PROVIDER_UTILS_USER_AGENT RUNTIME_USER_AGENT RequestHeaders combine_headers "
            "normalize_headers request_headers response_headers "
            "with_user_agent_suffix"
        ),
        "ai_sdk.provider_utils.ids": "create_id_generator generate_id",
        "ai_sdk.provider_utils.json_instruction": "inject_json_instruction json_instruction_text",
        "ai_sdk.provider_utils.json_schema": (
            "EMPTY_OBJECT_SCHEMA add_additional_properties derived_json_schema inline_definitions"
        ),
        "ai_sdk.provider_utils.json_text": ("is_parsable_json number_text parse_json to_json_bytes to_json_text"),
        "ai_sdk.provider_utils.media_type": (
            "detect_media_type is_full_media_type media_type_to_extension resolve_media_type top_level_media_type"
        ),
        "ai_sdk.provider_utils.provider_options": "camel_case parse_provider_options with_camel_case_keys",
        "ai_sdk.provider_utils.provider_reference": "resolve_provider_reference",
        "ai_sdk.provider_utils.reasoning": ("is_custom_reasoning map_reasoning_to_budget map_reasoning_to_effort"),
        "ai_sdk.provider_utils.response_metadata": "create_response_metadata unix_time",
        "ai_sdk.provider_utils.retry": "is_retryable_error retry_delay with_retries",
        "ai_sdk.provider_utils.settings": (
            "Secret load_api_key load_optional_setting load_setting validate_base_url without_trailing_slash"
        ),
        "ai_sdk.provider_utils.shapes": (
            "ANY BOOLEAN INTEGER NUMBER STRING Shape ShapeError first_of "
            "list_of mapping_of nullable nullish object_of one_of "
            "optional"
        ),
        "ai_sdk.provider_utils.size_limit": "DEFAULT_MAX_BYTES read_within_limit",
        "ai_sdk.provider_utils.sse": "DEFAULT_MAX_EVENT_BYTES SSEDecoder",
        "ai_sdk.provider_utils.supported_urls": "is_url_supported",
        "ai_sdk.provider_utils.tool_call_tracker": "ToolCallPieces ToolCallTracker",
        "ai_sdk.provider_utils.tool_names": "ToolNames",
        "ai_sdk.provider_utils.transport": "HttpRequest HttpResponse Transport TransportError",
        "ai_sdk.provider_utils.urls": ("ParsedURL normalize_url parse_url redact_url resolve_url url_with_query"),
    },
)
