"""The meter of processor time lets a command be what it is."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tools.spent import spent


@pytest.mark.parametrize("code", [0, 3])
def test_code_of_the_command(code):
    """Measured, a command ends as it does by itself, and its figures come after what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.spent", sys.executable, "-c", f"print('klaar'); exit({code})"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (code, "klaar\n") and done.stderr.endswith(" s processortijd\n")


def test_failure_is_no_figure():
    """A command that fails is not measured."""
    with pytest.raises(subprocess.CalledProcessError):
        spent([sys.executable, "-c", "exit(1)"])
