"""Where the nodes stand: computed once, so that the picture opens still and is the same on every machine.

Stress minimisation by stochastic gradient descent (Zheng, Pawar, Goodman: "Graph Drawing by Stochastic Gradient
Descent", 2018) lays out each connected component; then boxes are pushed apart until no label overlaps, and the
components are packed beside each other.  Plain Python arithmetic in a fixed order: no result depends on a BLAS.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

Point = tuple[float, float]

_SEED = 20250314
_EDGE_LENGTH = 200.0
_GAP = 14.0
_COMPONENT_GAP = 70.0
_ASPECT = 1.25
_MOST_PAIRS = 60_000
_ROUNDS = 30
_LABEL_ASPECT = 1.2
_PUSHES = 250
_TURNS = tuple((round(math.cos(math.pi * k / 12), 9), round(math.sin(math.pi * k / 12), 9)) for k in range(12))


@dataclass(frozen=True, slots=True)
class Box:
    """The room a node and its label take, in pixels, around the node's centre."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Island:
    """A laid-out component with its bounding box, to be placed as a whole."""

    points: dict[str, Point]
    left: float
    top: float
    width: float
    height: float

    def at(self, x: float, y: float) -> _Island:
        moved = {id_: (px - self.left + x, py - self.top + y) for id_, (px, py) in self.points.items()}
        return replace(self, points=moved, left=x, top=y)

    def overlaps(self, other: _Island) -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


