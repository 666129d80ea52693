// The buttons, fields and keys one works on the map with. Everything a key does a button does, and the other way round.
import { BANDS, bandsOf, type History, type Seen } from "./state";
import { make } from "./shell";
import { svgElement } from "./shapes";
import type { Format } from "./take";
import type { Model } from "./model";
import type { Payload } from "./types";

export interface Acts {
  undo(): void;
  redo(): void;
  lasso(): void;
  pin(): void;
  hide(): void;
  reveal(): void;
  fold(): void;
  unfold(): void;
  neighbours(): void;
  common(): void;
  way(): void;
  layout(): void;
  next(): void;
  previous(): void;
  toggle(): void;
  keep(): void;
  fullscreen(): void;
  story(to: number): void;
  see(what: Partial<Seen>): void;
  move(dx: number, dy: number): void;
  find(text: string): void;
  foldType(type: string): void;
  unfoldType(type: string): void;
  take(format: Format): void;
  brief(): void;
  open(id: string): void;
  close(id: string): void;
}

type Simple = "undo" | "redo" | "lasso" | "pin" | "hide" | "reveal" | "fold" | "unfold" | "neighbours" | "common" | "way" | "layout" | "next" | "previous" | "toggle" | "keep" | "fullscreen";

/** Key, act, and whether there is a button for it in the row. */
const KEYS: [string, Simple, string][] = [
  ["z", "undo", "M6 3 2 7l4 4M2 7h7a5 5 0 0 1 0 8"],
  ["y", "redo", "m10 3 4 4-4 4M14 7H7a5 5 0 0 0 0 8"],
  ["l", "lasso", "M8 2c4 0 6 2 6 4s-2 4-6 4-6-2-6-4 2-4 6-4M5 10c-1 1-1 3 1 4"],
  ["k", "neighbours", "M8 8 3 3M8 8l5-5M8 8v6M8 8m-2 0a2 2 0 1 0 4 0 2 2 0 1 0-4 0"],
  ["g", "common", "M3 8l5-5 5 5-5 5z"],
  ["w", "way", "M2 13c4 0 3-5 6-5s2-5 6-5M2 13h.1M14 3h.1"],
  ["p", "pin", "M6 2h4l1 6H5zM8 8v6M4 8h8"],
  ["c", "fold", "M2 8h4M14 8h-4M4 6l2 2-2 2M12 6l-2 2 2 2"],
  ["e", "unfold", "M6 8H2M10 8h4M4 6 2 8l2 2M12 6l2 2-2 2"],
  ["h", "hide", "M2 8c3-4 9-4 12 0-3 4-9 4-12 0M3 14 13 2"],
  ["u", "reveal", "M2 8c3-4 9-4 12 0-3 4-9 4-12 0M8 8m-2 0a2 2 0 1 0 4 0 2 2 0 1 0-4 0"],
  ["r", "layout", "M13 5a6 6 0 1 0 1 4M14 2v4h-4"],
  ["n", "next", ""],
  ["b", "previous", ""],
  [" ", "toggle", ""],
  ["s", "keep", "M3 2h8l2 2v10H3zM5 2v4h5V2M5 14v-4h6v4"],
  ["f", "fullscreen", ""],
];

/** A drawer with a head and what is in it; it stays open or shut. */
function fill(drawer: HTMLDetailsElement, head: HTMLElement, content: HTMLElement[]): void {
  const inside = make("div", "inside");
  inside.append(...content);
  drawer.replaceChildren(head, inside);
}

const FORMATS: Format[] = ["png", "svg", "csv", "html"];

export class Desk {
  private readonly buttons = new Map<Simple, HTMLButtonElement>();
  private readonly search = make("input", "search");
  private readonly bar = make("div", "bar");
  private readonly strong = make("div", "bands");
  private readonly seeing = make("details", "drawer");
  private readonly taking = make("details", "drawer");
  private readonly keys = make("details", "drawer");
  private readonly story = make("div", "story");
  private readonly byType = make("div", "types");
  private drawn = "";
  private payload: Payload | null = null;
  private playing = 0;

