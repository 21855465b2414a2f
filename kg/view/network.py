"""The pyvis network of a picture, and the copy of vis-network that pyvis brings along."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError
from kg.view.layout import Box, positions
from kg.view.palette import STANDING_LOOKS, TYPE_LOOKS, Look
from kg.view.picture import Edge, Picture
from kg.view.wording import columns, label_lines

if TYPE_CHECKING:
    from pyvis.network import Network

_COLUMN = 7.4
_LINE_HEIGHT = 16
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "hoverConnectedEdges": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
    "edges": {
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.1},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "hoverWidth": 1,
        "selectionWidth": 1.5,
    },
}


def network(picture: Picture) -> Network:
    """The pyvis network: node ``n3`` is the picture's entity 3 and edge ``e5`` its edge 5.

    Shown nodes have a place; nodes that the file only carries get theirs in the page when they are asked for.
    """
    from pyvis.network import Network  # imports IPython: half a second that only a drawing should cost

    drawn = Network(directed=True, cdn_resources="in_line")
    drawn.set_options(json.dumps(_OPTIONS))
    sizes = _sizes(picture)
    places = _places(picture, sizes)
    number = {entity.id: index for index, entity in enumerate(picture.entities)}
    for index, entity in enumerate(picture.entities):
        look = TYPE_LOOKS.get(entity.type, TYPE_LOOKS["Thing"])
        place = dict(zip("xy", places[entity.id], strict=True)) if entity.id in places else {}
        label = "\n".join(label_lines(entity.name))
        drawn.add_node(f"n{index}", label, look.shape, look.light, size=sizes[entity.id], **place)
    for index, edge in enumerate(picture.edges):
        drawn.add_edge(f"n{number[edge.source]}", f"n{number[edge.target]}", id=f"e{index}", **_line(edge))
    return drawn


def vis_network() -> str:
    """The source of vis-network from the pyvis package, without the pointer to its source map.

    Raises:
        OutputError: the installed pyvis brings no vis-network.
    """
    found = [item for item in (files("pyvis") / "lib").iterdir() if item.name.startswith("vis-")]
    for folder in sorted(found, key=lambda item: _version(item.name), reverse=True):
        script = folder / "vis-network.min.js"
        if script.is_file():
            return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", script.read_text(encoding="utf-8"))
    raise OutputError("the installed pyvis has no lib/vis-*/vis-network.min.js: install pyvis 0.3.2 again")


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _sizes(picture: Picture) -> dict[str, float]:
    """Radius in pixels, growing with the root of importance so that areas compare."""
    most = max(picture.weights.values(), default=0) or 1
    return {id_: round(7 + 17 * (weight / most) ** 0.5, 1) for id_, weight in picture.weights.items()}


def _places(picture: Picture, sizes: dict[str, float]) -> dict[str, tuple[int, int]]:
    shown = picture.entities[: picture.shown]
    boxes = {entity.id: _box(label_lines(entity.name), sizes[entity.id]) for entity in shown}
    return positions(boxes, [(edge.source, edge.target) for edge in picture.edges])


def _box(lines: tuple[str, ...], size: float) -> Box:
    width = max(columns(line) for line in lines) * _COLUMN
    return Box(max(width, 2 * size), 2 * size + 2 * (len(lines) * _LINE_HEIGHT + 4))


def _line(edge: Edge) -> dict[str, Any]:
    look: Look = STANDING_LOOKS[edge.standing]
    denied_only = edge.standing == "denied" and all(item.modality != "asserted" for item in edge.statements)
    return {
        "color": look.light,
        "width": round(1.3 + min(edge.support - 1, 5) * 1.1, 1),
        "dashes": [7, 5] if look.dashed or denied_only else False,
    }
