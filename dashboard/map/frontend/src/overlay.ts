// Labels, names of relations and the highlight under the pointer, on one canvas above any renderer.
import { mix } from "./colour";
import { type LabelItem, type PlacedLabel, placeLabels, type Rect, wrap } from "./labels";
import type { Look } from "./look";
import { shift } from "./renderer";
import { paintNode, tracePath } from "./shapes";
import type { Transform } from "./types";
import { onLand } from "./shown";
import { hull, type Spot } from "./walks";

const SIZE = 12;
const LINE = 14;
const SMALLEST_LABELLED = 3;
const MAX_TRIES = 1500;
const MAX_NEIGHBOURS = 60;
const FAR = 300;
const HUBS = 16;
const HUB_FAR = 110;

export interface Point {
  x: number;
  y: number;
  r: number;
}

export const project = (look: Look, i: number, { ox, oy, scale, radius }: Transform): Point => {
  const node = look.model.nodes[i];
  return { x: ox + node.x * scale, y: oy + node.y * scale, r: node.size * radius };
};

/** Texts and places of the labels for this view. */
export function labelsFor(
  look: Look,
  hovered: number,
  view: Transform,
  width: number,
  height: number,
  suffix: string,
  measure: (text: string, strong: boolean) => number,
  taken: readonly Rect[] = [],
): (PlacedLabel & { node: number; strong: boolean })[] {
  const near = hovered >= 0 ? look.shown.near(look.model, hovered) : new Set<number>();
  const owners: { node: number; strong: boolean }[] = [];
  const items: LabelItem[] = [];
  const discs: Point[] = [];
  const seen = new Set<number>();
  const centre = look.selected >= 0 ? look.selected : hovered;
  const middle = centre >= 0 ? project(look, centre, view) : { x: width / 2, y: height / 2 };
  const inPicture = (gx: number, gy: number): boolean => {
    const [x, y] = [view.ox + gx * view.scale, view.oy + gy * view.scale];
    return x >= -20 && y >= -20 && x <= width + 20 && y <= height + 20;
  };
  const add = (i: number, always: boolean, strong: boolean, reach = always ? FAR : 0) => {
    if (seen.has(i) || look.hides(i)) return;
    const { x, y, size } = look.model.nodes[i];
    if (!always && size * view.radius < SMALLEST_LABELLED) return;
    if (!inPicture(x, y)) return;
    const at = project(look, i, view);
    seen.add(i);
    const node = look.model.nodes[i];
    const lines = i === centre || node.inside > 0 ? wrap(node.label, 34, 3) : wrap(node.label, 24, 2);
    if (node.invented) lines[lines.length - 1] += suffix;
    const inside = look.shown.folded.get(i);
    if (inside) lines[lines.length - 1] += ` +${inside}`;
    const wide = Math.max(...lines.map((line) => measure(line, strong)));
    const outer = look.node(i).outer;
    const r = at.r * 1.1 + (outer ? outer + 2 : 0);
    const outward = i === centre ? -Math.PI / 2 : Math.atan2(at.y - middle.y, at.x - middle.x);
    items.push({ x: at.x, y: at.y, r, lines, width: wide, lineHeight: LINE, always, reach, outward });
    owners.push({ node: i, strong });
  };
  if (look.selected >= 0) add(look.selected, true, true);
  for (const i of [...look.shown.selection, ...(look.shown.tie ?? [])].slice(0, MAX_NEIGHBOURS)) add(i, true, true);
  if (hovered >= 0) add(hovered, true, true);
  const chosen: { i: number; far: number }[] = [];
  for (const i of look.model.byRank) {
    if (look.hides(i)) continue;
    const node = look.model.nodes[i];
    if (!inPicture(node.x, node.y)) continue;
    const close = look.near.has(i) || near.has(i) || (node.emphasis && !look.faded(i));
    const isDisc = node.size * view.radius > 2 && discs.length < MAX_TRIES && !look.faded(i);
    if (!close && !isDisc) continue;
    const at = project(look, i, view);
    if (isDisc) discs.push(at);
    if (close && chosen.length < MAX_NEIGHBOURS) chosen.push({ i, far: Math.hypot(at.x - middle.x, at.y - middle.y) });
  }
  // The outer ones first: they find room on their own side, the inner ones then reach past them.
  for (const { i } of chosen.sort((a, b) => b.far - a.far)) add(i, true, look.selected < 0 && look.model.nodes[i].emphasis);
  // With a selection only what belongs to it is named; the rest stays as faint ground.
  if (look.selected < 0 && look.shown.selection.size === 0 && look.shown.tie === null)
    look.model.byRank.forEach((i, rank) => {
      // The hubs stand in the thick of things and may have their names outside of it.
      const hub = rank < HUBS && look.model.nodes[i].size >= 1.4 * look.model.medianSize;
      if (items.length < MAX_TRIES) add(i, false, hub, hub ? HUB_FAR : 0);
    });
  const owner = new Map(items.map((item, i) => [item, owners[i]]));
  const limit = Math.round((width * height) / 7000);
  return placeLabels(items, discs, limit, { width, height }, taken).map((placed) => ({ ...placed, ...owner.get(placed.item)! }));
}

