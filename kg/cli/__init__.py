"""The command line: every command is a call of the library.

Nothing heavy is imported here, so that ``kg --help`` answers at once; commands import what they need.
"""

from kg.cli.program import main, program

__all__ = ["main", "program"]
