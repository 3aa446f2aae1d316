from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.files import upload_file, upload_skill
from ai_sdk.plugins import isolated_registry
from ai_sdk.provider import (
    FileBytes,
    FileReference,
    FileText,
    InvalidDataContentError,
    InvalidParameterError,
    NoSuchProviderError,
    OtherWarning,
    SkillFile,
    UnsupportedFunctionalityError,
    UploadFileOptions,
    UploadFileResult,
    UploadSkillOptions,
    UploadSkillResult,
)
from ai_sdk.testing import MockProvider


class Store:
    specification_version = "v4"
    provider = "acme"

    def __init__(self) -> None:
        self.files: list[UploadFileOptions] = []
        self.skills: list[UploadSkillOptions] = []

    async def upload_file(self, options: UploadFileOptions) -> UploadFileResult:
        self.files.append(options)
        return UploadFileResult({"acme": "file-1"}, options.media_type, options.filename, [OtherWarning("careful")])

    async def upload_skill(self, options: UploadSkillOptions) -> UploadSkillResult:
        self.skills.append(options)
        return UploadSkillResult({"acme": "skill-1"}, options.display_title, warnings=[OtherWarning("careful")])


class AcmeProvider(MockProvider):
    def __init__(self) -> None:
        super().__init__()
        self.store = Store()

    def files(self) -> Store:
        return self.store

    def skills(self) -> Store:
        return self.store


async def test_a_file_is_named_by_a_reference_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    store = Store()
    result = await upload_file(
        store, b"%PDF-1.7", filename="a.pdf", provider_options={"acme": {"purpose": "x"}}, timeout=5
    )
    assert result.provider_reference == {"acme": "file-1"}
    assert (result.media_type, result.filename) == ("application/pdf", "a.pdf")
    assert "careful" in caplog.text
    assert store.files == [
        UploadFileOptions(
            data=FileBytes(b"%PDF-1.7"),
            media_type="application/pdf",
            filename="a.pdf",
            provider_options={"acme": {"purpose": "x"}},
        )
    ]


async def test_a_path_gives_its_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    store = Store()
    await upload_file(store, path)
    await upload_file(store, path, filename="other", media_type="text/markdown")
    assert [(each.filename, each.media_type) for each in store.files] == [
        ("notes.txt", "text/plain"),
        ("other", "text/markdown"),
    ]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG", "image/png"),
        (b"plain\ttext\r\nwith \xc3\xa4", "text/plain"),
        (b"x" * 512 + b"\0", "text/plain"),
        (b"x" * 511 + b"\0", "application/octet-stream"),
        (b"bell\x07", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
async def test_the_media_type_is_told_by_the_bytes(data: bytes, media_type: str) -> None:
    store = Store()
    await upload_file(store, data)
    await upload_file(store, base64.b64encode(data).decode())
    await upload_file(store, base64.b64encode(data).decode().rstrip("="))
    assert [each.media_type for each in store.files] == [media_type] * 3


async def test_texts_and_data_urls_are_uploaded() -> None:
    store = Store()
    await upload_file(store, FileText("hello"))
    await upload_file(store, "data:image/png;base64,aGk=")
    assert [each.data for each in store.files] == [FileText("hello"), FileBytes("aGk=")]
    assert store.files[0].media_type == "text/plain"


@pytest.mark.parametrize("data", ["https://x.test/a.pdf", FileReference({"acme": "1"})])
async def test_what_is_elsewhere_is_not_uploaded(data: Any) -> None:
    with pytest.raises(InvalidDataContentError, match="uploaded"):
        await upload_file(Store(), data)


async def test_the_provider_may_be_an_object_or_a_prefix() -> None:
    provider = AcmeProvider()
    await upload_file(provider, b"a")
    await upload_skill(provider, {"SKILL.md": FileText("x")})
    with isolated_registry() as registry:
        registry.register("acme", provider)
        await upload_file("acme", b"b")
        await upload_skill("acme", {"SKILL.md": FileText("x")})
        with pytest.raises(NoSuchProviderError):
            await upload_file("nobody", b"b")
    assert (len(provider.store.files), len(provider.store.skills)) == (2, 2)


async def test_a_provider_without_files_says_so() -> None:
    with pytest.raises(UnsupportedFunctionalityError, match="files"):
        await upload_file(MockProvider(), b"a")
    with pytest.raises(UnsupportedFunctionalityError, match="skills"):
        await upload_skill(MockProvider(), {"SKILL.md": b"a"})


async def test_a_skill_is_its_files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"pass")
    store = Store()
    result = await upload_skill(store, {"SKILL.md": FileText("x"), "a.py": path}, display_title="Skill")
    await upload_skill(store, [SkillFile("SKILL.md", FileText("y"))])
    assert (result.provider_reference, result.display_title) == ({"acme": "skill-1"}, "Skill")
    assert store.skills == [
        UploadSkillOptions(
            files=[SkillFile("SKILL.md", FileText("x")), SkillFile("a.py", FileBytes(b"pass"))], display_title="Skill"
        ),
        UploadSkillOptions(files=[SkillFile("SKILL.md", FileText("y"))]),
    ]
    assert "careful" in caplog.text
    with pytest.raises(InvalidParameterError, match="at least one file"):
        await upload_skill(store, {})
