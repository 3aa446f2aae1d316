"""What a structured output costs while it streams: 20 kB of JSON in pieces of four characters, in CPU milliseconds.

python benchmarks/partial_json.py

`never`: no value is read; `changes`: a value is built at each piece that changed it, as a reader of
`partial_output_stream` does. Beside it: what parsing the whole text again at each piece costs.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

import pydantic_core
from ai_sdk.text.output import Output
from ai_sdk.text.partial_json import PartialJSONParser

ROUNDS = 7


def report(size: int) -> dict[str, Any]:
    """Objects of a few properties, as answers have them."""
    items: list[Any] = []
    while len(json.dumps({"title": "report", "items": items})) < size:
        number = len(items)
        text = "Some words of an answer, " * 3
        items.append({"name": f"item {number:05d}", "score": number % 100 + 0.5, "tags": ["a", "b"], "text": text})
    return {"title": "report", "items": items}


DOCUMENTS = {
    "objects": json.dumps(report(20_000)),
    "objects, indented": json.dumps(report(14_000), indent=2),
    "one long string": json.dumps({"text": "word " * 4_000}),
    "one string of escapes": json.dumps({"code": 'a\n"b"\t' * 1_700}),
    "1,300 properties": json.dumps({f"key{number}": number for number in range(1_300)}),
    "1,800 small objects": json.dumps([{"a": number} for number in range(1_800)]),
    "10,000 numbers": json.dumps([1] * 10_000, separators=(",", ":")),
}


def pieces(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]


def never(deltas: Iterable[str]) -> None:
    parser = PartialJSONParser()
    for delta in deltas:
        parser.feed(delta)


def changes(deltas: Iterable[str]) -> None:
    parser = PartialJSONParser()
    for delta in deltas:
        if parser.feed(delta):
            _ = parser.value


def again(deltas: Iterable[str]) -> None:
    text = ""
    for delta in deltas:
        text += delta
        pydantic_core.from_json(text, allow_partial="trailing-strings")


def text_output(deltas: Iterable[str]) -> None:
    parser = Output.text().partial_parser()
    for delta in deltas:
        parser.feed(delta)


def array_output(deltas: Iterable[str]) -> None:
    parser = Output.array({}).partial_parser()
    for delta in deltas:
        if parser.feed(delta):
            _ = parser.value


def milliseconds(work: Callable[[Iterable[str]], None], deltas: list[str]) -> float:
    times: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work(deltas)
        times.append((time.process_time() - began) * 1_000)
    return statistics.median(times)


def main() -> None:
    print(f"{'document':<24}{'bytes':>8}{'pieces':>8}{'never':>9}{'changes':>9}{'again':>9}")
    for name, text in DOCUMENTS.items():
        deltas = pieces(text)
        columns = "".join(f"{milliseconds(work, deltas):>9.2f}" for work in (never, changes, again))
        print(f"{name:<24}{len(text):>8}{len(deltas):>8}{columns}")
    deltas = pieces(DOCUMENTS["objects"])
    print(f"\nOutput.text() of {len(deltas)} pieces: {milliseconds(text_output, deltas):.2f}")
    elements = pieces(json.dumps({"elements": report(20_000)["items"]}))
    print(f"Output.array() of {len(elements)} pieces, read at each change: {milliseconds(array_output, elements):.2f}")


if __name__ == "__main__":
    main()
