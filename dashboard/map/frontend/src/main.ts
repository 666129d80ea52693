// Entry of the component: Streamlit calls the default export whenever the data or the theme changed.
import { MapView } from "./view";
import type { ComponentArgs } from "./types";

const views = new WeakMap<Node, { view: MapView; turn: number }>();

export default function (args: ComponentArgs): () => void {
  const { data, parentElement } = args;
  const root = parentElement.querySelector<HTMLElement>(".akteursnetz-map");
  if (root === null || data === null) return () => undefined;
  let held = views.get(parentElement);
  if (held === undefined) {
    held = { view: new MapView(root), turn: 0 };
    views.set(parentElement, held);
  }
  const { view } = held;
  const turn = ++held.turn;
  view.update(data, args);
  return () => {
    // Streamlit also runs the cleanup of a call that a newer one has overtaken; only the last one ends the map.
    if (views.get(parentElement)?.view !== view || held.turn !== turn) return;
    views.delete(parentElement);
    view.dispose();
  };
}

// For tests outside a browser.
export { act, begin, quietly, readArrangement, readState, rearranged, reduce, redo, start, undo } from "./state";
export { Look } from "./look";
export { Model } from "./model";
export { Shown } from "./shown";
export { cell } from "./take";
export { common, hull, isInside, layOut, lineAt, way } from "./walks";
