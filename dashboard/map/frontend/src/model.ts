// The graph as the renderers read it: rows turned into objects once, neighbours looked up by index.
import type { Box, Change, Colouring, Graph, Group, Line, Looks, Payload, Shape, Work } from "./types";

export interface MapNode {
  id: string;
  label: string;
  type: string;
  x: number;
  y: number;
  /** Where the data have it, and where on the map of the Länder. */
  home: [number, number];
  land: [number, number] | null;
  pinned: boolean;
  colour: string;
  tint: string;
  size: number;
  kind: string;
  tooltip: string;
  shape: Shape;
  invented: boolean;
  emphasis: boolean;
  /** The community it is in, as far as communities come first, and how many are in it where it is one itself. */
  group: string;
  inside: number;
}

export interface MapEdge {
  source: number;
  target: number;
  label: string;
  weight: number;
  line: Line;
  past: boolean;
  strength: number;
  tooltip: string;
  begin: number;
  change: "" | Change;
}

// Crowded maps get smaller nodes: together they cover at most this part of a page of usual size.
const COVERED = 0.07 * 1100 * 600;
const LEAST_SHRINK = 0.3;
const GROUP = "group:";

/** A community on the map: its dot, and those of its members that were sent. */
export interface Gathered {
  group: Group;
  dot: number;
  members: number[];
}

export class Model {
  readonly nodes: MapNode[];
  readonly edges: MapEdge[];
  /** Nodes in the order in which they get a label: emphasised first, then big before small. */
  readonly byRank: number[];
  /** Nodes in the order in which they are drawn: small ones over big ones, so that none is hidden. */
  readonly byDepth: number[];
  readonly maxWeight: number;
  readonly medianSize: number;
  private readonly index = new Map<string, number>();
  private readonly incident: number[][];
  private readonly usual: number[];
  private readonly scale: number;
  /** Communities by the actor that names them; none where actors come first. */
  readonly groups = new Map<string, Gathered>();

  constructor({ nodes, edges }: Graph, readonly looks: Looks, public work: Work | null = null) {
    this.nodes = nodes.id.map((id, i) => ({
      ...looks.types[nodes.type[i]],
      id,
      label: nodes.label[i],
      type: nodes.type[i],
      home: [nodes.x[i], nodes.y[i]],
      land: nodes.land?.[i] ?? null,
      pinned: false,
      x: nodes.x[i],
      y: nodes.y[i],
      size: nodes.size[i],
      kind: nodes.kind[i],
      tooltip: nodes.tooltip[i],
      invented: nodes.invented[i],
      emphasis: nodes.emphasis[i],
      group: nodes.group?.[i] ?? "",
      inside: nodes.inside?.[i] ?? 0,
    }));
    this.edges = edges.source.map((source, e) => ({
      source,
      target: edges.target[e],
      label: edges.label[e],
      weight: edges.weight[e],
      line: edges.invented[e] ? "invented" : edges.line[e],
      past: edges.line[e] === "past",
      strength: edges.strength?.[e] ?? 0,
      tooltip: edges.tooltip?.[e] ?? "",
      begin: edges.begin?.[e] ?? 0,
      change: edges.change?.[e] ?? "",
    }));
    const area = this.nodes.reduce((sum, { size }) => sum + Math.PI * size * size, 0);
    const shrink = Math.max(LEAST_SHRINK, Math.min(1, Math.sqrt(COVERED / area)));
    for (const node of this.nodes) node.size *= shrink;
    this.scale = shrink;
    this.usual = this.nodes.map((node) => node.size);
    this.nodes.forEach((node, i) => this.index.set(node.id, i));
    this.incident = this.nodes.map(() => []);
    this.edges.forEach((edge, e) => {
      this.incident[edge.source].push(e);
      if (edge.target !== edge.source) this.incident[edge.target].push(e);
    });
    this.gather();
    this.byRank = sorted(this.nodes.map((node, i) => (node.emphasis ? 1e6 : 0) + node.size * 1000 + this.degree(i)));
    this.byDepth = sorted(this.nodes.map((node) => node.size));
    this.medianSize = this.nodes[this.byDepth[this.nodes.length >> 1]]?.size ?? 0;
    this.maxWeight = this.edges.reduce((most, edge) => Math.max(most, edge.weight), 1);
  }

