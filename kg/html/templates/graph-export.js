// Taking it along: the picture, the rows, the network, and every list as a question in SPARQL.
function save(name_, type, ...content) {
  const link_ = h("a", { href: URL.createObjectURL(new Blob(content, { type })), download: name_ });
  document.body.append(link_); link_.click(); link_.remove();
  setTimeout(() => URL.revokeObjectURL(link_.href), 4000);
}
function exportPng() {
  const from = box.querySelector("canvas"), copy = h("canvas", { width: from.width, height: from.height }), ctx = copy.getContext("2d");
  ctx.fillStyle = colours.paper; ctx.fillRect(0, 0, copy.width, copy.height); ctx.drawImage(from, 0, 0);
  copy.toBlob((blob) => save("graph.png", "image/png", blob));
}
function exportSvg() {
  const W = box.clientWidth, H = box.clientHeight, scale = net.getScale(), at = (p) => net.canvasToDOM(p), n = (x) => Math.round(x * 10) / 10;
  const picture = s("svg", { xmlns: SVG, viewBox: `0 0 ${W} ${H}`, width: W, height: H, direction: rtl() ? "rtl" : "ltr" }, s("title", {}, word("title")), s("rect", { width: W, height: H, fill: colours.paper }));
  for (const edge of drawn.edges) {
    const look = looks(edge), { a, b, c } = curves.get(edge.id), [p, q, r] = [at(a), at(b), at(c)];
    picture.append(s("path", { d: `M${n(p.x)} ${n(p.y)}Q${n(r.x)} ${n(r.y)} ${n(q.x)} ${n(q.y)}`, fill: "none", stroke: look.colour, "stroke-width": n(look.width * Math.max(scale, 0.75)), "stroke-opacity": look.alpha, "stroke-dasharray": strokes.get(edge.stroke).dash.join(" ") || null }));
  }
  for (const key of drawn.nodes) {
    const p = at(scene.at.get(key)), r = radius(key, scale) * scale, part = parts.get(key), kind = kinds.get(kindOf(key)), hollow = part ? null : hollowOf(key), faded = focus && !focus.nodes.has(key), u = n(r) / 12;
    if (part) picture.append(s("circle", { cx: n(p.x), cy: n(p.y), r: n(r), fill: colours.card, stroke: colours[kind.id], "stroke-width": n(r * 0.26) }));
    const k = part ? u * 0.6 : u;
    picture.append(s("g", { transform: `translate(${n(p.x - 12 * k)} ${n(p.y - 12 * k)}) scale(${Math.round(k * 1000) / 1000})`, opacity: faded ? 0.15 : 1 }, s("path", { d: kind.shape, fill: hollow ? colours.card : colours[kind.id], stroke: hollow ? colours[kind.id] : colours.paper, "stroke-width": 1.9, "stroke-dasharray": hollow ? "3.4 2.2" : null }), s("path", { d: kind.glyph, fill: hollow ? colours[kind.id] : colours.card, "fill-rule": "evenodd" })));
  }
  for (const { text, x, y, font, colour, alpha, align } of placed) { const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(font); picture.append(s("text", { x: n(x), y: n(y), "font-family": FONT, "font-size": size, "font-weight": weight, fill: colour, opacity: alpha, "text-anchor": align === "center" ? "middle" : (align === "right") === rtl() ? "start" : "end", stroke: colours.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }, text)); }
  save("graph.svg", "image/svg+xml", new XMLSerializer().serializeToString(picture));
}
// A cell that a spreadsheet would run as a formula gets a quote before it.
const cell = (text) => { const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe; };
function exportCsv() {
  const rows = [["event", "type", "label", "earliestBegin", "latestBegin", "earliestEnd", "latestEnd", "status", "who", "where", "topic", "saidBy", "sources", "published"]];
  for (const event of byTime(DATA.events.filter(live))) {
    const of = (kind) => [...new Set(event.r.filter(([role, key]) => key !== event.id && roleClass(role) === kind).map(([, key]) => name(key)))].join("; ");
    rows.push([event.id, event.c, name(event.id), ...event.w.map((day) => day || ""), event.s, of("who"), of("where"), of("topic"), [...new Set(claimsOf(event).flatMap((claim) => claim.by.map((key) => name(key))))].join("; "), outlets(event).join("; "), event.told.map(iso).join("; ")]);
  }
  save("events.csv", "text/csv", "\ufeff", rows.map((row) => row.map((text) => cell(String(text))).join(",")).join("\r\n"), "\r\n");
}
// GEXF 1.3: what is drawn, with places, colours and days.
function exportGexf() {
  const NS = "http://gexf.net/1.3", VIZ = "http://gexf.net/1.3/viz", doc = document.implementation.createDocument(NS, "gexf"), e = (tag_, attributes, ...children) => fill(doc.createElementNS(tag_.startsWith("viz:") ? VIZ : NS, tag_), attributes, children);
  const rgb = (colour) => ({ r: parseInt(colour.slice(1, 3), 16), g: parseInt(colour.slice(3, 5), 16), b: parseInt(colour.slice(5, 7), 16) });
  const clean_ = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, "");
  const bounds = (list) => { const open = list.some((event) => begins(event) === null), shut = list.some((event) => ends(event) === null); return list.length ? { start: open ? null : iso(Math.min(...list.map(begins))), end: shut ? null : iso(Math.max(...list.map(ends))) } : {}; };
  doc.documentElement.setAttribute("version", "1.3");
  const node = (key) => { const { x, y } = scene.at.get(key); return e("node", { id: clean_(key), label: clean_(name(key)) }, e("attvalues", {}, e("attvalue", { for: "kind", value: kindOf(key) })), e("viz:color", rgb(kinds.get(kindOf(key))[state.theme])), e("viz:position", { x, y: -y, z: 0 })); };
  const line = (edge, i) => e("edge", { id: i, source: clean_(edge.from), target: clean_(edge.to), weight: edge.n || Math.max(1, edge.events.length), label: edge.term ? clean_(term(edge.term)) : null, ...bounds(edge.events.map((id) => events.get(id)).filter((event) => live(event) && dated(event))) }, e("attvalues", {}, e("attvalue", { for: "mutual", value: String(!edge.arrow) })));
  doc.documentElement.append(e("graph", { defaultedgetype: "directed", mode: "dynamic", timeformat: "date" }, e("attributes", { class: "node" }, e("attribute", { id: "kind", title: "kind", type: "string" })), e("attributes", { class: "edge" }, e("attribute", { id: "mutual", title: "mutual", type: "boolean" })), e("nodes", {}, [...drawn.nodes].map(node)), e("edges", {}, drawn.edges.map(line))));
  save("graph.gexf", "application/xml", '<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(doc));
}
const EXPORTS = { png: exportPng, svg: exportSvg, csv: exportCsv, gexf: exportGexf };