export interface Ground {
  points: Spot[];
  /** The name, in as many lines as it is written in. */
  lines: string[];
  /** The middle of the name, and the room it takes; none where no room is left for it. */
  at: Spot | null;
  rect: Rect | null;
  colour: string;
}

export type Measure = (text: string, strong: boolean) => number;

const MOST_OUTLINES = 12;

/** What lies under the network: the tiles of the Länder, or the outlines of the larger groups; no name over another. */
export function grounds(look: Look, view: Transform, width: number, height: number, measure: Measure): Ground[] {
  const taken: Rect[] = [];
  return areas(look, view).map(({ spots, room, name, ...rest }) => {
    const lines = broken(name, room, measure);
    const area = { ...rest, lines };
    const half = Math.max(...lines.map((line) => measure(line, true))) / 2 + 3;
    for (const [x, y] of spots) {
      const rect: Rect = [x - half, y - 8, x + half, y + 8 + (lines.length - 1) * LINE];
      const inside = rect[0] >= 0 && rect[1] >= 0 && rect[2] <= width && rect[3] <= height;
      if (!inside || taken.some((o) => rect[0] < o[2] && rect[2] > o[0] && rect[1] < o[3] && rect[3] > o[1])) continue;
      taken.push(rect);
      return { ...area, at: [x, y], rect };
    }
    return { ...area, at: null, rect: null };
  });
}

/** A name in two lines, at a hyphen or a space, where it is wider than its room. */
function broken(name: string, room: number, measure: Measure): string[] {
  if (measure(name, true) <= room) return [name];
  const at = name.search(/[- ]/);
  return at < 0 ? [name] : [name.slice(0, at + 1).trimEnd(), name.slice(at + 1)];
}

interface Area {
  points: Spot[];
  name: string;
  colour: string;
  /** Where the name may stand, best first, and how wide it may be. */
  spots: Spot[];
  room: number;
}

