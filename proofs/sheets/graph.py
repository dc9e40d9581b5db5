"""The drawing of a dependency graph: layers from left to right, few crossings, each part that hangs together by itself.

An edge that follows from others is left out.  All is counted in points and the same in every run; the writers draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Point = tuple[float, float]
Edge = tuple[str, str]
NODE: Point = (23.0, 11.0)  # width and height of the box of a node
ROW, WIDEST_STEP, LEAST_STEP, APART, PAGE = 15.0, 46.0, 30.0, 14.0, 460.0
SWEEPS = 24


@dataclass(frozen=True)
class Drawing:
    """Size; the upper left corner of the box of each node; each edge as points of Bézier curves, from above."""

    size: Point
    nodes: Mapping[str, Point]
    edges: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class _Stop:
    """Where an edge passes a layer between its ends."""

    source: str
    target: str
    layer: int


Place = str | _Stop


def drawings(names: Iterable[str], edges: Iterable[Edge]) -> tuple[Drawing, ...]:
    """The graph of the names that have edges: rows as wide as a page, between which a page may end."""
    return _drawings(tuple(names), frozenset(edges))


@lru_cache(maxsize=8)  # every writer draws the same
def _drawings(names: tuple[str, ...], edges: frozenset[Edge]) -> tuple[Drawing, ...]:
    rows: list[list[Drawing]] = []
    kept = _reduced(names, sorted(edges, key=lambda e: (names.index(e[0]), names.index(e[1]))))
    for part in _parts(names, kept):
        one = _part(part, [e for e in kept if e[0] in part])
        if rows and sum(d.size[0] + APART for d in rows[-1]) + one.size[0] <= PAGE:
            rows[-1].append(one)
        else:
            rows.append([one])
    return tuple(map(_beside, rows))


def _beside(row: Sequence[Drawing]) -> Drawing:
    """Drawings side by side."""
    nodes: dict[str, Point] = {}
    edges: list[tuple[Point, ...]] = []
    x = 0.0
    for d in row:
        nodes |= {n: _moved(p, x) for n, p in d.nodes.items()}
        edges += [tuple(_moved(p, x) for p in line) for line in d.edges]
        x += d.size[0] + APART
    return Drawing((round(x - APART, 1), round(max(d.size[1] for d in row), 1)), nodes, tuple(edges))


def _moved(p: Point, dx: float) -> Point:
    return round(p[0] + dx, 1), round(p[1], 1)


def _reduced(names: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Without the edges between ends that a longer way joins."""
    after = {n: {b for a, b in edges if a == n} for n in names}
    reached: dict[str, set[str]] = {}

    def reach(n: str) -> set[str]:
        if n not in reached:
            reached[n] = after[n].union(*map(reach, after[n]))
        return reached[n]

    return [(a, b) for a, b in edges if not any(b in reach(c) for c in after[a] if c != b)]


