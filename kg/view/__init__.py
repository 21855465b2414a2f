"""The interactive picture of a graph: one HTML file that opens anywhere, asks the network for nothing, and answers
for every line "who says so?".
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.graph import GraphView
from kg.view.network import vis_network
from kg.view.page import page
from kg.view.payload import payload, to_json
from kg.view.picture import LIMIT, picture

__all__ = ["LIMIT", "render", "write"]


def render(view: GraphView, *, title: str, limit: int = LIMIT) -> str:
    """The graph as one self-contained HTML page.

    ``limit`` is the number of entities the page opens with, the most important ones; up to 3,000 are in the file,
    found by its search and shown beside their neighbours.  The same graph gives the same bytes.

    Raises:
        UsageError: ``limit`` is below 1.
        OutputError: the installed pyvis is incomplete.
    """
    if limit < 1:
        raise UsageError(f"cannot draw {limit} entities: give a limit of at least 1")
    data = to_json(payload(picture(view, limit=limit), title=title))
    return page(title=title, data=data, vis_network=vis_network())


def write(view: GraphView, path: str | Path, *, title: str, limit: int = LIMIT) -> Path:
    """Write the page of `render` to ``path``, whole or not at all, and return the path.

    Raises:
        OutputError: the path cannot be written.
    """
    text = render(view, title=title, limit=limit)
    target = Path(path)
    partial = target.with_name(f".{target.name[:60]}.{os.getpid()}.part")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(target)
    except OSError as error:
        raise OutputError(f"cannot write {str(target)!r}: {error.strerror or error}; give another path") from error
    finally:
        with suppress(OSError):
            partial.unlink()
    return target
