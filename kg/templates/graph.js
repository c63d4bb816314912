// Putting it together: choosing, languages, the address, the legend.
function choose(key, quiet) {
  if (key === state.chosen) return;
  if (key && !quiet && state.chosen) state.trail.push(state.chosen);
  if (!key) state.trail = [];
  state.chosen = key; state.hover = null;
  update();
  if (key && state.view === "network" && focus) bring(focus.nodes);
  if (key && !quiet && matchMedia("(max-width: 860px)").matches === false) panel.focus({ preventScroll: true });
}
const back = () => choose(state.trail.pop() || null, true);
function bring(keys) {
  const inside = [...keys].every((key) => { const p = net.canvasToDOM(net.getPosition(key)); return p.x > 60 && p.y > 70 && p.x < box.clientWidth - 60 && p.y < box.clientHeight - 40; });
  if (!inside || net.getScale() < 0.55) fit(keys, true);
}

// ---- legend: kinds are switches
function drawLegend() {
  const counts = new Map();
  for (const node of nodes.values()) counts.set(node.kind, (counts.get(node.kind) || 0) + 1);
  $("legend").replaceChildren(
    ...DATA.kinds.filter((kind) => counts.has(kind.id)).map((kind) => h("button", { type: "button", class: "kind", "aria-pressed": String(!state.off.has(kind.id)), "aria-label": `${pick(kind.label, main())}: ${counts.get(kind.id)}`,
      onclick: () => { state.off.has(kind.id) ? state.off.delete(kind.id) : state.off.add(kind.id); update(); } }, sign(kind.id), h("span", {}, pick(kind.label, main())), h("b", {}, String(counts.get(kind.id))))),
  );
  $("strokes").replaceChildren(...DATA.strokes.map((stroke) => h("span", { class: "stroke" }, s("svg", { viewBox: "0 0 30 8", "aria-hidden": "true" }, s("line", { x1: 1, x2: 29, y1: 4, y2: 4, "stroke-width": 2, stroke: stroke.id === "dotted" ? "var(--refused)" : "var(--edge)", "stroke-dasharray": stroke.dash.join(" ") || null })), h("span", {}, pick(stroke.label, main())))));
}

// ---- the address keeps what is chosen
function readAddress() {
  let hash = "";
  try { hash = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const asked = new URLSearchParams(hash);
  if (DATA.languages[asked.get("lang")]) state.lang = asked.get("lang");
  state.theme = asked.get("theme") === "dark" || (!asked.has("theme") && matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
  state.view = asked.get("view") === "table" ? "table" : "network";
  const key = asked.get("id");
  state.chosen = key && (nodes.has(key) || told.has(key) || edges.has(key)) ? key : null;
  const dates = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(asked.get("time") || "");
  [state.from, state.to] = dates && number(dates[1]) <= number(dates[2]) ? [number(dates[1]), number(dates[2])] : [null, null];
  state.undated = asked.get("undated") === "1";
  state.off = new Set((asked.get("without") || "").split(",").filter((id) => kinds.has(id)));
}
function writeAddress() {
  const kept = new URLSearchParams({ lang: state.lang, theme: state.theme });
  if (state.view === "table") kept.set("view", "table");
  if (state.chosen) kept.set("id", state.chosen);
  if (state.from !== null) kept.set("time", `${iso(state.from)}..${iso(state.to)}`);
  if (state.undated) kept.set("undated", "1");
  if (state.off.size) kept.set("without", [...state.off].sort().join(","));
  try { history.replaceState(null, "", `#${kept}`); } catch { /* a frame without an address of its own */ }
}

// ---- search
const find = $("find"), found = $("found");
let hits = [], hit = 0;
function drawHits() {
  hits = search(find.value); found.hidden = !find.value.trim(); find.setAttribute("aria-expanded", String(!found.hidden));
  hit = Math.min(hit, Math.max(0, hits.length - 1));
  if (hits.length) find.setAttribute("aria-activedescendant", `hit-${hit}`); else find.removeAttribute("aria-activedescendant");
  found.replaceChildren(...(hits.length ? hits.map((key, place) => h("li", { id: `hit-${place}`, role: "option", "aria-selected": String(place === hit), onmousedown: (event) => { event.preventDefault(); take(key); } }, sign(kindOf(key)), h("bdi", {}, name(key)), h("small", {}, h("bdi", {}, otherName(key).slice(0, 30))))) : [h("li", { "aria-disabled": "true" }, word("noresult"))]));
}
function take(key) { find.value = ""; drawHits(); find.blur(); if (key) choose(key); }
find.addEventListener("input", () => { hit = 0; drawHits(); });
find.addEventListener("blur", () => { found.hidden = true; find.setAttribute("aria-expanded", "false"); });
find.addEventListener("focus", () => { if (find.value) drawHits(); });
find.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) { hit = (hit + step + hits.length) % hits.length; drawHits(); event.preventDefault(); }
  else if (event.key === "Enter") take(hits[hit]);
  else if (event.key === "Escape") { take(null); event.stopPropagation(); }
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== find) { event.preventDefault(); find.focus(); }
  else if (event.key === "Escape") choose(null);
});

