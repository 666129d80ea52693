// How nodes and edges look. All three renderers ask here, so they show the same map.
import { isDark, mix } from "./colour";
import type { Model } from "./model";
import { Shown } from "./shown";
import { start } from "./state";
import type { Looks, Theme } from "./types";

export interface NodeLook {
  fill: string;
  ring: string;
  ringWidth: number;
  /** Lengths drawn and left out in turn, in CSS pixels; none for a whole line. */
  dashes: number[];
  /** Width of a second ring around the node in the text colour; 0 for none. */
  outer: number;
  front: boolean;
}

export interface EdgeLook {
  colour: string;
  width: number;
  dashes: number[];
  front: boolean;
}

const PIXELS = 4 / 3; // CSS pixels in a point
const NONE: number[] = [];

/** The dashes of the table on screen: a dot is as long as its line is wide, however short the table has it. */
export const dashesOf = (points: number[], width: number): number[] =>
  points.length === 0 ? NONE : points.map((length, i) => (i % 2 ? length * PIXELS : Math.max(length * PIXELS, width)));

export class Look {
  readonly near: Set<number>;
  private readonly dark: boolean;

  readonly shown: Shown;
  /** The node whose neighbourhood stands out, -1 for none. */
  readonly selected: number;
  private readonly chosen: Set<number>;

  constructor(readonly model: Model, readonly theme: Theme, shown: Shown | null) {
    this.shown = shown ?? new Shown(model, start());
    const { selection, tie } = this.shown;
    this.chosen = new Set(tie ?? selection);
    this.selected = selection.size === 1 ? [...selection][0] : -1;
    this.near = this.selected >= 0 ? this.shown.near(model, this.selected) : new Set();
    this.dark = isDark(theme.paper);
  }

  /** The same on white paper, whatever the theme of the screen. */
  onPaper(): Look {
    const { text, paper, muted } = this.looks.letters;
    return new Look(this.model, { ...this.theme, ink: text, paper, border: muted }, this.shown);
  }

  isFront(i: number): boolean {
    return this.chosen.has(i) || (this.selected >= 0 && !this.faded(i));
  }

  isFrontEdge(e: number): boolean {
    const { source, target } = this.model.edges[e];
    if (this.selected >= 0 && (source === this.selected || target === this.selected)) return true;
    return this.chosen.size > 1 && this.chosen.has(source) && this.chosen.has(target);
  }

  hides(node: number): boolean {
    return !this.shown.nodes[node];
  }

  hidesEdge(e: number): boolean {
    return !this.shown.edges[e];
  }

  isChosen(node: number): boolean {
    return this.chosen.has(node);
  }

  get looks(): Looks {
    return this.model.looks;
  }

  faded(node: number): boolean {
    if (this.selected < 0) return this.chosen.size > 0 && !this.chosen.has(node);
    return node !== this.selected && !this.near.has(node);
  }

  node(i: number): NodeLook {
    const node = this.model.nodes[i];
    const { ink, paper } = this.theme;
    const { frames, lines } = this.looks;
    const faded = this.faded(i);
    const colour = faded ? mix(node.colour, paper, 0.78) : node.colour;
    const tint = mix(node.colour, paper, this.dark ? 0.62 : 0.5);
    if (node.inside > 0) {
      // A community: a dot with a broad rim, so that it is told from an actor without its colour too.
      const inner = mix(colour, paper, this.dark ? 0.35 : 0.45);
      return { fill: inner, ring: mix(colour, ink, 0.3), ringWidth: 3, dashes: NONE, outer: this.chosen.has(i) ? frames.selected : 0, front: this.isFront(i) };
    }
    return {
      fill: node.invented ? (faded ? mix(tint, paper, 0.78) : tint) : colour,
      ring: node.invented ? colour : mix(colour, ink, faded ? 0.05 : 0.28),
      ringWidth: node.invented ? 2 : 1,
      dashes: node.invented ? dashesOf(lines.invented.dashes, 2) : NONE,
      outer: this.chosen.has(i) ? frames.selected : (node.emphasis || node.pinned) && !faded ? frames.emphasis : 0,
      front: this.isFront(i),
    };
  }

  edge(e: number): EdgeLook {
    const edge = this.model.edges[e];
    const { ink, paper } = this.theme;
    const { tie } = this.shown;
    const isTie = tie !== null && tie.includes(edge.source) && tie.includes(edge.target);
    const both = this.chosen.size > 1 && this.chosen.has(edge.source) && this.chosen.has(edge.target);
    const touches = isTie || both || (this.selected >= 0 && (edge.source === this.selected || edge.target === this.selected));
    const crowd = this.model.edges.length > 8000 ? 0.5 : this.model.edges.length > 2000 ? 0.7 : 1;
    const changed = edge.change ? this.looks.changes[edge.change] : null;
    const line = changed ?? this.looks.lines[edge.line];
    const between = this.model.nodes[edge.source].inside > 0 && this.model.nodes[edge.target].inside > 0;
    const usual = between ? 0.5 + 5 * (Math.max(edge.weight, 0) / this.model.maxWeight) : (0.5 + 1.05 * Math.sqrt(Math.max(edge.weight, 0) / this.model.maxWeight)) * crowd;
    const share = touches ? 0.3 : this.chosen.size > 0 ? 0.94 : changed ? 0.1 : edge.strength > 0 ? 0.62 : between ? 0.74 : 0.78;
    const strong = edge.strength > 0 ? (0.6 + 3.4 * Math.min(1, Math.sqrt(edge.strength / 4))) * crowd : usual;
    const wide = changed ? changed.width : strong;
    const width = touches ? Math.max(wide, 1.3) : edge.past ? wide * 0.75 : wide;
    return {
      colour: mix(this.dark && !changed ? ink : line.colour, paper, isTie ? 0 : share),
      width,
      dashes: dashesOf(line.dashes, width),
      front: touches,
    };
  }
}
