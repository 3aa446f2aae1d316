"""What editors infer. One run of pyright checks everything in `cases`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_pyright_infers_the_types_that_the_cases_assert() -> None:
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "--project", str(HERE)]
    # pyright asks the interpreter for its path; so it looks for packages where this process does.
    path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
    run = subprocess.run(command, capture_output=True, text=True, cwd=HERE, env={**os.environ, "PYTHONPATH": path})
    report = json.loads(run.stdout)
    faults = [
        f"{Path(fault['file']).name}:{fault['range']['start']['line'] + 1}: {fault['message']}"
        for fault in report["generalDiagnostics"]
    ]
    assert not faults, "\n".join(faults)
    assert report["summary"]["filesAnalyzed"] == len(list((HERE / "cases").glob("*.py")))
