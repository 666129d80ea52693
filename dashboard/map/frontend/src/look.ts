// How nodes and edges look. All three renderers ask here, so they show the same map.
import { isDark, mix } from "./colour";
import type { Model } from "./model";
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

/** The dashes of the table on screen: a dot is as long as its line is wide, however short the table has it. */
export const dashesOf = (points: number[], width: number): number[] =>
  points.map((length, i) => (i % 2 ? length * PIXELS : Math.max(length * PIXELS, width)));

export class Look {
  readonly near: Set<number>;
  private readonly dark: boolean;

  constructor(readonly model: Model, readonly theme: Theme, readonly selected: number) {
    this.near = model.neighbours(selected);
    this.dark = isDark(theme.paper);
  }

  get looks(): Looks {
    return this.model.looks;
  }

  faded(node: number): boolean {
    return this.selected >= 0 && node !== this.selected && !this.near.has(node);
  }

  node(i: number): NodeLook {
    const node = this.model.nodes[i];
    const { ink, paper } = this.theme;
    const { frames, lines } = this.looks;
    const faded = this.faded(i);
    const colour = faded ? mix(node.colour, paper, 0.78) : node.colour;
    const tint = this.dark ? mix(node.colour, paper, 0.8) : node.tint;
    return {
      fill: node.invented ? (faded ? mix(tint, paper, 0.78) : tint) : colour,
      ring: node.invented ? colour : mix(colour, ink, faded ? 0.05 : 0.28),
      ringWidth: node.invented ? 2 : 1,
      dashes: node.invented ? dashesOf(lines.invented.dashes, 2) : [],
      outer: i === this.selected ? frames.selected : node.emphasis && !faded ? frames.emphasis : 0,
      front: i === this.selected || (this.selected >= 0 && !faded),
    };
  }

  edge(e: number): EdgeLook {
    const edge = this.model.edges[e];
    const { ink, paper } = this.theme;
    const touches = this.selected >= 0 && (edge.source === this.selected || edge.target === this.selected);
    const crowd = this.model.edges.length > 8000 ? 0.5 : this.model.edges.length > 2000 ? 0.7 : 1;
    const line = this.looks.lines[edge.line];
    const usual = (0.5 + 1.05 * Math.sqrt(Math.max(edge.weight, 0) / this.model.maxWeight)) * crowd;
    const share = touches ? 0.3 : this.selected >= 0 ? 0.94 : 0.78;
    const width = touches ? Math.max(usual, 1.3) : edge.past ? usual * 0.75 : usual;
    return {
      colour: mix(this.dark ? ink : line.colour, paper, share),
      width,
      dashes: dashesOf(line.dashes, width),
      front: touches,
    };
  }
}
