"""What a page has to be for everyone, asked in the browser itself: axe, words, what is cut off, where the focus is."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Words of Streamlit that would be English; names and words out of the data stand elsewhere.
ENGLISH = re.compile(
    r"\b(select|choose|clear|press|enter|files?|browse|drag|drop|day|month|year|open|show|hide|search|page|options?|"
    r"results?|remove|copy|download|fullscreen|required|content|navigate|help|scroll|increment|decrement|empty|"
    r"available|shortcut|close|dd|yyyy|per|upload|menu|date|skip|running|the|"
    r"january|february|march|june|july|october|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
GERMAN = frozenset({"Menü", "Text"})
_SAID = """() => {
  const found = [];
  const data = ".stHtml, [data-testid=stMarkdownContainer], [role=option], canvas *, script, style, noscript";
  const icon = "[data-testid=stIconMaterial], [data-testid=stIconMaterial] *";
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = all.nextNode(); node; node = all.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element || element.closest(".stHtml, noscript, script, style")) continue;
    if (node.nodeType === Node.TEXT_NODE) {
      const button = element.closest("[data-testid=stFileUploaderDropzone] button");
      if (element.closest(icon) || (element.closest(data) && !button)) continue;
      found.push(node.nodeValue.trim());
    } else {
      for (const name of ["aria-label", "placeholder", "title", "alt", "aria-valuetext", "aria-description"]) {
        found.push((element.getAttribute(name) || "").trim());
      }
    }
  }
  return [...new Set(found.filter(Boolean))];
}"""
# What reaches beyond the window and can not be scrolled to within a part of the page; labels that end in dots.
_CUT = """() => {
  const scrolls = (element) => {
    for (let at = element.parentElement; at && at.dataset.testid !== "stMain"; at = at.parentElement) {
      const way = getComputedStyle(at).overflowX;
      if ((way === "auto" || way === "scroll") && at.scrollWidth > at.clientWidth) return true;
    }
    return false;
  };
  const found = [];
  const things = "a, button, input, textarea, h1, h2, h3, p, label, img, [role=tab], [role=dialog]";
  for (const element of document.querySelectorAll(things)) {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || !element.checkVisibility({visibilityProperty: true})) continue;
    const away = box.right < 0;  // what is moved out of sight on purpose: the closed menu, the link to the content
    if (!away && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(element)) found.push(element);
  }
  for (const label of document.querySelectorAll("[data-testid=stWidgetLabel] p, .stHtml p, .stHtml h2")) {
    const style = getComputedStyle(label);
    if (style.textOverflow === "ellipsis" && label.scrollWidth > label.clientWidth + 1) found.push(label);
  }
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  return [...(wide > 0 ? [`page: ${wide}`] : []), ...found.map((e) => `${e.tagName}: ${e.innerText || e.ariaLabel}`)];
}"""
# What has the focus, and whether that shows: something about it, or about what holds it, is otherwise than without.
_FOCUSED = """async () => {
  const element = document.activeElement;
  const is = element.matches("a, button, summary, input, textarea, [role=radio], [role=tab], canvas");
  if (!is) return ["", true];  // else it holds everything
  const looks = () => {
    const all = [];
    for (let at = element, i = 0; at && i < 5; at = at.parentElement, i++) all.push(at, ...at.children);
    return all.map((e) => {
      const s = getComputedStyle(e);
      return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join();
    }).join();
  };
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const label = element.getAttribute("aria-label") || element.innerText || "";
  const style = getComputedStyle(element);
  if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return [label.trim(), true];
  await drawn();
  const focused = looks();
  element.blur();
  await drawn();
  const without = looks();
  element.focus({preventScroll: true});
  return [label.trim(), focused !== without];
}"""


# Of each table: does it say that it scrolls where it does, keep within its place, and can what it shows be saved.
_UNTOLD = """() => {
  const found = [], after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const tables = [...document.querySelectorAll("[data-testid=stDataFrame]")].filter((one) => one.checkVisibility());
  tables.forEach((table, at) => {
    const next = tables[at + 1], scroller = table.querySelector(".dvn-scroller");
    const below = (what) => [...document.querySelectorAll(what)].filter(
      (one) => after(table, one) && (!next || after(one, next)) && one.checkVisibility());
    const say = (what) => found.push(`table ${at + 1}: ${what}`);
    const said = below(".an-small").map((one) => one.innerText).join(" ");
    const isLong = scroller.scrollHeight > scroller.clientHeight + 2;
    const isWide = scroller.scrollWidth > scroller.clientWidth + 2;
    if (isLong && !said.includes("nach unten scrollen")) say("does not say that it scrolls down");
    if (isWide !== said.includes("zur Seite scrollen")) say(`scrolls sideways: ${isWide}, and says otherwise`);
    if (!below("[data-testid=stDownloadButton]").length) say("can not be saved");
    if (table.getBoundingClientRect().right > innerWidth) say("is wider than the window");
  });
  return found;
}"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def barriers(page: "Page") -> list[Any]:
    """What axe finds by the rules of WCAG 2.2 AA that is serious or critical: how much so, the rule, where."""
    wrong = page.evaluate(
        f"{_axe()}; axe.run(document, {{runOnly: {RULES}}}).then((r) => r.violations"
        ".map((v) => [v.impact, v.id, v.nodes.map((n) => n.html.slice(0, 200)).join(' ')]))"
    )
    return [found for found in wrong if found[0] in ("serious", "critical")]


def english(page: "Page") -> list[str]:
    """What the widgets say in English."""
    said = [text for text in page.evaluate(_SAID) if text not in GERMAN and ENGLISH.search(text)]
    return [text for text in said if not text.endswith((".csv", ".yaml"))]


def cut_off(page: "Page") -> list[str]:
    """What is not to be seen whole at this size of the window, though one could not scroll to it."""
    found: list[str] = page.evaluate(_CUT)
    return found


def untold(page: "Page") -> list[str]:
    """What tables do not say of themselves, once the browser has laid them out."""
    found: list[str] = page.evaluate(_UNTOLD)
    return found


def focused(page: "Page") -> str:
    """What has the focus; that it has must be seen."""
    name, is_seen = page.evaluate(_FOCUSED)
    assert is_seen, name
    return str(name)
