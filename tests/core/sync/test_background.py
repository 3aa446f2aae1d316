from __future__ import annotations

import asyncio
import contextvars
import gc
import inspect
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import ai_sdk.sync
import pytest
from ai_sdk.provider import APICallError, EmbeddingResult, NoSuchProviderError, RetryError
from ai_sdk.sync import embed, embed_many, generate_text, run
from ai_sdk.sync.background import background_loop
from ai_sdk.testing import MockEmbeddingModel, MockLanguageModel, text_result


async def loop_id() -> int:
    return id(asyncio.get_running_loop())


def interrupt() -> None:
    """What Ctrl-C does to the main thread. Called by what the main thread waits for."""
    main = threading.main_thread().ident
    assert main is not None
    signal.pthread_kill(main, signal.SIGINT)


# Calls


def test_the_twins_answer_like_the_async_functions() -> None:
    assert generate_text(MockLanguageModel(do_generate=text_result("hi")), "Hello").text == "hi"
    model = MockEmbeddingModel(do_embed=EmbeddingResult([[1.0]]))
    assert embed(model, "a").embedding == [1.0]
    assert embed_many(model, ["a", "b"], max_parallel_calls=2).embeddings == [[1.0], [1.0]]


@pytest.mark.parametrize(
    "name",
    [name for name in ai_sdk.sync.__all__ if name != "run" and not isinstance(getattr(ai_sdk.sync, name), type)],
)
def test_a_twin_looks_like_its_function(name: str) -> None:
    twin, function = getattr(ai_sdk.sync, name), getattr(ai_sdk, name)
    assert twin.__name__ == name
    assert twin.__module__ == "ai_sdk.sync"
    assert inspect.signature(twin).parameters == inspect.signature(function).parameters
    assert twin.__doc__.startswith(f"The blocking twin of `ai_sdk.{name}`")
    assert function.__doc__ in twin.__doc__
    assert not inspect.iscoroutinefunction(twin)


def test_all_calls_run_on_one_loop_in_another_thread() -> None:
    assert run(loop_id) == run(loop_id)

    async def thread() -> threading.Thread:
        return threading.current_thread()

    assert run(thread) is not threading.current_thread()
    assert run(thread).daemon


async def test_a_thread_whose_loop_runs_may_call_too() -> None:
    assert run(loop_id) != id(asyncio.get_running_loop())


def test_many_threads_may_call_at_once() -> None:
    async def meet(barrier: asyncio.Barrier) -> int:
        await barrier.wait()
        return await loop_id()

    barrier = asyncio.Barrier(8)
    with ThreadPoolExecutor(8) as pool:
        assert len({each.result() for each in [pool.submit(run, meet, barrier) for _ in range(8)]}) == 1


