// Everything around the picture: buttons, legend, note, tooltip. All words are set as text, never as HTML.
import type { MapNode } from "./model";
import { dashesOf } from "./look";
import { svgElement, svgShape } from "./shapes";
import type { Shown } from "./shown";
import type { Key, Looks, Payload, Theme } from "./types";

export interface Commands {
  zoom(factor: number): void;
  pan(dx: number, dy: number): void;
  reset(): void;
  clear(): void;
  fullscreen(): void;
  leave(): void;
  enter(): void;
  /** A key of the desk; whether it meant anything. */
  key(event: KeyboardEvent): boolean;
}

const ICONS: Record<string, string> = {
  zoom_in: "M8 2v12M2 8h12",
  zoom_out: "M2 8h12",
  reset: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4M8 7v2M7 8h2",
  fullscreen: "M9.5 2H14v4.5M14 2 9 7M6.5 14H2V9.5M2 14l5-5",
};

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  if (text) element.textContent = text;
  return element;
}

export class Shell {
  readonly stage = make("div", "stage");
  private readonly tools = make("div", "tools");
  private readonly legend = make("ul", "legend");
  private readonly note = make("div", "note");
  private readonly tip = make("div", "tip");
  private readonly help = make("p", "unseen");
  private readonly empty = make("div", "empty");
  readonly field = make("div", "field");
  readonly desk = make("div", "desk");
  private readonly told = make("div", "unseen");
  private standing = "";
  private fading = 0;
  private readonly ending = new AbortController();

  constructor(readonly root: HTMLElement, private readonly commands: Commands) {
    this.note.setAttribute("role", "status");
    this.tip.setAttribute("role", "tooltip");
    this.help.id = "keys";
    this.field.append(this.stage, this.empty, this.tools, this.note, this.tip, this.help);
    this.told.setAttribute("aria-live", "polite");
    this.desk.hidden = true;
    root.replaceChildren(this.desk, this.field, this.legend, this.told);
    root.tabIndex = 0;
    root.setAttribute("role", "application");
    root.setAttribute("aria-describedby", this.help.id);
    this.addButtons();
    this.hideTip();
    const { signal } = this.ending;
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.field.addEventListener("pointerleave", () => this.commands.leave(), { signal });
  }

  /** A layer between the renderer and the buttons that lets the pointer through. */
  addLayer(element: HTMLElement): void {
    element.className = "layer";
    element.setAttribute("aria-hidden", "true");
    this.stage.after(element);
  }

