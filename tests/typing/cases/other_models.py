"""The functions of the other models say what they take and give, and so do their blocking twins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import assert_type

from ai_sdk import (
    GeneratedAudio,
    GeneratedFile,
    RankedResult,
    generate_image,
    generate_speech,
    generate_video,
    get_batch_results,
    rerank,
    sync,
    transcribe,
)


async def main() -> None:
    texts = await rerank("a:b", query="q", documents=["x"])
    assert_type(texts.ranking, Sequence[RankedResult[str]])
    objects = await rerank("a:b", query="q", documents=[{"t": "x"}])
    assert_type(objects.reranked_documents, Sequence[dict[str, str]])
    assert_type((await generate_image("a:b", "x", images=[Path("a"), b"", "https://x.test"])).image, GeneratedFile)
    assert_type((await generate_speech("a:b", "x")).audio, GeneratedAudio)
    assert_type((await generate_video("a:b", "x", first_frame=Path("a"))).videos, Sequence[GeneratedFile])
    assert_type((await transcribe("a:b", Path("a"))).text, str)
    async for item in get_batch_results("a:b", {}):
        if item.status == "succeeded":
            assert_type(item.text, str)
    await rerank("a:b", "q", ["x"])  # pyright: ignore[reportCallIssue]


assert_type(sync.transcribe("a:b", Path("a")).text, str)
assert_type(sync.rerank("a:b", query="q", documents=["x"]).reranked_documents, Sequence[str])
for item in sync.get_batch_results("a:b", {}):
    assert_type(item.id, str)
sync.generate_image("a:b", "x", no_such_setting=1)  # pyright: ignore[reportCallIssue]
