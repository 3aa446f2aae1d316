"""Files and skills that are uploaded to a provider, to be named in later calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from ai_sdk.provider.file_data import FileBytes, FileText
from ai_sdk.provider.json_values import ProviderMetadata, ProviderOptions
from ai_sdk.provider.warnings import CallWarning

__all__ = [
    "Files",
    "SkillFile",
    "Skills",
    "UploadData",
    "UploadFileOptions",
    "UploadFileResult",
    "UploadSkillOptions",
    "UploadSkillResult",
]

UploadData: TypeAlias = FileBytes | FileText


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadFileOptions:
    """A file to upload."""

    data: UploadData
    media_type: str
    filename: str | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class UploadFileResult:
    """What the file is called now: provider name -> id. Goes into a file part as `FileReference`."""

    provider_reference: Mapping[str, str]
    media_type: str | None = None
    filename: str | None = None
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@runtime_checkable
class Files(Protocol):
    """A provider's store of files."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    async def upload_file(self, options: UploadFileOptions) -> UploadFileResult:
        """Stores the file."""
        ...


@dataclass(frozen=True, slots=True)
class SkillFile:
    """A file of a skill, by its path within it."""

    path: str
    data: UploadData


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadSkillOptions:
    """A skill to upload."""

    files: Sequence[SkillFile]
    display_title: str | None = None
    provider_options: ProviderOptions | None = None


@dataclass(frozen=True, slots=True)
class UploadSkillResult:
    """What the skill is called now: provider name -> id."""

    provider_reference: Mapping[str, str]
    display_title: str | None = None
    name: str | None = None
    description: str | None = None
    latest_version: str | None = None
    warnings: Sequence[CallWarning] = ()
    provider_metadata: ProviderMetadata | None = field(default=None, kw_only=True)


@runtime_checkable
class Skills(Protocol):
    """A provider's store of skills."""

    @property
    def specification_version(self) -> str: ...

    @property
    def provider(self) -> str: ...

    async def upload_skill(self, options: UploadSkillOptions) -> UploadSkillResult:
        """Stores the skill."""
        ...
