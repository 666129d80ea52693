// The usual renderer: sigma on WebGL.
import { MultiGraph } from "graphology";
import Sigma from "sigma";
import type { Look } from "./look";
import { clampRatio, MANY_EDGES, MAX_RATIO, middle, MIN_RATIO, PADDING, type Renderer, type Scene, type Signals } from "./renderer";
import { LineProgram, nodeProgram } from "./sigma-programs";
import type { Box, Camera, Transform } from "./types";

export function hasWebGl(): boolean {
  try {
    const canvas = document.createElement("canvas");
    const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    gl?.getExtension("WEBGL_lose_context")?.loseContext();
    return gl !== null;
  } catch {
    return false;
  }
}

// Keys are positions in the model, not ids: sigma keeps them in plain objects, where an id like "__proto__" breaks.
function graphOf(scene: Scene): MultiGraph {
  const graph = new MultiGraph();
  const { model } = scene.look;
  for (const i of model.byDepth) {
    const { x, y, size, shape } = model.nodes[i];
    graph.addNode(i, { x, y: -y, size, shape, scene });
  }
  model.edges.forEach((edge, e) => {
    if (edge.source !== edge.target) graph.addEdgeWithKey(`e${e}`, edge.source, edge.target, { e, scene });
  });
  return graph;
}

// Graph coordinates grow downwards like those of a page, sigma's grow upwards.
const flipped = (box: Box): Box => ({ x: box.x, y: [-box.y[1], -box.y[0]] });

export class SigmaRenderer implements Renderer {
  readonly kind = "sigma" as const;
  private readonly sigma: Sigma;
  private scene: Scene;
  private disposed = false;
  private held: { node: number; x: number; y: number; pulled: boolean } | null = null;