  constructor(root: HTMLElement, field: HTMLElement, private readonly acts: Acts) {
    this.search.type = "search";
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.acts.find(this.search.value);
    });
    this.bar.append(this.search);
    for (const [, act, icon] of KEYS) if (icon) this.bar.append(this.button(act, icon));
    this.bar.setAttribute("role", "toolbar");
    root.append(this.story, this.bar, this.strong, this.seeing, this.taking, this.keys);
    field.append(this.byType); // over the map: what comes and goes with a choice must not move it
    root.hidden = false;
  }

  private button(act: Simple, icon: string): HTMLButtonElement {
    const button = make("button", "tool");
    button.type = "button";
    button.dataset.act = act;
    const svg = svgElement("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
    svg.append(svgElement("path", { d: icon, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linejoin": "round" }));
    button.append(svg);
    button.addEventListener("click", () => this.acts[act]());
    this.buttons.set(act, button);
    return button;
  }

  /** Does what a key means; false where it means nothing here. */
  run(event: KeyboardEvent): boolean {
    const { key, shiftKey } = event;
    const many = event.ctrlKey || event.metaKey;
    if (many && ["z", "y"].includes(key.toLowerCase())) {
      if (key.toLowerCase() === "y" || shiftKey) this.acts.redo();
      else this.acts.undo();
      return true;
    }
    if (many || event.altKey) return false;
    const step: Record<string, [number, number]> = { ArrowLeft: [-24, 0], ArrowRight: [24, 0], ArrowUp: [0, -24], ArrowDown: [0, 24] };
    if (this.steps && (key === "ArrowLeft" || key === "ArrowRight") && !shiftKey) {
      this.acts.story(this.steps.at + (key === "ArrowRight" ? 1 : -1));
      return true;
    }
    if (shiftKey && key in step) {
      this.acts.move(...step[key]);
      return true;
    }
    if (key === "/") {
      this.search.focus();
      return true;
    }
    if (key === "?") {
      this.keys.open = !this.keys.open;
      return true;
    }
    const found = KEYS.find(([own]) => own === key.toLowerCase());
    if (found === undefined) return false;
    this.acts[found[1]]();
    return true;
  }

  private steps: { at: number; of: number } | null = null;

  update(payload: Payload, model: Model, history: History): void {
    const { texts, work } = payload;
    if (work === null) return;
    const state = history.now;
    if (payload !== this.payload) {
      this.payload = payload;
      const names = (table: Record<string, { name: string }>) => Object.entries(table).map(([id, { name }]) => [id, name]);
      const fixed = JSON.stringify([texts, names(work.colourings), names(work.sizings), work.span, work.strengths, work.least, work.may, work.step, work.tiles.length, work.outlines]);
      if (fixed !== this.drawn) {
        this.drawn = fixed;
        this.words(payload);
        this.drawStory(payload);
        this.drawSeeing(payload, state);
        this.drawTaking(payload);
      }
    }
    this.buttons.get("undo")!.disabled = history.past.length === 0;
    this.buttons.get("redo")!.disabled = history.future.length === 0;
    this.follow(state, work.least);
    this.drawTypes(payload, model, history);
  }

  private words({ texts, work }: Payload): void {
    this.bar.setAttribute("aria-label", texts.work);
    this.search.placeholder = texts.find;
    this.search.setAttribute("aria-label", texts.find);
    for (const [act, button] of this.buttons) {
      const key = KEYS.find(([, name]) => name === act)![0].toUpperCase();
      button.title = `${texts[act]} (${key})`;
      button.setAttribute("aria-label", button.title);
    }
    this.buttons.get("keep")!.hidden = !work!.may.keep;
    const list = make("dl", "keylist");
    const said = (key: string) => (key === " " ? texts.space : key.toUpperCase());
    const rows: [string, string][] = [
      ...KEYS.map(([key, act]) => [said(key), texts[act]] as [string, string]),
      [texts.shift_arrows, texts.move], ["/", texts.find], ["?", texts.keys], ["+ \u2212 0", texts.zooming], ["Esc", texts.clear],
    ];
    for (const [key, text] of rows) list.append(make("dt", "", key), make("dd", "", text));
    fill(this.keys, make("summary", "", texts.keys), [list]);
  }

  private drawStory({ texts, work }: Payload): void {
    this.steps = work!.step;
    this.story.hidden = this.steps === null;
    if (this.steps === null) return;
    const { at, of, sentence } = work!.step!;
    const go = (by: number, text: string) => {
      const button = make("button", "step", text);
      button.type = "button";
      button.disabled = at + by < 0 || at + by >= of;
      button.addEventListener("click", () => this.acts.story(at + by));
      return button;
    };
    const told = make("p", "sentence", sentence);
    told.setAttribute("role", "status");
    this.story.replaceChildren(go(-1, texts.story_back), told, make("span", "count", `${at + 1} / ${of}`), go(1, texts.story_on));
  }

  private drawSeeing({ texts, work }: Payload, state: History["now"]): void {
    const parts: HTMLElement[] = [make("summary", "", texts.seeing)];
    const choice = (name: "colour" | "size" | "place", options: [string, string][]) => {
      if (options.length < 2) return;
      const label = make("label", "choice", texts[name]);
      const select = make("select", "");
      select.dataset.see = name;
      for (const [value, text] of options) select.add(new Option(text, value, false, value === state[name]));
      select.addEventListener("change", () => this.acts.see({ [name]: select.value }));
      label.append(select);
      parts.push(label);
    };
    choice("colour", [["kind", texts.colour_kind], ...Object.entries(work!.colourings).map(([id, c]) => [id, c.name] as [string, string])]);
    choice("size", [["ties", texts.size_ties], ...Object.entries(work!.sizings).map(([id, s]) => [id, s.name] as [string, string])]);
    choice("place", work!.tiles.length ? [["net", texts.place_net], ["land", texts.place_land]] : []);
    if (work!.outlines) {
      const label = make("label", "choice check");
      const box = make("input", "");
      box.type = "checkbox";
      box.dataset.see = "outlines";
      box.addEventListener("change", () => this.acts.see({ outlines: box.checked }));
      label.append(box, texts.outlines);
      parts.push(label);
    }
    this.strong.replaceChildren(...(work!.strengths ? [this.bands(texts, "strength_from", 0), this.bands(texts, "strength_to", 1)] : []));
    this.strong.hidden = !work!.strengths;
    if (work!.span) parts.push(this.slider(texts, work!.span));
    const [head, ...rest] = parts;
    fill(this.seeing, head, rest);
  }

  private bands(texts: Record<string, string>, name: string, end: 0 | 1): HTMLElement {
    const label = make("label", "choice", texts[name]);
    const select = make("select", "");
    select.dataset.see = name;
    BANDS.forEach((_, i) => select.add(new Option(texts[`band_${i}`], String(i))));
    select.addEventListener("change", () => {
      const [from, to] = [...this.strong.querySelectorAll<HTMLSelectElement>("[data-see^=strength]")].map((s) => Number(s.value));
      this.acts.see({ strength: end === 0 ? [from, Math.max(from, to)] : [Math.min(from, to), to] });
    });
    label.append(select);
    return label;
  }

  private slider(texts: Record<string, string>, [from, to]: [number, number]): HTMLElement {
    const row = make("div", "choice time");
    const label = make("label", "", texts.until);
    const range = make("input", "");
    Object.assign(range, { type: "range", min: String(from), max: String(to), step: "0.0833", value: String(to) });
    range.dataset.see = "until";
    const said = make("output", "");
    range.addEventListener("input", () => this.acts.see({ until: Number(range.value) >= to - 0.05 ? null : Number(range.value) }));
    const play = make("button", "step", texts.play);
    play.type = "button";
    play.dataset.act = "play";
    play.addEventListener("click", () => this.play(texts, from, to));
    label.append(range);
    row.append(label, said, play);
    return row;
  }

  private play(texts: Record<string, string>, from: number, to: number): void {
    const button = this.seeing.querySelector<HTMLButtonElement>("[data-act=play]")!;
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = 0;
      button.textContent = texts.play;
      return;
    }
    let at = from;
    button.textContent = texts.stop;
    this.playing = window.setInterval(() => {
      at += Math.max((to - from) / 40, 1 / 12);
      this.acts.see({ until: at >= to ? null : at });
      if (at < to) return;
      clearInterval(this.playing);
      this.playing = 0;
      button.textContent = texts.play;
    }, 500);
  }

  /** Shows in the fields what the state says. */
  private follow(state: History["now"], least: number): void {
    const [from, to] = bandsOf(state, least);
    const set = (name: string, value: string) => {
      const field = (name.startsWith("strength") ? this.strong : this.seeing).querySelector<HTMLSelectElement | HTMLInputElement>(`[data-see=${name}]`);
      if (field) field.value = value;
    };
    set("colour", state.colour);
    set("size", state.size);
    set("place", state.place);
    set("strength_from", String(from));
    set("strength_to", String(to));
    const box = this.seeing.querySelector<HTMLInputElement>("[data-see=outlines]");
    if (box) box.checked = state.outlines;
    const range = this.seeing.querySelector<HTMLInputElement>("[data-see=until]");
    if (range === null) return;
    range.value = String(state.until ?? range.max);
    const year = Math.floor(state.until ?? Number(range.max));
    const month = Math.floor(((state.until ?? 0) - year) * 12) + 1;
    range.closest(".time")!.querySelector("output")!.textContent = state.until === null ? "" : `${String(month).padStart(2, "0")}/${year}`;
  }

  private drawTaking({ texts, work }: Payload): void {
    this.taking.hidden = !work!.may.take && !work!.may.brief;
    const formats = [...(work!.may.take ? FORMATS : []), ...(work!.may.brief ? (["brief"] as const) : [])];
    const buttons = formats.map((format) => {
      const button = make("button", "step", texts[`take_${format}`]);
      button.type = "button";
      button.dataset.take = format;
      button.addEventListener("click", () => (format === "brief" ? this.acts.brief() : this.acts.take(format)));
      return button;
    });
    fill(this.taking, make("summary", "", texts.taking), buttons);
  }

  /** For one chosen actor: its neighbours by type, to fold in and out. */
  private drawTypes({ texts, legend }: Payload, model: Model, { now }: History): void {
    const chosen = now.selection.length === 1 ? model.find(now.selection[0]) : -1;
    const counts = new Map<string, number>();
    for (const near of chosen < 0 ? [] : model.neighbours(chosen)) counts.set(model.nodes[near].type, (counts.get(model.nodes[near].type) ?? 0) + 1);
    const group = chosen < 0 ? undefined : model.groups.get(model.nodes[chosen].group);
    if (group !== undefined) return this.drawGroup(texts, group.group.id, model.isDot(chosen) ? model.nodes[chosen].inside : 0);
    this.byType.hidden = counts.size === 0;
    const own = chosen < 0 ? [] : (now.folded[model.nodes[chosen].id] ?? []);
    const buttons = [...counts].map(([type, count]) => {
      const name = legend.find(([sign, value]) => sign === "kind" && value === type)?.[2] ?? type;
      const isFolded = own.includes("*") || own.includes(type);
      const button = make("button", "step", `${name} (${count})`);
      button.type = "button";
      button.dataset.fold = type;
      button.setAttribute("aria-pressed", String(!isFolded));
      button.disabled = own.includes("*");
      button.addEventListener("click", () => (isFolded ? this.acts.unfoldType(type) : this.acts.foldType(type)));
      return button;
    });
    this.byType.replaceChildren(make("span", "", texts.neighbours_shown), ...buttons);
  }

  /** For a community, or an actor in one: the button that opens or shuts it. */
  private drawGroup(texts: Record<string, string>, id: string, inside: number): void {
    const button = make("button", "step", inside > 0 ? `${texts.open} (${inside})` : texts.close);
    button.type = "button";
    button.dataset.act = inside > 0 ? "open" : "close";
    button.addEventListener("click", () => (inside > 0 ? this.acts.open(id) : this.acts.close(id)));
    this.byType.hidden = false;
    this.byType.replaceChildren(button);
  }

  dispose(): void {
    clearInterval(this.playing);
    this.byType.remove();
  }
}
