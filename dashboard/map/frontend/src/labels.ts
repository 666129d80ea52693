// Where labels go: important ones first, each beside its node, none over another.

export interface LabelItem {
  x: number;
  y: number;
  r: number;
  lines: string[];
  width: number;
  lineHeight: number;
  /** Always placed, even over something. */
  always: boolean;
  /** How far from the node to look for room, with a line that leads to it; 0 for beside it only. */
  reach: number;
  /** Direction in which to look for room, in radians. */
  outward: number;
}

export interface PlacedLabel {
  item: LabelItem;
  left: number;
  top: number;
  align: "left" | "center" | "right";
  /** Far enough from its node to need a line to it. */
  leader: boolean;
}

type Place = Omit<PlacedLabel, "item">;

export type Rect = [number, number, number, number];

const CELL = 72;

/** Rectangles by grid cell, so that a test looks at neighbours only. */
class Occupied {
  private readonly cells = new Map<number, Rect[]>();

  add(rect: Rect): void {
    this.each(rect, (key) => {
      const found = this.cells.get(key);
      if (found) found.push(rect);
      else this.cells.set(key, [rect]);
      return false;
    });
  }

  hits(rect: Rect): boolean {
    return this.each(rect, (key) =>
      (this.cells.get(key) ?? []).some((o) => rect[0] < o[2] && rect[2] > o[0] && rect[1] < o[3] && rect[3] > o[1]),
    );
  }

  private each([x0, y0, x1, y1]: Rect, visit: (key: number) => boolean): boolean {
    for (let cx = Math.floor(x0 / CELL); cx <= Math.floor(x1 / CELL); cx++)
      for (let cy = Math.floor(y0 / CELL); cy <= Math.floor(y1 / CELL); cy++) if (visit(cx * 4096 + cy)) return true;
    return false;
  }
}

const GAP = 5;
// The corner the buttons stand in.
const TOOLS = { width: 50, height: 166 };

/** The places beside the node, best first: right, left, below, above, then the corners. */
function* beside({ x, y, r, width, lines, lineHeight }: LabelItem): Generator<Place> {
  const height = lines.length * lineHeight;
  const reach = r + GAP;
  const slant = r * 0.7 + 4;
  const leader = false;
  yield { left: x + reach, top: y - height / 2, align: "left", leader };
  yield { left: x - reach - width, top: y - height / 2, align: "right", leader };
  yield { left: x - width / 2, top: y + reach - 2, align: "center", leader };
  yield { left: x - width / 2, top: y - reach - height + 2, align: "center", leader };
  yield { left: x + slant, top: y + slant - 3, align: "left", leader };
  yield { left: x + slant, top: y - slant - height + 3, align: "left", leader };
  yield { left: x - slant - width, top: y + slant - 3, align: "right", leader };
  yield { left: x - slant - width, top: y - slant - height + 3, align: "right", leader };
}

/** The places further away, in growing circles that start on the outward side. */
function* around({ x, y, r, width, lines, lineHeight, outward, reach }: LabelItem): Generator<Place> {
  const height = lines.length * lineHeight;
  for (let far = 16; far <= reach; far += 14)
    for (let step = 0; step < 12; step++) {
      // 0, 1, -1, 2, -2 ... twelfths of a turn to either side.
      const angle = outward + ((step % 2 ? 1 : -1) * Math.ceil(step / 2) * Math.PI) / 6;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const [px, py] = [x + cos * (r + far), y + sin * (r + far)];
      const align = cos > 0.35 ? "left" : cos < -0.35 ? "right" : "center";
      const left = align === "left" ? px : align === "right" ? px - width : px - width / 2;
      const top = align === "center" ? (sin > 0 ? py : py - height) : py - height / 2;
      yield { left, top, align, leader: true };
    }
}

/** Positions for as many of the items as fit; `discs` are nodes that labels keep clear of. */
export function placeLabels(
  items: Iterable<LabelItem>,
  discs: { x: number; y: number; r: number }[],
  limit: number,
  room: { width: number; height: number },
  taken: readonly Rect[] = [],
): PlacedLabel[] {
  const texts = new Occupied();
  for (const rect of taken) texts.add(rect);
  texts.add([room.width - TOOLS.width, 0, room.width, TOOLS.height]);
  const nodes = new Occupied();
  for (const { x, y, r } of discs) nodes.add([x - r, y - r, x + r, y + r]);
  const placed: PlacedLabel[] = [];
  let optional = 0;
  for (const item of items) {
    if (!item.always && optional >= limit) continue;
    const height = item.lines.length * item.lineHeight;
    const rectOf = ({ left, top }: Place): Rect => [left - 2, top - 1, left + item.width + 2, top + height + 1];
    const free = (place: Place): boolean => {
      const rect = rectOf(place);
      const inside = rect[0] >= 0 && rect[1] >= 0 && rect[2] <= room.width && rect[3] <= room.height;
      return inside && !texts.hits(rect) && !nodes.hits(rect);
    };
    let best = first(beside(item), free) ?? first(around(item), free);
    if (best === null && item.always)
      best = first(beside(item), (place) => !texts.hits(rectOf(place))) ?? (beside(item).next().value as Place);
    if (best === null) continue;
    if (!item.always) optional++;
    texts.add(rectOf(best));
    placed.push({ item, ...best });
  }
  return placed;
}

function first<T>(values: Iterable<T>, test: (value: T) => boolean): T | null {
  for (const value of values) if (test(value)) return value;
  return null;
}

/** The text in at most `rows` lines of about `columns` characters, cut with an ellipsis. */
export function wrap(text: string, columns: number, rows: number): string[] {
  const words = text.replace(/\s+/g, " ").trim().split(" ");
  const lines: string[] = [];
  for (let word of words) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else {
      for (; word.length > columns + 4 && lines.length < rows; word = word.slice(columns)) lines.push(word.slice(0, columns));
      lines.push(word);
    }
  }
  if (lines.length <= rows) return lines;
  const kept = lines.slice(0, rows);
  kept[rows - 1] = `${kept[rows - 1].slice(0, columns - 1)}\u2026`;
  return kept;
}
