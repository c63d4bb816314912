// The network: vis-network holds the nodes and moves the view, lines, shapes and labels are ours.
const box = $("canvas");
const shapes = new Map(DATA.kinds.map((kind) => [kind.id, { shape: new Path2D(kind.shape), glyph: new Path2D(kind.glyph) }]));
let colours = {};
const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  const get = (id) => style.getPropertyValue(`--${id}`).trim();
  colours = Object.fromEntries([...kinds.keys(), "paper", "card", "ink", "soft", "edge", "accent", "refused", "rule"].map((id) => [id, get(id)]));
};
const FONT = getComputedStyle(document.documentElement).getPropertyValue("--text").trim();

let net = null, scene = null, drawn = { nodes: new Set(), edges: [] }, curves = new Map(), focus = null, way = null;
const isNode = (key) => nodes.has(key) || parts.has(key);

// ---- what can be seen now
function recompute() {
  passing = filtered() ? new Set(DATA.events.filter(passes).map((event) => event.id)) : (everything ||= new Set(events.keys()));
  const made = sceneOf(), same = scene && made.kind === scene.kind && made.keys.length === scene.keys.length && made.keys.every((key, i) => key === scene.keys[i] && made.at.get(key).x === scene.at.get(key).x && made.at.get(key).y === scene.at.get(key).y);
  scene = made;
  way = nodes.has(state.chosen) && state.other ? pathBetween(state.chosen, state.other) : null;
  const on = new Set(), lines = [], some = filtered() && (state.undated || state.from !== null);
  if (scene.kind === "overview") {
    if (filtered()) for (const event of DATA.events) { if (live(event)) for (const key of [event.id, ...event.r.map(([, k]) => k)]) { const node = nodes.get(key); if (node) on.add(node.part); } }
    else for (const part of parts.keys()) on.add(part);
    for (const [a, b, n] of strongest()) if (on.has(a) && on.has(b)) lines.push({ id: `${a}|${b}`, from: a, to: b, n, events: [], stroke: "solid" });
  } else {
    const there = (key) => scene.at.has(key) && !state.off.has(nodes.get(key).kind);
    for (const edge of edges.values()) if (there(edge.from) && there(edge.to) && edge.events.some((id) => passing.has(id))) { lines.push(edge); on.add(edge.from); on.add(edge.to); }
    for (const key of scene.keys) if (there(key) && (!some || (events.has(key) && live(events.get(key))) || (scene.kind === "ego" && key === state.chosen))) on.add(key);
    for (const edge of edges.values()) if (!edge.events.length && on.has(edge.from) && on.has(edge.to)) lines.push(edge);
  }
  drawn = { nodes: on, edges: lines };
  bendAll();
  focus = focusOf(state.hover) || focusOf(state.chosen);
  return same;
}
// Of the lines between communities those that are among the four strongest of one of them.
const strongest = () => once("joins", () => {
  const left = new Map(), chosen = [];
  for (const join of [...DATA.overview.joins].sort((x, y) => y[2] - x[2])) if (join.slice(0, 2).some((key) => (left.get(key) || 0) < 4)) { chosen.push(join); for (const key of join.slice(0, 2)) left.set(key, (left.get(key) || 0) + 1); }
  return chosen;
});
function focusOf(chosen) {
  if (way && chosen === state.chosen) { const found = { nodes: new Set([state.chosen]), edges: new Set() }; for (const edge of way) { found.edges.add(edge.id); found.nodes.add(edge.from); found.nodes.add(edge.to); } return found; }
  if (!chosen) return null;
  const found = { nodes: new Set(), edges: new Set() };
  const add = (edge) => { found.edges.add(edge.id); found.nodes.add(edge.from); found.nodes.add(edge.to); };
  const itself = drawn.nodes.has(chosen);
  if (itself) found.nodes.add(chosen);
  for (const edge of drawn.edges) if (edge.id === chosen || (itself && (edge.from === chosen || edge.to === chosen)) || (events.has(chosen) && edge.events.includes(chosen))) add(edge);
  if (!found.nodes.size && nodes.has(chosen) && scene.kind === "overview") found.nodes.add(nodes.get(chosen).part);
  if (!found.nodes.size) for (const key of events.has(chosen) ? events.get(chosen).r.map(([, key]) => key) : (told.get(chosen) || []).map((event) => event.id)) if (drawn.nodes.has(key)) found.nodes.add(key);
  return found.nodes.size ? found : null;
}
// Lines between the same two nodes bend apart.
function bendAll() {
  curves = new Map();
  const beside = new Map();
  for (const edge of drawn.edges) { const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`; if (!beside.has(pair)) beside.set(pair, []); beside.get(pair).push(edge); }
  for (const group of beside.values()) group.forEach((edge, i) => {
    const a = scene.at.get(edge.from), b = scene.at.get(edge.to), forth = edge.from < edge.to ? 1 : -1;
    const plain = group.length === 1 ? (edge.thin || drawn.edges.length > 700 ? 0.03 : 0.09) : (i - (group.length - 1) / 2) * 0.22 * forth + 0.02;
    curves.set(edge.id, { a, b, c: { x: (a.x + b.x) / 2 + (b.y - a.y) * plain, y: (a.y + b.y) / 2 - (b.x - a.x) * plain } });
  });
}
const onCurve = ({ a, b, c }, t) => ({ x: (1 - t) * (1 - t) * a.x + 2 * t * (1 - t) * c.x + t * t * b.x, y: (1 - t) * (1 - t) * a.y + 2 * t * (1 - t) * c.y + t * t * b.y });

// ---- shapes: never smaller on the screen than the eye can tell apart
const bubble = (part) => 20 + 3.1 * Math.sqrt(part.n);
const least = () => (scene.keys.length > 600 ? 3.5 : scene.keys.length > 250 ? 6 : 9);
const radius = (key, scale = net ? net.getScale() : 1) => { if (parts.has(key)) return Math.max(bubble(parts.get(key)), 13 / scale); const size = Math.min(27, nodes.get(key).size) * (scene.keys.length > 250 ? 0.6 : 1); return Math.min(Math.max(size, least() / scale), Math.max(30, 16 + 14 / scale) / Math.max(1, scale)); };
function hollowOf(key) { const event = events.get(key); return event && DATA.status[event.s] !== "solid" ? strokeOf(event) : null; }

// Drawn once for each look and copied: two thousand shapes a frame are then cheap.
const sprites = new Map();
function sprite(kind, hollow, r, ratio) {
  const key = `${state.theme}${kind}${hollow}${r}${ratio}`;
  if (sprites.has(key)) return sprites.get(key);
  if (sprites.size > 400) sprites.clear();
  const unit = (r * ratio) / 12, pad = 3 * unit, made = h("canvas", { width: Math.ceil(24 * unit + 2 * pad), height: Math.ceil(24 * unit + 2 * pad) }), ctx = made.getContext("2d"), paths = shapes.get(kind);
  ctx.translate(pad, pad); ctx.scale(unit, unit); ctx.lineJoin = "round";
  ctx.lineWidth = 2.6; ctx.strokeStyle = colours.paper; ctx.stroke(paths.shape);
  ctx.fillStyle = hollow ? colours.card : colours[kind]; ctx.fill(paths.shape);
  if (hollow) { ctx.lineWidth = 1.9; ctx.setLineDash(hollow === "dashed" ? [3.4, 2.2] : [1.4, 2]); ctx.strokeStyle = colours[kind]; ctx.stroke(paths.shape); ctx.setLineDash([]); }
  if (r > 5) { ctx.fillStyle = hollow ? colours[kind] : colours.card; ctx.fill(paths.glyph, "evenodd"); }
  sprites.set(key, made);
  return made;
}
function paintNode(ctx, key, x, y, r, ratio) {
  const lit = key === state.chosen || key === state.other || key === state.hover, faded = focus && !focus.nodes.has(key);
  ctx.globalAlpha = faded ? 0.15 : 1;
  if (lit) { ctx.beginPath(); ctx.arc(x, y, r * 1.42, 0, 7); ctx.fillStyle = colours.accent + "2e"; ctx.fill(); }
  if (parts.has(key)) paintBubble(ctx, parts.get(key), x, y, r);
  else {
    const kind = nodes.get(key).kind, event = events.get(key), hollow = hollowOf(key), step = Math.max(1, Math.round(r));
    const numbered = event && event.n && r > 7;
    if (numbered) paintNumber(ctx, kind, hollow, event.n, x, y, r);
    else { const image = sprite(kind, hollow, step, ratio), side = (image.width / ratio) * (r / step); ctx.drawImage(image, x - side / 2, y - side / 2, side, side); }
  }
  ctx.globalAlpha = 1;
}
function paintNumber(ctx, kind, hollow, n, x, y, r) {
  const paths = shapes.get(kind);
  ctx.save(); ctx.translate(x - r, y - r); ctx.scale(r / 12, r / 12); ctx.lineJoin = "round";
  ctx.lineWidth = 2.6; ctx.strokeStyle = colours.paper; ctx.stroke(paths.shape);
  ctx.fillStyle = hollow ? colours.card : colours[kind]; ctx.fill(paths.shape);
  if (hollow) { ctx.lineWidth = 1.9; ctx.setLineDash(hollow === "dashed" ? [3.4, 2.2] : [1.4, 2]); ctx.strokeStyle = colours[kind]; ctx.stroke(paths.shape); ctx.setLineDash([]); }
  ctx.fillStyle = hollow ? colours[kind] : colours.card; ctx.font = `700 ${String(n).length > 1 ? 9.5 : 11.5}px ${FONT}`; ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.fillText(figure(n), 12, 11);
  ctx.restore();
}
// A community: a ring of its kinds, in the middle what it is named for.
function paintBubble(ctx, part, x, y, r) {
  const total = Object.values(part.of).reduce((a, b) => a + b, 0);
  ctx.beginPath(); ctx.arc(x, y, r + 3, 0, 7); ctx.fillStyle = colours.paper; ctx.fill();
  let turn = -Math.PI / 2;
  for (const kind of kinds.keys()) if (part.of[kind]) { const next = turn + (2 * Math.PI * part.of[kind]) / total; ctx.beginPath(); ctx.moveTo(x, y); ctx.arc(x, y, r, turn, next); ctx.fillStyle = colours[kind]; ctx.fill(); turn = next; }
  ctx.beginPath(); ctx.arc(x, y, r * 0.74, 0, 7); ctx.fillStyle = colours.card; ctx.fill();
  const paths = shapes.get(part.centre ? kindOf(part.centre) : "event"), zoom = net.getScale(), size = Math.min(r * 0.72, Math.max(26, 20 / zoom)), kind = part.centre ? kindOf(part.centre) : "event";
  ctx.save(); ctx.translate(x - size / 2, y - size / 2 - r * 0.14); ctx.scale(size / 24, size / 24); ctx.fillStyle = colours[kind]; ctx.fill(paths.shape); ctx.fillStyle = colours.card; ctx.fill(paths.glyph, "evenodd"); ctx.restore();
  ctx.fillStyle = colours.soft; ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.font = `600 ${Math.min(r * 0.42, Math.max(14, 11 / zoom))}px ${FONT}`; ctx.fillText(figure(part.n), x, y + r * 0.46);
}
function nodeRenderer({ ctx, id, x, y }) {
  const r = radius(id);
  return { drawNode() { if (drawn.nodes.has(id)) paintNode(ctx, id, x, y, r, net.getScale() * ratioOf(ctx)); }, nodeDimensions: { width: 2 * r, height: 2 * r } };
}
const ratioOf = (ctx) => ctx.canvas.width / Math.max(1, ctx.canvas.clientWidth);

// ---- lines: one stroke of the pen for all that look alike
const looks = (edge) => {
  const lit = focus && focus.edges.has(edge.id), refused = edge.stroke === "dotted";
  return { lit, key: `${lit ? 1 : 0}${edge.stroke}${edge.n ? Math.min(6, 1 + Math.round(Math.log2(edge.n))) : edge.thin || !edge.events.length ? 0 : 1}${focus && !lit ? "f" : ""}`, colour: lit ? (refused ? colours.refused : colours.accent) : refused ? colours.refused : colours.edge, width: lit ? 2.4 : edge.n ? Math.min(6, 1 + Math.log2(edge.n)) : edge.thin || !edge.events.length ? 0.9 : 1.5, alpha: focus ? (lit ? 1 : 0.09) : edge.n ? 0.3 : edge.thin || !edge.events.length ? 0.4 : drawn.edges.length > 700 ? 0.5 : 0.8 };
};
function paintEdges(ctx) {
  const piles = new Map(), scale = net.getScale(), thick = Math.max(1, 0.75 / scale), heads = !moving && (drawn.edges.length < 900 || focus);
  for (const edge of drawn.edges) { const look = looks(edge); if (!piles.has(look.key)) piles.set(look.key, { look, edges: [] }); piles.get(look.key).edges.push(edge); }
  ctx.lineCap = "round";
  for (const { look, edges: pile } of [...piles.values()].sort((a, b) => (a.look.lit ? 1 : 0) - (b.look.lit ? 1 : 0))) {
    ctx.globalAlpha = look.alpha; ctx.strokeStyle = ctx.fillStyle = look.colour; ctx.lineWidth = moving && !look.lit ? 0.9 / scale : look.width * thick;
    const dash = strokes.get(pile[0].stroke).dash; ctx.setLineDash(moving && !look.lit ? [] : dash.map((n) => n * thick));
    ctx.beginPath();
    for (const edge of pile) { const { a, b, c } = curves.get(edge.id); ctx.moveTo(a.x, a.y); if (moving && !look.lit) ctx.lineTo(b.x, b.y); else ctx.quadraticCurveTo(c.x, c.y, b.x, b.y); }
    ctx.stroke(); ctx.setLineDash([]);
    if (heads && (look.lit || !focus)) for (const edge of pile) if (edge.arrow) arrowHead(ctx, edge, thick * (look.lit ? 1.15 : 0.9), scale);
  }
  ctx.globalAlpha = 1; ctx.lineCap = "butt";
}
function arrowHead(ctx, edge, thick, scale) {
  const curve = curves.get(edge.id), r = radius(edge.to, scale) * 1.12, long = Math.hypot(curve.b.x - curve.a.x, curve.b.y - curve.a.y);
  if (long < r * 2.4) return;
  const tip = onCurve(curve, 1 - r / long), before = onCurve(curve, 1 - (r + 9 * thick) / long), turn = Math.atan2(tip.y - before.y, tip.x - before.x);
  ctx.beginPath(); ctx.moveTo(tip.x, tip.y);
  for (const side of [0.42, -0.42]) ctx.lineTo(tip.x - 9 * thick * Math.cos(turn + side), tip.y - 9 * thick * Math.sin(turn + side));
  ctx.closePath(); ctx.fill();
}
function paintLanes(ctx) {
  const { bands, marks, W, shift, high } = scene.lanes, scale = net.getScale(), left = shift > 0 ? -LABEL : -W - 64;
  for (const { kind, y, high: tall } of bands) { ctx.fillStyle = colours[kind]; ctx.globalAlpha = state.theme === "dark" ? 0.13 : 0.075; ctx.beginPath(); ctx.roundRect(left, y, W + LABEL + 64, tall, 14); ctx.fill(); }
  ctx.globalAlpha = 1; ctx.lineWidth = 1 / scale; ctx.strokeStyle = colours.rule;
  for (const { x } of marks) { ctx.beginPath(); ctx.moveTo(x, -22); ctx.lineTo(x, high); ctx.stroke(); }
}

// ---- the camera is that of vis-network
function stage() {
  const data = new vis.DataSet(scene.keys.map((id) => ({ id, ...scene.at.get(id), shape: "custom", ctxRenderer: nodeRenderer })));
  if (net) return net.setData({ nodes: data, edges: [] });
  net = new vis.Network(box, { nodes: data, edges: [] }, { ...DATA.net.options, interaction: { ...DATA.net.options.interaction, tooltipDelay: 1e9, dragNodes: false, selectable: false, zoomSpeed: 0.6 } });
  net.on("beforeDrawing", (ctx) => { if (scene.lanes) paintLanes(ctx); paintEdges(ctx); });
  net.on("afterDrawing", drawLabels);
  net.on("click", ({ pointer: { canvas }, event }) => pressed(canvas, event.srcEvent));
  net.on("dragStart", () => { moving = drawn.nodes.size > 200; });
  net.on("dragEnd", () => { moving = false; net.redraw(); });
  net.on("doubleClick", ({ pointer: { canvas } }) => { const key = nodeAt(canvas); if (nodes.has(key)) { state.steps = 1; choose(key); update(); } });
}
function nodeAt({ x, y }) {
  const scale = net.getScale();
  let found = null, best = Infinity;
  for (const key of drawn.nodes) { const at = scene.at.get(key), r = radius(key, scale) + 4 / scale, far = Math.hypot(at.x - x, at.y - y); if (far < r && far < best) { best = far; found = key; } }
  return found;
}
function edgeAt(point) {
  if (scene.kind === "overview") return null;
  let found = null, best = 7 / net.getScale();
  for (const edge of drawn.edges) {
    const curve = curves.get(edge.id), { a, b, c } = curve;
    if (point.x < Math.min(a.x, b.x, c.x) - best || point.x > Math.max(a.x, b.x, c.x) + best || point.y < Math.min(a.y, b.y, c.y) - best || point.y > Math.max(a.y, b.y, c.y) + best) continue;
    for (let t = 0.06; t < 0.95; t += 0.04) { const at = onCurve(curve, t), far = Math.hypot(at.x - point.x, at.y - point.y); if (far < best) { best = far; found = edge.id; } }
  }
  return found;
}
function pressed(point, event) {
  const key = nodeAt(point) || edgeAt(point);
  if (parts.has(key)) { state.part = key; state.chosen = null; update(); fit(); return; }
  if (event && event.shiftKey && nodes.has(key) && nodes.has(state.chosen) && key !== state.chosen) { state.other = key; update(); bring(focus.nodes); return; }
  choose(key || null);
}
let pointer = null;
box.addEventListener("pointermove", (event) => {
  if (event.buttons || event.pointerType === "touch") return;
  const frame = box.getBoundingClientRect(), waiting = pointer;
  pointer = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  if (!waiting) requestAnimationFrame(() => { if (!net || !pointer) return; const key = nodeAt(net.DOMtoCanvas(pointer)); pointer = null; hover(key); });
});
box.addEventListener("pointerleave", () => hover(null));
function hover(key) {
  if (key === state.hover) return;
  state.hover = key; box.classList.toggle("hot", Boolean(key));
  focus = focusOf(state.hover) || focusOf(state.chosen);
  net.redraw();
}

// ---- the view
function fit(keys, animate) {
  const wanted = [...(keys || drawn.nodes)].filter((key) => scene.at.has(key));
  if (!wanted.length || !box.clientWidth) return;
  const xs = [], ys = [];
  for (const key of wanted) { const { x, y } = scene.at.get(key), r = parts.has(key) ? bubble(parts.get(key)) + 8 : 0; xs.push(x - r, x + r); ys.push(y - r, y + (r && r + 26)); }
  if (scene.lanes && !keys) { const { W, shift, high } = scene.lanes; xs.push(shift > 0 ? -LABEL + 8 : -W - 56, shift > 0 ? W + 56 : LABEL - 8); ys.push(-24, high); }
  const side = scene.lanes ? 14 : Math.min(78, box.clientWidth * 0.11), top = $("top").offsetHeight + (scene.lanes ? 20 : 34), bottom = scene.lanes ? 40 : 46;
  const w = Math.max(...xs) - Math.min(...xs), high = Math.max(...ys) - Math.min(...ys);
  const scale = Math.min(keys ? 1.05 : 1.25, (box.clientWidth - 2 * side) / Math.max(w, 1), (box.clientHeight - top - bottom) / Math.max(high, 1));
  const x = (Math.max(...xs) + Math.min(...xs)) / 2, y = (Math.max(...ys) + Math.min(...ys)) / 2 - (top - bottom) / 2 / scale;
  net.moveTo({ position: { x, y }, scale: Math.max(0.04, scale), animation: animate && !still() ? { duration: 420, easingFunction: "easeInOutQuad" } : false });
}
function bring(keys) {
  const inside = [...keys].every((key) => { if (!scene.at.has(key)) return true; const p = net.canvasToDOM(scene.at.get(key)); return p.x > 60 && p.y > 70 && p.x < box.clientWidth - 60 && p.y < box.clientHeight - 40; });
  if (!inside || net.getScale() < 0.55) fit(keys, true);
}
box.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const view = net.getViewPosition(), scale = net.getScale();
  if (step && event.shiftKey) net.moveTo({ position: { x: view.x + (step[0] * 70) / scale, y: view.y + (step[1] * 70) / scale } });
  else if (step) walk(step);
  else if (event.key === "Enter" && state.hover) parts.has(state.hover) ? pressed(scene.at.get(state.hover), null) : choose(state.hover);
  else if (event.key === "+" || event.key === "=") net.moveTo({ scale: scale * 1.2 });
  else if (event.key === "-") net.moveTo({ scale: scale / 1.2 });
  else if (event.key === "0") fit(null, true);
  else return;
  event.preventDefault();
});
// Arrow keys go from node to node: the nearest in that direction.
function walk([dx, dy]) {
  const from = state.hover || (drawn.nodes.has(state.chosen) ? state.chosen : null), middle = net.getViewPosition(), at = from ? scene.at.get(from) : middle;
  let found = null, best = Infinity;
  for (const key of drawn.nodes) {
    if (key === from) continue;
    const to = scene.at.get(key), along = (to.x - at.x) * dx + (to.y - at.y) * dy, aside = Math.abs((to.x - at.x) * dy) + Math.abs((to.y - at.y) * dx);
    if (from && along <= 0) continue;
    const far = from ? along + 2.2 * aside : Math.hypot(to.x - at.x, to.y - at.y);
    if (far < best) { best = far; found = key; }
  }
  if (!found) return;
  hover(found);
  $("said").textContent = [name(found), parts.has(found) ? counted("nodesN", parts.get(found).n) : term((events.get(found) || things[found] || {}).c || ""), counted("linksN", drawn.edges.filter((edge) => edge.from === found || edge.to === found).length)].join(comma());
  const p = net.canvasToDOM(scene.at.get(found));
  if (p.x < 40 || p.y < 60 || p.x > box.clientWidth - 40 || p.y > box.clientHeight - 40) net.moveTo({ position: scene.at.get(found) });
}
