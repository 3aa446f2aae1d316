"""Servers that people run on their own machine, as data: a prefix, the usual URL, and what overrides it.

    await generate_text("ollama:llama3.2:3b", "hi")      # with `ollama serve` running

A server of your own needs no row: `OPENAI_COMPATIBLE_BASE_URL=http://127.0.0.1:9000/v1` and `openai-compatible:model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["LOCAL_SERVERS", "LocalServer"]


@dataclass(frozen=True, slots=True)
class LocalServer:
    """One kind of server. `prefix` is also the provider's name, and so the key of its options and metadata."""

    prefix: str
    name: str
    port: int
    docs: str

    @property
    def base_url(self) -> str:
        """Where it listens unless it is told otherwise."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def base_url_variable(self) -> str:
        """The environment variable with another base URL, for example `OLLAMA_BASE_URL`."""
        return f"{self.prefix.upper()}_BASE_URL"

    @property
    def api_key_variable(self) -> str:
        """The environment variable with a key, for a server that was started with one."""
        return f"{self.prefix.upper()}_API_KEY"


LOCAL_SERVERS = {
    server.prefix: server
    for server in (
        LocalServer("ollama", "Ollama", 11434, "https://docs.ollama.com/api/openai-compatibility"),
        LocalServer("lmstudio", "LM Studio", 1234, "https://lmstudio.ai/docs/developer/openai-compat"),
        LocalServer("llamacpp", "llama.cpp", 8080, "https://github.com/ggml-org/llama.cpp/tree/master/tools/server"),
        LocalServer("vllm", "vLLM", 8000, "https://docs.vllm.ai/en/latest/serving/openai_compatible_server/"),
    )
}


def with_version(base_url: str) -> str:
    """`base_url` with `/v1` if it names only a host: other tools want these variables without it."""
    url = base_url.strip()
    return f"{url.rstrip('/')}/v1" if urlsplit(url).path in ("", "/") else url
