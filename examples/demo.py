"""The main job in a minute: stream an answer, get a typed one, compare texts, see what is installed.

    hatch run demo                                  # a small model in this process: no key, no server
    hatch run demo ollama:llama3.2:3b               # the same with any other model
    hatch run demo groq:llama-3.3-70b-versatile --embeddings openai-compatible:nomic-embed-text

The default model is fetched once (93 MB). It is tiny: what it says is fluent and often wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Annotated, Literal

from ai_sdk import (
    AISDKError,
    NoSuchModelError,
    __version__,
    cosine_similarity,
    embed_many,
    generate_text,
    registry,
    stream_text,
)
from pydantic import BaseModel, Field

DEFAULT_MODEL = "local:smollm2"
DEFAULT_EMBEDDINGS = "local:e5"

TEXTS = [
    "A cat sleeps on the sofa.",
    "A kitten naps on the couch.",
    "The train to Oslo leaves at noon.",
    "When does the next train go?",
]


class Pet(BaseModel):
    """What the second answer is validated against."""

    name: Annotated[str, Field(max_length=12)]
    animal: Literal["cat", "dog", "parrot"]
    age: Annotated[int, Field(ge=0, le=20)]


async def stream_an_answer(model: str) -> None:
    prompt = "Write one sentence about a cat."
    print(f"> {prompt}")
    start = perf_counter()
    first = None
    async with stream_text(model, prompt, max_output_tokens=80) as stream:
        async for text in stream.text_stream:
            first = first or perf_counter()
            print(text, end="", flush=True)
        result = await stream.result()
    end = perf_counter()
    usage = result.usage
    print(f"\n[{usage.input_tokens} tokens in, {usage.output_tokens} out, finish reason: {result.finish_reason}]")
    if first is not None:
        speed = f", {(usage.output_tokens - 1) / (end - first):.0f} tokens/s" if (usage.output_tokens or 0) > 1 else ""
        print(f"[first text after {first - start:.2f} s, all after {end - start:.2f} s{speed}]")


async def get_a_typed_answer(model: str) -> None:
    prompt = "Invent a pet."
    print(f"> {prompt}")
    result = await generate_text(model, prompt, output=Pet, max_output_tokens=200)
    pet: Pet = result.output
    print(repr(pet))


async def compare_texts(model: str) -> None:
    result = await embed_many(model, TEXTS)
    width = max(map(len, TEXTS)) + 4
    print(" " * width + "".join(f"{number:>6}" for number in range(1, len(TEXTS) + 1)))
    for number, (text, vector) in enumerate(zip(TEXTS, result.embeddings, strict=True), start=1):
        row = "".join(f"{cosine_similarity(vector, other):6.2f}" for other in result.embeddings)
        print(f"{f'{number} {text}':<{width}}{row}")
    print(f"[{len(result.embeddings[0])} dimensions, {result.usage.tokens} tokens]")


def show_providers() -> None:
    for provider in registry.providers():
        print(f"{provider.prefix:<20}{provider.distribution} {provider.version}  {provider.state}")


async def run(model: str, embeddings: str | None) -> None:
    print(f"AI SDK {__version__}, model {model}")
    try:
        await section("1. A streamed answer", stream_an_answer, model)
        await section("2. A typed answer", get_a_typed_answer, model)
        print(f"\n3. Texts of like meaning ({embeddings or DEFAULT_EMBEDDINGS})")
        try:
            await compare_texts(embeddings or DEFAULT_EMBEDDINGS)
        except AISDKError as error:
            # The default one is an extra that may not be installed; any provider may have no embeddings.
            if embeddings and not isinstance(error, NoSuchModelError):
                raise
            print(f"Skipped: {one_line(error)}")
        print("\n4. Installed providers")
        show_providers()
    finally:
        await registry.aclose()


async def section(title: str, show: Callable[[str], Awaitable[None]], model: str) -> None:
    print(f"\n{title}")
    await show(model)


def one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo", description="Shows what the AI SDK does.")
    parser.add_argument("model", nargs="?", default=DEFAULT_MODEL, help=f"default: {DEFAULT_MODEL}")
    parser.add_argument("--embeddings", metavar="MODEL", help=f"default: {DEFAULT_EMBEDDINGS}")
    arguments = parser.parse_args()
    # A terminal that can't show a character shows a question mark; it must not end the demo.
    sys.stdout.reconfigure(errors="replace")
    try:
        asyncio.run(run(arguments.model, arguments.embeddings))
    except (AISDKError, TimeoutError) as error:
        print(f"\nError: {one_line(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
