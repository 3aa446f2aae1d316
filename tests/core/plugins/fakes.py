"""Models and providers that do nothing but exist."""

from __future__ import annotations

from typing import Any

from ai_sdk.provider import MODEL_KINDS, BaseProvider, ModelKind, NoSuchModelError

_SIGNS: dict[ModelKind, dict[str, Any]] = {
    "language": {"do_generate": None, "do_stream": None, "supported_urls": {}},
    "embedding": {"do_embed": None, "max_embeddings_per_call": 1, "supports_parallel_calls": False},
    "image": {"do_generate": None, "max_images_per_call": 1},
    "speech": {"do_generate": None},
    "transcription": {"do_generate": None},
    "reranking": {"do_rerank": None},
    "video": {"do_generate": None, "max_videos_per_call": 1},
}


class FakeModel:
    specification_version: Any = "v4"

    def __init__(self, kind: ModelKind, model_id: str, provider: str = "fake") -> None:
        self.kind = kind
        self.model_id = model_id
        self.provider = provider
        vars(self).update(_SIGNS[kind])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FakeModel) and vars(self) == vars(other)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.provider}:{self.model_id}>"


class FakeProvider(BaseProvider):
    """Has the models of these ids, of every kind."""

    def __init__(self, name: str = "fake", *model_ids: str) -> None:
        self.name = name
        self.model_ids = model_ids
        self.closed = 0

    async def aclose(self) -> None:
        self.closed += 1

    def _model(self, kind: ModelKind, model_id: str) -> Any:
        if self.model_ids and model_id not in self.model_ids:
            raise NoSuchModelError(model_id=model_id, model_type=f"{kind}Model")
        return FakeModel(kind, model_id, self.name)


def _method(kind: ModelKind) -> Any:
    return lambda self, model_id: self._model(kind, model_id)


for _kind in MODEL_KINDS:
    setattr(FakeProvider, f"{_kind}_model", _method(_kind))
