// What a person did on the map, as one value. Every act is an action; `reduce` is the only place where one becomes
// another state, so undo, keyboard, buttons and named views all go the same way. Actors are named by their ids.

export interface MapState {
  /** Where somebody put an actor; all others stand where the data have them. */
  pins: Record<string, [number, number]>;
  hidden: string[];
  /** Actors whose neighbours are folded into them, by the types folded; "*" folds all. */
  folded: Record<string, string[]>;
  /** The last one is the one whose facts are shown. */
  selection: string[];
  /** The two ends of the line whose reasons are shown. */
  tie: [string, string] | null;
  /** Entries of the legend that are switched off, as "kind:Person". */
  off: string[];
  colour: string;
  size: string;
  place: "net" | "land";
  outlines: boolean;
  /** Only lines that had begun by then, as a year with its fraction. */
  until: number | null;
  /** Strength from ... to ..., as positions of the bands; null for what the data begin with. */
  strength: [number, number] | null;
  /** Communities that are open, each by the actor that names it. */
  open: string[];
}

export const BANDS = [0, 0.05, 0.5, 2] as const;

export const start = (): MapState => ({
  pins: {},
  hidden: [],
  folded: {},
  selection: [],
  tie: null,
  off: [],
  colour: "kind",
  size: "ties",
  place: "net",
  outlines: false,
  until: null,
  strength: null,
  open: [],
});

/** The bands of strength that are drawn. */
export const bandsOf = ({ strength }: MapState, least: number): [number, number] => strength ?? [least, BANDS.length - 1];

export type Seen = Pick<MapState, "colour" | "size" | "place" | "outlines" | "until" | "strength">;

export type Action =
  | { do: "select"; ids: string[]; how?: "only" | "add" | "toggle" }
  | { do: "tie"; ends: [string, string] }
  | { do: "pin"; places: Record<string, [number, number]> }
  | { do: "unpin"; ids: string[] }
  | { do: "hide"; ids: string[] }
  | { do: "reveal" }
  | { do: "fold"; ids: string[]; types?: string[] }
  | { do: "unfold"; ids: string[]; types?: string[] }
  | { do: "open"; ids: string[] }
  | { do: "close"; ids: string[] }
  | { do: "legend"; entry: string }
  | { do: "see"; what: Partial<Seen> }
  | { do: "apply"; state: MapState };

export function reduce(state: MapState, action: Action): MapState {
  switch (action.do) {
    case "select":
      return { ...state, tie: null, selection: selected(state.selection, unique(action.ids), action.how ?? "only") };
    case "tie":
      return { ...state, tie: action.ends, selection: [] };
    case "pin":
      return { ...state, pins: { ...state.pins, ...action.places } };
    case "unpin":
      return { ...state, pins: without(state.pins, action.ids) };
    case "hide": {
      const gone = new Set(action.ids);
      return {
        ...state,
        hidden: unique([...state.hidden, ...action.ids]),
        selection: state.selection.filter((id) => !gone.has(id)),
        tie: state.tie?.some((id) => gone.has(id)) ? null : state.tie,
      };
    }
    case "open":
      // The latest at the end: where there is not room for all, the first ones are shut.
      return { ...state, open: [...state.open.filter((id) => !action.ids.includes(id)), ...unique(action.ids)] };
    case "close":
      return { ...state, open: state.open.filter((id) => !action.ids.includes(id)) };
    case "reveal":
      return { ...state, hidden: [], folded: {} };
    case "fold": {
      const types = action.types ?? ["*"];
      const folded = action.ids.map((id) => [id, unique([...(state.folded[id] ?? []), ...types])] as const);
      return { ...state, folded: { ...state.folded, ...Object.fromEntries(folded) } };
    }
    case "unfold": {
      const left = action.ids.map((id) => {
        const types = action.types ? (state.folded[id] ?? []).filter((type) => !action.types!.includes(type)) : [];
        return [id, types] as const;
      });
      const folded = { ...without(state.folded, action.ids), ...Object.fromEntries(left.filter(([, t]) => t.length)) };
      return { ...state, folded };
    }
    case "legend": {
      const off = state.off.includes(action.entry);
      return { ...state, off: off ? state.off.filter((e) => e !== action.entry) : [...state.off, action.entry] };
    }
    case "see":
      return { ...state, ...action.what };
    case "apply":
      return action.state;
  }
}

function selected(now: string[], ids: string[], how: "only" | "add" | "toggle"): string[] {
  if (how === "only") return ids;
  const [there, asked] = [new Set(now), new Set(ids)];
  const rest = now.filter((id) => !asked.has(id));
  return how === "add" ? [...rest, ...ids] : [...rest, ...ids.filter((id) => !there.has(id))];
}

