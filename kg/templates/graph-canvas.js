// The network: vis-network moves and draws lines, shapes and labels are ours.
const box = $("canvas");
const shapes = new Map(DATA.kinds.map((kind) => [kind.id, { shape: new Path2D(kind.shape), glyph: new Path2D(kind.glyph) }]));
let colours = {};
const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  const get = (id) => style.getPropertyValue(`--${id}`).trim();
  colours = Object.fromEntries([...kinds.keys(), "paper", "card", "ink", "soft", "edge", "accent", "refused"].map((id) => [id, get(id)]));
};
const FONT = getComputedStyle(document.documentElement).getPropertyValue("--text").trim();

const visible = { nodes: new Set(), edges: new Set() };
let focus = null; // nodes and edges that stand out, null when nothing is chosen

function recompute() {
  visible.nodes.clear(); visible.edges.clear();
  const on = (key) => nodes.has(key) && !state.off.has(nodes.get(key).kind);
  const bySome = state.from !== null;
  for (const edge of edges.values()) {
    const live = edge.events.length && edge.events.some((id) => inPeriod(events.get(id)));
    if (live && on(edge.from) && on(edge.to)) { visible.edges.add(edge.id); visible.nodes.add(edge.from); visible.nodes.add(edge.to); }
  }
  for (const key of nodes.keys()) if (on(key) && (!bySome || (events.has(key) && inPeriod(events.get(key))))) visible.nodes.add(key);
  for (const edge of edges.values()) if (!edge.events.length && visible.nodes.has(edge.from) && visible.nodes.has(edge.to)) visible.edges.add(edge.id);
  focus = focusOf(state.chosen) || (state.hover ? focusOf(state.hover) : null);
}
function focusOf(chosen) {
  if (!chosen) return null;
  const found = { nodes: new Set(), edges: new Set() };
  const add = (edge) => { if (visible.edges.has(edge.id)) { found.edges.add(edge.id); found.nodes.add(edge.from); found.nodes.add(edge.to); } };
  if (edges.has(chosen)) add(edges.get(chosen));
  else {
    if (nodes.has(chosen)) { found.nodes.add(chosen); around.get(chosen).forEach(add); }
    if (events.has(chosen)) for (const edge of edges.values()) if (edge.events.includes(chosen)) add(edge);
    const near = events.has(chosen) ? events.get(chosen).r.map(([, key]) => key) : (told.get(chosen) || []).map((event) => event.id);
    if (!found.nodes.size) for (const key of near) if (visible.nodes.has(key)) found.nodes.add(key);
  }
  return found.nodes.size ? found : null;
}

// ---- shapes: never smaller on the screen than the eye can tell apart
const LEAST = nodes.size > 600 ? 3.5 : nodes.size > 250 ? 6 : 8.5;
const radius = (node) => { const scale = net ? net.getScale() : 1; return Math.min(Math.max(nodes.size > 250 ? node.size * 0.6 : node.size, LEAST / scale), 30 / scale); };
function drawNode({ ctx, id, x, y }) {
  const node = nodes.get(id), r = radius(node), unit = r / 12, paths = shapes.get(node.kind), event = events.get(id);
  const faded = focus && !focus.nodes.has(id), chosen = state.chosen === id;
  return {
    drawNode() {
      ctx.save();
      ctx.translate(x - r, y - r); ctx.scale(unit, unit);
      ctx.globalAlpha = faded ? 0.16 : 1;
      if (chosen || state.hover === id) { ctx.lineWidth = 7; ctx.lineJoin = "round"; ctx.strokeStyle = colours[node.kind] + "55"; ctx.stroke(paths.shape); }
      ctx.lineWidth = 2.6; ctx.lineJoin = "round"; ctx.strokeStyle = colours.paper; ctx.stroke(paths.shape);
      const hollow = event && DATA.status[event.s] !== "solid"; // not known to have taken place
      ctx.fillStyle = hollow ? colours.card : colours[node.kind]; ctx.fill(paths.shape);
      if (hollow) { ctx.lineWidth = 1.9; ctx.setLineDash(strokeOf(event) === "dashed" ? [3.4, 2.2] : [1.4, 2]); ctx.strokeStyle = colours[node.kind]; ctx.stroke(paths.shape); ctx.setLineDash([]); }
      ctx.fillStyle = hollow ? colours[node.kind] : colours.card;
      if (event && event.n) { ctx.font = `700 ${String(event.n).length > 1 ? 9.5 : 11.5}px ${FONT}`; ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.fillText(String(event.n), 12, 11); }
      else ctx.fill(paths.glyph, "evenodd");
      ctx.restore();
    },
    nodeDimensions: { width: 2 * r, height: 2 * r },
  };
}

