"""The automatic layout: blocks in columns from left to right by depth, few crossings, wires clear of blocks.

A wire that skips columns holds a lane of its own in each (a waypoint), so that blocks make room for it. The method is
that of Sugiyama, Tagawa and Toda 1981 with barycentres. It knows the diagram only.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from playground.document.diagram import Diagram
from playground.engine.network import Network

BLOCK_WIDTH, BLOCK_HEIGHT = 170.0, 90.0
COLUMN_GAP, ROW_GAP = 60.0, 50.0
LANE_WEIGHT = 8.0  # how much straighter wires should be than rows of blocks
LANE_HEIGHT = 10.0  # what a wire needs in a column that it crosses
PORT = 1e-4  # what a block's height counts, of a column's, to order what leads to its ports
GRID = 10.0
MAX_WAYPOINTS = 10_000  # beyond it the longest wires get no lanes
SWEEPS = 8  # to untangle
SETTLINGS = 9  # to straighten; the last goes from left to right

Item = tuple[str, int]  # (block id, −1) or, for a waypoint, (source id, column)
Links = Mapping[Item, Sequence[Item]]


@dataclass(frozen=True)
class Columns:
    """Items by column from left to right, each from top to bottom, and what they are linked to on either side.

    `ports` says how far down a block a link ends, from 0 at the first port to below 1.
    """

    columns: list[list[Item]]
    left: Links
    right: Links
    ports: Mapping[tuple[Item, Item], float]

    def ends(self, item: Item, links: Links, place: Mapping[Item, float], block: float) -> list[float]:
        """Where the links of an item end among known places; from port to port a block is so high."""
        return [place[end] + block * self.ports.get((item, end), 0.0) for end in links.get(item, ()) if end in place]


def arrange(diagram: Diagram) -> Diagram:
    """Place all blocks anew; the network stays as it is."""
    network = diagram.network
    if not network.nodes:
        return diagram
    columns = _columns(network)
    _reduce_crossings(columns)
    heights = _heights(columns)
    positions = {
        id: (index * (BLOCK_WIDTH + COLUMN_GAP), heights[id, mark])
        for index, column in enumerate(columns.columns)
        for id, mark in column
        if mark < 0
    }
    return diagram.with_network(network, positions)


def _depths(network: Network) -> dict[str, int]:
    """The longest way to each block; blocks that nothing feeds stand just left of their first reader, and where one
    block feeds several branches that end far apart, as the steps of a sequence do, each stands just left of its end.
    """
    depth: dict[str, int] = {}
    for node in network.order:
        depth[node.id] = max((depth[edge.source] + 1 for edge in network.incoming[node.id]), default=0)
    for node in network.nodes:
        readers = [depth[edge.target] for edge in network.outgoing[node.id]]
        if readers and not network.incoming[node.id]:
            depth[node.id] = min(readers) - 1
    for node in network.nodes:
        branches = _branches(network, node.id) if len(network.outgoing[node.id]) > 1 else ()
        late = [branch for branch in branches if _slack(branch, depth)]
        for branch in late if len(late) > 1 else []:  # they share a lane: it is longer by less than they gain
            depth.update({id: depth[id] + _slack(branch, depth) for id in branch[:-1]})
    return depth


def _branches(network: Network, fork: str) -> Iterator[list[str]]:
    """From each reader of a block as far as one wire comes in and one goes out, and the block where that ends."""
    for edge in network.outgoing[fork]:
        branch = [edge.target]
        while len(network.incoming[branch[-1]]) == len(network.outgoing[branch[-1]]) == 1:
            branch.append(network.outgoing[branch[-1]][0].target)
        yield branch


def _slack(branch: list[str], depth: Mapping[str, int]) -> int:
    """How many columns lie between the end of a branch and what leads there."""
    return depth[branch[-1]] - depth[branch[-2]] - 1 if len(branch) > 1 else 0


def _columns(network: Network) -> Columns:
    depth = _depths(network)
    columns: list[list[Item]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in network.order:
        columns[depth[node.id]].append((node.id, -1))
    left: defaultdict[Item, list[Item]] = defaultdict(list)
    right: defaultdict[Item, list[Item]] = defaultdict(list)
    for a, b in _links(network, depth, columns):
        right[a].append(b)
        left[b].append(a)
    return Columns(columns, left, right, _ports(network, right))


def _ports(network: Network, right: Links) -> Mapping[tuple[Item, Item], float]:
    """How far down its last block each link ends; of a block read twice by another, the first port."""
    shares: dict[tuple[str, str], float] = {}
    for edge in reversed(network.edges):
        shares[edge.source, edge.target] = edge.port / len(network.by_id[edge.target].operation.ports)
    return {(a, b): shares[a[0], b[0]] for a, ends in right.items() for b in ends if b[1] < 0}


def _links(network: Network, depth: Mapping[str, int], columns: list[list[Item]]) -> Iterator[tuple[Item, Item]]:
    """Every wire as links from column to column; the wires of one block share its lane, which is added to `columns`."""
    reach, left_over = dict(depth), MAX_WAYPOINTS
    for edge in sorted(network.edges, key=lambda wire: depth[wire.target] - depth[wire.source]):
        source, last = edge.source, depth[edge.target] - 1
        crossed = range(reach[source] + 1, last + 1)
        if len(crossed) <= left_over:
            left_over -= len(crossed)
            for column in crossed:
                columns[column].append((source, column))
                yield _stop(source, column - 1, depth), (source, column)
            reach[source] = max(reach[source], last)
        yield _stop(source, last if last <= reach[source] else depth[source], depth), (edge.target, -1)


def _stop(source: str, column: int, depth: Mapping[str, int]) -> Item:
    """The block itself in its own column, its waypoint in a later one."""
    return (source, -1 if column == depth[source] else column)


def _reduce_crossings(columns: Columns) -> None:
    """Sort each column by the mean place of its neighbours, to the right and back again; keep the best order seen."""
    best, fewest = [list(column) for column in columns.columns], _crossings(columns)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        _sweep(columns, forward=sweep % 2 == 0)
        found = _crossings(columns)
        if found < fewest:
            best, fewest = [list(column) for column in columns.columns], found
    columns.columns[:] = best


def _sweep(columns: Columns, forward: bool) -> None:
    order = columns.columns if forward else columns.columns[::-1]
    links = columns.left if forward else columns.right
    place: dict[Item, float] = {}
    for column in order:
        own = _places(column)
        ends = {item: columns.ends(item, links, place, PORT) for item in column}
        column.sort(key={item: _mean(ends[item], own[item]) for item in column}.__getitem__)
        place.update(_places(column))


def _places(column: Sequence[Item]) -> dict[Item, float]:
    """Where each item stands in its column, from 0 at the top to 1."""
    return {item: index / max(len(column) - 1, 1) for index, item in enumerate(column)}


def _crossings(columns: Columns) -> int:
    """How often wires cross between neighbouring columns."""
    total = 0
    for column, after in pairwise(columns.columns):
        place = {item: float(index) for index, item in enumerate(after)}
        seen: list[float] = []
        for item in column:
            ends = sorted(columns.ends(item, columns.right, place, 1.0))
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _heights(columns: Columns) -> dict[Item, float]:
    """The top of each item: as near to the middle of its neighbours as the order and the gaps allow."""
    centres: dict[Item, float] = {}
    for column in columns.columns:
        offsets = _offsets(column)
        centres.update({item: offset - offsets[-1] / 2 for item, offset in zip(column, offsets, strict=True)})
    for sweep in range(SETTLINGS):
        forward = sweep % 2 == 0
        for column in columns.columns if forward else columns.columns[::-1]:
            _settle(column, columns.left if forward else columns.right, centres)
    highest = min(centre for (_, mark), centre in centres.items() if mark < 0)
    return {item: round((centre - highest) / GRID) * GRID for item, centre in centres.items()}


def _settle(column: list[Item], links: Links, centres: dict[Item, float]) -> None:
    """Move a column's items to the middle of what they are linked to, apart where they would overlap."""
    offsets = _offsets(column)
    wishes = [_pull([(other, centres[other]) for other in links.get(item, ())], centres[item]) for item in column]
    weights = [_weight(item) for item in column]
    level = rising([wish - offset for wish, offset in zip(wishes, offsets, strict=True)], weights)
    centres.update({item: base + offset for item, base, offset in zip(column, level, offsets, strict=True)})


def _offsets(column: Sequence[Item]) -> list[float]:
    """The least distance of each item's centre from the first one's."""
    heights = [BLOCK_HEIGHT if mark < 0 else LANE_HEIGHT for _, mark in column]
    steps = ((above + below) / 2 + ROW_GAP for above, below in pairwise(heights))
    return [0.0, *accumulate(steps)]


def rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The sequence that never falls and is nearest to `values` by weighted squares (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pool = (value, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, mass, size = pools.pop()
            total = mass + pool[1]
            pool = ((mean * mass + pool[0] * pool[1]) / total, total, size + pool[2])
        pools.append(pool)
    return [mean for mean, _, size in pools for _ in range(size)]


def _weight(item: Item) -> float:
    return 1.0 if item[1] < 0 else LANE_WEIGHT


def _pull(neighbours: Sequence[tuple[Item, float]], otherwise: float) -> float:
    """The weighted middle of the neighbours' centres."""
    total = sum(_weight(item) for item, _ in neighbours)
    return sum(_weight(item) * centre for item, centre in neighbours) / total if neighbours else otherwise


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
