"""Colours and shapes of the picture: one place for the pyvis network, the legend and both themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of node or edge is drawn, on light paper and on dark."""

    label: str
    light: str
    dark: str
    shape: str = ""
    dashed: bool = False


TYPE_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "Person": Look("People", "#2b5c92", "#7fb2e5", "dot"),
        "Organization": Look("Organizations", "#1f7a72", "#5fc2b6", "square"),
        "Place": Look("Places", "#6c8c2c", "#a9c76a", "diamond"),
        "Group": Look("Groups", "#75549b", "#b79add", "hexagon"),
        "Facility": Look("Facilities", "#8a6645", "#cda684", "triangle"),
        "Event": Look("Events", "#bd8418", "#e6b75a", "star"),
        "Product": Look("Products", "#a54f7b", "#dd93b8", "triangleDown"),
        "Work": Look("Works", "#5059a6", "#9aa2ea", "square"),
        "Law": Look("Laws", "#48525e", "#a3afbd", "hexagon"),
        "Thing": Look("Other things", "#979ca5", "#7e858f", "dot"),
    }
)
"""Entity type -> look; colour and shape together are unique, so neither is needed alone to tell types apart."""

STANDING_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "fact": Look("Stated as fact", "#39414c", "#c9ced6"),
        "attributed": Look("Said by a source", "#6d92b6", "#6f97bf"),
        "possible": Look("Possible", "#8d939c", "#8b929d", dashed=True),
        "intended": Look("Planned", "#8d939c", "#8b929d", dashed=True),
        "conditional": Look("Under a condition", "#8d939c", "#8b929d", dashed=True),
        "requested": Look("Asked for", "#8d939c", "#8b929d", dashed=True),
        "denied": Look("Denied", "#b8322a", "#f0786c"),
        "disputed": Look("Sources disagree", "#c47a1a", "#eeb04f"),
    }
)
"""How a statement stands -> look; ``disputed`` is for edges on which sources contradict each other."""
