"""The inference engine behind a thread boundary: asyncio on one side, mistral.rs on the other.

    engine = Engine(EngineSettings(source=source, folder=folder))
    answer = engine.generate(request)
    while (piece := await answer.next()) is not None:
        print(piece.text)

The file is fetched and loaded with the first answer, in the engine's thread. Answers are written one after another,
because the engine fails when it batches calls on a CPU. The thread writes ahead of a slow reader, so that the next call
need not wait for one; closing an answer stops it at the next token.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from ai_sdk.provider import InvalidPromptError, JSONObject

from ai_sdk_local.catalog import LanguageModelSource
from ai_sdk_local.errors import EngineError, GrammarError
from ai_sdk_local.model_files import FetchStopped, model_path
from ai_sdk_local.process_environment import environment
from ai_sdk_local.worker import Job, Stopped, Worker

__all__ = ["Answer", "Engine", "EngineRequest", "EngineSettings", "Piece"]

LOG_VARIABLE: Final = "AI_SDK_LOCAL_LOG"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """What makes two engines the same: the weights, where they are kept, and how they are quantised when loaded."""

    source: LanguageModelSource
    folder: Path
    in_situ_quant: str | None = "Q8_0"
    show_progress: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRequest:
    """One call in the engine's words. None leaves a setting to the engine. `grammar` is a JSON Schema."""

    messages: Sequence[Mapping[str, str]]
    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    stop_seqs: Sequence[str] | None = None
    grammar: JSONObject | None = None


@dataclass(slots=True)
class Piece:
    """A token or a few. The last piece has `finish_reason` and `usage`."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: dict[str, int | float] | None = None


class Engine:
    """A model, and the thread that runs it. Gone (thread and memory) when nobody refers to it any more."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        source = settings.source
        self._worker = Worker(source.name if isinstance(source, Path) else source.id)
        # Touched by the thread alone.
        self._runner: Any = None

    def __del__(self) -> None:
        self._worker.close()

    def generate(self, request: EngineRequest) -> Answer:
        """Queues a call. Cancelling the task that waits for the answer, or dropping the answer, stops it."""
        _refuse_after_fork()
        writing = _Writing(self, request)
        self._worker.submit(writing)
        return Answer(writing)

    def run(self, request: EngineRequest, stopped: Stopped) -> Iterable[Piece]:
        """The pieces of an answer, in the engine's thread. Ends early when `stopped()` is true between two pieces."""
        if self._runner is None:
            path = model_path(
                self._settings.source,
                folder=self._settings.folder,
                stopped=stopped,
                show_progress=self._settings.show_progress,
            )
            self._runner = _load(path, self._settings.in_situ_quant)
        try:
            # Leaving the loop drops the engine's iterator, and that is what stops the engine at the next token.
            for chunk in self._runner.send_chat_completion_request(_engine_request(request)):
                if stopped():
                    return
                yield _piece(chunk)
        except Exception as error:
            failure = _failure(error, request)
            if type(failure) is EngineError:
                self._runner = None  # its native threads may be gone: the next call loads it anew
            raise failure from error


class Answer:
    """The reader's end of an answer that is being written."""

    def __init__(self, writing: _Writing) -> None:
        self._writing = writing

    def __del__(self) -> None:
        self.close()

    async def next(self) -> Piece | None:
        """The next piece; None after the last. Raises what made the engine fail."""
        try:
            item = await self._writing.items.get()
        except asyncio.CancelledError:
            self.close()
            raise
        if isinstance(item, BaseException):
            raise item
        return item

    def close(self) -> None:
        """Stops the engine at the next token. Harmless when the answer is complete."""
        self._writing.closed = True


class _Writing(Job):
    """The engine's end: pulls the pieces and hands them to the reader's event loop."""

    def __init__(self, engine: Engine, request: EngineRequest) -> None:
        self._engine = engine
        self._request = request
        self._loop = asyncio.get_running_loop()
        self.items: asyncio.Queue[Piece | BaseException | None] = asyncio.Queue()
        self.closed = False

    def run(self, closing: Stopped) -> None:
        def stopped() -> bool:
            return self.closed or closing()

        if stopped():
            return
        last: BaseException | None = None
        try:
            for piece in self._engine.run(self._request, stopped):
                self._hand_over(piece)
        except FetchStopped:
            return
        except Exception as error:  # noqa: BLE001 - the reader raises it
            last = error
        except BaseException as error:  # noqa: BLE001 - native code panics with a BaseException
            last = EngineError(f"The inference engine crashed: {_first_line(error)}", cause=error)
        self._hand_over(last)

    def _hand_over(self, item: Piece | BaseException | None) -> None:
        if self.closed:
            return
        try:
            self._loop.call_soon_threadsafe(self.items.put_nowait, item)
        except RuntimeError:
            self.closed = True  # the loop is closed: nobody reads on


