// What Python sends and what the parts of the map hand to each other.

export type Shape = "circle" | "square" | "diamond" | "triangle" | "hexagon";

/** One row for each node: id, label, type, x, y, colour, radius, kind, tooltip, flags. */
export type NodeRow = [string, string, string, number, number, string, number, string, string, number];
/** One row for each edge: id, index of the source, index of the target, label, weight, flags. */
export type EdgeRow = [string, number, number, string, number, number];

export const INVENTED = 1;
export const EMPHASIS = 2;
export const PAST = 2;

export interface Payload {
  key: string;
  digest: string;
  /** JSON of { nodes: NodeRow[], edges: EdgeRow[] }, parsed only when the digest is new. */
  graph: string;
  /** What Python asked to select, and the last click it knew of when it asked. */
  select: { id: string | null; after: number };
  focus: string | null;
  height: number;
  legend: [string, string, string][];
  texts: Record<string, string>;
}

export interface ComponentArgs {
  data: Payload | null;
  parentElement: ParentNode & Node;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

/** Centre of the view in graph coordinates and how far it is zoomed out; 1 shows the whole first graph. */
export interface Camera {
  x: number;
  y: number;
  ratio: number;
}

export interface Box {
  x: [number, number];
  y: [number, number];
}

/** Screen = offset + scale * graph, in CSS pixels relative to the stage; radius is the factor for node sizes. */
export interface Transform {
  ox: number;
  oy: number;
  scale: number;
  radius: number;
}

export interface Theme {
  ink: string;
  paper: string;
  border: string;
  accent: string;
  font: string;
}
