// What one takes away from the map: a picture (SVG, PNG), what is shown as a table (CSV), a page for a colleague.
import { grounds, labelsFor, type Measure, project, roomOf } from "./overlay";
import type { Look } from "./look";
import { swatch } from "./shell";
import { svgElement, svgShape } from "./shapes";
import type { Key, Payload, Transform } from "./types";

export type Format = "png" | "svg" | "csv" | "html";

const ROW = 20;
const FONT = '"Noto Sans", "Segoe UI", Arial, sans-serif';

function text(x: number, y: number, said: string, more: Record<string, string | number>): SVGElement {
  const found = svgElement("text", { x, y, "font-family": FONT, "font-size": 12, ...more });
  found.textContent = said;
  return found;
}

/** The picture as it stands: lines, actors, names, legend, title, day and sources; nothing in it comes from elsewhere. */
export function drawing(look: Look, payload: Payload, view: Transform, width: number, height: number): SVGElement {
  const { model } = look;
  const { letters } = look.looks;
  look = look.onPaper();
  const legend = rows(look, payload);
  const columns = Math.max(1, Math.floor(width / 190));
  const lines = wrapped(payload.work?.source ?? "", Math.floor(width / 6.2));
  const foot = Math.ceil(legend.length / columns) * ROW + lines.length * 15 + 30;
  const svg = svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: height + foot + 34, viewBox: `0 -34 ${width} ${height + foot + 34}` });
  const title = svgElement("title", {});
  title.textContent = payload.work?.title ?? payload.texts.map;
  const clip = svgElement("clipPath", { id: "field" });
  clip.append(svgElement("rect", { x: 0, y: 0, width, height }));
  const field = svgElement("g", { "clip-path": "url(#field)" });
  svg.append(title, clip, svgElement("rect", { x: 0, y: -34, width: "100%", height: "100%", fill: letters.paper }), field);
  const measure: Measure = (said, strong) => said.length * (strong ? 6.9 : 6.4);
  const under = grounds(look, view, width, height, measure);
  for (const { points, lines: said, at, colour } of under) {
    field.append(svgElement("polygon", { points: points.map((p) => p.join()).join(" "), fill: colour, "fill-opacity": 0.1, stroke: colour }));
    if (at) field.append(...said.map((line, k) => text(at[0], at[1] + 4 + k * 14, line, { "text-anchor": "middle", "font-weight": 600, fill: colour })));
  }
  model.edges.forEach((edge, e) => {
    if (look.hidesEdge(e)) return;
    const style = look.edge(e);
    const [a, b] = [project(look, edge.source, view), project(look, edge.target, view)];
    const line = svgElement("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: style.colour, "stroke-width": style.width });
    if (style.dashes.length) line.setAttribute("stroke-dasharray", style.dashes.join(" "));
    field.append(line);
  });
  for (const i of model.byDepth) {
    if (look.hides(i)) continue;
    const [{ x, y, r }, style] = [project(look, i, view), look.node(i)];
    const shape = svgShape(model.nodes[i].shape, x, y, r);
    for (const [name, value] of Object.entries({ fill: style.fill, stroke: style.ring, "stroke-width": style.ringWidth })) shape.setAttribute(name, String(value));
    if (style.dashes.length) shape.setAttribute("stroke-dasharray", style.dashes.join(" "));
    field.append(shape);
  }
  for (const { item, left, top, align, strong } of labelsFor(look, -1, view, width, height, payload.texts.invented_suffix, measure, roomOf(under)))
    item.lines.forEach((line, row) => {
      const x = align === "left" ? left : align === "right" ? left + item.width : left + item.width / 2;
      const anchor = align === "left" ? "start" : align === "right" ? "end" : "middle";
      const halo = { "paint-order": "stroke", stroke: letters.paper, "stroke-width": 3, "stroke-linejoin": "round" };
      field.append(text(x, top + (row + 0.8) * item.lineHeight, line, { "text-anchor": anchor, "font-weight": strong ? 600 : 400, fill: letters.text, ...halo }));
    });
  svg.append(text(10, -12, payload.work?.title ?? payload.texts.map, { "font-size": 15, "font-weight": 600, fill: letters.text }));
  svg.append(svgElement("line", { x1: 0, x2: width, y1: height, y2: height, stroke: letters.muted, "stroke-opacity": 0.3 }));
  legend.forEach(({ sign, said }, k) => {
    const [x, y] = [10 + (k % columns) * 190, height + 10 + Math.floor(k / columns) * ROW];
    const place = svgElement("g", { transform: `translate(${x + 9} ${y + 9})` });
    place.append(...sign.childNodes);
    svg.append(place, text(x + 24, y + 13, said, { fill: letters.text }));
  });
  const below = height + 26 + Math.ceil(legend.length / columns) * ROW;
  lines.forEach((line, k) => svg.append(text(10, below + k * 15, line, { "font-size": 10.5, fill: letters.muted })));
  return svg;
}

