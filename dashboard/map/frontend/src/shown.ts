// What a state makes of the data: who is shown, where, how large, in which colour.
import { BANDS, bandsOf, type MapState } from "./state";
import type { Model } from "./model";

export class Shown {
  readonly nodes: Uint8Array;
  readonly edges: Uint8Array;
  /** How many neighbours are folded into each actor. */
  readonly folded: Map<number, number>;
  readonly selection: Set<number>;
  readonly tie: [number, number] | null;

  constructor(model: Model, readonly state: MapState) {
    const off = new Set(state.off);
    this.nodes = new Uint8Array(model.nodes.length).fill(1);
    this.edges = new Uint8Array(model.edges.length).fill(1);
    this.folded = new Map();
    const group = model.colouring(state.colour);
    const isLand = onLand(model, state);
    model.nodes.forEach((node, i) => {
      if (isLand && node.land === null) this.nodes[i] = 0;
      if (off.size === 0) return;
      if (model.isDot(i)) {
        if (off.has("group:community")) this.nodes[i] = 0;
        return;
      }
      if (off.has(`kind:${node.type}`) || (node.invented && off.has("frame:invented"))) this.nodes[i] = 0;
      if (group && off.has(`${state.colour}:${group.names[group.of[i]]}`)) this.nodes[i] = 0;
    });
    this.gather(model, state);
    for (const id of state.hidden) this.drop(model.find(id));
    this.fold(model, state);
    const [from, to] = bandsOf(state, model.work?.least ?? 0);
    const [least, most] = [BANDS[from], BANDS[to + 1] ?? Infinity];
    const limited = from > 0 || to < BANDS.length - 1;
    model.edges.forEach((edge, e) => {
      const begun = state.until === null || !model.work?.span || edge.begin === 0 || edge.begin <= state.until;
      if (!this.nodes[edge.source] || !this.nodes[edge.target]) {
        this.edges[e] = 0;
        return;
      }
      const strong = !limited || edge.strength === 0 || (edge.strength >= least && edge.strength < most);
      const listed = off.size === 0 || (!off.has(`line:${edge.line}`) && !(edge.change && off.has(`change:${edge.change}`)));
      this.edges[e] = begun && strong && listed ? 1 : 0;
    });
    this.selection = new Set(state.selection.map((id) => model.find(id)).filter((i) => i >= 0 && this.nodes[i]));
    const ends = state.tie?.map((id) => model.find(id)) ?? [];
    this.tie = ends.length === 2 && ends.every((i) => i >= 0) ? [ends[0], ends[1]] : null;
  }

  /** Of a community that is open its members are shown, of any other its dot. */
  private gather(model: Model, state: MapState): void {
    if (model.groups.size === 0) return;
    const open = new Set(model.opened(state.open).map(({ group }) => group.id));
    for (const [id, { dot, members }] of model.groups) {
      if (open.has(id)) this.drop(dot);
      else for (const i of members) this.drop(i);
    }
  }

  private drop(i: number): void {
    if (i >= 0) this.nodes[i] = 0;
  }

  private fold(model: Model, state: MapState): void {
    const hubs = new Set(Object.keys(state.folded));
    for (const [id, types] of Object.entries(state.folded)) {
      const hub = model.find(id);
      if (hub < 0) continue;
      let count = 0;
      for (const near of model.neighbours(hub)) {
        const node = model.nodes[near];
        if (hubs.has(node.id) || !(types.includes("*") || types.includes(node.type))) continue;
        count += 1;
        this.drop(near);
      }
      this.folded.set(hub, count);
    }
  }

  /** Shown neighbours of a node over shown lines. */
  near(model: Model, node: number): Set<number> {
    const found = new Set<number>();
    for (const e of model.edgesOf(node)) {
      if (!this.edges[e]) continue;
      const { source, target } = model.edges[e];
      found.add(source === node ? target : source);
    }
    found.delete(node);
    return found;
  }

  get nodeCount(): number {
    return this.nodes.reduce((sum, kept) => sum + kept, 0);
  }

  get edgeCount(): number {
    return this.edges.reduce((sum, kept) => sum + kept, 0);
  }
}

/** Whether actors stand on the map of the Länder, where there is one. */
export const onLand = (model: Model, state: MapState): boolean => state.place === "land" && (model.work?.tiles.length ?? 0) > 0;

/** Puts every node where, as large and in the colour the state says. */
export function dress(model: Model, state: MapState): void {
  const group = model.colouring(state.colour);
  const isLand = onLand(model, state);
  const sizes = model.sizes(state.size);
  model.nodes.forEach((node, i) => {
    const pin = state.pins[node.id];
    const [x, y] = isLand ? (node.land ?? node.home) : (pin ?? node.home);
    node.x = x;
    node.y = y;
    node.pinned = pin !== undefined && !isLand;
    node.size = sizes[i];
    const own = model.looks.types[node.type];
    node.colour = group ? group.colours[group.of[i]] : own.colour;
    node.tint = own.tint;
  });
}
