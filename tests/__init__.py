"""Tests mirror the packages. What one process compiles the others find, whatever the environment says.

A run starts hundreds of processes; where PYTHONDONTWRITEBYTECODE is set, each would compile the whole bot anew.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