const unique = (ids: string[]): string[] => [...new Set(ids)];

function without<T>(table: Record<string, T>, ids: string[]): Record<string, T> {
  const gone = new Set(ids);
  return Object.fromEntries(Object.entries(table).filter(([id]) => !gone.has(id)));
}

/** What was, what is, and what was undone. */
export interface History {
  past: MapState[];
  now: MapState;
  future: MapState[];
  /** What the last step was: one that goes on (a slider, a choice of actors) is one step. */
  last: string;
}

const LONGEST = 200;

export const begin = (state: MapState = start()): History => ({ past: [], now: state, future: [], last: "" });

export function act(history: History, action: Action): History {
  const now = reduce(history.now, action);
  if (same(now, history.now)) return history;
  const last = stepOf(action);
  const past = last !== "" && last === history.last ? history.past : [...history.past, history.now].slice(-LONGEST);
  return { past, now, future: [], last };
}

/** Does what nobody asked for by hand: it is no step, and undo neither takes it back nor does it again. */
export function quietly(history: History, action: Action): History {
  const apart = (states: MapState[], next: MapState[]) => states.filter((state, i) => !same(state, next[i]));
  const [past, future] = [history.past, history.future].map((states) => states.map((state) => reduce(state, action)));
  const now = reduce(history.now, action);
  if (same(now, history.now)) return history;
  return { past: apart(past, [...past.slice(1), now]), now, future: apart(future, [now, ...future.slice(0, -1)]), last: history.last };
}

/** What is done where all stand elsewhere: what was chosen stays, pins and steps are those of that arrangement. */
export function rearranged({ now }: History, there: History = begin()): History {
  return { past: there.past, now: { ...now, pins: there.now.pins }, future: there.future, last: "" };
}

function stepOf(action: Action): string {
  if (action.do === "select" || action.do === "tie") return "select";
  if (action.do === "see" && ("until" in action.what || "strength" in action.what)) return Object.keys(action.what).join();
  return "";
}

export function undo({ past, now, future }: History): History {
  const before = past[past.length - 1];
  return before === undefined
    ? { past, now, future, last: "" }
    : { past: past.slice(0, -1), now: before, future: [now, ...future], last: "" };
}

export function redo({ past, now, future }: History): History {
  const [next, ...rest] = future;
  return next === undefined ? { past, now, future, last: "" } : { past: [...past, now], now: next, future: rest, last: "" };
}

/** Whether two states say the same; what an action left alone is the same thing and need not be read. */
const same = (a: MapState, b: MapState): boolean =>
  (Object.keys(a) as (keyof MapState)[]).every((key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]));

/** A state out of what was stored or sent: whatever is none of it is left out. */
export function readState(value: unknown): MapState {
  const given = table(value);
  const first = start();
  // What is kept of a community is the actor that names it.
  const all = (name: string) => [...ids(given[name]), ...ids(given[`dot_${name}`]).map((id) => `group:${id}`)];
  const pins = { ...table(given.pins), ...Object.fromEntries(Object.entries(table(given.dot_pins)).map(([id, spot]) => [`group:${id}`, spot])) };
  const ids = (some: unknown) => (Array.isArray(some) ? unique(some.filter((id): id is string => typeof id === "string")) : []);
  const point = (some: unknown): some is [number, number] =>
    Array.isArray(some) && some.length === 2 && some.every((n) => typeof n === "number" && Number.isFinite(n));
  const word = (some: unknown, otherwise: string) => (typeof some === "string" ? some : otherwise);
  const band = (n: number) => Math.min(Math.max(Math.round(n), 0), BANDS.length - 1);
  return {
    pins: Object.fromEntries(Object.entries(pins).filter((e): e is [string, [number, number]] => point(e[1]))),
    hidden: all("hidden"),
    folded: Object.fromEntries(Object.entries(table(given.folded)).map(([id, types]) => [id, ids(types)])),
    selection: all("selection"),
    tie: all("tie").length === 2 ? (all("tie") as [string, string]) : null,
    off: ids(given.off),
    colour: word(given.colour, first.colour),
    size: word(given.size, first.size),
    place: given.place === "land" ? "land" : "net",
    outlines: given.outlines === true,
    until: typeof given.until === "number" && Number.isFinite(given.until) ? given.until : null,
    open: ids(given.open),
    strength: point(given.strength) ? [band(given.strength[0]), band(given.strength[1])] : null,
  };
}

/** The arrangement in which a stored state was made. */
export const readArrangement = (value: unknown): string => {
  const { arrangement } = table(value);
  return typeof arrangement === "string" ? arrangement : "net";
};

const table = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
