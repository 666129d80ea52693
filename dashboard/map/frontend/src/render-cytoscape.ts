// Without WebGL: cytoscape on a 2D canvas, at the same positions.
import cytoscape from "cytoscape";
import type { Look } from "./look";
import { corners } from "./shapes";
import { clampRatio, fitScale, MANY_EDGES, MAX_RATIO, middle, MIN_RATIO, type Renderer, type Scene, type Signals } from "./renderer";
import type { Box, Camera, Shape, Transform } from "./types";

const CY_SHAPE: Record<Shape, cytoscape.Css.NodeShape> = {
  circle: "ellipse",
  square: "rectangle",
  diamond: "diamond",
  triangle: "triangle",
  pentagon: "polygon",
};
// cytoscape draws shapes into a box; these factors give them the same area as in the other renderers.
const EXTENT: Record<Shape, [number, number]> = {
  circle: [2, 2],
  square: [1.772, 1.772],
  diamond: [2.506, 2.506],
  triangle: [2.5, 2.165],
  pentagon: [2.562, 1.812],
};
const RESIZABLE_NODES = 3000;

// The one shape cytoscape does not know pointing to the right: its corners in a box from -1 to 1.
const PENTAGON = corners("pentagon")!
  .map(([x, y]) => `${(2 * x) / EXTENT.pentagon[0]} ${(2 * y) / EXTENT.pentagon[1]}`)
  .join(" ");

export function hasCanvas(): boolean {
  try {
    return document.createElement("canvas").getContext("2d") !== null;
  } catch {
    return false;
  }
}

export class CytoscapeRenderer implements Renderer {
  readonly kind = "cytoscape" as const;
  private readonly cy: cytoscape.Core;
  private scene: Scene;
  private radius = 1;
  private resizing = 0;

  constructor(private readonly stage: HTMLElement, look: Look, private box: Box, private signals: Signals) {
    this.scene = { look };
    this.cy = cytoscape({
      container: stage,
      style: this.stylesheet(),
      layout: { name: "preset" },
      autoungrabify: false,
      autounselectify: true,
      boxSelectionEnabled: false,
      hideEdgesOnViewport: look.model.edges.length > MANY_EDGES,
      textureOnViewport: false,
      pixelRatio: "auto",
    });
    // A press can outlive the node it began on; then it says nothing about the node that has its number now.
    const gone = (target: { removed?: () => boolean }) => target.removed?.() === true;
    this.cy.on("tap", ({ target, originalEvent: original }) => gone(target) || signals.click(target === this.cy ? null : indexOf(target), original?.shiftKey ?? false));
    this.cy.on("dbltap", "node", ({ target }) => gone(target) || signals.doubleClick(indexOf(target)!));
    this.cy.on("mouseover", "node", ({ target }) => gone(target) || signals.hover(indexOf(target)));
    this.cy.on("mouseout", "node", () => signals.hover(null));
    let pulled = false;
    this.cy.on("drag", "node", ({ target }) => {
      pulled = true;
      const { x, y } = target.position();
      signals.drag(indexOf(target)!, x, y);
    });
    this.cy.on("free", "node", () => {
      if (pulled) signals.drop();
      pulled = false;
    });
    this.cy.on("render", () => signals.frame());
    this.cy.on("zoom", () => this.sizesLater());
    this.show(look);
    this.fit();
  }

  private stylesheet(): cytoscape.StylesheetJson {
    const lookOf = (element: cytoscape.SingularElementArgument) => (element.data("scene") as Scene).look;
    const look = (element: cytoscape.NodeSingular) => lookOf(element).node(Number(element.id()));
    const modelled = (element: cytoscape.NodeSingular) => lookOf(element).model.nodes[Number(element.id())];
    const side = (axis: 0 | 1) => (element: cytoscape.NodeSingular) => {
      const node = modelled(element);
      return (node.size * EXTENT[node.shape][axis] * this.radius) / this.cy.zoom();
    };
    const thin = () => 1 / (this.cy?.zoom() ?? 1);
    const pattern = (dashes: number[]) => (dashes.length ? dashes : [1]).map((length) => length * thin());
    const line = (element: cytoscape.EdgeSingular) => lookOf(element).edge(element.data("e") as number);
    return [
      {
        selector: "node",
        style: {
          shape: (element: cytoscape.NodeSingular) => CY_SHAPE[modelled(element).shape],
          "shape-polygon-points": PENTAGON,
          width: side(0),
          height: side(1),
          "background-color": (element: cytoscape.NodeSingular) => look(element).fill,
          "border-color": (element: cytoscape.NodeSingular) => look(element).ring,
          "border-width": (element: cytoscape.NodeSingular) => look(element).ringWidth * thin(),
          "border-style": (element: cytoscape.NodeSingular) => (look(element).dashes.length ? "dashed" : "solid"),
          "border-dash-pattern": (element: cytoscape.NodeSingular) => pattern(look(element).dashes),
          "outline-color": () => this.scene.look.theme.ink,
          "outline-width": (element: cytoscape.NodeSingular) => look(element).outer * thin(),
          "outline-offset": () => 2 * thin(),
          "overlay-opacity": 0,
          display: (element: cytoscape.NodeSingular) => (lookOf(element).hides(Number(element.id())) ? "none" : "element"),
          "z-index": (element: cytoscape.NodeSingular) => (look(element).front ? 2 : 1),
        },
      },
      {
        selector: "edge",
        style: {
          "curve-style": "haystack",
          "haystack-radius": 0,
          width: (element: cytoscape.EdgeSingular) => line(element).width * thin(),
          "line-color": (element: cytoscape.EdgeSingular) => line(element).colour,
          "line-dash-pattern": (element: cytoscape.EdgeSingular) => pattern(line(element).dashes),
          "line-style": (element: cytoscape.EdgeSingular) => (line(element).dashes.length ? "dashed" : "solid"),
          "overlay-opacity": 0,
          display: (element: cytoscape.EdgeSingular) => (lookOf(element).hidesEdge(element.data("e")) ? "none" : "element"),
          "z-index": (element: cytoscape.EdgeSingular) => (line(element).front ? 1 : 0),
        },
      },
    ] as unknown as cytoscape.StylesheetJson;
  }