def _parts(names: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """What hangs together, the larger parts first, each in the order of the names."""
    label = {n: n for n in names}
    for a, b in edges:
        old, new = label[b], label[a]
        label = {n: new if x == old else x for n, x in label.items()}
    groups: dict[str, list[str]] = {}
    for n in names:
        groups.setdefault(label[n], []).append(n)
    return sorted((g for g in groups.values() if len(g) > 1), key=lambda g: (-len(g), names.index(g[0])))


def _part(names: Sequence[str], edges: Sequence[Edge]) -> Drawing:
    """One part that hangs together."""
    ways = _ways(names, edges)
    layers = _ordered(names, ways)
    height = _heights(layers, ways)
    step = WIDEST_STEP if len(layers) == 1 else max(LEAST_STEP, min(WIDEST_STEP, (PAGE - NODE[0])/(len(layers) - 1)))
    at = {p: (step*k, height[p]) for k, layer in enumerate(layers) for p in layer}
    size = step*(len(layers) - 1) + NODE[0], max(height.values()) + NODE[1]
    nodes = {p: xy for p, xy in at.items() if isinstance(p, str)}
    return Drawing(size, nodes, tuple(_line([at[p] for p in way]) for way in ways))


def _ways(names: Sequence[str], edges: Sequence[Edge]) -> list[list[Place]]:
    """Each edge as its ends with a stop in every layer between them; a source stands just before what it leads to."""
    layer: dict[str, int] = {}

    def deep(n: str) -> int:
        if n not in layer:
            layer[n] = 1 + max((deep(a) for a, b in edges if b == n), default=-1)
        return layer[n]

    for n in names:
        deep(n)
    sources = {a for a, _ in edges} - {b for _, b in edges}
    level = {n: min(layer[b] for a, b in edges if a == n) - 1 if n in sources else layer[n] for n in names}
    return [[a, *(_Stop(a, b, k) for k in range(level[a] + 1, level[b])), b] for a, b in edges]


def _ordered(names: Sequence[str], ways: Sequence[Sequence[Place]]) -> list[list[Place]]:
    """The layers, each ordered by the middle of its neighbours; the best of several sweeps."""
    level = _levels(ways)
    layers: list[list[Place]] = [[] for _ in range(max(level.values()) + 1)]
    for p in dict.fromkeys(p for way in ways for p in way):
        layers[level[p]].append(p)
    steps = [(a, b) for way in ways for a, b in zip(way, way[1:])]
    best, least = [list(x) for x in layers], _crossings(layers, steps)
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 else layers[::-1]:
            place = {p: k for x in layers for k, p in enumerate(x)}
            ends = [(b, a) if sweep % 2 else (a, b) for a, b in steps]
            near = {p: [place[b] for a, b in ends if a == p] for p in layer}
            layer.sort(key=lambda p: (sum(near[p])/len(near[p]) if near[p] else place[p], place[p]))
        if (count := _crossings(layers, steps)) < least:
            best, least = [list(x) for x in layers], count
    return best


def _levels(ways: Sequence[Sequence[Place]]) -> dict[Place, int]:
    """The layer of each place: ways go one layer at a time."""
    level: dict[Place, int] = {ways[0][0]: 0}
    while len(level) < len({p for way in ways for p in way}):
        for way in ways:
            known = next((k for k, p in enumerate(way) if p in level), None)
            if known is not None:
                start = level[way[known]] - known
                level |= {p: start + k for k, p in enumerate(way)}
    low = min(level.values())
    return {p: k - low for p, k in level.items()}


def _crossings(layers: Sequence[Sequence[Place]], steps: Sequence[tuple[Place, Place]]) -> int:
    place = {p: (k, n) for k, layer in enumerate(layers) for n, p in enumerate(layer)}
    lines = [(place[a], place[b]) for a, b in steps]
    return sum(a[0] == c[0] and (a[1] - c[1])*(b[1] - d[1]) < 0 for k, (a, b) in enumerate(lines) for c, d in lines[:k])


def _heights(layers: Sequence[Sequence[Place]], ways: Sequence[Sequence[Place]]) -> dict[Place, float]:
    """How far down each place is: towards its neighbours, in the order of its layer, boxes apart."""
    near: dict[Place, list[Place]] = {}
    for way in ways:
        for a, b in zip(way, way[1:]):
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    y = {p: ROW*k for layer in layers for k, p in enumerate(layer)}
    for sweep in range(2*SWEEPS):
        for layer in layers if sweep % 2 else layers[::-1]:
            for p in layer:
                y[p] = (y[p] + sum(y[q] for q in near[p])/len(near[p]))/2
            for _ in layer:
                for a, b in zip(layer, layer[1:]):
                    missing = max(0.0, _apart(a, b) - (y[b] - y[a]))/2
                    y[a], y[b] = y[a] - missing, y[b] + missing
    for layer in layers:
        for a, b in zip(layer, layer[1:]):
            y[b] = max(y[b], y[a] + _apart(a, b))
    top = min(y.values())
    return {p: h - top for p, h in y.items()}


def _apart(a: Place, b: Place) -> float:
    return ROW if isinstance(a, str) and isinstance(b, str) else ROW*0.7


def _line(stops: Sequence[Point]) -> tuple[Point, ...]:
    """A curve that leaves and meets boxes at their sides, straight over the layers that it passes."""
    middle = NODE[1]/2
    sides = [NODE[0], *[NODE[0]/2]*(len(stops) - 2), 0.0]
    ends = [(x + side, y + middle) for (x, y), side in zip(stops, sides, strict=True)]
    out = [ends[0]]
    for (x0, y0), (x1, y1) in zip(ends, ends[1:]):
        bend = (x0 + x1)/2
        out += [(bend, y0), (bend, y1), (x1, y1)]
    return tuple(out)