let net = null;
net = new vis.Network(box, {
  nodes: new vis.DataSet([...nodes.values()].map(({ id, x, y, size }) => ({ id, x, y, size, shape: "custom", ctxRenderer: drawNode, label: " " }))),
  edges: new vis.DataSet([...edges.values()].map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, label: undefined, arrows: edge.arrows, smooth: bend(edge) }))),
}, {
  ...DATA.net.options,
  interaction: { ...DATA.net.options.interaction, tooltipDelay: 1e9, hoverConnectedEdges: false, selectConnectedEdges: false, zoomSpeed: 0.6 },
  edges: { arrows: { to: { scaleFactor: 0.42 } }, selectionWidth: 0, hoverWidth: 0, chosen: false },
  nodes: { chosen: false },
});
// Lines between the same two nodes bend apart.
function bend(edge) {
  const beside = around.get(edge.from).filter((other) => (other.from === edge.from && other.to === edge.to) || (other.from === edge.to && other.to === edge.from));
  const place = beside.indexOf(edge), forth = edge.from < edge.to ? 1 : -1;
  if (beside.length === 1) return { enabled: true, type: "curvedCW", roundness: edge.thin ? 0.05 : 0.1 };
  const lane = (place - (beside.length - 1) / 2) * 0.24 * forth;
  return { enabled: true, type: lane < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(lane) + 0.02 };
}

function restyle() {
  recompute();
  const data = net.body.data;
  data.nodes.update([...nodes.keys()].map((id) => ({ id, hidden: !visible.nodes.has(id) })));
  data.edges.update([...edges.values()].map((edge) => {
    const lit = focus && focus.edges.has(edge.id), refused = edge.stroke === "dotted";
    const plain = refused ? colours.refused : colours.edge;
    return {
      id: edge.id, hidden: !visible.edges.has(edge.id),
      dashes: strokes.get(edge.stroke).dash.length ? strokes.get(edge.stroke).dash : false,
      width: lit ? 2.4 : edge.thin ? 0.9 : 1.6,
      color: { color: lit ? (refused ? colours.refused : colours.accent) : plain, highlight: colours.accent, hover: colours.accent, inherit: false, opacity: focus ? (lit ? 1 : 0.1) : edge.thin ? 0.4 : 0.8 },
    };
  }));
  net.redraw();
}

// ---- labels: of constant size on the screen, never one over another
const wrapped = new Map();
function wrap(ctx, text, font, most) {
  const key = font + most + text;
  if (wrapped.has(key)) return wrapped.get(key);
  ctx.font = font;
  const lines = [];
  for (const part of text.split(/\s+/)) {
    const last = lines.length - 1;
    if (last >= 0 && ctx.measureText(lines[last] + " " + part).width <= most) lines[last] += " " + part;
    else lines.push(part);
  }
  if (lines.length > 2) {
    let rest = lines.slice(1).join(" ");
    while (rest && ctx.measureText(rest + "…").width > most) rest = rest.slice(0, rest.lastIndexOf(" ") > 0 ? rest.lastIndexOf(" ") : -1);
    lines.splice(1, lines.length, rest + "…");
  }
  const made = { lines, width: Math.max(...lines.map((line) => ctx.measureText(line).width)) };
  if (wrapped.size > 6000) wrapped.clear();
  wrapped.set(key, made);
  return made;
}
const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function drawLabels(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth, scale = net.getScale(), W = ctx.canvas.clientWidth, H = ctx.canvas.clientHeight;
  const on = [];
  for (const id of visible.nodes) {
    const p = net.canvasToDOM(net.getPosition(id)), r = radius(nodes.get(id)) * scale;
    if (p.x > -40 && p.y > -40 && p.x < W + 40 && p.y < H + 40) on.push({ id, x: p.x, y: p.y, r });
  }
  const taken = on.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
  const frame = box.getBoundingClientRect();
  for (const id of ["legend", "note", "strokes"]) { const at = $(id).getBoundingClientRect(); taken.push({ x: at.x - frame.x, y: at.y - frame.y, w: at.width, h: at.height }); }
  const lit = (id) => (id === state.chosen || id === state.hover ? 2 : focus && focus.nodes.has(id) ? 1 : 0);
  on.sort((a, b) => lit(b.id) - lit(a.id) || nodes.get(b.id).links - nodes.get(a.id).links || (a.id < b.id ? -1 : 1));
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.direction = rtl() ? "rtl" : "ltr";
  ctx.textBaseline = "alphabetic"; ctx.lineJoin = "round"; ctx.lineWidth = 4;
  for (const node of on.slice(0, 500)) placeLabel(ctx, node, taken, W, H, lit(node.id));
  if (focus) for (const id of focus.edges) lineLabel(ctx, edges.get(id), taken, true);
  else if (edges.size < 150 && scale > 0.7) for (const id of visible.edges) lineLabel(ctx, edges.get(id), taken, false);
  ctx.restore();
}
function placeLabel(ctx, { id, x, y, r }, taken, W, H, lit) {
  const size = 13.5, bold = lit === 2 || nodes.get(id).links > 6 ? 700 : 500, under = second(id);
  const font = `${bold} ${size}px ${FONT}`, small = `400 11.5px ${FONT}`;
  const first = wrap(ctx, name(id), font, 138), more = under ? wrap(ctx, under, small, 138) : { lines: [], width: 0 };
  const w = Math.max(first.width, more.width) + 6, high = first.lines.length * 18 + more.lines.length * 15 + 2;
  const spots = [[x - w / 2, y + r + 2], [x - w / 2, y - r - high - 2], [x + r + 3, y - high / 2], [x - r - w - 3, y - high / 2],
    [x + r * 0.5, y + r], [x - r * 0.5 - w, y + r], [x + r * 0.5, y - r - high], [x - r * 0.5 - w, y - r - high]];
  const free = (spot) => { const at = { x: spot[0], y: spot[1], w, h: high }; return at.x > 2 && at.x + w < W - 2 && at.y > 2 && at.y + high < H - 2 && !taken.some((other) => meets(at, other)); };
  const spot = spots.find(free) || (lit ? spots[0] : null);
  if (!spot) return;
  taken.push({ x: spot[0], y: spot[1], w, h: high });
  const faded = focus && !focus.nodes.has(id);
  ctx.globalAlpha = faded ? 0.22 : 1;
  ctx.textAlign = "center"; ctx.strokeStyle = colours.paper;
  let at = spot[1] + 14;
  for (const [lines, style, step, colour] of [[first.lines, font, 18, colours.ink], [more.lines, small, 15, colours.soft]]) {
    ctx.font = style; ctx.fillStyle = colour;
    for (const line of lines) { ctx.strokeText(line, spot[0] + w / 2, at); ctx.fillText(line, spot[0] + w / 2, at); at += step; }
  }
  ctx.globalAlpha = 1;
}
function lineText(edge) {
  const days = edge.events.map((id) => events.get(id)).filter((event) => event.w[0] && event.w[0] === event.w[3]).map((event) => number(event.w[0]));
  const times = edge.events.length > 1 ? ` ×${edge.events.length}` : "";
  const day = days.length ? ` · ${dayText(Math.min(...days))}` : "";
  return term(edge.term) + times + day;
}
function lineLabel(ctx, edge, taken, lit) {
  if (!lit && (edge.thin || !edge.events.length || nodes.get(edge.from).kind === "event" || nodes.get(edge.to).kind === "event" || edge.term === "partOf" || edge.term === "place")) return;
  const line = net.body.edges[edge.id];
  if (!line || !line.edgeType || line.edgeType.from === undefined) return;
  const text = lineText(edge), size = lit ? 12.5 : 11.5;
  ctx.font = `${lit ? 600 : 400} ${size}px ${FONT}`;
  const w = ctx.measureText(text).width + 8, high = size + 7;
  for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
    const p = net.canvasToDOM(line.edgeType.getPoint(t));
    const at = { x: p.x - w / 2, y: p.y - high / 2, w, h: high };
    if (taken.some((other) => meets(at, other))) continue;
    taken.push(at);
    ctx.textAlign = "center"; ctx.strokeStyle = colours.paper; ctx.fillStyle = lit ? colours.accent : colours.soft;
    ctx.strokeText(text, p.x, p.y + size * 0.36); ctx.fillText(text, p.x, p.y + size * 0.36);
    return;
  }
}
net.on("afterDrawing", drawLabels);

