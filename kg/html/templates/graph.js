// Putting it together: choosing, languages, the address, filters, the legend.
let seeking = null; // the node from which a way is looked for
function choose(key, quiet) {
  if (seeking && key && nodes.has(key) && key !== seeking) { const from = seeking; seeking = null; state.chosen = from; state.other = key; update(); if (focus) bring(focus.nodes); return; }
  if (key === state.chosen && !state.other) return;
  if (key && !quiet && state.chosen) state.trail.push(state.chosen);
  if (!key) state.trail = [];
  state.chosen = key; state.hover = null; state.other = null;
  if (!key) state.steps = 0;
  const same = update();
  if (["network", "lanes"].includes(state.view)) { if (!same) fit(null, true); else if (key && focus) bring(focus.nodes); }
  if (key && !quiet && !narrow()) panel.focus({ preventScroll: true });
}
const back = () => choose(state.trail.pop() || null, true);

// ---- legend: kinds and states are switches
function drawLegend() {
  const counts = new Map();
  for (const node of nodes.values()) counts.set(node.kind, (counts.get(node.kind) || 0) + 1);
  const flip = (set, id) => { set.has(id) ? set.delete(id) : set.add(id); update(); };
  $("legend").replaceChildren(
    ...DATA.kinds.filter((kind) => counts.has(kind.id)).map((kind) => h("button", { type: "button", class: "kind", "aria-pressed": String(!state.off.has(kind.id)), "aria-label": `${pick(kind.label, main())}: ${figure(counts.get(kind.id))}`, title: pick(kind.label, main()),
      onclick: () => flip(state.off, kind.id) }, sign(kind.id), h("span", {}, pick(kind.label, main())), h("b", {}, figure(counts.get(kind.id))))),
  );
  $("strokes").replaceChildren(...DATA.strokes.map((stroke) => h("button", { type: "button", class: "stroke", "aria-pressed": String(!state.muted.has(stroke.id)), onclick: () => flip(state.muted, stroke.id) }, s("svg", { viewBox: "0 0 30 8", "aria-hidden": "true" }, s("line", { x1: 1, x2: 29, y1: 4, y2: 4, "stroke-width": 2, stroke: stroke.id === "dotted" ? "var(--refused)" : "var(--edge)", "stroke-dasharray": stroke.dash.join(" ") || null })), h("span", {}, pick(stroke.label, main())))));
}
// Where one is: all communities, one of them, around one node; each a way back.
function drawTrail() {
  const made = [], step = (text, run) => { if (made.length) made.push(h("span", { "aria-hidden": "true" }, rtl() ? "‹" : "›")); made.push(run ? h("button", { type: "button", class: "more", onclick: run }, text) : h("b", {}, h("bdi", {}, text))); };
  if (big && (state.part || state.all || scene.kind === "ego" || scene.kind === "path")) step(word("groups"), () => { state.part = null; state.all = false; state.chosen = null; state.other = null; state.steps = 0; update(); fit(); });
  else if (big && scene.kind === "overview") step(word("groups"));
  if (big && state.part && scene.kind !== "part") step(partName(state.part), () => { state.chosen = null; update(); fit(); });
  else if (big && state.part) step(partName(state.part));
  if (scene.kind === "ego") step(phrase("egoOf", { a: name(state.chosen) }));
  if (scene.kind === "overview" && whole) step(word("allNodes"), () => { state.all = true; update(); fit(); });
  else if (state.all && scene.kind === "all") step(word("allNodes"));
  if (!big && scene.kind === "ego") step(word("allNodes"), () => { state.steps = 0; update(); fit(); });
  $("trail").replaceChildren(...made); $("trail").hidden = !made.length;
}

