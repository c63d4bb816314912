"""Puts the mutant that the environment names into every Python process, the servers' too."""

import os
import sys
import traceback
from pathlib import Path

name = os.environ.get("DTKG_MUTANT")
if name:
    try:
        sys.path.insert(0, str(Path(__file__).parents[3]))
        from tools import mutants

        mutants.apply(mutants.everything()[name])
    except BaseException:
        traceback.print_exc()
        os._exit(70)  # Python itself would go on without the mutant