// ---- the view
function fit(keys, animate) {
  const wanted = [...(keys || visible.nodes)].filter((key) => visible.nodes.has(key));
  if (!wanted.length || !box.clientWidth) return;
  const at = net.getPositions(wanted), all = Object.values(at), xs = all.map((p) => p.x), ys = all.map((p) => p.y);
  const side = Math.min(78, box.clientWidth * 0.11), top = $("legend").offsetHeight + 34, bottom = 46;
  const w = Math.max(...xs) - Math.min(...xs), high = Math.max(...ys) - Math.min(...ys);
  const scale = Math.min(keys ? 1.05 : 1.25, (box.clientWidth - 2 * side) / Math.max(w, 1), (box.clientHeight - top - bottom) / Math.max(high, 1));
  const x = (Math.max(...xs) + Math.min(...xs)) / 2, y = (Math.max(...ys) + Math.min(...ys)) / 2 - (top - bottom) / 2 / scale;
  net.moveTo({ position: { x, y }, scale: Math.max(0.05, scale), animation: animate && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 450, easingFunction: "easeInOutQuad" } : false });
}
net.on("click", ({ nodes: [node], edges: [edge] }) => { net.unselectAll(); choose(node || edge || null); });
net.on("hoverNode", ({ node }) => { box.classList.add("hot"); state.hover = node; if (!state.chosen) restyle(); else net.redraw(); });
net.on("blurNode", () => { state.hover = null; if (!state.chosen) restyle(); else net.redraw(); });
box.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-70, 0], ArrowRight: [70, 0], ArrowUp: [0, -70], ArrowDown: [0, 70] }[event.key];
  const view = net.getViewPosition(), scale = net.getScale();
  if (step) net.moveTo({ position: { x: view.x + step[0] / scale, y: view.y + step[1] / scale } });
  else if (event.key === "+" || event.key === "=") net.moveTo({ scale: scale * 1.2 });
  else if (event.key === "-") net.moveTo({ scale: scale / 1.2 });
  else if (event.key === "0") fit(null, true);
  else return;
  event.preventDefault();
});
