// What Python sends and what the parts of the map hand to each other.

export type Shape = "circle" | "square" | "diamond" | "triangle" | "pentagon";
export type Line = "firm" | "past" | "uncertain" | "invented";

/** What is known of each node, a list for each name. */
export interface NodeColumns {
  id: string[];
  label: string[];
  type: string[];
  x: number[];
  y: number[];
  size: number[];
  kind: string[];
  tooltip: string[];
  invented: boolean[];
  emphasis: boolean[];
}

/** The same for each edge; source and target are positions of nodes. */
export interface EdgeColumns {
  id: string[];
  source: number[];
  target: number[];
  label: string[];
  weight: number[];
  line: Line[];
  invented: boolean[];
}

export interface Graph {
  nodes: NodeColumns;
  edges: EdgeColumns;
}

/** The table of looks that screen and paper share; dashes and widths in points. */
export interface Looks {
  types: Record<string, { colour: string; tint: string; shape: Shape }>;
  lines: Record<Line, { colour: string; dashes: number[] }>;
  frames: { plain: number; emphasis: number; selected: number };
  letters: { text: string; muted: string; paper: string };
}

/** An entry of the legend: a type of node, the frame of what is invented, or a line. */
export type Key = ["kind", string, string] | ["frame", "invented", string] | ["line", Line, string];

export interface Payload {
  key: string;
  digest: string;
  /** JSON of a Graph, parsed only when the digest is new. */
  graph: string;
  /** What Python asked to select, and the last click it knew of when it asked. */
  select: { id: string | null; after: number };
  focus: string | null;
  height: number;
  looks: Looks;
  legend: Key[];
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