// ---- filters beside the legend
function drawFilters() {
  const all = Object.values(DATA.sources), papers = [...new Set(all.map(outlet).filter(Boolean))].sort((a, b) => a.localeCompare(b)), tongues = [...new Set(all.map((source) => source.lang))].sort(), types = [...new Set(DATA.events.map((event) => event.c))].sort((a, b) => term(a).localeCompare(term(b)));
  const choice = (id, value, options, label) => h("label", {}, h("span", {}, label), h("select", { id, onchange: (event) => { state[id] = event.target.value; update(); } }, h("option", { value: "" }, word("any")), options.map(([key, text]) => h("option", { value: key, ...(key === value ? { selected: "" } : {}) }, text))));
  const tongueName = (code) => once(`t${locale()}`, () => new Intl.DisplayNames(locale(), { type: "language" })).of(code);
  const active = [state.source, state.tongue, state.sure, state.only, state.off.size, state.muted.size].filter(Boolean).length, held = document.activeElement && document.activeElement.closest("#filterbox") ? document.activeElement.id : null;
  $("filters").setAttribute("aria-label", word("filters") + (active ? ` (${figure(active)})` : "")); $("filters").title = word("filters"); $("filters").classList.toggle("on", active > 0);
  $("filterbox").replaceChildren(choice("only", state.only, types.map((type) => [type, term(type)]), word("cEvent")), choice("source", state.source, papers.map((paper) => [paper, paper]), word("cSource")), tongues.length > 1 ? choice("tongue", state.tongue, tongues.map((code) => [code, tongueName(code)]), word("sourceLanguage")) : "",
    h("label", {}, h("span", {}, `${word("confidence")} ≥ `, h("output", { id: "sureness" }, percent(state.sure))), h("input", { id: "sure", type: "range", min: 0, max: 0.95, step: 0.05, value: state.sure, oninput: (event) => { state.sure = Number(event.target.value); $("sureness").textContent = percent(state.sure); update(true); }, onchange: () => update() })),
    h("button", { type: "button", id: "reset", class: "tag", onclick: () => { Object.assign(state, { source: "", tongue: "", sure: 0, only: "", from: null, to: null }); state.off.clear(); state.muted.clear(); update(); } }, word("reset")));
  if (held && $(held)) $(held).focus();
}
// Boxes that open below their button.
for (const [button, box_] of [["filters", "filterbox"], ["take", "takebox"]]) {
  $(button).addEventListener("click", () => { const open = $(box_).hidden; for (const id of ["filterbox", "takebox"]) $(id).hidden = true; for (const id of ["filters", "take"]) $(id).setAttribute("aria-expanded", "false"); $(box_).hidden = !open; $(button).setAttribute("aria-expanded", String(open)); if (open) ($(box_).querySelector("select,button,input") || $(box_)).focus(); });
}
addEventListener("click", (event) => { for (const [button, box_] of [["filters", "filterbox"], ["take", "takebox"]]) if (!$(box_).hidden && event.target.isConnected && !event.target.closest(`#${button},#${box_}`)) { $(box_).hidden = true; $(button).setAttribute("aria-expanded", "false"); } });
$("takebox").replaceChildren(...Object.entries(EXPORTS).map(([id, run]) => h("button", { type: "button", id: `take-${id}`, onclick: () => { if (id !== "csv" && !["network", "lanes"].includes(state.view)) { state.view = "network"; update(); fit(); net.redraw(); requestAnimationFrame(() => requestAnimationFrame(run)); } else run(); $("takebox").hidden = true; $("take").setAttribute("aria-expanded", "false"); $("take").focus(); } }, id.toUpperCase())));

