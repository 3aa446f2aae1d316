"""`ai-sdk embed`: texts to vectors."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import click

from ai_sdk.cli.output import print_json

__all__ = ["embed"]


@click.command()
@click.argument("model")
@click.argument("texts", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole vectors as JSON.")
def embed(*, model: str, texts: Sequence[str], as_json: bool) -> None:
    """Embed each TEXT with MODEL. Without --json only the beginning of each vector is shown."""
    asyncio.run(_embed(model, texts, as_json=as_json))


async def _embed(model: str, texts: Sequence[str], *, as_json: bool) -> None:
    from ai_sdk import embed_many, registry

    try:
        result = await embed_many(model, list(texts))
        if as_json:
            print_json(
                {
                    "embeddings": [list(embedding) for embedding in result.embeddings],
                    "usage": {"tokens": result.usage.tokens},
                }
            )
            return
        for text, embedding in zip(texts, result.embeddings, strict=True):
            head = ", ".join(f"{value:.4f}" for value in embedding[:4])
            more = ", ..." if len(embedding) > 4 else ""
            click.echo(f"{text!r}: {len(embedding)} dimensions [{head}{more}]")
    finally:
        await registry.aclose()
