// One map on one page: keeps what Python sent, what the person did, and the renderer in step.
import { Desk } from "./desk";
import { Lasso } from "./lasso";
import { Look } from "./look";
import { Minimap } from "./minimap";
import { Model } from "./model";
import { Overlay, project } from "./overlay";
import { StageRenderer } from "./render-stage";
import { SvgRenderer } from "./render-svg";
import type { Renderer, Signals } from "./renderer";
import { Shell } from "./shell";
import { dress, onLand, Shown } from "./shown";
import * as states from "./state";
import { CanvasSurface } from "./surface-canvas";
import { GlSurface } from "./surface-gl";
import { takeAway, type Format } from "./take";
import type { Box, Camera, ComponentArgs, Looks, Payload, Theme } from "./types";
import { common, extent, isInside, layOut, lineAt, way, type Spot } from "./walks";

/** What outlives the element: Streamlit mounts a map anew when the page is left and entered again. */
interface Memory {
  ids: Set<string>;
  box: Box;
  camera: Camera | null;
  history: states.History;
  clicked: number;
  /** The order of Python that was followed last, and the view that was taken up last. */
  order: string;
  view: string;
  focus: string | null;
  /** Communities that were opened by going near; going away shuts them. */
  near: Set<string>;
  /** Where all stand now, and what of other arrangements is to be found again. */
  arrangement: string;
  elsewhere: Map<string, Pick<Memory, "box" | "camera" | "history">>;
}

const memories = new Map<string, Memory>();
const FOCUS_RATIO = 0.35;

interface Hooks {
  position(id: string): { x: number; y: number } | null;
  camera(): Camera | null;
  state(): states.MapState | null;
  /** The ends of the lines of a sort that are shown. */
  ends(line: string): [string, string][];
}

const TIE_REACH = 6; // CSS pixels within which a line is meant
const MINIMAP_FROM = 500;
// A community is opened where its circle is this share of the picture, or the camera this near; shut where it is smaller again.
const NEAR = 0.45;
const FAR_OFF = 0.3;
const CLOSE_UP = 0.12;

