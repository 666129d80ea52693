// How nodes and edges look. All three renderers ask here, so they show the same map.
import { isDark, mix } from "./colour";
import type { Model } from "./model";
import type { Theme } from "./types";

export interface NodeLook {
  fill: string;
  ring: string;
  ringWidth: number;
  dashed: boolean;
  /** Width of a second ring around the node in the text colour; 0 for none. */
  outer: number;
  front: boolean;
}

export interface EdgeLook {
  colour: string;
  width: number;
  dashed: boolean;
  front: boolean;
}

export class Look {
  readonly near: Set<number>;
  private readonly dark: boolean;

  constructor(readonly model: Model, readonly theme: Theme, readonly selected: number) {
    this.near = model.neighbours(selected);
    this.dark = isDark(theme.paper);
  }

  faded(node: number): boolean {
    return this.selected >= 0 && node !== this.selected && !this.near.has(node);
  }

  node(i: number): NodeLook {
    const node = this.model.nodes[i];
    const { paper } = this.theme;
    const faded = this.faded(i);
    const colour = faded ? mix(node.colour, paper, 0.78) : node.colour;
    return {
      fill: node.invented ? mix(colour, paper, 0.8) : colour,
      ring: node.invented ? colour : mix(colour, this.dark ? "#ffffff" : "#000000", faded ? 0.05 : 0.28),
      ringWidth: node.invented ? 2 : 1,
      dashed: node.invented,
      outer: i === this.selected ? 3 : node.emphasis && !faded ? 1.5 : 0,
      front: i === this.selected || (this.selected >= 0 && !faded),
    };
  }

  edge(e: number): EdgeLook {
    const edge = this.model.edges[e];
    const { ink, paper } = this.theme;
    const touches = this.selected >= 0 && (edge.source === this.selected || edge.target === this.selected);
    const crowd = this.model.edges.length > 8000 ? 0.5 : this.model.edges.length > 2000 ? 0.7 : 1;
    const width = (0.5 + 1.05 * Math.sqrt(Math.max(edge.weight, 0) / this.model.maxWeight)) * crowd;
    const share = touches ? (edge.past ? 0.55 : 0.3) : this.selected >= 0 ? 0.94 : edge.past ? 0.88 : 0.78;
    return {
      colour: mix(ink, paper, share),
      width: touches ? Math.max(width, 1.3) : edge.past ? width * 0.75 : width,
      dashed: edge.invented,
      front: touches,
    };
  }
}
