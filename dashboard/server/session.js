/* Before a session ends one is told, and any key or click keeps it (WCAG 2.2.1); once it is over, that is said.
   `parts/leave.py` draws what is said. Stands before all else that listens to keys. */
(() => {
  const SOON = 600; // seconds before the longest duration is over
  const SAYS = "akteursnetz-session"; // to the other tabs: how long the session lasts by now
  const root = document.documentElement;
  let drawn = "", ends = null, isOver = false, asked = 0, quiet = 0, swallowed = "";

  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(SAYS) : null;
  tabs?.addEventListener("message", ({data}) => {
    if (!ends || !(Math.abs(data?.session - ends.session) < 3)) return; // of another session
    if (data.over) ask();
    else ends.idle = Math.max(ends.idle, data.idle);
    show();
  });

  const left = (what) => (ends[what] - Date.now()) / 1000;

  function read() {
    const told = document.querySelector(".an-leaving");
    if (!told) {
      ends = null;
      drawn = "";
    } else if (told.dataset.stamp !== drawn) {
      drawn = told.dataset.stamp;
      const now = Date.now(), [idle, longest] = [told.dataset.idle, told.dataset.longest].map(Number);
      // When it ends in any case, to the second by the clock of the server, is what tells sessions apart.
      ends = {idle: now + 1000 * idle, longest: now + 1000 * longest, soon: Number(told.dataset.soon)};
      ends.session = Number(told.dataset.stamp) + longest;
      [isOver, quiet] = [false, 0];
      tabs?.postMessage({session: ends.session, idle: ends.idle});
    }
  }

  /* Whether it is over is known at the door alone, which is asked without a click being counted. */
  async function ask() {
    if (isOver || Date.now() - asked < 10_000) return;
    asked = Date.now();
    try {
      const answer = await fetch("/_stcore/host-config", {cache: "no-store"});
      isOver = answer.status === 401;
      if (isOver && ends) tabs?.postMessage({session: ends.session, over: true});
      else if (answer.ok && ends) ends.idle = Math.max(ends.idle, Date.now() + 30_000); // kept without being drawn anew
    } catch {
      // the server is away, which Streamlit says
    }
    show();
  }

  function show() {
    const said = [];
    if (ends && isOver) said.push("over");
    else if (ends) {
      if (left("longest") > 0 && left("longest") < SOON) said.push("longest");
      if (Date.now() > quiet && ends.idle < ends.longest && left("idle") > 0 && left("idle") < ends.soon) said.push("idle");
    }
    const now = said.join(" ");
    if ((root.dataset.leaving || "") !== now) root.dataset.leaving = now;
  }

  function watch() {
    read();
    if (ends && Math.min(left("idle"), left("longest")) <= 0) ask();
    show();
  }

  const isSaid = () => (root.dataset.leaving || "").split(" ").includes("idle");
  const isOurs = (event) => event.composedPath().some((at) => at instanceof Element && at.matches(".st-key-leaving"));
  const typing = (at) => at instanceof Element && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));

  function stay(pressed) {
    quiet = Date.now() + 10_000; // asked once; what is drawn then says when it ends now
    show();
    if (!pressed) document.querySelector(".st-key-stay button")?.click();
  }

  /* The key that keeps a session does nothing else: nobody sees what she presses it for. In a field it is typed. */
  addEventListener("keydown", (event) => {
    if (!event.isTrusted) return;
    const held = event.repeat && event.code === swallowed;
    if (!held) swallowed = "";
    watch();
    if ((!held && !isSaid()) || isOurs(event)) return;
    if (!held) stay(false);
    if (typing(event.composedPath()[0])) return;
    swallowed = event.code;
    event.stopImmediatePropagation();
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
  }, true);
  addEventListener("keyup", (event) => {
    if (event.code !== swallowed) return;
    swallowed = "";
    event.stopImmediatePropagation();
    event.preventDefault();
  }, true);
  // When the button is let go, not when it is pressed: what moves under the pointer between would miss the click.
  addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    watch();
    if (isSaid()) stay(event.composedPath().some((at) => at instanceof Element && at.matches(".st-key-stay button")));
  }, true);
  document.addEventListener("visibilitychange", watch);
  setInterval(watch, 1000);
})();
