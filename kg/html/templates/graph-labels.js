// Labels: of constant size on the screen, never one over another.
const wrapped = new Map();
let moving = false; // while the view is dragged only the first labels are drawn
let placed = []; // what stands where, for the picture as SVG
function wrap(ctx, text, font, most) {
  const key = font + most + text;
  if (wrapped.has(key)) return wrapped.get(key);
  ctx.font = font;
  const lines = [], cut = (line) => { while (line && ctx.measureText(line + "…").width > most) line = line.slice(0, -1); return line + "…"; };
  for (const part of text.split(/\s+/)) {
    const last = lines.length - 1;
    if (last >= 0 && ctx.measureText(lines[last] + " " + part).width <= most) lines[last] += " " + part;
    else if (lines.length < 3) lines.push(part);
  }
  if (lines.length > 2) lines.splice(1, lines.length, cut(lines.slice(1).join(" ")));
  for (let i = 0; i < lines.length; i++) if (ctx.measureText(lines[i]).width > most + 24) lines[i] = cut(lines[i]);
  const made = { lines, width: Math.max(...lines.map((line) => ctx.measureText(line).width)) };
  if (wrapped.size > 6000) wrapped.clear();
  wrapped.set(key, made);
  return made;
}
const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
// What is taken, by cells of the screen, so that a look-up is short.
function occupancy() {
  const cells = new Map(), side = 72;
  const each = (at, run) => { for (let i = Math.floor(at.x / side); i <= (at.x + at.w) / side; i++) for (let j = Math.floor(at.y / side); j <= (at.y + at.h) / side; j++) if (run(i * 4096 + j)) return true; return false; };
  return {
    take: (at) => each(at, (cell) => { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push(at); return false; }),
    free: (at) => !each(at, (cell) => (cells.get(cell) || []).some((other) => meets(at, other))),
  };
}
function drawLabels(ctx) {
  const ratio = ratioOf(ctx), scale = net.getScale(), W = ctx.canvas.clientWidth, H = ctx.canvas.clientHeight, taken = occupancy(), on = [];
  placed = [];
  for (const id of drawn.nodes) {
    const p = net.canvasToDOM(scene.at.get(id)), r = radius(id, scale) * scale;
    if (p.x > -40 && p.y > -40 && p.x < W + 40 && p.y < H + 40) { on.push({ id, x: p.x, y: p.y, r }); taken.take({ x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r }); }
  }
  const frame = box.getBoundingClientRect();
  for (const id of ["legend", "note", "strokes", "trail"]) { const at = $(id).getBoundingClientRect(); if (at.width) taken.take({ x: at.x - frame.x, y: at.y - frame.y, w: at.width, h: at.height }); }
  const links = (id) => (parts.has(id) ? parts.get(id).n : nodes.get(id).links);
  const lit = (id) => (id === state.chosen || id === state.hover || id === state.other ? 2 : focus && focus.nodes.has(id) ? 1 : 0);
  on.sort((a, b) => lit(b.id) - lit(a.id) || links(b.id) - links(a.id) || (a.id < b.id ? -1 : 1));
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.direction = rtl() ? "rtl" : "ltr";
  ctx.textBaseline = "alphabetic"; ctx.lineJoin = "round"; ctx.lineWidth = 4;
  if (scene.lanes) laneLabels(ctx, taken, W);
  for (const node of on.slice(0, moving ? 60 : focus ? 140 : 320)) placeLabel(ctx, node, taken, W, H, lit(node.id), links(node.id));
  if (focus) for (const edge of drawn.edges) { if (focus.edges.has(edge.id)) lineLabel(ctx, edge, taken, true); }
  else if (!moving && drawn.edges.length < 150 && scale > 0.7 && !scene.lanes) for (const edge of drawn.edges) lineLabel(ctx, edge, taken, false);
  ctx.restore();
}
function write(ctx, text, x, y, font, colour, alpha = 1, align = "center") {
  ctx.font = font; ctx.fillStyle = colour; ctx.strokeStyle = colours.paper; ctx.globalAlpha = alpha; ctx.textAlign = align;
  ctx.strokeText(text, x, y); ctx.fillText(text, x, y);
  ctx.globalAlpha = 1;
  placed.push({ text, x, y, font, colour, alpha, align });
}
function placeLabel(ctx, { id, x, y, r }, taken, W, H, lit, links) {
  const size = 13.5, bold = lit === 2 || links > 6 || parts.has(id) ? 700 : 500, under = second(id);
  const font = `${bold} ${size}px ${FONT}`, small = `400 11.5px ${FONT}`, most = scene.lanes ? 106 : 138;
  const first = wrap(ctx, name(id), font, most), more = under ? wrap(ctx, under, small, most) : { lines: [], width: 0 };
  const w = Math.max(first.width, more.width) + 6, high = first.lines.length * 18 + more.lines.length * 15 + 2;
  const spots = [[x - w / 2, y + r + 2], [x - w / 2, y - r - high - 2], [x + r + 3, y - high / 2], [x - r - w - 3, y - high / 2],
    [x + r * 0.5, y + r], [x - r * 0.5 - w, y + r], [x + r * 0.5, y - r - high], [x - r * 0.5 - w, y - r - high]];
  const within = (at) => at.x > 2 && at.x + w < W - 2 && at.y > 2 && at.y + high < H - 2;
  const spot = spots.find(([a, b]) => { const at = { x: a, y: b, w, h: high }; return within(at) && taken.free(at); }) || (lit === 2 ? spots[0] : null);
  if (!spot) return;
  taken.take({ x: spot[0], y: spot[1], w, h: high });
  const alpha = focus && !focus.nodes.has(id) ? 0.22 : 1;
  let at = spot[1] + 14;
  for (const line of first.lines) { write(ctx, line, spot[0] + w / 2, at, font, colours.ink, alpha); at += 18; }
  for (const line of more.lines) { write(ctx, line, spot[0] + w / 2, at - 2, small, colours.soft, alpha); at += 15; }
}
function laneLabels(ctx, taken, W) {
  const { bands, marks, W: wide, shift } = scene.lanes, scale = net.getScale();
  const fromEdge = net.canvasToDOM({ x: shift > 0 ? -LABEL : LABEL, y: 0 }).x, x = rtl() ? Math.min(W - 12, fromEdge - 10) : Math.max(12, fromEdge + 10);
  for (const { kind, y } of bands) {
    const at = net.canvasToDOM({ x: 0, y }).y + 18, text = pick(kinds.get(kind).label, main()), font = `600 12.5px ${FONT}`;
    ctx.font = font; const w = ctx.measureText(text).width;
    taken.take({ x: rtl() ? x - w : x, y: at - 14, w, h: 18 });
    write(ctx, text, x, at, font, colours[kind], 1, rtl() ? "right" : "left");
  }
  if (scale * wide < 200) return;
  const y = Math.max($("top").offsetHeight + 30, net.canvasToDOM({ x: 0, y: -8 }).y);
  let edge = null;
  for (const { x: place, month: day } of marks) {
    const at = net.canvasToDOM({ x: place, y: 0 }).x;
    if (edge !== null && Math.abs(at - edge) < 92) continue;
    edge = at; write(ctx, monthText(day, true), at, y, `400 12px ${FONT}`, colours.soft);
  }
}
function lineText(edge) {
  const found = edge.events.map((id) => events.get(id)).filter(live), days = found.filter((event) => event.w[0] && event.w[0] === event.w[3]).map((event) => number(event.w[0]));
  return term(edge.term) + (found.length > 1 ? ` ×${figure(found.length)}` : "") + (days.length ? ` · ${dayText(Math.min(...days))}` : "");
}
function lineLabel(ctx, edge, taken, lit) {
  if (edge.n || (!lit && (edge.thin || !edge.events.length || nodes.get(edge.from).kind === "event" || nodes.get(edge.to).kind === "event" || edge.term === "partOf" || edge.term === "place"))) return;
  const text = lineText(edge), size = lit ? 12.5 : 11.5, font = `${lit ? 600 : 400} ${size}px ${FONT}`;
  ctx.font = font;
  const w = ctx.measureText(text).width + 8, high = size + 7, curve = curves.get(edge.id);
  for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
    const p = net.canvasToDOM(onCurve(curve, t)), at = { x: p.x - w / 2, y: p.y - high / 2, w, h: high };
    if (!taken.free(at)) continue;
    taken.take(at);
    return write(ctx, text, p.x, p.y + size * 0.36, font, lit ? (edge.stroke === "dotted" ? colours.refused : colours.accent) : colours.soft);
  }
}