function hasCanvas(): boolean {
  try {
    return document.createElement("canvas").getContext("2d") !== null;
  } catch {
    return false;
  }
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
  private hoveredTie = -1;
  private cursor = -1;
  private pulled: Map<number, Spot> | null = null;
  private desk: Desk | null = null;
  private minimap: Minimap | null = null;
  private readonly lasso: Lasso;
  private repaint = 0;
  /** How near the camera was when it last rested. */
  private ratio = NaN;
  /** The communities whose members Python was asked for last, as text. */
  private wanted = "";
  private received = 0;
  private drawn = 0;
  private send: Pick<ComponentArgs, "setStateValue" | "setTriggerValue"> | null = null;
  private readonly observer: ResizeObserver;

  constructor(private readonly root: HTMLElement) {
    this.shell = new Shell(root, {
      zoom: (factor) => this.zoom(factor),
      pan: (dx, dy) => this.pan(dx, dy),
      reset: () => this.reset(),
      clear: () => this.act({ do: "select", ids: [] }),
      key: (event) => this.desk?.run(event) ?? false,
      fullscreen: () => void this.fullscreen(),
      leave: () => {
        if (this.hovered >= 0) this.hover(null);
      },
      enter: () => this.enter(),
    });
    this.lasso = new Lasso(this.shell.field, (polygon, more) => this.caught(polygon, more));
    this.shell.stage.addEventListener("pointermove", (event) => this.hoverTie(event));
    const hooks: Hooks = {
      position: (id) => this.position(id),
      camera: () => this.renderer?.camera() ?? null,
      state: () => this.memory?.history.now ?? null,
      ends: (line) => this.ends(line),
    };
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
    if (changed) this.adopt(Model.of(payload));
    else this.model.use(payload.work);
    const before = JSON.stringify(this.memory?.history.now);
    this.remember(payload);
    this.followView(payload);
    this.shutWithoutRoom(payload);
    const { now } = this.memory!.history;
    this.dress(now);
    this.look = new Look(this.model, theme, new Shown(this.model, now));
    this.shell.update(payload, theme, this.look.shown, (entry) => this.act({ do: "legend", entry }));
    this.setDesk(payload);
    if (this.renderer === null) this.mount();
    else if (changed) {
      this.hover(null);
      this.renderer.show(this.look);
    } else if (recoloured || before !== JSON.stringify(now)) this.renderer.restyle(this.look);
    this.tell();
    this.followFocus(payload.focus);
    if (changed) this.reportFirstFrame();
    this.askForMembers();
  }

  /** Takes up a new graph: what was a position in the old one is none in this one; the keyboard stays with its actor. */
  private adopt(model: Model): void {
    const at = this.cursor >= 0 ? this.model.nodes[this.cursor].id : null;
    this.model = model;
    this.cursor = model.find(at);
    [this.hovered, this.hoveredTie, this.pulled, this.lifted] = [-1, -1, null, null];
  }

  /** Takes up what a named view says, once. */
  private followView({ work }: Payload): void {
    const memory = this.memory!;
    if (!work?.view || work.view.serial === memory.view) return;
    memory.view = work.view.serial;
    const state = states.readState(work.view.state);
    const isHere = states.readArrangement(work.view.state) === work.arrangement;
    memory.history = states.act(memory.history, { do: "apply", state: isHere ? state : { ...state, pins: {} } });
    const camera = readCamera(work.view.camera);
    if (camera === null || !isHere) return;
    this.dress(memory.history.now);
    memory.box = this.box();
    memory.camera = camera;
    this.renderer?.frameBox(memory.box);
    this.renderer?.moveTo(camera, false);
  }

  private setDesk(payload: Payload): void {
    if (payload.work === null) return;
    this.desk ??= new Desk(this.shell.desk, this.shell.field, this.desks());
    this.desk.update(payload, this.model, this.memory!.history);
    const wanted = this.model.nodes.length > MINIMAP_FROM;
    if (wanted && this.minimap === null) {
      this.minimap = new Minimap(this.shell.field, (x, y) => this.renderer?.moveTo({ ...this.renderer.camera(), x, y }, false));
    }
    this.minimap?.show(wanted);
  }

  /** Takes up the memory of this key, or starts a new one where the graph has nothing in common with the last. */
  private remember(payload: Payload): void {
    const ids = new Set(this.model.nodes.map((node) => node.id));
    let memory = memories.get(payload.key);
    const arrangement = payload.work?.arrangement ?? "net";
    if (memory !== undefined && ids.size > 0 && memory.arrangement !== arrangement) this.rearrange(memory, arrangement, ids);
    if (memory === undefined || (ids.size > 0 && !overlaps(ids, memory.ids))) {
      memory = {
        ids,
        box: this.model.box(),
        camera: null,
        history: memory?.history ?? states.begin(),
        clicked: memory?.clicked ?? 0,
        order: memory?.order ?? "",
        view: memory?.view ?? "",
        focus: null,
        near: new Set(),
        arrangement,
        elsewhere: memory?.elsewhere ?? new Map(),
      };
      memories.set(payload.key, memory);
      this.renderer?.frameBox(memory.box);
      this.renderer?.moveTo(centreOf(memory.box), false);
    }
    if (ids.size > 0) memory.ids = ids;
    // Python may not have heard of the latest click yet; then the click stands.
    const { id, after } = payload.select;
    const order = JSON.stringify([id, after]);
    if (after >= memory.clicked && order !== memory.order) {
      memory.order = order;
      memory.history = states.act(memory.history, { do: "select", ids: id === null ? [] : [id] });
      const group = id === null ? "" : (this.model.nodes[this.model.find(id)]?.group ?? "");
      // Who was looked for may be in a community that is shut.
      if (this.model.groups.has(group) && id !== `group:${group}`) memory.history = states.act(memory.history, { do: "open", ids: [group] });
    }
    this.memory = memory;
  }

  /** Where all stand elsewhere, camera and pins are those of that arrangement. */
  private rearrange(memory: Memory, arrangement: string, ids: Set<string>): void {
    const { box, camera, history } = memory;
    memory.elsewhere.set(memory.arrangement, { box, camera, history });
    const there = memory.elsewhere.get(arrangement);
    Object.assign(memory, { arrangement, ids, box: there?.box ?? this.model.box(), camera: there?.camera ?? null });
    memory.history = states.rearranged(history, there?.history);
    const to = memory.camera;
    this.ratio = NaN;
    this.renderer?.frameBox(memory.box);
    this.renderer?.moveTo(to ?? centreOf(memory.box), false);
  }

  /** Shuts the communities that are to be open and for which Python has no room. */
  private shutWithoutRoom({ work, texts }: Payload): void {
    if (!work || this.model.groups.size === 0) return;
    const memory = this.memory!;
    const { groups } = this.model;
    const open = memory.history.now.open.filter((id) => groups.has(id));
    const asked = work.asked.filter((id) => groups.has(id));
    const shut = open.filter((id) => !work.opened.includes(id));
    if (shut.length === 0 || JSON.stringify(asked) !== JSON.stringify(open)) return;
    for (const id of shut) memory.near.delete(id);
    memory.history = states.quietly(memory.history, { do: "close", ids: shut });
    this.shell.announce(`${texts.shut}: ${shut.map((id) => groups.get(id)!.group.name).join(", ")}`);
  }

  private mount(): void {
    const { box, camera } = this.memory!;
    this.renderer = this.choose(box);
    if (camera) this.renderer.moveTo(camera, false);
    this.root.dataset.renderer = this.renderer.kind;
    const texts = this.payload!.texts;
    this.shell.say(this.renderer.kind === "webgl" ? "" : texts.no_webgl);
    if (hasCanvas() && this.renderer.kind !== "svg") {
      this.overlay = new Overlay();
      this.shell.addLayer(this.overlay.canvas);
    }
    this.observer.observe(this.shell.stage);
    this.paint();
  }

  private choose(box: Box, webGl = true): Renderer {
    const signals: Signals = {
      click: (node, more) => this.click(node, more),
      doubleClick: (node) => this.open(node),
      drag: (node, x, y) => this.drag(node, [x, y]),
      drop: () => this.drop(),
      hover: (node) => this.hover(node),
      frame: (moving) => this.paint(moving),
      lost: () => this.replaceRenderer(),
    };
    const { stage } = this.shell;
    const attempts: (() => Renderer)[] = [];
    if (webGl) attempts.push(() => new StageRenderer("webgl", stage, this.look!, box, signals, (canvas) => new GlSurface(canvas)));
    if (hasCanvas()) attempts.push(() => new StageRenderer("canvas", stage, this.look!, box, signals, (canvas) => new CanvasSurface(canvas)));
    for (const attempt of attempts) {
      try {
        return attempt();
      } catch (error) {
        console.info("network map: falling back to a simpler renderer", String(error));
        stage.replaceChildren();
      }
    }
    return new SvgRenderer(stage, this.look!, box, signals, () => this.payload!.texts.invented_suffix);
  }

  /** After a lost WebGL context: the same view with the next renderer. */
  private replaceRenderer(): void {
    if (this.renderer === null) return;
    const camera = this.renderer.camera();
    this.pulled = this.lifted = null; // who pulls has to begin anew
    cancelAnimationFrame(this.repaint);
    this.dress(this.memory!.history.now);
    this.renderer.dispose();
    this.renderer = this.choose(this.memory!.box, false);
    this.renderer.moveTo(camera, false);
    this.root.dataset.renderer = this.renderer.kind;
    this.shell.say(this.payload!.texts.no_webgl);
  }

  private click(node: number | null, more: boolean): void {
    if (this.lasso.active) return;
    if (node !== null) {
      this.cursor = node;
      this.act({ do: "select", ids: [this.model.nodes[node].id], how: more ? "toggle" : "only" });
    } else if (this.hoveredTie >= 0) {
      const { source, target } = this.model.edges[this.hoveredTie];
      this.act({ do: "tie", ends: [this.model.nodes[source].id, this.model.nodes[target].id] });
    } else if (!more) this.act({ do: "select", ids: [] });
  }

  /** Opens a community or unfolds what is folded in; else asks Python for the neighbours it has not sent. */
  private open(node: number): void {
    const { id, inside } = this.model.nodes[node];
    if (this.model.isDot(node)) this.openGroups([this.model.nodes[node].group]);
    else if (inside > 0) return; // further members of a community are not sent
    else if (this.memory!.history.now.folded[id]) this.act({ do: "unfold", ids: [id] });
    else this.expand(id);
  }

  /** Asks Python for neighbours it has not sent; where communities come first there are none beside their members. */
  private expand(id: string): void {
    if (this.model.groups.size > 0) this.shell.announce(this.payload!.texts.no_more);
    else this.send?.setTriggerValue("expand", id);
  }

  /** What the Enter key does: opens the community the keyboard stands on or that is chosen, else chooses the actor. */
  private enter(): void {
    const chosen = this.chosen();
    const dots = (chosen.length ? chosen : [this.cursor]).filter((i) => i >= 0 && this.model.isDot(i));
    if (dots.length) this.openGroups(dots.map((i) => this.model.nodes[i].group));
    else if (this.cursor >= 0) this.act({ do: "select", ids: [this.model.nodes[this.cursor].id] });
  }

  /** Opens communities; one alone that is too far off to be read is gone to. */
  private openGroups(ids: string[]): void {
    const { texts } = this.payload!;
    this.act({ do: "open", ids });
    const names = ids.map((id) => this.model.groups.get(id)!.group.name);
    this.shell.announce(`${texts.opened}: ${names.slice(0, 3).join(", ")}${names.length > 3 ? " \u2026" : ""}`);
    if (ids.length > 1) return;
    this.memory!.near.add(ids[0]);
    const { x, y, radius } = this.model.groups.get(ids[0])!.group;
    const { scale } = this.renderer!.transform();
    const share = (2 * radius * scale) / this.room();
    if (share > NEAR) return;
    this.move({ x, y, ratio: (this.renderer!.camera().ratio * share) / 0.8 });
  }

  private closeGroups(ids: string[], how: typeof states.act = states.act): void {
    if (ids.length === 0) return;
    for (const id of ids) this.memory!.near.delete(id);
    this.become(how(this.memory!.history, { do: "close", ids }));
    this.shell.announce(this.payload!.texts.closed);
  }

  /** The shorter side of the picture. */
  private room(): number {
    return Math.max(Math.min(this.shell.stage.clientWidth, this.shell.stage.clientHeight), 1);
  }

  /**
   * Once the camera rests: who came near to a community by pointer or fingers opens it, who went away shuts what was
   * opened so. Neither is a step that undo takes back.
   */
  private followZoom(): void {
    const { ratio } = this.renderer!.camera();
    const before = this.ratio;
    this.ratio = ratio;
    if (this.model.groups.size === 0 || !(ratio !== before) || Number.isNaN(before)) return;
    const { ox, oy, scale } = this.renderer!.transform();
    const { open } = this.memory!.history.now;
    const large = (radius: number, most: number) => (2 * radius * scale) / this.room() > most;
    if (ratio > before) {
      const far = open.filter((id) => {
        const found = this.model.groups.get(id);
        return found && this.memory!.near.has(id) && !large(found.group.radius, FAR_OFF) && ratio > 2 * CLOSE_UP;
      });
      return this.closeGroups(far, states.quietly);
    }
    if (!this.renderer!.anchor) return; // by key or button one may go near without meaning to open
    const { x, y } = this.renderer!.anchor;
    for (const { group, dot } of this.model.groups.values()) {
      if (open.includes(group.id) || this.look!.hides(dot)) continue;
      const away = Math.hypot(ox + group.x * scale - x, oy + group.y * scale - y);
      if (away > group.radius * scale || !(large(group.radius, NEAR) || ratio < CLOSE_UP)) continue;
      this.memory!.near.add(group.id);
      this.become(states.quietly(this.memory!.history, { do: "open", ids: [group.id] }));
      return this.shell.announce(`${this.payload!.texts.opened}: ${group.name}`);
    }
  }

  /** Asks Python for the members of the communities that are open, where it has not sent just those. */
  private askForMembers(): void {
    const { work } = this.payload!;
    if (!work || this.model.groups.size === 0) return;
    const wanted = this.memory!.history.now.open.filter((id) => this.model.groups.has(id));
    const said = JSON.stringify(wanted);
    if (said === this.wanted || said === JSON.stringify(work.opened)) return;
    this.wanted = said;
    this.send?.setStateValue("opened", wanted);
  }

  private drag(node: number, to: Spot): void {
    if (this.payload?.work === null || onLand(this.model, this.memory!.history.now)) return;
    const model = this.model;
    const { selection } = this.look!.shown;
    if (this.pulled === null) {
      const all = selection.has(node) ? [...selection] : [node];
      this.pulled = new Map(all.map((i) => [i, [model.nodes[i].x, model.nodes[i].y]]));
      this.hover(null);
      cancelAnimationFrame(this.repaint);
      this.lifted = this.overlay === null ? null : new Set(all);
      if (this.lifted) this.renderer!.lift?.(this.lifted);
    }
    const from = this.pulled.get(node);
    if (from === undefined) return;
    for (const [i, [x, y]] of this.pulled) {
      [model.nodes[i].x, model.nodes[i].y] = [x + to[0] - from[0], y + to[1] - from[1]];
    }
    if (this.lifted === null) return this.renderer!.moved([...this.pulled.keys()]);
    cancelAnimationFrame(this.repaint);
    this.repaint = requestAnimationFrame(() => this.paint(true));
  }

  /** What is pulled, where the layer above draws it meanwhile. */
  private lifted: Set<number> | null = null;

  private drop(): void {
    if (this.pulled === null) return;
    const nodes = [...this.pulled.keys()].map((i) => this.model.nodes[i]);
    this.pulled = this.lifted = null;
    cancelAnimationFrame(this.repaint);
    this.renderer!.lift?.(new Set());
    this.act({ do: "pin", places: Object.fromEntries(nodes.map(({ id, x, y }) => [id, [round(x), round(y)]])) });
  }

  private caught(polygon: Spot[], more: boolean): void {
    const view = this.renderer!.transform();
    const inside = this.model.nodes.flatMap((node, i) => {
      const { x, y } = project(this.look!, i, view);
      return !this.look!.hides(i) && isInside([x, y], polygon) ? [node.id] : [];
    });
    this.act({ do: "select", ids: inside, how: more ? "add" : "only" });
  }

  /** Does something, draws what comes of it, and tells Python whom it was done to. */
  private act(action: states.Action): void {
    this.become(states.act(this.memory!.history, action));
  }

  private become(history: states.History): void {
    const memory = this.memory!;
    const before = memory.history.now;
    memory.history = history;
    if (history.now === before) return;
    this.redraw();
    if (onLand(this.model, before) !== onLand(this.model, history.now)) this.reset();
    const chosen = (state: states.MapState) => JSON.stringify([state.selection, state.tie]);
    if (chosen(before) !== chosen(history.now)) this.report();
    if (before.open !== history.now.open) this.askForMembers();
  }

  /** Puts all where a state says; what is being pulled stays where it was pulled to. */
  private dress(now: states.MapState): void {
    const kept = [...(this.pulled?.keys() ?? [])].map((i) => ({ i, x: this.model.nodes[i].x, y: this.model.nodes[i].y }));
    dress(this.model, now);
    for (const { i, x, y } of kept) Object.assign(this.model.nodes[i], { x, y });
  }

  private redraw(): void {
    const { now } = this.memory!.history;
    this.dress(now);
    this.look = new Look(this.model, this.theme!, new Shown(this.model, now));
    this.renderer!.restyle(this.look);
    this.shell.update(this.payload!, this.theme!, this.look.shown, (entry) => this.act({ do: "legend", entry }));
    this.desk?.update(this.payload!, this.model, this.memory!.history);
    this.tell();
  }

  private report(): void {
    const memory = this.memory!;
    const { selection, tie } = memory.history.now;
    memory.clicked = Math.max(memory.clicked + 1, Date.now());
    const id = selection[selection.length - 1] ?? null;
    this.send?.setStateValue("selected", { id, ids: selection, tie, serial: memory.clicked });
  }

  private tell(): void {
    const { dataset } = this.root;
    const { selection, tie } = this.memory!.history.now;
    const { shown } = this.look!;
    dataset.selected = selection[selection.length - 1] ?? "";
    dataset.chosen = String(shown.selection.size);
    dataset.tie = tie?.join(" ") ?? "";
    dataset.nodes = String(this.model.nodes.length);
    dataset.edges = String(this.model.edges.length);
    dataset.shownNodes = String(shown.nodeCount);
    dataset.shownEdges = String(shown.edgeCount);
  }

  private chosen(): number[] {
    return [...this.look!.shown.selection];
  }

  private ids(nodes: Iterable<number>): string[] {
    return [...nodes].map((i) => this.model.nodes[i].id);
  }

  /** What the buttons and keys of the desk do. */
  private desks(): ConstructorParameters<typeof Desk>[2] {
    const texts = () => this.payload!.texts;
    const needs = (count: number, said: string, run: (nodes: number[]) => void) => () => {
      const nodes = this.chosen();
      if (nodes.length < count) this.shell.announce(texts()[said]);
      else run(nodes);
    };
    const select = (nodes: number[], none: string, how: "only" | "add" = "only") => {
      if (nodes.length) this.act({ do: "select", ids: this.ids(nodes), how });
      this.shell.announce(nodes.length ? `${nodes.length} ${texts().selected}` : texts()[none]);
    };
    const neighbours = (nodes: number[]) => [...new Set(nodes.flatMap((i) => [...this.look!.shown.near(this.model, i)]))];
    return {
      undo: () => this.become(states.undo(this.memory!.history)),
      redo: () => this.become(states.redo(this.memory!.history)),
      lasso: () => this.shell.announce(this.lasso.toggle() ? texts().lasso_on : texts().lasso_off),
      pin: needs(1, "choose_first", (nodes) => this.pin(nodes)),
      hide: needs(1, "choose_first", (nodes) => this.act({ do: "hide", ids: this.ids(nodes) })),
      reveal: () => this.act({ do: "reveal" }),
      fold: needs(1, "choose_first", (nodes) => this.fold(nodes)),
      unfold: needs(1, "choose_first", (nodes) => this.unfold(nodes)),
      neighbours: needs(1, "choose_first", (nodes) => select(neighbours(nodes), "no_neighbours", "add")),
      common: needs(2, "choose_two", (nodes) => select([...nodes, ...common(this.model, this.look!.shown, nodes)].slice(0), "no_common", "only")),
      way: needs(2, "choose_two", (nodes) => select(way(this.model, this.look!.shown, nodes[0], nodes[nodes.length - 1]), "no_way")),
      layout: () => this.layOut(),
      next: () => this.step(1),
      previous: () => this.step(-1),
      toggle: () => this.cursor >= 0 && this.act({ do: "select", ids: [this.model.nodes[this.cursor].id], how: "toggle" }),
      keep: () => this.send?.setTriggerValue("act", { name: "keep", state: { ...this.memory!.history.now, arrangement: this.memory!.arrangement }, camera: this.renderer!.camera() }),
      story: (to: number) => this.send?.setTriggerValue("act", { name: "step", to }),
      see: (what) => this.act({ do: "see", what }),
      move: (dx, dy) => this.moveChosen(dx, dy),
      find: (text) => this.find(text),
      unfoldType: (type) => this.act({ do: "unfold", ids: this.ids(this.chosen()), types: [type] }),
      foldType: (type) => this.act({ do: "fold", ids: this.ids(this.chosen()), types: [type] }),
      take: (format: Format) => void this.take(format),
      brief: () => this.send?.setTriggerValue("act", { name: "brief", places: this.shares() }),
      fullscreen: () => void this.fullscreen(),
      open: (id) => this.openGroups([id]),
      close: (id) => this.closeGroups([id]),
    };
  }

  /** Where those chosen, or all that are shown, stand, as shares of the rectangle around them. */
  private shares(): Record<string, Spot> {
    const chosen = this.chosen();
    const nodes = chosen.length > 1 ? chosen : [...this.model.nodes.keys()].filter((i) => !this.look!.hides(i));
    const spots = nodes.map((i): Spot => [this.model.nodes[i].x, this.model.nodes[i].y]);
    const { x, y, width, height } = extent(spots);
    const share = (value: number, from: number, all: number) => round(0.06 + (0.88 * (value - from)) / all);
    return Object.fromEntries(nodes.map((i, k) => [this.model.nodes[i].id, [share(spots[k][0], x, width), share(spots[k][1], y, height)] as Spot]));
  }

  private async take(format: Format): Promise<void> {
    const { clientWidth, clientHeight } = this.shell.stage;
    await takeAway(format, this.look!, this.payload!, this.renderer!.transform(), clientWidth, clientHeight);
    this.send?.setTriggerValue("act", { name: "took", format, ids: this.ids(this.model.nodes.keys()).filter((_, i) => !this.look!.hides(i)) });
  }

  private pin(nodes: number[]): void {
    const pins = this.memory!.history.now.pins;
    const ids = this.ids(nodes);
    if (ids.every((id) => id in pins)) this.act({ do: "unpin", ids });
    else this.act({ do: "pin", places: Object.fromEntries(nodes.map((i) => [this.model.nodes[i].id, this.spot(i)])) });
  }

  private spot(i: number): Spot {
    const { x, y } = this.model.nodes[i];
    return [round(x), round(y)];
  }

  /** Shuts the communities that some actors are in; where there are none, folds their neighbours into them. */
  private fold(nodes: number[]): void {
    const groups = [...new Set(nodes.map((i) => this.model.nodes[i].group))].filter((id) => this.model.groups.has(id));
    if (groups.length) this.closeGroups(groups);
    else this.act({ do: "fold", ids: this.ids(nodes) });
  }

  private unfold(nodes: number[]): void {
    const dots = nodes.filter((i) => this.model.isDot(i));
    if (dots.length) return this.openGroups(dots.map((i) => this.model.nodes[i].group));
    const folded = this.ids(nodes).filter((id) => id in this.memory!.history.now.folded);
    if (folded.length) this.act({ do: "unfold", ids: folded });
    else this.expand(this.model.nodes[nodes[nodes.length - 1]].id);
  }

  /** Lays out anew what is chosen, or everything; pinned actors stay where somebody put them. */
  private layOut(): void {
    const { now } = this.memory!.history;
    const chosen = this.chosen();
    const shown = this.look!.shown;
    const movable = chosen.length > 1 ? chosen : this.model.nodes.flatMap((node, i) => (shown.nodes[i] && !(node.id in now.pins) ? [i] : []));
    const places = layOut(this.model, shown, movable, movable.length > 3000 ? 15 : 60);
    const pins = [...places].map(([i, [x, y]]) => [this.model.nodes[i].id, [round(x), round(y)]] as const);
    this.act({ do: "pin", places: Object.fromEntries(pins) as Record<string, Spot> });
    this.shell.announce(this.payload!.texts.laid_out);
  }

  private moveChosen(dx: number, dy: number): void {
    const { scale } = this.renderer!.transform();
    const nodes = this.chosen();
    const places = nodes.map((i) => {
      const [x, y] = this.spot(i);
      return [this.model.nodes[i].id, [round(x + dx / scale), round(y + dy / scale)]] as const;
    });
    if (places.length) this.act({ do: "pin", places: Object.fromEntries(places) as Record<string, Spot> });
  }

  /** Goes to the next actor that is shown, in the order of their names, and says who it is. */
  private step(by: number): void {
    const { collator } = this;
    const order = this.model.nodes
      .map((node, i) => ({ node, i }))
      .filter(({ i }) => !this.look!.hides(i))
      .sort((a, b) => collator.compare(a.node.label, b.node.label))
      .map(({ i }) => i);
    if (order.length === 0) return;
    const at = order.indexOf(this.cursor);
    this.goTo(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length]);
  }

  private readonly collator = new Intl.Collator("de", { sensitivity: "base", numeric: true });

  private goTo(i: number): void {
    this.standOn(i, 0.6);
    this.hover(i);
  }

  /** Goes there with the keyboard and the camera, and says who it is. */
  private standOn(i: number, ratio: number): void {
    this.cursor = i;
    const { x, y, label, kind } = this.model.nodes[i];
    const near = this.look!.shown.near(this.model, i).size;
    this.shell.announce(`${label}, ${kind}, ${near} ${this.payload!.texts.edges}`);
    this.move({ x, y, ratio: Math.min(this.renderer!.camera().ratio, ratio) });
  }

  /** Python finds, as in every other field of the page: whoever it finds may not be on the map yet. */
  private find(text: string): void {
    const said = text.trim().toLocaleLowerCase();
    if (said === "") return;
    // Who is looked for again is gone to again.
    const there = this.model.nodes[this.model.find(this.memory!.focus)];
    if (there?.label.toLocaleLowerCase().includes(said)) this.memory!.focus = null;
    this.send?.setTriggerValue("act", { name: "find", text: text.slice(0, 200) });
  }

  private hoverTie(event: PointerEvent): void {
    if (this.asked !== 0) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.lookForTie(event);
    });
  }

  private asked = 0;

  private lookForTie(event: PointerEvent): void {
    if (this.renderer === null || this.look === null || this.payload?.work == null) return;
    if (event.buttons !== 0 || this.hovered >= 0) {
      this.setTie(-1, 0, 0);
      return;
    }
    const { left, top } = this.shell.stage.getBoundingClientRect();
    const { ox, oy, scale } = this.renderer.transform();
    const [px, py] = [event.clientX - left, event.clientY - top];
    this.setTie(lineAt(this.model, this.look.shown, (px - ox) / scale, (py - oy) / scale, TIE_REACH / scale), px, py);
  }

  private setTie(tie: number, x: number, y: number): void {
    if (tie < 0 && this.hoveredTie >= 0 && this.hovered < 0) this.shell.hideTip();
    if (tie !== this.hoveredTie) this.shell.stage.style.cursor = tie >= 0 ? "pointer" : "";
    this.hoveredTie = tie;
    if (tie < 0) return;
    const edge = this.model.edges[tie];
    const ends = [edge.source, edge.target].map((i) => this.model.nodes[i].label).join(" \u2013 ");
    this.shell.showWords(ends, edge.label, edge.tooltip, edge.line === "invented", x, y, this.payload!.texts);
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

  private paint(moving = false): void {
    if (this.renderer === null || this.look === null || this.memory === null) return;
    this.memory.camera = this.renderer.camera();
    const { clientWidth, clientHeight } = this.shell.stage;
    if (this.lifted) return this.overlay?.pulled(this.look, this.lifted, this.renderer.transform(), clientWidth, clientHeight);
    this.minimap?.draw(this.look, this.renderer.transform(), clientWidth, clientHeight);
    if (moving) return this.overlay?.follow(this.renderer.transform());
    if (clientWidth === 0) return;
    this.followZoom();
    if (this.overlay === null) return;
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
    this.standOn(node, FOCUS_RATIO);
  }

  private move(camera: Camera): void {
    this.renderer!.moveTo(camera, !matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  private zoom(factor: number): void {
    // Several steps at once are all done, also while the first still goes on.
    const camera = this.renderer!.heading ?? this.renderer!.camera();
    this.move({ ...camera, ratio: camera.ratio * factor });
  }

  private pan(dx: number, dy: number): void {
    const camera = this.renderer!.camera();
    const { scale } = this.renderer!.transform();
    this.renderer!.moveTo({ ...camera, x: camera.x + dx / scale, y: camera.y + dy / scale }, false);
  }

  /** The rectangle of what is shown; on the map of the Länder, of those who have a place on it. */
  private box(): Box {
    if (!onLand(this.model, this.memory!.history.now)) return this.model.box();
    return this.model.box(this.model.nodes.filter(({ land }) => land !== null));
  }

  private reset(): void {
    this.memory!.box = this.box();
    this.renderer!.frameBox(this.memory!.box);
    this.renderer!.moveTo(centreOf(this.memory!.box), false);
  }

  private async fullscreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await fullscreenTarget(this.root).requestFullscreen();
    } catch {
      // A browser or a frame may forbid it; the map stays as it is.
    }
  }

  private ends(line: string): [string, string][] {
    const { nodes, edges } = this.model;
    return edges.flatMap((edge, e) => (edge.line === line && !this.look!.hidesEdge(e) ? [[nodes[edge.source].id, nodes[edge.target].id]] : []));
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
    this.desk?.dispose();
    this.minimap?.dispose();
    this.lasso.dispose();
    cancelAnimationFrame(this.repaint);
    cancelAnimationFrame(this.asked);
    this.renderer?.dispose();
    this.renderer = null;
    this.shell.dispose();
    delete this.root.dataset.ready;
  }
}

const centreOf = (box: Box): Camera => ({ x: (box.x[0] + box.x[1]) / 2, y: (box.y[0] + box.y[1]) / 2, ratio: 1 });

const round = (value: number): number => Math.round(value * 1000) / 1000;

function readCamera(value: unknown): Camera | null {
  const { x, y, ratio } = (value ?? {}) as Partial<Camera>;
  return [x, y, ratio].every((n) => typeof n === "number" && Number.isFinite(n)) ? { x: x!, y: y!, ratio: ratio! } : null;
}

/** The block of the page that the map and the facts beside it stand in; the map alone where there is none. */
function fullscreenTarget(root: HTMLElement): Element {
  const host = root.getRootNode();
  const start = host instanceof ShadowRoot ? host.host : root;
  return start.closest("[data-testid=stHorizontalBlock]") ?? root;
}

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
