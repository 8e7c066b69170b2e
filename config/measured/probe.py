"""One database of the bench, read as the desk reads it: `python -m config.measured.probe COUNT OPEN`.

The sizes take turns, each in a process with caches of its own; Django is set up before anything of it is
imported.
"""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    importlib.import_module("config.measured.reader").main(*map(int, sys.argv[1:]))
