"""The notebook runs, without network, and gives the output it is stored with."""

import os
import subprocess
import sys

from conftest import ROOT


def test_the_notebook_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "notebook.py"), "--check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
