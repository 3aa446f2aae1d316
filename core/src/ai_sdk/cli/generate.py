"""`ai-sdk generate`: one prompt, one answer."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import click

from ai_sdk.cli.output import log_afterwards, print_json, print_warning

if TYPE_CHECKING:
    from ai_sdk import GenerateTextResult
    from ai_sdk.provider import FilePart, JSONObject

__all__ = ["generate"]


@click.command()
@click.argument("model")
@click.argument("prompt")
@click.option("--instructions", metavar="TEXT", help="What holds for the whole conversation (the system message).")
@click.option(
    "--schema",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A JSON Schema that the answer must follow.",
)
@click.option("-f", "--file", "files", multiple=True, metavar="FILE", help="Attach a file or URL. May be repeated.")
@click.option("--no-stream", is_flag=True, help="Wait for the whole answer.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer with usage and finish reason as JSON.")
@click.option("--max-output-tokens", type=click.IntRange(min=1), metavar="N")
@click.option("--temperature", type=float, metavar="T")
def generate(
    *,
    model: str,
    prompt: str,
    instructions: str | None,
    schema: Path | None,
    files: Sequence[str],
    no_stream: bool,
    as_json: bool,
    **settings: Any,
) -> None:
    """Ask MODEL and print its answer as it comes. PROMPT '-' reads the standard input."""
    from ai_sdk.provider import TextPart, UserMessage

    text = sys.stdin.read() if prompt == "-" else prompt
    if not text.strip() and not files:
        raise click.BadParameter("there is nothing to ask.", param_hint="'PROMPT'")
    parts = [_attachment(file) for file in files]
    arguments: dict[str, Any] = {
        "prompt": [UserMessage([TextPart(text), *parts])] if parts else text,
        "instructions": instructions,
        "output": None if schema is None else _output(schema),
        **settings,
    }
    asyncio.run(_generate(model, arguments, stream=not (no_stream or as_json), as_json=as_json))


async def _generate(model: str, arguments: dict[str, Any], *, stream: bool, as_json: bool) -> None:
    from ai_sdk import generate_text, registry

    try:
        with log_afterwards():
            if stream:
                result = await _stream(model, arguments)
            else:
                result = await generate_text(model, **arguments)
                if not as_json:
                    click.echo(result.text)
        wants_output = arguments["output"] is not None
        # Reading it raises if the answer does not follow the schema.
        output = result.output if wants_output else None
        if as_json:
            _print_result(result, {"output": output} if wants_output else {})
        else:
            _print_warnings(result)
    finally:
        await registry.aclose()


async def _stream(model: str, arguments: dict[str, Any]) -> GenerateTextResult[Any]:
    from ai_sdk import stream_text

    ends_line = True
    async with stream_text(model, **arguments) as stream:
        try:
            async for text in stream.text_stream:
                click.echo(text, nl=False)
                ends_line = text.endswith("\n")
        except Exception:
            if not ends_line:
                click.echo()
            raise
        if not ends_line:
            click.echo()
        return await stream.result()


def _print_result(result: GenerateTextResult[Any], output: dict[str, Any]) -> None:
    from ai_sdk.provider import to_json

    print_json(
        {
            "text": result.text,
            **output,
            "finishReason": result.finish_reason,
            "usage": to_json(result.usage),
            "warnings": [to_json(warning) for warning in result.warnings],
            "modelId": result.response.model_id,
        }
    )


def _print_warnings(result: GenerateTextResult[Any]) -> None:
    if result.finish_reason == "length":
        print_warning("the answer ends at the limit of its length (--max-output-tokens)")


def _output(path: Path) -> Any:
    try:
        schema = json.loads(path.read_bytes())
    except ValueError as error:
        raise click.BadParameter(f"{str(path)!r} is no JSON: {error}", param_hint="'--schema'") from error
    if not isinstance(schema, dict):
        raise click.BadParameter(f"{str(path)!r} must hold a JSON object", param_hint="'--schema'")
    from ai_sdk import Output

    return Output.object(cast("JSONObject", schema))


def _attachment(source: str) -> FilePart:
    from ai_sdk.provider import FilePart

    if source.startswith(("https://", "http://")):
        path = urlsplit(source).path
        media_type = mimetypes.guess_type(path)[0]
        if media_type is None:
            raise click.BadParameter(
                f"the ending of {source!r} does not tell what it is. Download it and attach the file.",
                param_hint="'--file'",
            )
        return FilePart(source, media_type=media_type)
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise click.BadParameter(f"{source!r} can't be read: {error.strerror}", param_hint="'--file'") from error
    media_type = mimetypes.guess_type(source)[0] or _guess(data)
    return FilePart(data, media_type=media_type, filename=Path(source).name)


def _guess(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "application/octet-stream"
    return "text/plain"