function rows(look: Look, payload: Payload): { sign: SVGElement; said: string }[] {
  const { off, colour } = look.shown.state;
  const kept = payload.legend.filter(([sign, value]) => !off.includes(`${sign}:${value}`) && !(sign === "kind" && colour !== "kind"));
  const found = kept.map((key: Key) => ({ sign: swatch(key, payload.looks), said: key[2] }));
  const group = look.model.colouring(colour);
  const more = (group?.names ?? []).filter((name) => !off.includes(`${colour}:${name}`)).map((name) => {
    const sign = svgElement("svg", {});
    sign.append(svgElement("circle", { r: 6, fill: group!.colours[group!.names.indexOf(name)] }));
    return { sign, said: name };
  });
  return [...found, ...more];
}

function wrapped(said: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of said.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A cell as a spreadsheet reads it: never a formula, quoted where it has to be. */
export function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const decimal = (value: number, language: string): string => (language === "de" ? String(value).replace(".", ",") : String(value));

/** The lines that are shown, one a row, and actors without any; semicolons and the comma of German, for Excel. */
export function table(look: Look, payload: Payload): string {
  const { texts } = payload;
  const { nodes, edges } = look.model;
  const line = (...values: string[]) => values.map(cell).join(";");
  const head = line(texts.csv_from, texts.csv_kind, texts.csv_to, texts.csv_kind, texts.csv_tie, texts.csv_strength, texts.csv_why, texts.csv_invented);
  const used = new Set<number>();
  const body = edges.flatMap((edge, e) => {
    if (look.hidesEdge(e)) return [];
    used.add(edge.source).add(edge.target);
    const [a, b] = [nodes[edge.source], nodes[edge.target]];
    const strength = edge.strength ? decimal(Math.round(edge.strength * 1000) / 1000, texts.language) : "";
    const invented = edge.line === "invented" ? texts.invented : "";
    return [line(a.label, a.kind, b.label, b.kind, edge.label, strength, edge.tooltip.replaceAll("\n", "; "), invented)];
  });
  const alone = nodes.flatMap((node, i) => (look.hides(i) || used.has(i) ? [] : [line(node.label, node.kind, "", "", "", "", "", node.invented ? texts.invented : "")]));
  return `\uFEFF${[head, ...body, ...alone].join("\r\n")}\r\n`;
}

/** A page that needs nothing else: the picture, and the same as a table. */
export function page(look: Look, payload: Payload, view: Transform, width: number, height: number): string {
  const { texts } = payload;
  const html = document.implementation.createHTMLDocument(payload.work?.title ?? texts.map);
  html.documentElement.lang = texts.language;
  const add = (parent: Element, tag: string, said = ""): HTMLElement => {
    const found = html.createElement(tag);
    found.textContent = said;
    parent.append(found);
    return found;
  };
  const meta = add(html.head, "meta");
  meta.setAttribute("charset", "utf-8");
  html.head.prepend(meta);
  add(html.head, "style", "body{font:15px/1.5 sans-serif;margin:2rem auto;max-width:1100px;padding:0 1rem;color:#1a1a1a}svg{max-width:100%;height:auto;border:1px solid #ccc}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}");
  add(html.body, "h1", payload.work?.title ?? texts.map);
  const picture = html.importNode(drawing(look, payload, view, width, height), true);
  picture.setAttribute("role", "img");
  html.body.append(picture);
  const grid = add(html.body, "table");
  const [head, ...body] = table(look, payload).slice(1).trimEnd().split("\r\n").map(cells);
  const top = add(add(grid, "thead"), "tr");
  for (const said of head) add(top, "th", said).setAttribute("scope", "col");
  const rest = add(grid, "tbody");
  for (const row of body) {
    const line = add(rest, "tr");
    for (const said of row) add(line, "td", said);
  }
  add(html.body, "p", payload.work?.source ?? "");
  return `<!doctype html>\n${html.documentElement.outerHTML}`;
}

function cells(row: string): string[] {
  return [...row.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(([, quoted, plain]) => (quoted ?? plain).replaceAll('""', '"'));
}

export async function takeAway(format: Format, look: Look, payload: Payload, view: Transform, width: number, height: number): Promise<void> {
  const save = (content: BlobPart, kind: string): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: kind }));
    link.download = `${payload.texts.file}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  if (format === "csv") return save(table(look, payload), "text/csv;charset=utf-8");
  if (format === "html") return save(page(look, payload, view, width, height), "text/html;charset=utf-8");
  const picture = drawing(look, payload, view, width, height);
  const source = new XMLSerializer().serializeToString(picture);
  if (format === "svg") return save(source, "image/svg+xml;charset=utf-8");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Number(picture.getAttribute("width")) * 2, Number(picture.getAttribute("height")) * 2];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (made) save(made, "image/png");
}
