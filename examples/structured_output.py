"""From a text to a value of a class: the model must answer in the form of `Invitation`, which pydantic validates.

    python examples/structured_output.py                               # a small model in this process: no key
    python examples/structured_output.py groq:llama-3.3-70b-versatile

The value grows while it is written. The default model is fetched once (93 MB); it is tiny and often wrong.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated, Literal

from ai_sdk import AISDKError, stream_text
from pydantic import BaseModel, Field

DEFAULT_MODEL = "local:smollm2"

LETTER = "Dear Tom, please come to my birthday party on Saturday at 5. There will be 12 of us. Love, Anna"


class Invitation(BaseModel):
    """What is in a letter of invitation."""

    host: Annotated[str, Field(description="Who invites.", max_length=12)]
    guest: Annotated[str, Field(description="Who is invited.", max_length=12)]
    weekday: Literal["Friday", "Saturday", "Sunday"]
    people: Annotated[int, Field(description="How many come.", ge=0, le=99)]


async def main(model: str) -> int:
    print(f"> {LETTER}")
    try:
        async with stream_text(
            model,
            f"{LETTER}\n\nWho invites whom, on which day, and how many come?",
            instructions="Take the facts out of the letter.",
            output=Invitation,
            temperature=0,
            max_output_tokens=100,
        ) as stream:
            async for partial in stream.partial_output_stream:
                print(f"  {partial}")
            result = await stream.result()
        print(repr(result.output))
    except AISDKError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else DEFAULT_MODEL)))
