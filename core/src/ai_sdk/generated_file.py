"""Files that a model made: `GeneratedFile`, for audio `GeneratedAudio`."""

from __future__ import annotations

from dataclasses import dataclass

from ai_sdk.provider.content import FileAccess
from ai_sdk.provider.file_data import FileBytes, FileUrl
from ai_sdk.provider_utils.media_type import detect_media_type

__all__ = ["GeneratedAudio", "GeneratedFile", "generated_audio", "generated_file"]


@dataclass(frozen=True, slots=True)
class GeneratedFile(FileAccess):
    """A file that a model made: `bytes`, `base64`, `media_type`, `save(path)`.

    `data` has it in the form in which it came; the other is made each time that it is asked for.
    """

    data: FileBytes | FileUrl
    media_type: str


@dataclass(frozen=True, slots=True)
class GeneratedAudio(GeneratedFile):
    """Audio that a model made."""

    @property
    def format(self) -> str:
        """The usual extension of a file of this media type: `mp3`, `wav`, ..."""
        subtype = self.media_type.partition("/")[2]
        return "mp3" if subtype in ("", "mpeg") else subtype


def generated_file(data: bytes | str, *, top_level: str, default: str) -> GeneratedFile:
    """The file of these bytes or this base64 text, whose media type its first bytes say."""
    return GeneratedFile(FileBytes(data), detect_media_type(data, top_level=top_level) or default)


def generated_audio(data: bytes | str) -> GeneratedAudio:
    """The audio of these bytes or this base64 text."""
    return GeneratedAudio(FileBytes(data), detect_media_type(data, top_level="audio") or "audio/mp3")
