"""The SDK without `await`: the same functions, with the same arguments and results, for programs that block.

    from ai_sdk.sync import generate_text, stream_text

    print(generate_text("groq:llama-3.3-70b-versatile", "Why is the sky blue?").text)

    with stream_text("groq:llama-3.3-70b-versatile", "Tell me a story") as stream:
        for text in stream.text_stream:
            print(text, end="", flush=True)

They may be called from any thread, also from one whose event loop runs (a notebook, say), which then waits. The work is
done by the async functions on one event loop in a thread of its own, which starts at the first call and ends with the
program; connections are kept between calls. Functions that you pass, such as tools, run there too, not in your thread,
and can't call this module from there unless they are plain functions that the SDK runs in worker threads. Ctrl-C while
a call waits cancels it.

For everything that has no twin here there is `run`: `run(registry.aclose)`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ai_sdk.sync.background import run
from ai_sdk.sync.twins import blocking, iterating, streaming, transcribing

if TYPE_CHECKING:
    import ai_sdk.batches
    import ai_sdk.embedding
    import ai_sdk.files
    import ai_sdk.images
    import ai_sdk.reranking
    import ai_sdk.speech
    import ai_sdk.text.generate
    import ai_sdk.text.stream
    import ai_sdk.transcript_stream
    import ai_sdk.transcription
    import ai_sdk.videos
    from ai_sdk.sync.agent import ToolLoopAgent
    from ai_sdk.sync.text_stream import TextStream
    from ai_sdk.sync.transcript_stream import TranscriptStream

    generate_text = blocking(ai_sdk.text.generate.generate_text)
    stream_text = streaming(ai_sdk.text.stream.stream_text)
    embed = blocking(ai_sdk.embedding.embed)
    embed_many = blocking(ai_sdk.embedding.embed_many)
    rerank = blocking(ai_sdk.reranking.rerank)
    generate_image = blocking(ai_sdk.images.generate_image)
    generate_speech = blocking(ai_sdk.speech.generate_speech)
    transcribe = blocking(ai_sdk.transcription.transcribe)
    stream_transcribe = transcribing(ai_sdk.transcript_stream.stream_transcribe)
    generate_video = blocking(ai_sdk.videos.generate_video)
    start_video = blocking(ai_sdk.videos.start_video)
    get_video_status = blocking(ai_sdk.videos.get_video_status)
    upload_file = blocking(ai_sdk.files.upload_file)
    upload_skill = blocking(ai_sdk.files.upload_skill)
    start_text_batch = blocking(ai_sdk.batches.start_text_batch)
    get_batch_status = blocking(ai_sdk.batches.get_batch_status)
    get_batch_results = iterating(ai_sdk.batches.get_batch_results)

__all__ = [
    "TextStream",
    "ToolLoopAgent",
    "TranscriptStream",
    "embed",
    "embed_many",
    "generate_image",
    "generate_speech",
    "generate_text",
    "generate_video",
    "get_batch_results",
    "get_batch_status",
    "get_video_status",
    "rerank",
    "run",
    "start_text_batch",
    "start_video",
    "stream_text",
    "stream_transcribe",
    "transcribe",
    "upload_file",
    "upload_skill",
]

# Each twin is made when it is first asked for, so that nobody loads what videos need to read texts.
_TWINS = {
    "generate_text": ("ai_sdk.text.generate", blocking),
    "stream_text": ("ai_sdk.text.stream", streaming),
    "embed": ("ai_sdk.embedding", blocking),
    "embed_many": ("ai_sdk.embedding", blocking),
    "rerank": ("ai_sdk.reranking", blocking),
    "generate_image": ("ai_sdk.images", blocking),
    "generate_speech": ("ai_sdk.speech", blocking),
    "transcribe": ("ai_sdk.transcription", blocking),
    "stream_transcribe": ("ai_sdk.transcript_stream", transcribing),
    "generate_video": ("ai_sdk.videos", blocking),
    "start_video": ("ai_sdk.videos", blocking),
    "get_video_status": ("ai_sdk.videos", blocking),
    "upload_file": ("ai_sdk.files", blocking),
    "upload_skill": ("ai_sdk.files", blocking),
    "start_text_batch": ("ai_sdk.batches", blocking),
    "get_batch_status": ("ai_sdk.batches", blocking),
    "get_batch_results": ("ai_sdk.batches", iterating),
}
_CLASSES = {
    "TextStream": "ai_sdk.sync.text_stream",
    "ToolLoopAgent": "ai_sdk.sync.agent",
    "TranscriptStream": "ai_sdk.sync.transcript_stream",
}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name in _TWINS:
            module, make = _TWINS[name]
            value = make(getattr(import_module(module), name))
        elif name in _CLASSES:
            value = getattr(import_module(_CLASSES[name]), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