  constructor(stage: HTMLElement, look: Look, private box: Box, signals: Signals) {
    this.scene = { look };
    this.sigma = new Sigma(new MultiGraph(), stage, {
      allowInvalidContainer: true,
      stagePadding: PADDING,
      renderLabels: false,
      zIndex: true,
      enableCameraRotation: false,
      minCameraRatio: MIN_RATIO,
      maxCameraRatio: MAX_RATIO,
      hideEdgesOnMove: look.model.edges.length > MANY_EDGES,
      defaultNodeType: "shape",
      defaultEdgeType: "line",
      nodeProgramClasses: { shape: nodeProgram(() => this.scene.look.theme) },
      edgeProgramClasses: { line: LineProgram },
      defaultDrawNodeHover: () => undefined,
      nodeReducer: (key, data) => {
        const { look } = data.scene as Scene;
        const [style, { x, y, size }] = [look.node(Number(key)), look.model.nodes[Number(key)]];
        return { ...data, x, y: -y, size, hidden: look.hides(Number(key)), look: style, zIndex: style.front ? 1 : 0 };
      },
      edgeReducer: (_, data) => {
        const { look } = data.scene as Scene;
        const style = look.edge(data.e as number);
        return { ...data, hidden: look.hidesEdge(data.e as number), look: style, zIndex: style.front ? 1 : 0 };
      },
    });
    let clicked: number | null = null;
    const click = (node: number | null, event: { original: MouseEvent | TouchEvent }): void => {
      clicked = node;
      signals.click(node, event.original.shiftKey);
    };
    // The box comes before the nodes, so that they are placed only once.
    this.sigma.setCustomBBox(flipped(box));
    this.sigma.setGraph(graphOf(this.scene));
    this.sigma.on("afterRender", signals.frame);
    this.sigma.on("clickNode", ({ node, event }) => click(Number(node), event));
    this.sigma.on("clickStage", ({ event }) => click(null, event));
    // Sigma takes two quick clicks for a double click wherever they fall; on two places they are two clicks.
    this.sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      const node = Number(event.node);
      if (node === clicked) signals.doubleClick(node);
      else click(node, event.event);
    });
    this.sigma.on("doubleClickStage", (event) => {
      event.preventSigmaDefault();
      click(null, event.event);
    });
    this.listenToPulls(signals);
    this.sigma.on("enterNode", ({ node }) => signals.hover(Number(node)));
    this.sigma.on("leaveNode", () => signals.hover(null));
    for (const canvas of Object.values(this.sigma.getCanvases())) {
      // kill() loses the contexts on purpose; only a loss while in use calls for another renderer.
      canvas.addEventListener("webglcontextlost", () => this.disposed || signals.lost());
    }
  }

  private listenToPulls(signals: Signals): void {
    this.sigma.on("downNode", ({ node, event }) => (this.held = { node: Number(node), x: event.x, y: event.y, pulled: false }));
    this.sigma.on("moveBody", ({ event }) => {
      const { held } = this;
      if (held === null) return;
      event.preventSigmaDefault();
      if (!held.pulled && Math.hypot(event.x - held.x, event.y - held.y) < 4) return;
      held.pulled = true;
      const { x, y } = this.sigma.viewportToGraph(event);
      signals.drag(held.node, x, -y);
    });
    const drop = (): void => {
      if (this.held?.pulled) signals.drop();
      this.held = null;
    };
    this.sigma.on("upNode", drop);
    this.sigma.on("upStage", drop);
    this.sigma.on("leaveStage", drop);
  }

  moved(nodes: number[]): void {
    const keys = nodes.map(String);
    const edges = nodes.flatMap((node) => this.scene.look.model.edgesOf(node).map((e) => `e${e}`));
    const there = this.sigma.getGraph();
    this.sigma.refresh({
      partialGraph: { nodes: keys, edges: edges.filter((edge) => there.hasEdge(edge)) },
      skipIndexation: true,
      schedule: true,
    });
  }

  show(look: Look): void {
    this.held = null; // a pull does not outlive the node it began on
    this.scene = { look };
    this.sigma.setGraph(graphOf(this.scene));
    // Last, and only where it changes: a new setting makes sigma go through the whole graph at once.
    const hide = look.model.edges.length > MANY_EDGES;
    if (hide !== this.sigma.getSetting("hideEdgesOnMove")) this.sigma.setSetting("hideEdgesOnMove", hide);
  }

  restyle(look: Look): void {
    this.scene.look = look;
    // Where a node stands sigma asks its graph, not the reducer; written past the graph, which would tell every change.
    const there = this.sigma.getGraph();
    look.model.nodes.forEach(({ x, y }, i) => Object.assign(there.getNodeAttributes(i), { x, y: -y }));
    this.sigma.refresh();
  }

  frameBox(box: Box): void {
    this.box = box;
    this.sigma.setCustomBBox(flipped(box));
    this.sigma.refresh();
  }

  private get unit(): number {
    return Math.max(this.box.x[1] - this.box.x[0], this.box.y[1] - this.box.y[0]);
  }

  transform(): Transform {
    const [origin, right] = [{ x: 0, y: 0 }, { x: 1, y: 0 }].map((p) => this.sigma.graphToViewport(p));
    return { ox: origin.x, oy: origin.y, scale: right.x - origin.x, radius: this.sigma.scaleSize(1) };
  }

  camera(): Camera {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    const centre = middle(this.box);
    return { x: centre.x + (x - 0.5) * this.unit, y: centre.y - (y - 0.5) * this.unit, ratio };
  }

  moveTo({ x, y, ratio }: Camera, smooth: boolean): void {
    const centre = middle(this.box);
    const state = {
      x: 0.5 + (x - centre.x) / this.unit,
      y: 0.5 - (y - centre.y) / this.unit,
      ratio: clampRatio(ratio),
    };
    const camera = this.sigma.getCamera();
    if (smooth) void camera.animate(state, { duration: 250 });
    else camera.setState(state);
  }

  resize(): void {
    this.sigma.scheduleRender();
  }

  dispose(): void {
    this.disposed = true;
    this.sigma.kill();
  }
}
