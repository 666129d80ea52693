// Where a browser has no WebGL: the same picture on a plain canvas.
import type { Look } from "./look";
import { paintNode } from "./shapes";
import { drawOrder, type Surface } from "./surface";
import type { Transform } from "./types";

const QUICK = 8; // milliseconds

export class CanvasSurface implements Surface {
  readonly isReady = true;
  private cost = 0;

  get isQuick(): boolean {
    return this.cost < QUICK;
  }

  private readonly context: CanvasRenderingContext2D;
  private look: Look | null = null;
  private nodes: number[] = [];
  /** Lines that look the same, to be drawn in one stroke, in the order of the first of each. */
  private strokes: { colour: string; width: number; dashes: number[]; edges: number[] }[] = [];

  constructor(private readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    this.context = context;
  }

  load(look: Look, without: ReadonlySet<number>): void {
    this.look = look;
    const order = drawOrder(look, without);
    this.nodes = order.nodes;
    const found = new Map<string, CanvasSurface["strokes"][number]>();
    for (const e of order.edges) {
      const { colour, width, dashes, front } = look.edge(e);
      const thick = Math.round(width * 4) / 4 || 0.25;
      const key = `${front} ${colour} ${thick} ${dashes}`;
      const stroke = found.get(key);
      if (stroke) stroke.edges.push(e);
      else found.set(key, { colour, width: thick, dashes, edges: [e] });
    }
    this.strokes = [...found.values()];
  }

  moved(): void {
    // Everything is drawn from the model each time.
  }

  draw(view: Transform, width: number, height: number, ratio: number): void {
    const { canvas, context, look } = this;
    if (look === null) return;
    const begin = performance.now();
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.lines(look, view);
    for (const i of this.nodes) this.node(look, i, view, width, height);
    this.cost = performance.now() - begin;
  }

  private lines(look: Look, { ox, oy, scale, radius }: Transform): void {
    const { context } = this;
    const { nodes, edges } = look.model;
    const thick = Math.min(Math.max(radius, 0.7), 2);
    for (const { colour, width, dashes, edges: some } of this.strokes) {
      context.beginPath();
      for (const e of some) {
        const [a, b] = [nodes[edges[e].source], nodes[edges[e].target]];
        context.moveTo(ox + a.x * scale, oy + a.y * scale);
        context.lineTo(ox + b.x * scale, oy + b.y * scale);
      }
      context.strokeStyle = colour;
      context.lineWidth = width * thick;
      context.setLineDash(dashes);
      context.stroke();
    }
    context.setLineDash([]);
  }

  private node(look: Look, i: number, view: Transform, width: number, height: number): void {
    const { context } = this;
    const node = look.model.nodes[i];
    const [x, y, r] = [view.ox + node.x * view.scale, view.oy + node.y * view.scale, node.size * view.radius];
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) return;
    paintNode(context, look, i, x, y, r);
  }

  dispose(): void {
    [this.canvas.width, this.canvas.height] = [0, 0];
  }
}
