"""The scripts of vendors that speak the protocol of OpenAI's chat completions.

scripts = chat_completions_scripts()
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ai_sdk.testing.contract.language import LanguageScripts
from ai_sdk.testing.scripted_response import ScriptedResponse

__all__ = ["chat_completions_scripts"]

_HEAD: Final = {"id": "chatcmpl-1", "created": 1711115037, "model": "model-of-the-answer"}
_USAGE: Final = {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19}


def _last_chunk(usage: Mapping[str, Any]) -> dict[str, Any]:
    return {"choices": [], "usage": usage}


def chat_completions_scripts(
    *, last_chunk: Callable[[Mapping[str, Any]], Mapping[str, Any]] = _last_chunk
) -> LanguageScripts:
    """All scripts of a language model. `last_chunk` is what follows the finish reason and has the usage of a stream."""

    def stream(deltas: Sequence[Mapping[str, Any]], finish_reason: str) -> ScriptedResponse:
        choices: list[dict[str, Any]] = [{"delta": {"role": "assistant", **delta}} for delta in deltas]
        choices.append({"delta": {}, "finish_reason": finish_reason})
        chunks: list[Mapping[str, Any]] = [{**_HEAD, "choices": [{"index": 0, **choice}]} for choice in choices]
        chunks.append({**_HEAD, **last_chunk(_USAGE)})
        return ScriptedResponse(events=[*map(json.dumps, chunks), "[DONE]"])

    return LanguageScripts(
        text=_answer({"content": "Hello, world!"}, "stop"),
        text_stream=stream([{"content": "Hello"}, {"content": ", wor"}, {"content": "ld!"}], "stop"),
        cut_text=_answer({"content": "Hello"}, "length"),
        cut_text_stream=stream([{"content": "Hello"}], "length"),
        json_text=_answer({"content": '{"city": "Paris"}'}, "stop"),
        tool_call=_answer({"content": None, "tool_calls": [_call(0, '{"city": "Paris"}')]}, "tool_calls"),
        tool_call_stream=stream(
            [_deltas(_call(0, "")), *(_deltas(_more(0, text)) for text in ('{"ci', 'ty": "Pa', 'ris"}'))], "tool_calls"
        ),
        whole_tool_call_stream=stream([_deltas(_call(0, '{"city": "Paris"}'))], "tool_calls"),
        tool_calls_stream=stream(
            [
                _deltas(_call(0, '{"city": ')),
                _deltas(_more(0, '"Paris"}')),
                _deltas(_call(1, "")),
                _deltas(_more(1, '{"city": "Rome"}')),
            ],
            "tool_calls",
        ),
    )


def _answer(message: Mapping[str, Any], finish_reason: str) -> ScriptedResponse:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish_reason}
    return ScriptedResponse(json={**_HEAD, "choices": [choice], "usage": _USAGE})


def _call(index: int, arguments: str) -> dict[str, Any]:
    function = {"name": "weather", "arguments": arguments}
    return {"index": index, "id": f"call_{index}", "type": "function", "function": function}


def _more(index: int, arguments: str) -> dict[str, Any]:
    return {"index": index, "function": {"arguments": arguments}}


def _deltas(call: Mapping[str, Any]) -> dict[str, Any]:
    return {"tool_calls": [call]}