_loaded_in: int | None = None


def _refuse_after_fork() -> None:
    if _loaded_in is not None and _loaded_in != os.getpid():
        raise EngineError(
            "This process was forked from one in which the inference engine was running, and its threads did not come "
            "along. Start processes with multiprocessing's 'spawn' method, or load no model before the fork."
        )


def _load(path: Path, in_situ_quant: str | None) -> Any:
    global _loaded_in  # noqa: PLW0603 - it says something about the process
    # The engine reads these once, when it is loaded. Threads: more than there are idle cores make it spin, a hundred
    # times slower. Log: it goes to stdout, which belongs to the program.
    with environment(
        RUST_LOG=os.environ.get(LOG_VARIABLE) or "off",
        RAYON_NUM_THREADS=os.environ.get("RAYON_NUM_THREADS") or "1",
    ):
        _loaded_in = os.getpid()
        try:
            mistralrs: Any = import_module("mistralrs")
        except ImportError as error:
            raise EngineError(
                f"The inference engine can't be imported: {error}. Install it again: "
                "pip install --force-reinstall 'mistralrs>=0.9.5,<0.10'",
                cause=error,
            ) from error
        try:
            # A folder that exists and a name in it: nothing is looked up on a network. One sequence: see above.
            weights = mistralrs.Which.GGUF(quantized_model_id=str(path.parent), quantized_filename=path.name)
            return mistralrs.Runner(which=weights, in_situ_quant=in_situ_quant, max_seqs=1, token_source="none")  # noqa: S106 - it says that there is no token
        except Exception as error:
            raise EngineError(f"The engine can't load {str(path)!r}: {_first_line(error)}", cause=error) from error


def _engine_request(request: EngineRequest) -> Any:
    mistralrs: Any = import_module("mistralrs")
    grammar = request.grammar
    return mistralrs.ChatCompletionRequest(
        messages=[{key: _clean(text) for key, text in message.items()} for message in request.messages],
        model="default",
        stream=True,
        max_tokens=request.max_tokens,
        temperature=request.temperature,
        top_p=request.top_p,
        top_k=request.top_k,
        presence_penalty=request.presence_penalty,
        frequency_penalty=request.frequency_penalty,
        stop_seqs=None if request.stop_seqs is None else list(request.stop_seqs),
        grammar=None if grammar is None else json.dumps(grammar),
        grammar_type=None if grammar is None else "json_schema",
    )


_USAGE_FIELDS: Final = (
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "avg_tok_per_sec",
    "avg_prompt_tok_per_sec",
    "avg_compl_tok_per_sec",
    "total_time_sec",
    "total_prompt_time_sec",
    "total_completion_time_sec",
)


def _piece(chunk: Any) -> Piece:
    choice = chunk.choices[0]
    usage = chunk.usage
    numbers = {} if usage is None else {name: getattr(usage, name) for name in _USAGE_FIELDS}
    return Piece(
        text=choice.delta.content or "",
        reasoning=choice.delta.reasoning_content or "",
        finish_reason=choice.finish_reason,
        # A speed is infinite when there was nothing to measure.
        usage={name: number for name, number in numbers.items() if math.isfinite(number)} or None,
    )


_TOO_LONG: Final = re.compile(r"sequence length is greater than (\d+)")


def _failure(error: Exception, request: EngineRequest) -> Exception:
    message = _first_line(error)
    if message.startswith("Invalid grammar"):
        return GrammarError(message, cause=error)
    too_long = _TOO_LONG.search(message)
    if too_long is not None:
        return InvalidPromptError(
            f"it does not fit into the model's context of {too_long[1]} tokens. Send less text.",
            prompt=request.messages,
            cause=error,
        )
    return EngineError(f"The inference engine failed: {message}", cause=error)


def _clean(text: str) -> str:
    # Native strings are UTF-8 and hold no lone surrogates.
    return text.encode("utf-8", "replace").decode("utf-8")


def _first_line(error: BaseException) -> str:
    # The rest is a backtrace of native code.
    return next(iter(str(error).splitlines()), type(error).__name__)