/** The areas with the spots at which their names may stand. Those of tiles stand at the top of each, to be read in rows. */
function areas(look: Look, view: Transform): Area[] {
  const { model, shown } = look;
  const { state } = shown;
  const place = ([x, y]: Spot): Spot => [view.ox + x * view.scale, view.oy + y * view.scale];
  if (onLand(model, state))
    return (model.work?.tiles ?? []).map(({ name, x, y, side }) => {
      const half = side * 0.48;
      const points = [[-half, -half], [half, -half], [half, half], [-half, half]].map(([dx, dy]) => place([x + dx, y + dy]));
      const [[left, top], , [right, bottom]] = points;
      // Where its top lies outside of the picture, the name stays at the edge as long as the tile reaches in.
      const from = Math.min(Math.max(top, 0) + 10, bottom - 10);
      return { points, name, spots: [[(left + right) / 2, from]], room: right - left - 6, colour: look.looks.letters.muted };
    });
  const open = model.opened(state.open).map(({ group: { name, x, y, radius } }): Area => {
    const [[cx, cy], r] = [place([x, y]), radius * view.scale];
    const points = Array.from({ length: 48 }, (_, k): Spot => [cx + r * Math.cos((k * Math.PI) / 24), cy + r * Math.sin((k * Math.PI) / 24)]);
    const spots: Spot[] = [[cx, cy - r - 10], [cx, cy + r + 10], [cx, Math.max(cy - r, 0) + 12]];
    return { points, name, spots, room: Infinity, colour: look.theme.accent };
  });
  if (model.groups.size > 0) return open;
  const groups = model.work && state.outlines ? model.colouring(model.work.outlines) : null;
  if (groups === null) return [];
  const members = groups.names.map(() => [] as Point[]);
  model.nodes.forEach((_, i) => {
    if (!look.hides(i) && groups.of[i] < groups.names.length - 1) members[groups.of[i]].push(project(look, i, view));
  });
  return members.slice(0, MOST_OUTLINES).flatMap((all, k) => {
    const close = core(all);
    if (close.length < 3) return [];
    const points = hull(close.flatMap(({ x, y, r }) => [[x - r - 8, y], [x + r + 8, y], [x, y - r - 8], [x, y + r + 8]] as Spot[]));
    return [{ points, name: groups.names[k], colour: groups.colours[k], spots: around(points), room: Infinity }];
  });
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Those that stand together: an outline around who stands far off would be one around everybody. */
function core(all: Point[]): Point[] {
  const [x, y] = [median(all.map((p) => p.x)), median(all.map((p) => p.y))];
  const far = all.map((p) => Math.hypot(p.x - x, p.y - y));
  const limit = 2 * median(far);
  return all.filter((_, i) => far[i] <= limit);
}

/** Where the name of an outline may stand: above, below, at its corners, inside. */
function around(points: Spot[]): Spot[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [points.reduce((sum, p) => sum + p[0], 0) / points.length, points.reduce((sum, p) => sum + p[1], 0) / points.length];
  const corners = points.map(([px, py]): Spot => {
    const long = Math.hypot(px - x, py - y) || 1;
    return [px + ((px - x) / long) * 14, py + ((py - y) / long) * 14];
  });
  return [[x, Math.min(...ys) - 10], [x, Math.max(...ys) + 10], ...corners.sort((a, b) => a[1] - b[1]), [x, y], [Math.min(...xs), y], [Math.max(...xs), y]];
}

/** The room that names of areas take. */
export const roomOf = (under: Ground[]): Rect[] => under.flatMap(({ rect }) => (rect ? [rect] : []));

export class Overlay {
  readonly canvas = document.createElement("canvas");
  private readonly context = this.canvas.getContext("2d")!;
  private readonly widths = new Map<string, number>();
  private font = "";
  private drawn: Transform | null = null;

  /** Draws what is pulled, with its lines and names, while the picture below stands still. */
  pulled(look: Look, nodes: ReadonlySet<number>, view: Transform, width: number, height: number): void {
    const context = this.context;
    this.drawn = view;
    this.canvas.style.transform = "";
    context.clearRect(0, 0, width, height);
    const edges = new Set([...nodes].flatMap((i) => look.model.edgesOf(i)));
    for (const e of edges) {
      if (look.hidesEdge(e)) continue;
      const [{ source, target }, { colour, width: wide, dashes }] = [look.model.edges[e], look.edge(e)];
      const [a, b] = [project(look, source, view), project(look, target, view)];
      context.strokeStyle = colour;
      context.lineWidth = wide;
      context.setLineDash(dashes);
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.stroke();
    }
    context.setLineDash([]);
    for (const i of nodes) {
      if (look.hides(i)) continue;
      const { x, y, r } = project(look, i, view);
      paintNode(context, look, i, x, y, r);
    }
    this.setFont(true);
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.strokeStyle = look.theme.paper;
    context.lineWidth = 3.5;
    context.fillStyle = look.theme.ink;
    for (const i of [...nodes].slice(0, 20)) {
      const { x, y, r } = project(look, i, view);
      context.strokeText(look.model.nodes[i].label, x + r + 5, y);
      context.fillText(look.model.nodes[i].label, x + r + 5, y);
    }
  }

  /** Follows a picture that moves, as it is, until the picture rests. */
  follow(view: Transform): void {
    shift(this.canvas, this.drawn, view);
  }

  draw(look: Look, hovered: number, view: Transform, width: number, height: number, suffix: string): void {
    this.drawn = view;
    this.canvas.style.transform = "";
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    if (this.font !== look.theme.font) {
      this.font = look.theme.font;
      this.widths.clear();
    }
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, width, height);
    const measure: Measure = (text, strong) => this.measure(text, strong);
    const under = grounds(look, view, width, height, measure);
    this.ground(look, under);
    if (hovered >= 0 && !look.hides(hovered)) this.highlight(look, hovered, view);
    const labels = labelsFor(look, hovered, view, width, height, suffix, measure, roomOf(under));
    if (look.selected >= 0) this.relations(look, view, labels, width, height);
    this.leaders(look, labels);
    this.write(look, labels);
  }

  /** Tiles of the Länder, and outlines of groups with their names. */
  private ground(look: Look, under: Ground[]): void {
    const context = this.context;
    for (const { points, lines, at, colour } of under) {
      context.beginPath();
      points.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x, y));
      context.closePath();
      context.globalAlpha = 0.1;
      context.fillStyle = colour;
      context.fill();
      context.globalAlpha = 0.7;
      context.strokeStyle = colour;
      context.lineWidth = 1.2;
      context.lineJoin = "round";
      context.stroke();
      context.globalAlpha = 1;
      if (at === null) continue;
      this.setFont(true);
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.strokeStyle = look.theme.paper;
      context.lineWidth = 4;
      context.fillStyle = mix(colour, look.theme.ink, 0.35);
      lines.forEach((line, k) => {
        context.strokeText(line, at[0], at[1] + k * LINE);
        context.fillText(line, at[0], at[1] + k * LINE);
      });
    }
  }

  private leaders(look: Look, labels: readonly PlacedLabel[]): void {
    const context = this.context;
    context.beginPath();
    for (const { item, left, top, leader } of labels) {
      if (!leader) continue;
      const x = Math.min(Math.max(item.x, left), left + item.width);
      const y = Math.min(Math.max(item.y, top), top + item.lines.length * LINE);
      const length = Math.hypot(x - item.x, y - item.y);
      const inset = (item.r * 0.6) / length;
      const [fromX, fromY] = [item.x + (x - item.x) * inset, item.y + (y - item.y) * inset];
      // The dot tells which of the nodes on the way is meant.
      context.moveTo(fromX + 1.6, fromY);
      context.arc(fromX, fromY, 1.6, 0, 2 * Math.PI);
      context.moveTo(fromX, fromY);
      context.lineTo(x, y);
    }
    // Around a selection the lines are many; light edges to them would wipe out the nodes below.
    if (look.selected < 0) {
      context.strokeStyle = look.theme.paper;
      context.lineWidth = 3;
      context.stroke();
    }
    context.strokeStyle = mix(look.theme.ink, look.theme.paper, 0.25);
    context.lineWidth = look.selected < 0 ? 1 : 0.8;
    context.stroke();
  }

  private setFont(strong: boolean, size = SIZE): void {
    this.context.font = `${strong ? 600 : 400} ${size}px ${this.font}`;
  }

  private measure(text: string, strong: boolean): number {
    const key = (strong ? "b" : "n") + text;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.setFont(strong);
      width = this.context.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  private highlight(look: Look, hovered: number, view: Transform): void {
    const context = this.context;
    const from = project(look, hovered, view);
    context.strokeStyle = look.theme.ink;
    context.lineWidth = 1.5;
    for (const e of look.model.edgesOf(hovered)) {
      if (look.hidesEdge(e)) continue;
      const edge = look.model.edges[e];
      const to = project(look, edge.source === hovered ? edge.target : edge.source, view);
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      if (length <= from.r + to.r) continue;
      const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
      context.setLineDash(look.edge(e).dashes);
      context.beginPath();
      context.moveTo(from.x + dx * (from.r + 2), from.y + dy * (from.r + 2));
      context.lineTo(to.x - dx * (to.r + 2), to.y - dy * (to.r + 2));
      context.stroke();
    }
    context.setLineDash([]);
    for (const i of [hovered, ...look.shown.near(look.model, hovered)]) {
      const { x, y, r } = project(look, i, view);
      context.lineWidth = i === hovered ? 2.5 : 1.5;
      tracePath(context, look.model.nodes[i].shape, x, y, r + 2.5);
      context.stroke();
    }
  }

  /** Names of the selected node's relations along their lines, where they fit between the labels. */
  private relations(look: Look, view: Transform, labels: readonly PlacedLabel[], right: number, bottom: number): void {
    const edges = look.model.edgesOf(look.selected).filter((e) => !look.hidesEdge(e));
    if (edges.length > 40) return;
    const taken = labels.map(({ item, left, top }) => [left, top, left + item.width, top + item.lines.length * LINE]);
    const context = this.context;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const e of edges) {
      const edge = look.model.edges[e];
      if (!edge.label || edge.source === edge.target) continue;
      const from = project(look, look.selected, view);
      const to = project(look, edge.source === look.selected ? edge.target : edge.source, view);
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      this.setFont(false, 10.5);
      const width = context.measureText(edge.label).width;
      if (width + from.r + to.r + 24 > length) continue;
      // Nearer to the far end: around the selected node the lines run close together.
      const share = (from.r + (length - from.r - to.r) * 0.6) / length;
      const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
      let angle = Math.atan2(to.y - from.y, to.x - from.x);
      if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
      const [halfWidth, halfHeight] = [
        (Math.abs(Math.cos(angle)) * width) / 2 + 6,
        (Math.abs(Math.sin(angle)) * width) / 2 + 6,
      ];
      const rect = [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
      if (rect[0] < 0 || rect[1] < 0 || rect[2] > right || rect[3] > bottom) continue;
      if (taken.some((o) => rect[0] < o[2] && rect[2] > o[0] && rect[1] < o[3] && rect[3] > o[1])) continue;
      taken.push(rect);
      context.save();
      context.translate(x, y);
      context.rotate(angle);
      context.strokeStyle = look.theme.paper;
      context.lineWidth = 4;
      context.strokeText(edge.label, 0, 0);
      context.fillStyle = mix(look.theme.ink, look.theme.paper, edge.past ? 0.4 : 0.2);
      context.fillText(edge.label, 0, 0);
      context.restore();
    }
  }

  private write(look: Look, labels: ReturnType<typeof labelsFor>): void {
    const context = this.context;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = look.theme.paper;
    context.fillStyle = look.theme.ink;
    for (const { item, left, top, align, strong } of [...labels].reverse()) {
      this.setFont(strong);
      context.textAlign = align;
      const x = align === "left" ? left : align === "right" ? left + item.width : left + item.width / 2;
      item.lines.forEach((line, row) => {
        const y = top + (row + 0.5) * LINE;
        context.strokeText(line, x, y);
        context.fillText(line, x, y);
      });
    }
  }
}