def test_arguments_and_results_pass_through() -> None:
    async def echo(*args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        return args, kwargs

    value = object()
    assert run(echo, value, key=value) == ((value,), {"key": value})


def test_errors_pass_through_as_they_are() -> None:
    error = ValueError("no")

    async def fail() -> None:
        raise error

    with pytest.raises(ValueError, match="no") as caught:
        run(fail)
    assert caught.value is error
    with pytest.raises(TypeError, match="argument"):
        run(fail, 1)  # type: ignore[call-arg]
    with pytest.raises(NoSuchProviderError):
        generate_text("nobody:model", "hi")


def test_an_error_is_not_kept_alive_by_its_own_traceback() -> None:
    class Heavy(Exception):
        pass

    async def fail() -> None:
        raise Heavy

    gc.disable()
    try:
        try:
            run(fail)
        except Heavy as error:
            kept = weakref.ref(error)
        deadline = time.monotonic() + 5
        while kept() is not None and time.monotonic() < deadline:
            time.sleep(0.001)  # the loop's thread lets go of the task a moment later
        assert kept() is None
    finally:
        gc.enable()


def test_retries_work_without_an_event_loop_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    async def sleep(seconds: float) -> None: ...

    monkeypatch.setattr("ai_sdk.provider_utils.retry.sleep", sleep)
    model = MockEmbeddingModel(do_embed=APICallError("busy", url="u", status_code=503))
    with pytest.raises(RetryError):
        embed(model, "a")
    assert len(model.do_embed_calls) == 3


def test_the_work_sees_the_callers_context_variables() -> None:
    variable = contextvars.ContextVar("variable", default="unset")

    async def read() -> str:
        return variable.get()

    variable.set("set")
    assert run(read) == "set"


def test_a_call_from_the_loop_itself_is_refused() -> None:
    async def nested() -> None:
        run(loop_id)

    with pytest.raises(RuntimeError, match=r"Await the function of ai_sdk there"):
        run(nested)


def test_a_worker_thread_of_the_loop_may_call() -> None:
    async def outer() -> int:
        return await asyncio.to_thread(run, loop_id)

    assert run(outer) == run(loop_id)


# Interruptions


def test_an_interruption_cancels_the_work_and_waits_for_it() -> None:
    said: list[str] = []

    async def work() -> None:
        try:
            interrupt()
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            said.append("cleaned up")

    with pytest.raises(KeyboardInterrupt):
        run(work)
    assert said == ["cleaned up"]


def test_a_second_interruption_does_not_wait() -> None:
    over, ended = threading.Event(), threading.Event()

    async def stubborn() -> None:
        interrupt()
        while not over.is_set():
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                interrupt()
        ended.set()

    with pytest.raises(KeyboardInterrupt):
        run(stubborn)
    assert not ended.is_set()
    over.set()
    assert ended.wait(5)


@pytest.mark.parametrize("exit_error", [SystemExit(3), KeyboardInterrupt()])
def test_an_exit_on_the_loop_reaches_the_caller_and_not_the_loop(exit_error: BaseException) -> None:
    async def leave() -> None:
        raise exit_error

    before = run(loop_id)
    with pytest.raises(type(exit_error)):
        run(leave)
    assert run(loop_id) == before


# The end of the program, and forks


def python(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=30)


def test_a_program_ends_without_a_word() -> None:
    script = """
import asyncio
from ai_sdk.sync import embed, run
from ai_sdk.provider import EmbeddingResult
from ai_sdk.testing import MockEmbeddingModel

print(embed(MockEmbeddingModel(do_embed=EmbeddingResult([[1.0]])), "a").embedding)

async def leave_things_open():
    async def numbers():
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            print("generator closed")

    async def wait():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            print("task cancelled")

    global kept
    kept = numbers(), asyncio.create_task(wait())
    await anext(kept[0])
    await asyncio.to_thread(print, "in a worker thread")

run(leave_things_open)
"""
    ended = python(script)
    assert ended.stderr == ""
    assert ended.returncode == 0
    assert ended.stdout.splitlines() == ["[1.0]", "in a worker thread", "task cancelled", "generator closed"]


def test_a_program_that_never_calls_starts_no_thread() -> None:
    ended = python("import threading, ai_sdk.sync; print(threading.active_count())")
    assert (ended.stdout, ended.stderr) == ("1\n", "")


def test_an_unhandled_error_ends_the_program_as_usual() -> None:
    ended = python("from ai_sdk.sync import embed; embed('nobody:model', 'a')")
    assert ended.returncode == 1
    assert "NoSuchProviderError" in ended.stderr or "not installed" in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert "ResourceWarning" not in ended.stderr


def test_after_the_end_the_error_says_so() -> None:
    script = """
import atexit

@atexit.register  # runs after what was registered later
def late():
    try:
        run(nothing)
    except RuntimeError as error:
        print(error)

from ai_sdk.sync import run

async def nothing(): ...

run(nothing)
"""
    ended = python(script)
    assert ended.stdout == "ai_sdk.sync can't be used any more: the program is about to end.\n"
    assert ended.stderr == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_has_a_loop_of_its_own_and_leaves_its_parents_alone() -> None:
    script = """
import asyncio, os, sys, warnings
warnings.filterwarnings("ignore", category=DeprecationWarning)  # Python's word on forks of programs with threads
from ai_sdk.sync import run

async def pid_and_pipe():
    # Bytes through a socket pair: the loop must really wait for a file descriptor.
    import socket
    left, right = socket.socketpair()
    with left, right:
        left.setblocking(False), right.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(left, b"x")
        assert await loop.sock_recv(right, 1) == b"x"
    return os.getpid()

assert run(pid_and_pipe) == os.getpid()
child = os.fork()
if child == 0:
    assert run(pid_and_pipe) == os.getpid()
    print("child done", flush=True)
    sys.exit(7)
_, status = os.waitpid(child, 0)
assert run(pid_and_pipe) == os.getpid()
print("parent done", os.waitstatus_to_exitcode(status))
"""
    ended = python(script)
    assert ended.stdout.splitlines() == ["child done", "parent done 7"]
    assert ended.stderr == ""


def test_the_loop_is_one_object() -> None:
    assert background_loop() is background_loop()


def test_an_http_session_that_nobody_closed_ends_with_the_program() -> None:
    script = """
from ai_sdk.provider_utils import AiohttpTransport
from ai_sdk.provider_utils.transport import HttpRequest
from ai_sdk.sync import run
from ai_sdk.testing import ScriptedResponse, ScriptedServer

server = ScriptedServer(ScriptedResponse(json=1))
run(server.start)
transport = AiohttpTransport()

async def ask():
    response = await transport.send(HttpRequest("GET", server.url, {}))
    return await response.read(limit=100)

print(run(ask), run(ask), server.connections)
half_read = run(transport.send, HttpRequest("GET", server.url, {}))
run(server.aclose)
"""
    ended = python(script)
    assert ended.stderr == ""
    assert ended.stdout == "b'1' b'1' 1\n"