// ---- the address keeps what is chosen
const DAYS = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/;
function readAddress() {
  let asked_;
  try { asked_ = new URLSearchParams(location.hash.slice(1)); } catch { return; }
  const get = (key) => asked_.get(key) || "", among = (text, known_) => new Set(text.split(",").filter((id) => known_.has(id)));
  if (DATA.languages[get("lang")]) state.lang = get("lang");
  state.theme = get("theme") === "dark" || (!asked_.has("theme") && matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
  state.view = VIEWS.includes(get("view")) ? get("view") : "network";
  const key = get("id"), other = get("to");
  state.chosen = key && (nodes.has(key) || edges.has(key) || told.has(key)) ? key : null;
  state.other = nodes.has(other) && nodes.has(state.chosen) && other !== state.chosen ? other : null;
  state.steps = [1, 2, 3].includes(Number(get("steps"))) && nodes.has(state.chosen) ? Number(get("steps")) : 0;
  state.part = parts.has(get("group")) ? get("group") : null;
  state.article = DATA.sources[get("article")] ? get("article") : null;
  if (state.article) state.view = "articles";
  const dates = DAYS.exec(get("time")), real = (day) => !Number.isNaN(number(day));
  [state.from, state.to] = dates && real(dates[1]) && real(dates[2]) && number(dates[1]) <= number(dates[2]) ? [number(dates[1]), number(dates[2])] : [null, null];
  state.undated = get("undated") !== "0";
  state.wide = get("wide") === "1"; state.all = big && whole && get("all") === "1";
  state.off = among(get("without"), kinds); state.muted = among(get("mute"), strokes);
  state.source = Object.values(DATA.sources).some((source) => outlet(source) === get("source")) ? get("source") : "";
  state.tongue = Object.values(DATA.sources).some((source) => source.lang === get("in")) ? get("in") : "";
  state.only = DATA.events.some((event) => event.c === get("only")) ? get("only") : "";
  state.sure = Math.min(0.95, Math.max(0, Number(get("sure")) || 0));
}
function writeAddress() {
  const told_ = new URLSearchParams({ lang: state.lang, theme: state.theme });
  const put = (key, value) => { if (value) told_.set(key, value); };
  put("view", state.view === "network" ? "" : state.view); put("id", state.chosen); put("to", state.other); put("steps", state.steps || ""); put("group", state.part); put("article", state.view === "articles" ? state.article : "");
  put("time", state.from === null ? "" : `${iso(state.from)}..${iso(state.to)}`); put("undated", state.undated ? "" : "0"); put("wide", state.wide ? "1" : ""); put("all", state.all ? "1" : "");
  put("without", [...state.off].sort().join(",")); put("mute", [...state.muted].sort().join(",")); put("source", state.source); put("in", state.tongue); put("only", state.only); put("sure", state.sure ? String(state.sure) : "");
  try { history.replaceState(null, "", `#${told_}`); } catch { /* a frame without an address of its own */ }
}

// ---- search
const find = $("find"), found = $("found");
let hits = [], hit = 0;
function drawHits() {
  hits = search(find.value); found.hidden = !find.value.trim(); find.setAttribute("aria-expanded", String(!found.hidden));
  hit = Math.min(hit, Math.max(0, hits.length - 1));
  if (hits.length) find.setAttribute("aria-activedescendant", `hit-${hit}`); else find.removeAttribute("aria-activedescendant");
  found.replaceChildren(...(hits.length ? hits.map((key, place) => h("li", { id: `hit-${place}`, role: "option", "aria-selected": String(place === hit), onmousedown: (event) => { event.preventDefault(); take(key); } }, sign(kindOf(key)), h("bdi", {}, name(key)), h("small", {}, h("bdi", {}, otherName(key).slice(0, 30))))) : [h("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, word("noresult"))]));
}
function take(key) { find.value = ""; drawHits(); find.blur(); if (key) choose(key); else seeking = null; find.placeholder = word("search"); }
find.addEventListener("input", () => { hit = 0; drawHits(); });
find.addEventListener("blur", () => { found.hidden = true; find.setAttribute("aria-expanded", "false"); });
find.addEventListener("focus", () => { if (find.value) drawHits(); });
find.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) { hit = (hit + step + hits.length) % hits.length; drawHits(); event.preventDefault(); }
  else if (event.key === "Enter") { if (hits[hit]) take(hits[hit]); }
  else if (event.key === "Escape") { take(null); event.stopPropagation(); }
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest && event.target.closest("input,select,textarea");
  if (event.key === "/" && !typing) { event.preventDefault(); find.focus(); }
  else if (event.key === "Escape" && !$("filterbox").hidden) { $("filterbox").hidden = true; $("filters").focus(); }
  else if (event.key === "Escape" && !$("takebox").hidden) { $("takebox").hidden = true; $("take").focus(); }
  else if (event.key === "Escape" && !$("sparql").open) choose(null);
});

// ---- everything again; true when the nodes on the stage are the same as before
function update(moving) {
  const root = document.documentElement;
  root.lang = main(); root.dir = rtl() ? "rtl" : "ltr"; root.dataset.theme = state.theme; root.dataset.view = state.view;
  readColours();
  const same = recompute();
  if (!same || !net) { stage(); if (net.ready) fit(); net.ready = true; }
  if (!moving) { drawWords(); drawLegend(); drawTrail(); }
  net.redraw();
  const left = scene.left ? ` · ${counted("leftOutN", scene.left)}` : "";
  $("note").textContent = `${counted("nodesN", drawn.nodes.size)} · ${counted("linksN", drawn.edges.length)} · ${counted("eventsN", passing.size)}${left}`;
  if (big && !document.documentElement.dataset.ready) return same; // the rest comes with the next frame
  timeline();
  if (state.view === "table") drawTable();
  else if (state.view === "processes") drawProcesses();
  else if (state.view === "articles") drawArticle();
  if (!moving) { drawFilters(); drawPanel(); writeAddress(); }
  return same;
}
function drawWords() {
  document.title = word("title");
  $("title").textContent = word("title"); $("title").href = `${location.pathname.endsWith("/graph") ? "pages/" : ""}index.html#${new URLSearchParams({ lang: main(), theme: state.theme })}`; $("skip").textContent = word("skip");
  const days = issued.length ? ` · ${dayText(issued[0])}${issued.length > 1 ? ` – ${dayText(issued[issued.length - 1])}` : ""}` : "";
  $("about").textContent = `${counted("eventsN", DATA.events.length)} · ${counted("articlesN", Object.keys(DATA.sources).length)}${days}`;
  if (!seeking) find.placeholder = word("search");
  find.setAttribute("aria-label", word("search")); found.setAttribute("aria-label", word("search"));
  box.setAttribute("aria-label", word("graph")); panel.setAttribute("aria-label", word("panel")); $("views").setAttribute("aria-label", word("view")); $("languages").setAttribute("aria-label", word("language")); $("foot").setAttribute("aria-label", word("timeline")); $("legend").setAttribute("aria-label", word("legend"));
  for (const id of ["theme", "fit", "take"]) { $(id).title = word(id); $(id).setAttribute("aria-label", word(id)); }
  for (const button of document.querySelectorAll("#views button")) { button.textContent = word(button.dataset.view); button.setAttribute("aria-pressed", String(button.dataset.view === state.view)); }
  for (const button of document.querySelectorAll("#languages button")) button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
}
for (const button of document.querySelectorAll("#views button")) button.addEventListener("click", () => { state.view = button.dataset.view; if (state.view === "articles") state.article = null; update(); if (["network", "lanes"].includes(state.view)) { net.setSize("100%", "100%"); fit(); } });
for (const button of document.querySelectorAll("#languages button")) button.addEventListener("click", () => { const before = rtl(); state.lang = button.dataset.lang; update(); if (before !== rtl() && scene.lanes) fit(); });
$("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; sprites.clear(); update(); });
$("fit").addEventListener("click", () => fit(null, true));
$("skip").addEventListener("click", (event) => { event.preventDefault(); state.view = "table"; update(); $("table").focus(); });
addEventListener("hashchange", () => { readAddress(); update(); });
readAddress();
update();
fit(state.chosen && focus && !state.steps ? (scene.kind === "all" ? focus.nodes : null) : null);
new ResizeObserver(() => timeline()).observe(strip);
let sized = `${box.clientWidth}x${box.clientHeight}`;
new ResizeObserver(() => { const now = `${box.clientWidth}x${box.clientHeight}`; if (box.clientWidth && now !== sized) { sized = now; net.setSize("100%", "100%"); fit(focus && state.chosen && scene.kind === "all" ? focus.nodes : null); } }).observe(box);
document.documentElement.dataset.ready = "1";
if (big) requestAnimationFrame(() => setTimeout(() => { update(); document.documentElement.dataset.full = "1"; }));
else document.documentElement.dataset.full = "1";
