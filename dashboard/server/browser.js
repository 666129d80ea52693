/* What the pages need in the browser beside Streamlit: its own words in the language of the page, `lang`, keys. */
(() => {
  const {tables, fallback} = window.__akteursnetz;
  const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt", "aria-valuetext", "aria-description"];
  // Names out of the data stand here: "Close" may be a company.
  const DATA = ".stHtml, [data-testid=stMarkdownContainer], [role=option], [role=row], [role=gridcell], canvas *, script, style";
  const DATES = "[data-rac], [id^=react-aria-description]"; // fields for dates, calendars, and what is said of them
  const OURS_TOO = "Select all|No results";
  const before = new WeakMap(); // node -> what it said in English, by attribute ("" for its text), and what we made of it

  const language = () => new URLSearchParams(location.search).get("language") || fallback;

  function translated(said, table, isPart) {
    const text = said.trim();
    if (!text) return said;
    if (isPart && table.parts[text]) return said.replace(text, table.parts[text]);
    if (Object.hasOwn(table.texts, text)) return said.replace(text, table.texts[text]);
    for (const {match, say, decimal} of table.patterns) {
      if (match.test(text)) {
        const found = text.replace(match, say);
        return decimal ? found.replace(/(\d)\.0(?=\D)/, "$1").replace(/(\d)\.(\d)/, "$1,$2") : found;
      }
    }
    return said;
  }

  function dated(text, table) {
    const named = text.replace(/\b[A-Z][a-z]{2,8}\b/g, (word) => (Object.hasOwn(table.names, word) ? table.names[word] : word));
    return named.replace(/([A-Z][a-zä]+) 0?(\d{1,2}), (\d{4})/, "$2. $1 $3");
  }

  function put(node, name, now, write, isPart) {
    const table = tables[language()];
    const known = before.get(node) || {};
    const original = known[name] && known[name][1] === now ? known[name][0] : now;
    const found = table ? translated(original, table, isPart) : original;
    const wanted = table && (node.parentElement || node).closest(DATES) ? dated(found, table) : found;
    if (wanted !== original || known[name]) {
      before.set(node, {...known, [name]: [original, wanted]});
    }
    if (wanted !== now) write(wanted);
  }

  function sayText(node) {
    const parent = node.parentElement;
    if (!parent) return;
    const data = parent.closest(DATA);
    const ofWidget = parent.closest("[data-testid=stFileUploaderDropzone] button");
    if (data && !ofWidget && !(data.matches("[role=option]") && new RegExp(`^(${OURS_TOO})$`).test(node.nodeValue.trim()))) return;
    put(node, "", node.nodeValue, (text) => { node.nodeValue = text; }, !!parent.closest("[data-type], [role=spinbutton]"));
  }

  function sayElement(element) {
    if (element.closest(".stHtml")) return;
    for (const name of ATTRIBUTES) {
      const now = element.getAttribute(name);
      if (now) put(element, name, now, (text) => element.setAttribute(name, text), false);
    }
    dress(element);
  }

  /* What Streamlit leaves out for who does not see the page. */
  function dress(element) {
    if (element.tagName === "IFRAME" && !element.title) element.title = document.title;
    // The menu on a small screen is a list with titles in it, which no list may have: it is read as links instead.
    if (element.closest("[data-testid=stSidebarNavItems]") && /^(UL|LI)$/.test(element.tagName)) element.role = "none";
  }

  /* An error belongs to its fields: it names their keys, they are marked, and it is read aloud with them. */
  const FIELD = "input:not([type=radio], [type=file]), textarea, [role=radiogroup]";
  let tied = new Map(); // field -> ids of what is said about it

  function tie() {
    const now = new Map();
    for (const told of document.querySelectorAll("[data-fields]")) {
      for (const key of told.dataset.fields.split(" ")) {
        for (const field of document.querySelectorAll(`.st-key-${key} :is(${FIELD})`)) {
          now.set(field, [...(now.get(field) || []), told.id]);
        }
      }
    }
    for (const field of tied.keys()) {
      if (!now.has(field)) ["aria-invalid", "aria-describedby"].forEach((name) => field.removeAttribute(name));
    }
    for (const [field, ids] of now) {
      if (field.getAttribute("aria-describedby") === ids.join(" ")) continue;
      field.setAttribute("aria-describedby", ids.join(" "));
      field.setAttribute("aria-invalid", "true");
    }
    tied = now;
  }

  /* A table says that it scrolls sideways where it does: how wide it is, only the browser knows. */
  const watched = new WeakSet();
  const widths = new ResizeObserver(() => soonSideways());

  function watchTables() {
    for (const inner of document.querySelectorAll(".dvn-scroll-inner, .dvn-scroller, .an-wide")) {
      if (!watched.has(inner)) {
        watched.add(inner);
        widths.observe(inner);
      }
    }
    soonSideways();
  }

  /* Widths are read once before a frame is drawn, however much has changed: to read them, all is laid out anew. */
  let isDue = false;

  function soonSideways() {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      sideways();
    });
  }

  function sideways() {
    const tables = [...document.querySelectorAll("[data-testid=stDataFrame], .an-wide")];
    for (const told of document.querySelectorAll(".an-sideways")) {
      const before = tables.filter((one) => one.compareDocumentPosition(told) & Node.DOCUMENT_POSITION_FOLLOWING);
      const last = before[before.length - 1];
      const scroller = last?.matches(".an-wide") ? last : last?.querySelector(".dvn-scroller");
      told.classList.toggle("an-on", !!scroller && scroller.scrollWidth > scroller.clientWidth + 2);
    }
  }

  function sayAll(root) {
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) sayText(node);
      else sayElement(node);
    }
  }

  let spoken = "";
  function follow() {
    const now = language();
    if (now === spoken) return;
    spoken = document.documentElement.lang = now;
    sayAll(document.body);
  }

  function start() {
    follow();
    new MutationObserver((changes) => {
      follow();
      for (const change of changes) {
        if (change.type === "characterData") sayText(change.target);
        else if (change.type === "attributes") sayElement(change.target);
        else change.addedNodes.forEach(sayAll);
      }
      tie();
      answer();
      watchTables();
      sayKeys();
    }).observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
    });
  }

  /* A page that completes its own address takes no step of its own: else "back" would lead to what it completes anew. */
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const now = new URL(location.href), next = new URL(address ?? now, now);
    const completes = next.pathname === now.pathname && !now.searchParams.has("language") && next.searchParams.has("language");
    if (completes) history.replaceState(state, title, address);
    else push(state, title, address);
  };

  /* Keys of one character can be switched off (WCAG 2.1.4); what has the focus keeps its own. Of who is signed in the
     server knows it and writes it into the page (`parts/leave.py`), of others this browser. */
  const KEYS = "akteursnetz-keys";
  let keysHere = ""; // what the page says, else what was chosen on it: a browser may keep nothing

  function keptKeys(wanted) {
    try {
      if (wanted === "off") localStorage.setItem(KEYS, wanted);
      else if (wanted === "on") localStorage.removeItem(KEYS);
      return localStorage.getItem(KEYS);
    } catch {
      return null;
    }
  }

  function keysAreOff() {
    const said = document.querySelector("[data-own-keys]")?.dataset.ownKeys;
    if (said) keysHere = said;
    return (keysHere || keptKeys()) === "off";
  }
  const OWN_KEYS = "[data-testid=akteursnetz-map], canvas, [role=listbox], [role=grid], [role=menu], [role=dialog] [role=option]";

  function sayKeys() {
    document.documentElement.dataset.keys = keysAreOff() ? "off" : "on";
    for (const choice of document.querySelectorAll(".an-keys-switch")) choice.checked = !keysAreOff();
  }

  addEventListener("keydown", (event) => {
    const target = event.composedPath()[0];
    if (!keysAreOff() || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof Element && (typing(target) || event.composedPath().some((at) => at instanceof Element && at.matches(OWN_KEYS)))) return;
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("change", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches(".an-keys-switch")) return;
    keysHere = event.target.checked ? "on" : "off";
    keptKeys(keysHere);
    sayKeys();
  });

  // Dates and numbers of Streamlit's widgets follow what the browser says it speaks.
  const locales = {de: "de-DE", en: "en-GB"};
  Object.defineProperty(navigator, "language", {get: () => locales[language()] || "de-DE"});
  Object.defineProperty(navigator, "languages", {get: () => [navigator.language]});

  /* The box that finds: `/` leads to it, arrows into its list and through it, Enter opens the one that is meant. */
  const box = () => document.querySelector(".st-key-find_box input");
  const list = () => document.querySelector(".st-key-find_box .an-found");
  let asked = null; // what Enter was pressed for before the list was there

  function open(link) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) return false;
    history.pushState({}, "", url.pathname + url.search);
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
    return true;
  }

  function answer() {
    const shown = list();
    if (asked === null || !shown || shown.dataset.asked !== asked) return;
    asked = null;
    const link = shown.querySelector("a[data-only]");
    if (link) open(link);
    else shown.querySelector("a")?.focus();
  }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing(target) && box()) {
      event.preventDefault();
      box().focus();
      box().select();
    } else if (target === box()) {
      inBox(event);
    } else if (target.matches(".an-found a")) {
      inList(event, target);
    }
  }, true);

  function inBox(event) {
    if (event.key === "Enter") {
      asked = box().value.trim();
      answer();
    } else if (event.key === "ArrowDown" && list()) {
      event.preventDefault();
      list().hidden = false;
      list().querySelector("a")?.focus();
    } else if (event.key === "Escape" && list()) {
      list().hidden = true;
    } else {
      asked = null;
    }
  }

  function inList(event, link) {
    const links = [...list().querySelectorAll("a")];
    const at = links.indexOf(link);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      (links[at + (event.key === "ArrowDown" ? 1 : -1)] || (event.key === "ArrowUp" ? box() : link)).focus();
    } else if (event.key === "Escape") {
      list().hidden = true;
      box().focus();
    }
  }

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element && event.target.closest(".stHtml a[target=_self]");
    if (plain && link && link.pathname && !link.hash && open(link)) event.preventDefault();
    else if (list() && !event.target.closest(".st-key-find_box")) list().hidden = true;
  }, true);
  document.addEventListener("focusin", (event) => { if (event.target === box() && list()) list().hidden = false; });

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