  show(look: Look): void {
    const scene: Scene = { look };
    this.scene = scene;
    const { nodes, edges } = look.model;
    this.cy.batch(() => {
      this.cy.elements().remove();
      this.cy.add([
        ...look.model.byDepth.map((i) => ({
          group: "nodes" as const,
          data: { id: String(i), scene },
          position: { x: nodes[i].x, y: nodes[i].y },
        })),
        ...edges.flatMap((edge, e) =>
          edge.source === edge.target
            ? []
            : [{ group: "edges" as const, data: { id: `e${e}`, e, scene, source: String(edge.source), target: String(edge.target) } }],
        ),
      ]);
    });
  }

  restyle(look: Look): void {
    this.scene.look = look;
    this.moved(look.model.nodes.map((_, i) => i));
    this.cy.style().update();
  }

  moved(nodes: number[]): void {
    this.cy.batch(() => {
      for (const i of nodes) {
        const { x, y } = this.scene.look.model.nodes[i];
        const element = this.cy.getElementById(String(i));
        const now = element.position();
        if (now && (now.x !== x || now.y !== y)) element.position({ x, y });
      }
    });
  }

  frameBox(box: Box): void {
    this.box = box;
    this.fit();
  }

  private get unit(): number {
    return fitScale(this.box, this.stage.clientWidth || 1, this.stage.clientHeight || 1);
  }

  private fit(): void {
    this.moveTo({ ...middle(this.box), ratio: 1 }, false);
  }

  /** Node sizes follow the square root of the zoom, as in sigma, so that zooming in pulls crowds apart. */
  private sizesLater(): void {
    if (this.resizing) return;
    this.resizing = requestAnimationFrame(() => {
      this.resizing = 0;
      this.radius = 1 / Math.sqrt(this.camera().ratio);
      if (this.scene.look.model.nodes.length <= RESIZABLE_NODES) this.cy.style().update();
    });
  }

  transform(): Transform {
    const pan = this.cy.pan();
    return { ox: pan.x, oy: pan.y, scale: this.cy.zoom(), radius: this.radius };
  }

  camera(): Camera {
    const { x, y } = this.cy.pan();
    const zoom = this.cy.zoom();
    return {
      x: (this.stage.clientWidth / 2 - x) / zoom,
      y: (this.stage.clientHeight / 2 - y) / zoom,
      ratio: this.unit / zoom,
    };
  }

  moveTo({ x, y, ratio }: Camera, smooth: boolean): void {
    const unit = this.unit;
    this.cy.minZoom(unit / MAX_RATIO);
    this.cy.maxZoom(unit / MIN_RATIO);
    const zoom = unit / clampRatio(ratio);
    const pan = { x: this.stage.clientWidth / 2 - x * zoom, y: this.stage.clientHeight / 2 - y * zoom };
    this.cy.stop();
    if (smooth) this.cy.animate({ zoom, pan }, { duration: 250 });
    else this.cy.viewport({ zoom, pan });
    this.sizesLater();
  }

  resize(): void {
    const before = this.camera();
    this.cy.resize();
    this.moveTo(before, false);
    this.signals.frame();
  }

  dispose(): void {
    cancelAnimationFrame(this.resizing);
    this.cy.destroy();
  }
}

function indexOf(target: { isNode?: () => boolean; id: () => string }): number | null {
  return target.isNode?.() ? Number(target.id()) : null;
}
