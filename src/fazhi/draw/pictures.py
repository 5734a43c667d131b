"""The table of pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, its words, the view of the network that it is made of, and what its module takes out of that."""

    name: str
    zh: str
    en: str
    view: str
    taker: str

    def told(self, network: Any) -> Any:
        """What the picture shows, taken out of a network."""
        taken: Callable[[Any], Any] = getattr(self._module, self.taker)
        return taken(network)

    def draw(self, told: Any, title: str, colours: dict[str, str]) -> Any:
        """The picture as a figure of matplotlib."""
        if self.name == "measures":
            return self._module.draw(told, title, colours)
        return self._module.draw(told, title)

    @property
    def _module(self) -> Any:
        return import_module(f"fazhi.draw.{self.name}")


PICTURES = {
    row.name: row
    for row in (
        Picture("measures", "不足与举措", "shortcomings and the measures that address them", "measures", "flow"),
        Picture("departments", "机构协作", "co-operation of departments", "departments", "bodies"),
        Picture("themes", "主题覆盖", "coverage of the themes by measures and shortcomings", "full", "coverage"),
        Picture("indicators", "指标数据", "indicators with their changes and parts", "full", "figures"),
        Picture("spread", "制度机制的扩散", "which bodies share mechanisms, and when they took them up", "spread", "told"),
        Picture("ontology", "本体", "the classes and properties of the ontology", "", "terms"),
    )
}
"""The pictures, by their names."""
