"""Makes the runner importable for its own tests."""

from __future__ import annotations

import sys
from pathlib import Path

# The runner is no installed package: it lives beside this file.
sys.path.insert(0, str(Path(__file__).resolve().parent))