// ---- the list as a question
const asIri = (key) => `<${DATA.sparql.base}${key.replace(/[<>"{}|\\^`\s]/g, encodeURIComponent)}>`;
function inSparql(name_, key) {
  const window_ = state.from === null ? "" : DATA.sparql.window.replaceAll("{from}", iso(state.from)).replaceAll("{after}", iso(state.to + 1));
  return (DATA.sparql.prefixes + DATA.sparql[name_]).replaceAll("{key}", key ? asIri(key) : "").replaceAll("{window}", window_).replaceAll("{lang}", main()).trim() + "\n";
}
const queryAll = () => inSparql("all"), queryOf = (key) => inSparql("of", key), queryMet = (key) => inSparql("met", key), queryEvent = (key) => inSparql("event", key);
function asked(query) {
  return h("p", { class: "asked" }, h("button", { type: "button", class: "more", title: word("sparqlHint"), onclick: () => {
    $("sparqltitle").textContent = word("sparql"); $("sparqlhelp").textContent = word("sparqlHint"); $("query").textContent = query;
    const served = location.protocol.startsWith("http");
    $("run").hidden = !served; $("run").textContent = word("sparqlRun"); if (served) $("run").href = `/query?format=html&query=${encodeURIComponent(query)}`;
    $("copy").textContent = word("copy"); $("closequery").textContent = word("close");
    $("sparql").showModal();
  } }, "SPARQL"));
}
$("copy").addEventListener("click", () => { const range = document.createRange(); range.selectNodeContents($("query")); getSelection().removeAllRanges(); getSelection().addRange(range); document.execCommand("copy"); $("copy").textContent = word("copied"); });
$("closequery").addEventListener("click", () => $("sparql").close());
