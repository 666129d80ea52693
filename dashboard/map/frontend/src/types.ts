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
  /** Where it stands on the map of the Länder, null for what belongs to none. */
  land: ([number, number] | null)[];
  /** The community it is in, "" for none; and how many are in it where it is one itself. */
  group: string[];
  inside: number[];
}

/** The same for each edge; source and target are positions of nodes. */
export interface EdgeColumns {
  source: number[];
  target: number[];
  label: string[];
  weight: number[];
  line: Line[];
  invented: boolean[];
  /** Strength of a contact, 0 for what has none; why it is there; when it began, 0 where nobody knows. */
  strength: number[];
  tooltip: string[];
  begin: number[];
  change: ("" | Change)[];
}

export type Change = "new" | "lost" | "strengthened" | "weakened";

/** One way to colour the nodes: names and colours of its groups, and the group of each node. */
export interface Colouring {
  name: string;
  names: string[];
  colours: string[];
  of: number[];
}

/** A tile of the map of the Länder. */
export interface Tile {
  code: string;
  name: string;
  x: number;
  y: number;
  side: number;
}

/** A community where communities come first: the actor that names it, and the circle its members stand in. */
export interface Group {
  id: string;
  name: string;
  x: number;
  y: number;
  radius: number;
}

/** What one can work with on a map one works on. */
export interface Work {
  colourings: Record<string, Colouring>;
  sizings: Record<string, { name: string; of: number[] }>;
  /** The colouring whose groups can be outlined, "" for none. */
  outlines: string;
  tiles: Tile[];
  groups: Group[];
  /** The communities that Python knows are to be open, and those of them whose members it has sent. */
  asked: string[];
  opened: string[];
  /** Names where all stand: camera and pins of one arrangement mean nothing in another. */
  arrangement: string;
  /** First and last moment of the slider; null where nothing is dated. */
  span: [number, number] | null;
  /** Whether lines have a strength that can be chosen by. */
  strengths: boolean;
  /** The band of strength from which lines are drawn until somebody chooses another. */
  least: number;
  may: { keep: boolean; take: boolean; brief: boolean };
  /** What a named view says of the map; another serial is taken up once. */
  view: { serial: string; state: unknown; camera: unknown } | null;
  /** A step of a story. */
  step: { at: number; of: number; sentence: string } | null;
  /** What stands under a picture that is taken away. */
  title: string;
  source: string;
}

export interface Graph {
  nodes: NodeColumns;
  edges: EdgeColumns;
}

/** The table of looks that screen and paper share; dashes and widths in points. */
export interface Looks {
  types: Record<string, { colour: string; tint: string; shape: Shape }>;
  lines: Record<Line, { colour: string; dashes: number[] }>;
  changes: Record<Change, { colour: string; dashes: number[]; width: number }>;
  frames: { plain: number; emphasis: number; selected: number };
  letters: { text: string; muted: string; paper: string };
}

/** An entry of the legend: a type of node, the frame of what is invented, or a line. */
export type Key = ["kind", string, string] | ["frame", "invented", string] | ["line", Line, string] | ["change", Change, string] | ["group", "community", string];

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
  /** Null for a map that is only looked at. */
  work: Work | null;
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
