"""Middleware: something of yours, or of this package, between the caller and a model.

    from ai_sdk import extract_reasoning_middleware, wrap_language_model

    model = wrap_language_model(groq("qwen/qwen3-32b"), extract_reasoning_middleware(tag_name="think"))

Of one's own: subclass `LanguageModelMiddleware` (`EmbeddingModelMiddleware`, `ImageModelMiddleware`). Names are
imported when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_sdk._lazy import lazy_exports

if TYPE_CHECKING:
    from ai_sdk.middleware.default_instructions import default_instructions_middleware
    from ai_sdk.middleware.default_settings import default_embedding_settings_middleware, default_settings_middleware
    from ai_sdk.middleware.embedding_model import (
        EmbeddingModelCall,
        EmbeddingModelMiddleware,
        EmbeddingModelParams,
        wrap_embedding_model,
    )
    from ai_sdk.middleware.extract_json import extract_json_middleware
    from ai_sdk.middleware.extract_reasoning import extract_reasoning_middleware
    from ai_sdk.middleware.image_model import (
        ImageModelCall,
        ImageModelMiddleware,
        ImageModelParams,
        wrap_image_model,
    )
    from ai_sdk.middleware.language_model import (
        LanguageModelCall,
        LanguageModelMiddleware,
        LanguageModelParams,
        wrap_language_model,
    )
    from ai_sdk.middleware.provider import WrappedProvider, wrap_provider
    from ai_sdk.middleware.simulate_streaming import simulate_streaming_middleware
    from ai_sdk.middleware.tool_input_examples import add_tool_input_examples_middleware

__all__ = [
    "EmbeddingModelCall",
    "EmbeddingModelMiddleware",
    "EmbeddingModelParams",
    "ImageModelCall",
    "ImageModelMiddleware",
    "ImageModelParams",
    "LanguageModelCall",
    "LanguageModelMiddleware",
    "LanguageModelParams",
    "WrappedProvider",
    "add_tool_input_examples_middleware",
    "default_embedding_settings_middleware",
    "default_instructions_middleware",
    "default_settings_middleware",
    "extract_json_middleware",
    "extract_reasoning_middleware",
    "simulate_streaming_middleware",
    "wrap_embedding_model",
    "wrap_image_model",
    "wrap_language_model",
    "wrap_provider",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "ai_sdk.middleware.default_instructions": "default_instructions_middleware",
        "ai_sdk.middleware.default_settings": "default_embedding_settings_middleware default_settings_middleware",
        "ai_sdk.middleware.embedding_model": (
            "EmbeddingModelCall EmbeddingModelMiddleware EmbeddingModelParams wrap_embedding_model"
        ),
        "ai_sdk.middleware.extract_json": "extract_json_middleware",
        "ai_sdk.middleware.extract_reasoning": "extract_reasoning_middleware",
        "ai_sdk.middleware.image_model": "ImageModelCall ImageModelMiddleware ImageModelParams wrap_image_model",
        "ai_sdk.middleware.language_model": (
            "LanguageModelCall LanguageModelMiddleware LanguageModelParams wrap_language_model"
        ),
        "ai_sdk.middleware.provider": "WrappedProvider wrap_provider",
        "ai_sdk.middleware.simulate_streaming": "simulate_streaming_middleware",
        "ai_sdk.middleware.tool_input_examples": "add_tool_input_examples_middleware",
    },
)