// ---- everything again
function update(moving) {
  const root = document.documentElement;
  root.lang = main(); root.dir = rtl() ? "rtl" : "ltr"; root.dataset.theme = state.theme; root.dataset.view = state.view;
  readColours();
  if (!moving) { drawWords(); drawLegend(); }
  restyle(); timeline();
  const shownEvents = DATA.events.filter(inPeriod).length;
  $("note").textContent = `${word("nodes")} ${visible.nodes.size} · ${word("links")} ${visible.edges.size} · ${word("events")} ${shownEvents}` + (DATA.whole > nodes.size ? ` · ${phrase("limited", { n: nodes.size, m: DATA.whole })}` : "");
  if (!moving) { drawPanel(); drawTable(); writeAddress(); }
}
function drawWords() {
  document.title = word("title");
  $("title").textContent = word("title"); $("tabletitle").textContent = word("dated"); $("skip").textContent = word("skip");
  const days = issued.length ? ` · ${dayText(issued[0])}${issued.length > 1 ? ` – ${dayText(issued[issued.length - 1])}` : ""}` : "";
  $("about").textContent = `${word("events")}: ${DATA.events.length} · ${word("articles")}: ${Object.keys(DATA.sources).length}${days}`;
  find.placeholder = word("search"); find.setAttribute("aria-label", word("search"));
  box.setAttribute("aria-label", word("graph"));
  for (const id of ["theme", "fit", "picture"]) { $(id).title = word(id); $(id).setAttribute("aria-label", word(id)); }
  for (const button of document.querySelectorAll("#views button")) { button.textContent = word(button.dataset.view); button.setAttribute("aria-pressed", String(button.dataset.view === state.view)); }
  for (const button of document.querySelectorAll("#languages button")) button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
}
for (const button of document.querySelectorAll("#views button")) button.addEventListener("click", () => { state.view = button.dataset.view; update(); if (state.view === "network") { net.setSize("100%", "100%"); fit(); } });
for (const button of document.querySelectorAll("#languages button")) button.addEventListener("click", () => { state.lang = button.dataset.lang; update(); });
$("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; update(); });
$("fit").addEventListener("click", () => fit(null, true));
$("picture").addEventListener("click", () => {
  const from = box.querySelector("canvas"), copy = h("canvas", { width: from.width, height: from.height }), ctx = copy.getContext("2d");
  ctx.fillStyle = colours.paper; ctx.fillRect(0, 0, copy.width, copy.height); ctx.drawImage(from, 0, 0);
  copy.toBlob((blob) => { const link = h("a", { href: URL.createObjectURL(blob), download: "graph.png" }); link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 4000); });
});
$("skip").addEventListener("click", (event) => { event.preventDefault(); state.view = "table"; update(); $("table").focus(); });
addEventListener("hashchange", () => { readAddress(); update(); });
new ResizeObserver(() => timeline()).observe(strip);
new ResizeObserver(() => { if (box.clientWidth) fit(focus && state.chosen ? focus.nodes : null); }).observe(box);
readAddress();
update();
fit(state.chosen && focus ? focus.nodes : null);
document.documentElement.dataset.ready = "1";
