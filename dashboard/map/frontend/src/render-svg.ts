// The last resort, where a browser has not even a canvas: elements in an SVG.
import { grounds, labelsFor, project } from "./overlay";
import type { Look } from "./look";
import { clampRatio, middle, type Renderer, type Signals, transformOf } from "./renderer";
import { svgElement, svgShape } from "./shapes";
import type { Box, Camera, Transform } from "./types";

export class SvgRenderer implements Renderer {
  readonly kind = "svg" as const;
  private readonly svg = svgElement("svg", { width: "100%", height: "100%", "aria-hidden": "true" });
  private view: Camera;
  private dragged: { x: number; y: number; far: boolean } | null = null;
  private moving = false;
  private held: number | null = null;
  private readonly ending = new AbortController();

  constructor(
    private readonly stage: HTMLElement,
    private look: Look,
    private box: Box,
    private readonly signals: Signals,
    private readonly suffix: () => string,
  ) {
    this.view = { ...middle(box), ratio: 1 };
    stage.append(this.svg);
    const { signal } = this.ending;
    const on = <K extends keyof SVGElementEventMap>(name: K, act: (event: SVGElementEventMap[K]) => void) =>
      this.svg.addEventListener(name, act, { signal, passive: false });
    on("click", (event) => this.moving || signals.click(nodeUnder(event), event.shiftKey));
    on("dblclick", (event) => {
      const node = nodeUnder(event);
      if (node !== null) signals.doubleClick(node);
    });
    on("pointerover", (event) => signals.hover(nodeUnder(event)));
    on("pointerleave", () => signals.hover(null));
    on("wheel", (event) => {
      event.preventDefault();
      this.moveTo({ ...this.view, ratio: this.view.ratio * (event.deltaY > 0 ? 1.25 : 0.8) });
    });
    on("pointerdown", (event) => {
      this.moving = false;
      this.held = nodeUnder(event);
      this.dragged = { x: event.clientX, y: event.clientY, far: false };
    });
    window.addEventListener("pointerup", () => this.letGo(), { signal });
    window.addEventListener("pointermove", (event) => this.drag(event), { signal });
    this.draw();
  }

  private letGo(): void {
    if (this.held !== null && this.moving) this.signals.drop();
    this.dragged = this.held = null;
  }

  private drag(event: PointerEvent): void {
    if (this.dragged === null) return;
    const [dx, dy] = [event.clientX - this.dragged.x, event.clientY - this.dragged.y];
    if (!this.dragged.far && Math.hypot(dx, dy) < 4) return;
    this.moving = true;
    this.dragged = { x: event.clientX, y: event.clientY, far: true };
    const { scale, ox, oy } = this.transform();
    if (this.held !== null) {
      const { left, top } = this.stage.getBoundingClientRect();
      this.signals.drag(this.held, (event.clientX - left - ox) / scale, (event.clientY - top - oy) / scale);
      return;
    }
    this.moveTo({ ...this.view, x: this.view.x - dx / scale, y: this.view.y - dy / scale });
  }

  private draw(): void {
    const view = this.transform();
    const lines: SVGElement[] = [];
    const shapes: SVGElement[] = [];
    const areas = grounds(this.look, view, 0, 0, () => 0).map(({ points, colour }) => {
      const attributes = { points: points.map((spot) => spot.join()).join(" "), fill: colour, "fill-opacity": 0.1, stroke: colour };
      return svgElement("polygon", { ...attributes, "pointer-events": "none" });
    });
    this.look.model.edges.forEach((edge, e) => {
      if (this.look.hidesEdge(e)) return;
      const style = this.look.edge(e);
      const [a, b] = [project(this.look, edge.source, view), project(this.look, edge.target, view)];
      const line = svgElement("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: style.colour, "stroke-width": style.width });
      if (style.dashes.length) line.setAttribute("stroke-dasharray", style.dashes.join(" "));
      if (style.front) lines.push(line);
      else lines.unshift(line);
    });
    this.look.model.byDepth.forEach((i) => {
      if (this.look.hides(i)) return;
      const node = this.look.model.nodes[i];
      const style = this.look.node(i);
      const { x, y, r } = project(this.look, i, view);
      if (style.outer) {
        const ring = svgShape(node.shape, x, y, r + 3);
        ring.setAttribute("fill", "none");
        ring.setAttribute("stroke", this.look.theme.ink);
        ring.setAttribute("stroke-width", String(style.outer));
        shapes.push(ring);
      }
      const shape = svgShape(node.shape, x, y, r);
      shape.setAttribute("fill", style.fill);
      shape.setAttribute("stroke", style.ring);
      shape.setAttribute("stroke-width", String(style.ringWidth));
      if (style.dashes.length) shape.setAttribute("stroke-dasharray", style.dashes.join(" "));
      shape.dataset.node = String(i);
      shapes.push(shape);
    });
    this.svg.replaceChildren(...areas, ...lines, ...shapes, ...this.texts(view));
    this.signals.frame(false);
  }

  private texts(view: Transform): SVGElement[] {
    // No canvas means nothing to measure with: a wide average keeps labels apart.
    const measure = (text: string, strong: boolean) => text.length * (strong ? 6.9 : 6.4);
    const { clientWidth, clientHeight } = this.stage;
    return labelsFor(this.look, -1, view, clientWidth, clientHeight, this.suffix(), measure).flatMap((label) =>
      label.item.lines.map((line, row) => {
        const text = svgElement("text", {
          x: label.align === "left" ? label.left : label.align === "right" ? label.left + label.item.width : label.left + label.item.width / 2,
          y: label.top + (row + 0.8) * label.item.lineHeight,
          "text-anchor": label.align === "left" ? "start" : label.align === "right" ? "end" : "middle",
          "font-size": 12,
          "font-weight": label.strong ? 600 : 400,
          "font-family": this.look.theme.font,
          fill: this.look.theme.ink,
          "pointer-events": "none",
        });
        text.textContent = line;
        return text;
      }),
    );
  }

  show(look: Look): void {
    this.held = null; // a pull does not outlive the node it began on
    this.restyle(look);
  }

  restyle(look: Look): void {
    this.look = look;
    this.draw();
  }

  moved(): void {
    this.draw();
  }

  frameBox(box: Box): void {
    this.box = box;
    this.moveTo({ ...middle(box), ratio: 1 });
  }

  transform(): Transform {
    return transformOf(this.stage, this.box, this.view);
  }

  camera(): Camera {
    return { ...this.view };
  }

  moveTo(camera: Camera): void {
    this.view = { ...camera, ratio: clampRatio(camera.ratio) };
    this.draw();
  }

  resize(): void {
    this.draw();
  }

  dispose(): void {
    this.ending.abort();
    this.svg.remove();
  }
}

function nodeUnder(event: Event): number | null {
  const name = (event.target as SVGElement).dataset?.node;
  return name === undefined ? null : Number(name);
}
