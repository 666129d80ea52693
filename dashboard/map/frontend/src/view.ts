// One map on one page: keeps what Python sent, what the person did, and the renderer in step.
import { Look } from "./look";
import { Model } from "./model";
import { Overlay, project } from "./overlay";
import { CytoscapeRenderer, hasCanvas } from "./render-cytoscape";
import { hasWebGl, SigmaRenderer } from "./render-sigma";
import { SvgRenderer } from "./render-svg";
import type { Renderer, Signals } from "./renderer";
import { Shell } from "./shell";
import type { Box, Camera, ComponentArgs, Looks, Payload, Theme } from "./types";

/** What outlives the element: Streamlit mounts a map anew when the page is left and entered again. */
interface Memory {
  ids: Set<string>;
  box: Box;
  camera: Camera | null;
  selected: string | null;
  clicked: number;
  focus: string | null;
}

const memories = new Map<string, Memory>();
const FOCUS_RATIO = 0.35;

interface Hooks {
  position(id: string): { x: number; y: number } | null;
  camera(): Camera | null;
}

export class MapView {
  private readonly shell: Shell;
  private overlay: Overlay | null = null;
  private renderer: Renderer | null = null;
  private payload: Payload | null = null;
  private model!: Model; // there with the first payload, before the renderer
  private look: Look | null = null;
  private theme: Theme | null = null;
  private memory: Memory | null = null;
  private hovered = -1;
  private repaint = 0;
  private received = 0;
  private drawn = 0;
  private send: Pick<ComponentArgs, "setStateValue" | "setTriggerValue"> | null = null;
  private readonly observer: ResizeObserver;

