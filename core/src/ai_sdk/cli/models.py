"""`ai-sdk models`: which models a provider has, where it can tell."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import click

from ai_sdk.cli.output import print_json, print_table

__all__ = ["models"]


@dataclass(slots=True, frozen=True)
class _Row:
    id: str
    name: str | None
    kind: str | None
    context: int | None
    # US dollars a token, as the provider spells them.
    input_price: str | None
    output_price: str | None


@click.command()
@click.argument("prefix")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def models(*, prefix: str, as_json: bool) -> None:
    """List the models of a provider.

    PREFIX is what stands before the ':' of its model strings, for example 'gateway' or 'ollama'. The provider is asked
    for its models.
    """
    rows = asyncio.run(_rows(prefix))
    if rows is None:
        raise click.ClickException(f"The provider {prefix!r} can't list its models.{_where(prefix)}")
    if as_json:
        print_json([_json(row) for row in rows])
    elif not rows:
        click.echo(f"The provider {prefix!r} has no models.")
    else:
        _print(prefix, rows)


async def _rows(prefix: str) -> list[_Row] | None:
    from ai_sdk import registry

    try:
        # Not in the contract: providers that can tell have this method, and their models at least an `id`.
        get: Any = getattr(registry.provider(prefix), "get_available_models", None)
        return None if get is None else [_row(model) for model in (await get()).models]
    finally:
        await registry.aclose()


def _where(prefix: str) -> str:
    from ai_sdk import AISDKError, registry

    try:
        docs = registry.plugin(prefix).description.docs
    except AISDKError:
        # Registered by hand.
        return ""
    return f" Its documentation may name them: {docs}" if docs else ""


def _row(model: Any) -> _Row:
    pricing = getattr(model, "pricing", None)
    return _Row(
        model.id,
        getattr(model, "name", None),
        getattr(model, "model_type", None),
        getattr(model, "context_window", None),
        getattr(pricing, "input", None),
        getattr(pricing, "output", None),
    )


def _json(row: _Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "contextWindow": row.context,
        "inputPrice": row.input_price,
        "outputPrice": row.output_price,
    }


def _print(prefix: str, rows: list[_Row]) -> None:
    """The columns that any of the models has."""
    columns = [
        ("MODEL", [f"{prefix}:{row.id}" for row in rows]),
        ("KIND", [row.kind for row in rows]),
        ("CONTEXT", [None if row.context is None else str(row.context) for row in rows]),
        ("INPUT $/M", [_per_million(row.input_price) for row in rows]),
        ("OUTPUT $/M", [_per_million(row.output_price) for row in rows]),
    ]
    shown = [(header, cells) for header, cells in columns if any(cells)]
    lines = zip(*(cells for _, cells in shown), strict=True)
    print_table([header for header, _ in shown], [[cell or "-" for cell in line] for line in lines])


def _per_million(price: str | None) -> str | None:
    if price is None:
        return None
    # Prices are texts, so that nothing is rounded on the way.
    from decimal import Decimal, InvalidOperation

    try:
        found = (Decimal(price) * 1_000_000).normalize()
    except InvalidOperation:
        return price
    return f"{found:f}"
