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
        post_json,
        post_json_for_bytes,
        post_json_stream,
    )
    from ai_sdk.provider_utils.form_data import (
        FormData,
        FormField,
        form_data_from,
    )
    from ai_sdk.provider_utils.headers import (
        PROVIDER_UTILS_USER_AGENT,
        RUNTIME_USER_AGENT,
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
    from ai_sdk.provider_utils.json_text import (
        is_parsable_json,
        number_text,
        parse_json,
        to_json_bytes,
        to_json_text,
    )
    from ai_sdk.provider_utils.settings import (
        Secret,
        load_api_key,
        load_optional_setting,
        load_setting,
        validate_base_url,
        without_trailing_slash,
    )
    from ai_sdk.provider_utils.size_limit import (
        DEFAULT_MAX_BYTES,
        read_within_limit,
    )
    from ai_sdk.provider_utils.sse import (
        DEFAULT_MAX_EVENT_BYTES,
        SSEDecoder,
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
    "DEFAULT_MAX_BYTES",
    "DEFAULT_MAX_EVENT_BYTES",
    "PROVIDER_UTILS_USER_AGENT",
    "RUNTIME_USER_AGENT",
    "AiohttpTransport",
    "ApiResponse",
    "ApiStream",
    "ErrorStructure",
    "FormData",
    "FormField",
    "HttpRequest",
    "HttpResponse",
    "JSONEvent",
    "ParsedURL",
    "SSEDecoder",
    "Secret",
    "Transport",
    "TransportError",
    "combine_headers",
    "create_id_generator",
    "form_data_from",
    "generate_id",
    "get_bytes",
    "get_json",
    "is_parsable_json",
    "load_api_key",
    "load_optional_setting",
    "load_setting",
    "normalize_headers",
    "normalize_url",
    "number_text",
    "parse_json",
    "parse_url",
    "post_form",
    "post_json",
    "post_json_for_bytes",
    "post_json_stream",
    "read_within_limit",
    "redact_url",
    "request_headers",
    "resolve_url",
    "response_headers",
    "to_json_bytes",
    "to_json_text",
    "url_with_query",
    "validate_base_url",
    "with_user_agent_suffix",
    "without_trailing_slash",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.provider_utils.aiohttp_transport": "AiohttpTransport",
        "ai_sdk.provider_utils.api_call": (
            "ApiResponse ApiStream ErrorStructure JSONEvent get_bytes get_json post_form post_json "
            "post_json_for_bytes post_json_stream"
        ),
        "ai_sdk.provider_utils.form_data": "FormData FormField form_data_from",
        "ai_sdk.provider_utils.headers": (
            "PROVIDER_UTILS_USER_AGENT RUNTIME_USER_AGENT combine_headers normalize_headers request_headers "
            "response_headers with_user_agent_suffix"
        ),
        "ai_sdk.provider_utils.ids": "create_id_generator generate_id",
        "ai_sdk.provider_utils.json_text": "is_parsable_json number_text parse_json to_json_bytes to_json_text",
        "ai_sdk.provider_utils.settings": "Secret load_api_key load_optional_setting load_setting validate_base_url without_trailing_slash",
        "ai_sdk.provider_utils.size_limit": "DEFAULT_MAX_BYTES read_within_limit",
        "ai_sdk.provider_utils.sse": "DEFAULT_MAX_EVENT_BYTES SSEDecoder",
        "ai_sdk.provider_utils.transport": "HttpRequest HttpResponse Transport TransportError",
        "ai_sdk.provider_utils.urls": "ParsedURL normalize_url parse_url redact_url resolve_url url_with_query",
    },
)