  constructor(private readonly root: HTMLElement) {
    this.shell = new Shell(root, {
      zoom: (factor) => this.zoom(factor),
      pan: (dx, dy) => this.pan(dx, dy),
      reset: () => this.reset(),
      clear: () => this.select(null),
      fullscreen: () => void this.fullscreen(),
      leave: () => this.hovered >= 0 && this.hover(null),
    });
    const hooks: Hooks = { position: (id) => this.position(id), camera: () => this.renderer?.camera() ?? null };
    Object.assign(root, { akteursnetz: hooks });
    let size = "";
    this.observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.shell.stage;
      const now = `${clientWidth}x${clientHeight}`;
      // The first call only reports the size the renderer was made with.
      if (size !== now && size !== "") this.renderer?.resize();
      size = now;
    });
  }

  update(payload: Payload, send: Pick<ComponentArgs, "setStateValue" | "setTriggerValue">): void {
    this.received = performance.now();
    this.send = send;
    const changed = payload.digest !== this.payload?.digest;
    this.payload = payload;
    const theme = readTheme(this.root, payload.looks);
    const recoloured = JSON.stringify(theme) !== JSON.stringify(this.theme);
    this.theme = theme;
    if (changed) this.model = Model.of(payload);
    this.remember(payload);
    this.shell.update(payload, theme, this.model.nodes.length, this.model.edges.length);
    this.root.dataset.nodes = String(this.model.nodes.length);
    this.root.dataset.edges = String(this.model.edges.length);
    const before = this.look?.selected;
    this.look = new Look(this.model, theme, this.model.find(this.memory!.selected));
    if (this.renderer === null) this.mount();
    else if (changed) {
      this.hover(null);
      this.renderer.show(this.look);
    } else if (recoloured || before !== this.look.selected) this.renderer.restyle(this.look);
    this.root.dataset.selected = this.memory!.selected ?? "";
    this.followFocus(payload.focus);
    if (changed) this.reportFirstFrame();
  }

  /** Takes up the memory of this key, or starts a new one where the graph has nothing in common with the last. */
  private remember(payload: Payload): void {
    const ids = new Set(this.model.nodes.map((node) => node.id));
    let memory = memories.get(payload.key);
    if (memory === undefined || (ids.size > 0 && !overlaps(ids, memory.ids))) {
      memory = {
        ids,
        box: this.model.box(),
        camera: null,
        selected: memory?.selected ?? null,
        clicked: memory?.clicked ?? 0,
        focus: null,
      };
      memories.set(payload.key, memory);
      this.renderer?.frameBox(memory.box);
      this.renderer?.moveTo(centreOf(memory.box), false);
    }
    if (ids.size > 0) memory.ids = ids;
    // Python may not have heard of the latest click yet; then the click stands.
    if (payload.select.after >= memory.clicked) memory.selected = payload.select.id;
    this.memory = memory;
  }

  private mount(): void {
    const { box, camera } = this.memory!;
    this.renderer = this.choose(box);
    if (camera) this.renderer.moveTo(camera, false);
    this.root.dataset.renderer = this.renderer.kind;
    const texts = this.payload!.texts;
    this.shell.say(this.renderer.kind === "sigma" ? "" : texts.no_webgl);
    if (hasCanvas() && this.renderer.kind !== "svg") {
      this.overlay = new Overlay();
      this.shell.addLayer(this.overlay.canvas);
    }
    this.observer.observe(this.shell.stage);
    this.paint();
  }

  private choose(box: Box, webGl = true): Renderer {
    const signals: Signals = {
      click: (node) => this.select(node === null ? null : this.model.nodes[node].id),
      doubleClick: (node) => this.send?.setTriggerValue("expand", this.model.nodes[node].id),
      hover: (node) => this.hover(node),
      frame: () => this.paint(),
      lost: () => this.replaceRenderer(),
    };
    const { stage } = this.shell;
    const attempts: (() => Renderer)[] = [];
    if (webGl && hasWebGl()) attempts.push(() => new SigmaRenderer(stage, this.look!, box, signals));
    if (hasCanvas()) attempts.push(() => new CytoscapeRenderer(stage, this.look!, box, signals));
    for (const attempt of attempts) {
      try {
        return attempt();
      } catch (error) {
        console.warn("network map: falling back to a simpler renderer", error);
        stage.replaceChildren();
      }
    }
    return new SvgRenderer(stage, this.look!, box, signals, () => this.payload!.texts.invented_suffix);
  }

  /** After a lost WebGL context: the same view with the next renderer. */
  private replaceRenderer(): void {
    if (this.renderer === null) return;
    const camera = this.renderer.camera();
    this.renderer.dispose();
    this.renderer = this.choose(this.memory!.box, false);
    this.renderer.moveTo(camera, false);
    this.root.dataset.renderer = this.renderer.kind;
    this.shell.say(this.payload!.texts.no_webgl);
  }

  private select(id: string | null): void {
    const memory = this.memory!;
    if (memory.selected === id) return;
    memory.selected = id;
    memory.clicked = Math.max(memory.clicked + 1, Date.now());
    this.look = new Look(this.model, this.theme!, this.model.find(id));
    this.renderer!.restyle(this.look);
    this.root.dataset.selected = id ?? "";
    this.send?.setStateValue("selected", { id, serial: memory.clicked });
  }

  private hover(node: number | null): void {
    this.hovered = node ?? -1;
    this.shell.stage.style.cursor = node === null ? "" : "pointer";
    if (node === null) this.shell.hideTip();
    else {
      const { x, y, r } = project(this.look!, node, this.renderer!.transform());
      this.shell.showTip(this.model.nodes[node], x, y, r, this.payload!.texts);
    }
    cancelAnimationFrame(this.repaint);
    this.repaint = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    if (this.renderer === null || this.look === null || this.memory === null) return;
    this.memory.camera = this.renderer.camera();
    const { clientWidth, clientHeight } = this.shell.stage;
    if (this.overlay === null || clientWidth === 0) return;
    const suffix = this.payload!.texts.invented_suffix;
    this.overlay.draw(this.look, this.hovered, this.renderer.transform(), clientWidth, clientHeight, suffix);
  }

  private reportFirstFrame(): void {
    const { received } = this;
    requestAnimationFrame(() => {
      this.root.dataset.firstFrameMs = (performance.now() - received).toFixed(1);
      this.root.dataset.drawn = String(++this.drawn);
      this.root.dataset.ready = "1";
    });
  }

  private followFocus(focus: string | null): void {
    const memory = this.memory!;
    if (focus === memory.focus) return;
    const node = this.model.find(focus);
    // A node that is not there yet is waited for.
    if (focus !== null && node < 0) return;
    memory.focus = focus;
    if (node < 0) return;
    const { x, y } = this.model.nodes[node];
    this.move({ x, y, ratio: Math.min(this.renderer!.camera().ratio, FOCUS_RATIO) });
  }

  private move(camera: Camera): void {
    this.renderer!.moveTo(camera, !matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  private zoom(factor: number): void {
    const camera = this.renderer!.camera();
    this.move({ ...camera, ratio: camera.ratio * factor });
  }

  private pan(dx: number, dy: number): void {
    const camera = this.renderer!.camera();
    const { scale } = this.renderer!.transform();
    this.renderer!.moveTo({ ...camera, x: camera.x + dx / scale, y: camera.y + dy / scale }, false);
  }

  private reset(): void {
    this.memory!.box = this.model.box();
    this.renderer!.frameBox(this.memory!.box);
    this.renderer!.moveTo(centreOf(this.memory!.box), false);
  }

  private async fullscreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.root.requestFullscreen();
    } catch {
      // A browser or a frame may forbid it; the map stays as it is.
    }
  }

  private position(id: string): { x: number; y: number } | null {
    if (this.renderer === null) return null;
    const node = this.model.find(id);
    if (node < 0) return null;
    const stage = this.shell.stage.getBoundingClientRect();
    const { x, y } = project(this.look!, node, this.renderer.transform());
    return { x: stage.left + x, y: stage.top + y };
  }

  dispose(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.repaint);
    this.renderer?.dispose();
    this.renderer = null;
    this.shell.dispose();
    delete this.root.dataset.ready;
  }
}

const centreOf = (box: Box): Camera => ({ x: (box.x[0] + box.x[1]) / 2, y: (box.y[0] + box.y[1]) / 2, ratio: 1 });

function overlaps(a: Set<string>, b: Set<string>): boolean {
  for (const id of a) if (b.has(id)) return true;
  return false;
}

function readTheme(root: HTMLElement, { letters }: Looks): Theme {
  const style = getComputedStyle(root);
  const read = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    ink: read("--st-text-color", letters.text),
    paper: read("--st-background-color", letters.paper),
    border: read("--st-border-color", letters.muted),
    accent: read("--st-primary-color", letters.text),
    font: read("--st-font", "sans-serif"),
  };
}
