"""What this provider raises beside the errors of the contract.

    LocalModelError
      ModelFetchError    the model file could not be brought into the cache folder
      EngineError        the engine could not load the file, or failed while it wrote

None of them is worth a retry.
"""

from __future__ import annotations

from ai_sdk.provider import AISDKError

__all__ = ["EngineError", "GrammarError", "LocalModelError", "ModelFetchError"]


class LocalModelError(AISDKError):
    """A model of this process failed. The message says what to do."""

    name = "AI_LocalModelError"


class ModelFetchError(LocalModelError):
    """The model file could not be brought into the cache folder."""

    name = "AI_LocalModelFetchError"


class EngineError(LocalModelError):
    """The inference engine could not load a file, or failed while it wrote."""

    name = "AI_LocalEngineError"


class GrammarError(EngineError):
    """The engine does not understand a JSON Schema. The language model turns it into `InvalidArgumentError`."""