def positions(boxes: Mapping[str, Box], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Node id -> (x, y) in pixels, y downwards, centred on (0, 0).

    ``boxes`` gives the nodes, the most important first; edges to other nodes are ignored.
    """
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(boxes)
    graph.add_edges_from((a, b) for a, b in edges if a in boxes and b in boxes)
    rank = {id_: number for number, id_ in enumerate(boxes)}
    components = [sorted(found, key=rank.__getitem__) for found in nx.connected_components(graph)]
    components.sort(key=lambda found: (-len(found), rank[found[0]]))
    islands = [_island(_spread(_component(graph, found), boxes), boxes) for found in components if len(found) > 1]
    islands += _grid([found[0] for found in components if len(found) == 1], boxes)
    points = _packed(islands)
    if not points:
        return {}
    x, y = _centre(points.values())
    return {id_: (round(points[id_][0] - x), round(points[id_][1] - y)) for id_ in boxes}


# --- one component ------------------------------------------------------------------------------------------------


def _component(graph: nx.Graph, ids: Sequence[str]) -> dict[str, Point]:
    chance = random.Random(_SEED)
    points = [[chance.random(), chance.random()] for _ in ids]
    pairs = _pairs(graph, ids, chance)
    nearest, farthest = min(pair[2] for pair in pairs), max(pair[2] for pair in pairs)
    step, last = farthest**2, 0.1 * nearest**2
    shrink = round((last / step) ** (1 / (_ROUNDS - 1)), 6)
    for _ in range(_ROUNDS):
        chance.shuffle(pairs)
        _relax(points, pairs, step)
        step *= shrink
    return _turned({id_: (x * _EDGE_LENGTH, y * _EDGE_LENGTH) for id_, (x, y) in zip(ids, points, strict=True)})


def _pairs(graph: nx.Graph, ids: Sequence[str], chance: random.Random) -> list[tuple[int, int, float]]:
    """(i, j, ideal distance) of all pairs, of a sample of them where there are very many."""
    number = {id_: index for index, id_ in enumerate(ids)}
    keep = _MOST_PAIRS / max(1, len(ids) * (len(ids) - 1) // 2)
    pairs = []
    for id_ in ids:
        for other, hops in nx.single_source_shortest_path_length(graph, id_).items():
            if number[other] > number[id_] and (hops == 1 or keep >= 1 or chance.random() < keep):
                pairs.append((number[id_], number[other], hops * _stretch(graph, id_, other)))
    return sorted(pairs)


def _stretch(graph: nx.Graph, a: str, b: str) -> float:
    """Longer lines between busy nodes, so that each has room for its own neighbours."""
    return math.sqrt(1 + 0.12 * (min(graph.degree[a], graph.degree[b]) - 1))


def _relax(points: list[list[float]], pairs: Iterable[tuple[int, int, float]], step: float) -> None:
    for i, j, ideal in pairs:
        one, two = points[i], points[j]
        dx, dy = one[0] - two[0], one[1] - two[1]
        length = math.sqrt(dx * dx + dy * dy) or 1e-9
        move = min(1.0, step / (ideal * ideal)) * (length - ideal) / (2 * length)
        one[0] -= move * dx
        one[1] -= move * dy
        two[0] += move * dx
        two[1] += move * dy


def _turned(points: dict[str, Point]) -> dict[str, Point]:
    """Turned so that it fits a screen as large as possible; two alone stand side by side, which reads best."""
    turns = [
        {id_: (x * cosine - y * sine, x * sine + y * cosine) for id_, (x, y) in points.items()}
        for cosine, sine in _TURNS
    ]
    return min(turns, key=_fit if len(points) > 2 else _height)


def _fit(points: dict[str, Point]) -> float:
    xs = [x for x, _ in points.values()]
    return max(round((max(xs) - min(xs)) / _ASPECT, 3), _height(points))


def _height(points: dict[str, Point]) -> float:
    ys = [y for _, y in points.values()]
    return round(max(ys) - min(ys), 3)


# --- room for labels ----------------------------------------------------------------------------------------------


def _spread(points: dict[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Boxes pushed apart, each pair along the shorter way, until none overlap; wider at once, as labels are wide."""
    moved = {id_: [x * _LABEL_ASPECT, y] for id_, (x, y) in points.items()}
    for _ in range(_PUSHES):
        if not _push(moved, boxes):
            break
    return {id_: (x, y) for id_, (x, y) in moved.items()}


def _push(moved: dict[str, list[float]], boxes: Mapping[str, Box]) -> bool:
    ids = sorted(moved, key=lambda id_: (moved[id_][0] - boxes[id_].width / 2, id_))
    pushed = False
    for index, a in enumerate(ids):
        for b in ids[index + 1 :]:
            across = (boxes[a].width + boxes[b].width) / 2 + _GAP
            if moved[b][0] - boxes[b].width / 2 > moved[a][0] + boxes[a].width / 2 + _GAP:
                break
            down = (boxes[a].height + boxes[b].height) / 2 + _GAP
            pushed |= _part(moved[a], moved[b], across, down)
    return pushed


def _part(one: list[float], two: list[float], across: float, down: float) -> bool:
    dx, dy = two[0] - one[0], two[1] - one[1]
    over_x, over_y = across - abs(dx), down - abs(dy)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    axis, over, way = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
    half = over / 2 if way >= 0 else -over / 2
    one[axis] -= half
    two[axis] += half
    return True


# --- components beside each other ---------------------------------------------------------------------------------


def _island(points: dict[str, Point], boxes: Mapping[str, Box]) -> _Island:
    left = min(x - boxes[id_].width / 2 for id_, (x, _) in points.items())
    top = min(y - boxes[id_].height / 2 for id_, (_, y) in points.items())
    right = max(x + boxes[id_].width / 2 for id_, (x, _) in points.items())
    bottom = max(y + boxes[id_].height / 2 for id_, (_, y) in points.items())
    return _Island(points, left, top, right - left + _COMPONENT_GAP, bottom - top + _COMPONENT_GAP)


def _grid(ids: Sequence[str], boxes: Mapping[str, Box]) -> list[_Island]:
    """Nodes without connections, in rows, as one island."""
    if not ids:
        return []
    width = max(boxes[id_].width for id_ in ids) + _GAP
    height = max(boxes[id_].height for id_ in ids) + _GAP
    in_row = max(1, math.ceil(math.sqrt(len(ids) * _ASPECT * height / width)))
    points = {id_: (index % in_row * width, index // in_row * height) for index, id_ in enumerate(ids)}
    return [_island(points, boxes)]


def _packed(islands: Iterable[_Island]) -> dict[str, Point]:
    """Each island at the corner of a placed one where the whole stays smallest and nearest to a screen's shape."""
    placed: list[_Island] = []
    for island in islands:
        corners = [(0.0, 0.0)] if not placed else []
        for other in placed:
            corners += [(other.left + other.width, other.top), (other.left, other.top + other.height)]
        tried = [island.at(x, y) for x, y in corners]
        free = [found for found in tried if not any(found.overlaps(other) for other in placed)]
        placed.append(min(free, key=lambda found: (_extent([*placed, found]), found.top, found.left)))
    return {id_: point for island in placed for id_, point in island.points.items()}


def _extent(islands: Sequence[_Island]) -> float:
    right = max(island.left + island.width for island in islands)
    bottom = max(island.top + island.height for island in islands)
    return max(right, bottom * _ASPECT)


def _centre(points: Iterable[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
