"""Which distribution brings which prefix, so that the error for a missing provider says what to install."""

from __future__ import annotations

from typing import Final

__all__ = ["DEFAULT_PREFIX", "KNOWN_PROVIDERS"]

KNOWN_PROVIDERS: Final = {
    "gateway": "ai-sdk-gateway",
    "groq": "ai-sdk-groq",
    "llamacpp": "ai-sdk-openai-compatible",
    "lmstudio": "ai-sdk-openai-compatible",
    "local": "ai-sdk-local",
    "ollama": "ai-sdk-openai-compatible",
    "openai-compatible": "ai-sdk-openai-compatible",
    "togetherai": "ai-sdk-togetherai",
    "vllm": "ai-sdk-openai-compatible",
}

DEFAULT_PREFIX: Final = "gateway"
"""The provider of model strings without a prefix, if it is installed and nothing else was chosen."""
