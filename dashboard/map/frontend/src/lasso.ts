// A line drawn around actors: while it is on, the pointer draws instead of moving the map.
import { svgElement } from "./shapes";
import type { Spot } from "./walks";

export class Lasso {
  private readonly layer = document.createElement("div");
  private readonly line = svgElement("polyline", { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": "5 4" });
  private points: Spot[] = [];

  constructor(field: HTMLElement, private readonly done: (polygon: Spot[], more: boolean) => void) {
    this.layer.className = "lasso";
    this.layer.hidden = true;
    const svg = svgElement("svg", { width: "100%", height: "100%", "aria-hidden": "true" });
    svg.append(this.line);
    this.layer.append(svg);
    field.querySelector(".tools")!.before(this.layer);
    this.layer.addEventListener("pointerdown", (event) => {
      this.layer.setPointerCapture(event.pointerId);
      this.points = [[event.offsetX, event.offsetY]];
    });
    this.layer.addEventListener("pointermove", (event) => {
      if (this.points.length === 0) return;
      this.points.push([event.offsetX, event.offsetY]);
      this.line.setAttribute("points", this.points.map((spot) => spot.join()).join(" "));
    });
    this.layer.addEventListener("pointerup", (event) => {
      const caught = this.points;
      this.points = [];
      this.line.setAttribute("points", "");
      this.layer.hidden = true;
      if (caught.length > 2) this.done(caught, event.shiftKey);
    });
  }

  get active(): boolean {
    return !this.layer.hidden;
  }

  toggle(): boolean {
    this.layer.hidden = !this.layer.hidden;
    return this.active;
  }

  dispose(): void {
    this.layer.remove();
  }
}
