// Questions about the drawn network: ways, common neighbours, places anew, outlines. No drawing here.
import type { Model } from "./model";
import type { Shown } from "./shown";

export type Spot = [number, number];

/** Neighbours that all of some nodes have. */
export function common(model: Model, shown: Shown, nodes: number[]): number[] {
  if (nodes.length < 2) return [];
  const [first, ...rest] = nodes.map((node) => shown.near(model, node));
  return [...first].filter((node) => rest.every((near) => near.has(node)) && !nodes.includes(node));
}

/** The way between two nodes with the fewest steps, and among those the strongest lines; empty where there is none. */
export function way(model: Model, shown: Shown, from: number, to: number): number[] {
  const before = new Map<number, { node: number; cost: number }>([[from, { node: -1, cost: 0 }]]);
  let ring = [from];
  while (ring.length && !before.has(to)) {
    const next = new Map<number, { node: number; cost: number }>();
    for (const node of ring)
      for (const e of model.edgesOf(node)) {
        if (!shown.edges[e]) continue;
        const { source, target, weight } = model.edges[e];
        const other = source === node ? target : source;
        if (before.has(other)) continue;
        const cost = before.get(node)!.cost + 1 / Math.max(weight, 1e-6);
        const known = next.get(other);
        if (known === undefined || cost < known.cost) next.set(other, { node, cost });
      }
    for (const [node, came] of next) before.set(node, came);
    ring = [...next.keys()];
  }
  if (!before.has(to)) return [];
  const found: number[] = [];
  for (let node = to; node >= 0; node = before.get(node)!.node) found.unshift(node);
  return found;
}

/**
 * New places for some nodes, the others standing still: springs along lines, all nodes pushing each other off.
 * After Fruchterman and Reingold (1991); pushing is felt from the cells around only, so 2,000 nodes take a second.
 * It begins where the nodes stand and draws no chance, so the same picture gives the same places.
 */
export function layOut(model: Model, shown: Shown, movable: number[], rounds = 60): Map<number, Spot> {
  const all = model.nodes.map((_, i) => i).filter((i) => shown.nodes[i]);
  const at = new Map<number, Spot>(all.map((i) => [i, [model.nodes[i].x, model.nodes[i].y]]));
  const moving = new Set(movable);
  if (all.length < 2 || moving.size === 0) return new Map();
  const area = extent([...at.values()]);
  const ideal = Math.max(Math.sqrt((area.width * area.height) / all.length), 1e-6) * 0.9;
  // Two on one spot would never part.
  for (const i of moving) at.set(i, [at.get(i)![0] + ideal * 0.01 * Math.cos(i), at.get(i)![1] + ideal * 0.01 * Math.sin(i)]);
  const ends = model.edges.filter((edge, e) => shown.edges[e] && (moving.has(edge.source) || moving.has(edge.target)));
  for (let round = 0; round < rounds; round++) {
    const push = new Map<number, Spot>([...moving].map((i) => [i, [0, 0]]));
    const cells = new Map<string, number[]>();
    const cell = ([x, y]: Spot) => [Math.floor(x / (2 * ideal)), Math.floor(y / (2 * ideal))];
    for (const [i, spot] of at) {
      const key = cell(spot).join();
      const found = cells.get(key);
      if (found) found.push(i);
      else cells.set(key, [i]);
    }
    for (const i of moving) {
      const [x, y] = at.get(i)!;
      const [cx, cy] = cell([x, y]);
      const force = push.get(i)!;
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++)
          for (const j of cells.get([cx + dx, cy + dy].join()) ?? []) {
            if (i === j) continue;
            const [ox, oy] = at.get(j)!;
            const far = Math.max(Math.hypot(x - ox, y - oy), ideal * 0.01);
            const pushed = (ideal * ideal) / (far * far);
            force[0] += (x - ox) * pushed;
            force[1] += (y - oy) * pushed;
          }
    }
    for (const { source, target } of ends) {
      const [a, b] = [at.get(source), at.get(target)];
      if (!a || !b || source === target) continue;
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const pull = Math.hypot(dx, dy) / ideal / 4;
      const [from, to] = [push.get(source), push.get(target)];
      if (from) [from[0], from[1]] = [from[0] + dx * pull, from[1] + dy * pull];
      if (to) [to[0], to[1]] = [to[0] - dx * pull, to[1] - dy * pull];
    }
    const heat = ideal * (1 - round / rounds);
    for (const [i, [fx, fy]] of push) {
      const strong = Math.hypot(fx, fy) || 1;
      const step = Math.min(strong, heat) / strong;
      const [x, y] = at.get(i)!;
      at.set(i, [x + fx * step, y + fy * step]);
    }
  }
  return new Map(movable.filter((i) => at.has(i)).map((i) => [i, at.get(i)!]));
}

export function extent(spots: Spot[]): { x: number; y: number; width: number; height: number } {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of spots) [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
  return { x: x0, y: y0, width: Math.max(x1 - x0, 1e-6), height: Math.max(y1 - y0, 1e-6) };
}

export function isInside([x, y]: Spot, polygon: Spot[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [polygon[i], polygon[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The corners of the smallest convex outline (Andrew 1979). */
export function hull(spots: Spot[]): Spot[] {
  const sorted = [...spots].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (points: Spot[]): Spot[] => {
    const out: Spot[] = [];
    for (const p of points) {
      const left = () => {
        const [a, b] = [out[out.length - 2], out[out.length - 1]];
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) <= 0;
      };
      while (out.length >= 2 && left()) out.pop();
      out.push(p);
    }
    return out.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** The line nearest to a spot, -1 where none is within reach; all in one unit. */
export function lineAt(model: Model, shown: Shown, x: number, y: number, reach: number): number {
  let [best, far] = [-1, reach];
  for (let e = 0; e < model.edges.length; e++) {
    if (!shown.edges[e]) continue;
    const { source, target } = model.edges[e];
    const [a, b] = [model.nodes[source], model.nodes[target]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.min(Math.max(((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1), 0), 1);
    const away = Math.hypot(x - a.x - share * dx, y - a.y - share * dy);
    if (away < far) [best, far] = [e, away];
  }
  return best;
}