  static of(payload: Payload): Model {
    return new Model(unpacked(JSON.parse(payload.graph)), payload.looks, payload.work);
  }

  private gather(): void {
    for (const group of this.work?.groups ?? []) {
      const dot = this.find(GROUP + group.id);
      if (dot >= 0) this.groups.set(group.id, { group, dot, members: [] });
    }
    if (this.groups.size === 0) return;
    this.nodes.forEach((node, i) => {
      const found = this.groups.get(node.group);
      if (found && found.dot !== i) found.members.push(i);
    });
  }

  /** Whether a node is the dot of a community that can be opened. */
  isDot(i: number): boolean {
    return this.groups.get(this.nodes[i].group)?.dot === i;
  }

  /** Takes up what the map is worked on with, where the graph is the one that is there. */
  use(work: Work | null): void {
    this.work = work;
  }

  /** The communities that are open and whose members are there. */
  opened(open: readonly string[]): Gathered[] {
    return open.flatMap((id) => {
      const found = this.groups.get(id);
      return found && found.members.length ? [found] : [];
    });
  }

  /** The groups of a colouring, null where nodes have the colours of their types. */
  colouring(name: string): Colouring | null {
    const found = this.work?.colourings[name];
    return found && found.of.length === this.nodes.length ? found : null;
  }

  /** The size of each node by a measure; as usual where nothing is measured. */
  sizes(name: string): number[] {
    const found = this.work?.sizings[name]?.of;
    return found && found.length === this.nodes.length ? found.map((size) => size * this.scale) : this.usual;
  }

  find(id: string | null): number {
    return id === null ? -1 : (this.index.get(id) ?? -1);
  }

  edgesOf(node: number): readonly number[] {
    return node < 0 ? [] : this.incident[node];
  }

  degree(node: number): number {
    return this.edgesOf(node).length;
  }

  neighbours(node: number): Set<number> {
    const found = new Set<number>();
    for (const e of this.edgesOf(node)) {
      const edge = this.edges[e];
      found.add(edge.source === node ? edge.target : edge.source);
    }
    found.delete(node);
    return found;
  }

  /** The rectangle all nodes lie in, or some; never empty, so that one node alone can be shown too. */
  box(some?: { x: number; y: number }[]): Box {
    const spots = some?.length ? some : this.nodes;
    if (spots.length === 0) return { x: [-1, 1], y: [-1, 1] };
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of spots) {
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
    const least = Math.max(x1 - x0, y1 - y0) * 0.05 || 1;
    const grow = (a: number, b: number): [number, number] => (b - a < least ? [(a + b - least) / 2, (a + b + least) / 2] : [a, b]);
    return { x: grow(x0, x1), y: grow(y0, y1) };
  }
}

/** Positions by falling value, among equals in their own order. */
function sorted(values: number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[b] - values[a] || a - b);
}

/** A column in which all say the same travels as `{all: value}`. */
function unpacked(sent: { nodes: Record<string, unknown>; edges: Record<string, unknown> }): Graph {
  const whole = (table: Record<string, unknown>, count: number) =>
    Object.fromEntries(Object.entries(table).map(([name, of]) => [name, Array.isArray(of) ? of : new Array(count).fill((of as { all: unknown }).all)]));
  const [nodes, edges] = [(sent.nodes.id as string[]).length, (sent.edges.source as number[]).length];
  return { nodes: whole(sent.nodes, nodes), edges: whole(sent.edges, edges) } as unknown as Graph;
}
