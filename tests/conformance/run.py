"""The golden cases against this project.

hatch run conformance [--cases DIR] [--provider P] [--feature F] [--json FILE]
"""

from __future__ import annotations

import sys
from pathlib import Path

# The runner is no installed package: it lives beside this file.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from conformance_runner.main import main

if __name__ == "__main__":
    sys.exit(main())