  private addButtons(): void {
    const actions: [string, () => void][] = [
      ["zoom_in", () => this.commands.zoom(1 / 1.5)],
      ["zoom_out", () => this.commands.zoom(1.5)],
      ["reset", () => this.commands.reset()],
      ["fullscreen", () => this.commands.fullscreen()],
    ];
    for (const [name, act] of actions) {
      const button = make("button", "tool");
      button.type = "button";
      button.dataset.action = name;
      const icon = svgElement("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
      icon.append(svgElement("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
      button.append(icon);
      button.addEventListener("click", act, { signal: this.ending.signal });
      this.tools.append(button);
    }
  }

  private onKey(event: KeyboardEvent): void {
    // What is typed into a field of the desk is none of the map's keys.
    const typed = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (typed && event.key !== "Escape") return;
    const onButton = event.target instanceof HTMLElement && event.target.closest("button, summary") !== null;
    if (!(onButton && (event.key === " " || event.key === "Enter")) && this.commands.key(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (onButton && event.key === "Enter") return;
    const { zoom, pan, reset, clear, enter } = this.commands;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => pan(-60, 0),
      ArrowRight: () => pan(60, 0),
      ArrowUp: () => pan(0, -60),
      ArrowDown: () => pan(0, 60),
      "+": () => zoom(1 / 1.3),
      "=": () => zoom(1 / 1.3),
      "-": () => zoom(1.3),
      "0": () => reset(),
      Escape: () => clear(),
      Enter: () => enter(),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  count({ texts }: Payload, shown: Shown): void {
    const [nodes, edges] = [shown.nodeCount, shown.edgeCount];
    this.root.setAttribute("aria-label", `${texts.map}: ${nodes} ${texts.nodes}, ${edges} ${texts.edges}`);
    this.empty.textContent = shown.nodes.length > 0 ? texts.all_hidden : texts.empty;
    this.empty.hidden = nodes > 0;
    for (const row of this.legend.querySelectorAll("button"))
      row.setAttribute("aria-pressed", String(!shown.state.off.includes(row.dataset.entry!)));
  }

  /** Says something to who does not see the picture, and shows it for a while. */
  announce(text: string): void {
    this.told.textContent = text;
    this.root.dataset.said = text;
    this.note.textContent = text;
    this.note.hidden = false;
    clearTimeout(this.fading);
    this.fading = window.setTimeout(() => this.say(this.standing), 6000);
  }

  update(payload: Payload, theme: Theme, shown: Shown, filter: (entry: string) => void): void {
    const { texts, height } = payload;
    this.root.style.height = `${height}px`;
    for (const [name, value] of Object.entries(theme)) this.root.style.setProperty(`--map-${name}`, value);
    this.help.textContent = texts.keyboard;
    for (const button of this.tools.querySelectorAll("button")) {
      const text = texts[button.dataset.action!];
      button.title = text;
      button.setAttribute("aria-label", text);
    }
    this.legend.setAttribute("aria-label", texts.legend);
    const rows = payload.legend.map((row) => legendRow(row, payload.looks, payload.work ? filter : null));
    this.legend.replaceChildren(...rows, ...groupRows(payload, shown, filter));
    this.legend.hidden = payload.legend.length === 0;
    this.count(payload, shown);
  }

  say(text: string): void {
    this.standing = text;
    this.note.textContent = text;
    this.note.hidden = text === "";
  }

  showTip(node: MapNode, x: number, y: number, r: number, texts: Record<string, string>): void {
    this.showWords(node.label, node.kind, node.tooltip, node.invented, x, y, texts, r);
  }

  showWords(name: string, kind: string, words: string, invented: boolean, x: number, y: number, texts: Record<string, string>, r = 0): void {
    this.tip.replaceChildren(make("strong", "", name));
    if (kind) this.tip.append(make("span", "kind", kind));
    if (words) this.tip.append(make("span", "words", words));
    if (invented) this.tip.append(make("em", "", texts.invented));
    this.tip.hidden = false;
    const { clientWidth, clientHeight } = this.field;
    const { offsetWidth, offsetHeight } = this.tip;
    const left = x + r + 14 + offsetWidth > clientWidth ? x - r - 14 - offsetWidth : x + r + 14;
    this.tip.style.left = `${Math.max(4, left)}px`;
    this.tip.style.top = `${Math.max(4, Math.min(y + 12, clientHeight - offsetHeight - 4))}px`;
  }

  hideTip(): void {
    this.tip.hidden = true;
  }

  dispose(): void {
    clearTimeout(this.fading);
    this.ending.abort();
    this.root.replaceChildren();
  }
}

export function swatch([sign, value]: Key, { types, lines, letters, changes }: Looks): SVGElement {
  const found = svgElement("svg", { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": "true" });
  if (sign === "group") {
    found.append(svgElement("circle", { r: 7, fill: "none", stroke: letters.muted, "stroke-width": 3 }));
    return found;
  }
  const line = sign === "line" ? lines[value] : sign === "change" ? changes[value] : null;
  const form = line
    ? svgElement("line", { x1: -8, x2: 8, y1: 0, y2: 0, stroke: line.colour, "stroke-width": sign === "change" ? changes[value].width : 2 })
    : svgShape(sign === "kind" ? types[value].shape : "circle", 0, 0, 6);
  if (sign === "kind") {
    form.setAttribute("fill", types[value].colour);
    form.setAttribute("stroke", types[value].colour);
  } else if (sign === "frame") {
    form.setAttribute("fill", "none");
    form.setAttribute("stroke", letters.muted);
    form.setAttribute("stroke-width", "2");
  }
  const dashes = line ? line.dashes : sign === "frame" ? lines[value].dashes : [];
  if (sign !== "kind") form.setAttribute("stroke-dasharray", dashesOf(dashes, 2).join(" "));
  found.append(form);
  return found;
}

/** An entry of the legend: on a map one works on it is a button that shows and hides what it names. */
function legendRow(key: Key, looks: Looks, filter: ((entry: string) => void) | null): HTMLElement {
  const [sign, value, text] = key;
  return entryRow(`${sign}:${value}`, swatch(key, looks), text, filter);
}

function entryRow(entry: string, sign: SVGElement, text: string, filter: ((entry: string) => void) | null): HTMLElement {
  const row = make("li", "entry");
  if (filter === null) {
    row.append(sign, make("span", "", text));
    return row;
  }
  const button = make("button", "filter");
  button.type = "button";
  button.dataset.entry = entry;
  button.append(sign, make("span", "", text));
  button.addEventListener("click", () => filter(entry));
  row.append(button);
  return row;
}

/** The groups of the colouring in use. */
function groupRows({ work }: Payload, { state }: Shown, filter: (entry: string) => void): HTMLElement[] {
  const group = work?.colourings[state.colour];
  if (!group) return [];
  return group.names.map((name, k) => {
    const sign = svgElement("svg", { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": "true" });
    sign.append(svgElement("circle", { cx: 0, cy: 0, r: 6, fill: group.colours[k] }));
    return entryRow(`${state.colour}:${name}`, sign, name, filter);
  });
}
