from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.plugins.throwaway import Environment


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path)
