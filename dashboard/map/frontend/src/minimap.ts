// The whole network in a corner, with the part that is in view; a click goes there.
import type { Look } from "./look";
import type { Model } from "./model";
import { extent } from "./walks";
import type { Transform } from "./types";

const [WIDTH, HEIGHT] = [150, 104];

export class Minimap {
  private readonly canvas = document.createElement("canvas");
  private readonly picture = document.createElement("canvas");
  private ground: { look: Look; x: number; y: number; scale: number } | null = null;

  constructor(field: HTMLElement, go: (x: number, y: number) => void) {
    this.canvas.className = "minimap";
    this.canvas.setAttribute("aria-hidden", "true");
    for (const canvas of [this.canvas, this.picture]) [canvas.width, canvas.height] = [WIDTH, HEIGHT];
    field.append(this.canvas);
    const move = (event: PointerEvent): void => {
      if (!this.ground || event.buttons === 0) return;
      go(event.offsetX / this.ground.scale + this.ground.x, event.offsetY / this.ground.scale + this.ground.y);
    };
    this.canvas.addEventListener("pointerdown", move);
    this.canvas.addEventListener("pointermove", move);
  }

  show(wanted: boolean): void {
    this.canvas.hidden = !wanted;
  }

  draw(look: Look, view: Transform, width: number, height: number): void {
    const context = this.canvas.getContext("2d");
    if (this.canvas.hidden || context === null) return;
    if (this.ground?.look !== look) this.ground = this.paint(look);
    if (this.ground === null) return;
    const { x, y, scale } = this.ground;
    context.drawImage(this.picture, 0, 0);
    const [left, top] = [(-view.ox / view.scale - x) * scale, (-view.oy / view.scale - y) * scale];
    context.strokeStyle = look.theme.accent;
    context.lineWidth = 2;
    context.strokeRect(left, top, (width / view.scale) * scale, (height / view.scale) * scale);
  }

  private paint(look: Look): Minimap["ground"] {
    const context = this.picture.getContext("2d");
    if (context === null) return null;
    const nodes = look.model.nodes.filter((_: Model["nodes"][number], i: number) => !look.hides(i));
    if (nodes.length === 0) return null;
    const all = extent(nodes.map(({ x, y }) => [x, y]));
    const scale = Math.min((WIDTH - 12) / all.width, (HEIGHT - 12) / all.height);
    const [x, y] = [all.x - (WIDTH / scale - all.width) / 2, all.y - (HEIGHT / scale - all.height) / 2];
    context.fillStyle = look.theme.paper;
    context.fillRect(0, 0, WIDTH, HEIGHT);
    for (const node of nodes) {
      context.fillStyle = node.colour;
      context.fillRect((node.x - x) * scale - 1, (node.y - y) * scale - 1, 2, 2);
    }
    return { look, x, y, scale };
  }

  dispose(): void {
    this.canvas.remove();
  }
}
