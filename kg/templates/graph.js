"use strict";
// The page of one graph: network, evidence, timeline. Text only ever becomes text nodes.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const state = { language: "ar", selected: null, from: 0, to: 1000, hidden: new Set(), table: false };
  const DAY = 86400000;
  const FACE = '"Noto Sans Arabic", "Segoe UI", Tahoma, "Noto Sans", sans-serif';

  // --- words and names ---------------------------------------------------------------
  const tongue = () => (state.language === "both" ? "ar" : state.language);
  const word = (name) => (data.words[name] || {})[tongue()] || name;
  const term = (name) => (data.terms[name] || {})[tongue()] || name;
  const pick = (labels, key) =>
    labels[tongue()] || labels.en || labels.ar || labels.fr || key.split("/").pop();
  const nodeLabels = new Map(data.nodes.map((n) => [n.id, n.labels]));
  const labelsOf = (key) => nodeLabels.get(key) || data.names[key] || (data.events[key] || {}).labels || {};
  const name = (key) => pick(labelsOf(key), key);
  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, "").toLowerCase()
      .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي");

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") element.addEventListener("click", value);
      else if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  // --- time --------------------------------------------------------------------------
  const stamp = (text) => (text ? Date.parse(text + "T00:00:00Z") : null);
  const dated = Object.entries(data.events)
    .filter(([, event]) => event.begin || event.end)
    .map(([key, event]) => ({ key, event, begin: stamp(event.begin), end: stamp(event.end) }));
  const known = dated.flatMap((d) => [d.begin, d.end]).filter((t) => t !== null);
  const issued = Object.values(data.articles).map((a) => stamp(a.issued)).filter((t) => t !== null);
  const low = Math.min(...known, ...issued), high = Math.max(...known, ...issued);
  const pad = Math.max(5 * DAY, (high - low) * 0.06);
  const first = (known.length ? low : Date.now()) - pad, last = (known.length ? high : Date.now()) + pad;
  const bound = (slider) => first + ((last - first) * slider) / 1000;
  const inRange = (key) => {
    const event = data.events[key];
    if (state.from === 0 && state.to === 1000) return true;
    if (!event || !(event.begin || event.end)) return false;
    const begin = stamp(event.begin), end = stamp(event.end);
    return (end === null || end >= bound(state.from)) && (begin === null || begin <= bound(state.to));
  };
  const locale = () => ({ ar: "ar-SY-u-nu-latn", en: "en-GB", fr: "fr-FR" })[tongue()];
  const sayDay = (time) =>
    new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(time);
  const sayWhen = (event) => {
    const begin = stamp(event.begin), end = stamp(event.end);
    if (begin === null && end === null) return word("undated");
    if (begin !== null && begin === end) return sayDay(begin);
    if (begin === null) return `… – ${sayDay(end)}`;
    if (end === null) return `${sayDay(begin)} – …`;
    return `${sayDay(begin)} – ${sayDay(end)}`;
  };

  // --- glyphs: type by shape and colour ----------------------------------------------
  const path = (context, shape, x, y, r) => {
    context.beginPath();
    if (shape === "circle") context.arc(x, y, r, 0, 2 * Math.PI);
    else if (shape === "square") context.roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.3);
    else if (shape === "document") context.roundRect(x - r * 0.75, y - r, r * 1.5, r * 2, r * 0.2);
    else if (shape === "drop") { context.arc(x, y - r * 0.2, r * 0.8, Math.PI * 0.85, Math.PI * 0.15); context.lineTo(x, y + r * 1.1); context.closePath(); }
    else {
      const corners = { diamond: 4, hexagon: 6, star: 5 }[shape] || 4;
      for (let i = 0; i < corners; i++) {
        const angle = -Math.PI / 2 + (2 * Math.PI * i) / corners;
        context.lineTo(x + 1.1 * r * Math.cos(angle), y + 1.1 * r * Math.sin(angle));
      }
      context.closePath();
    }
  };
  const mark = (context, type, x, y, r) => {
    context.beginPath();
    if (type === "Person") { context.arc(x, y - r * 0.28, r * 0.3, 0, 2 * Math.PI); context.moveTo(x - r * 0.5, y + r * 0.55); context.arc(x, y + r * 0.55, r * 0.5, Math.PI, 0); }
    else if (type === "Organization" || type === "Office") { for (const dx of [-0.45, 0, 0.45]) context.rect(x + r * (dx - 0.09), y - r * 0.25, r * 0.18, r * 0.6); context.rect(x - r * 0.6, y + r * 0.42, r * 1.2, r * 0.16); context.moveTo(x - r * 0.62, y - r * 0.32); context.lineTo(x, y - r * 0.68); context.lineTo(x + r * 0.62, y - r * 0.32); }
    else if (type === "State") { context.rect(x - r * 0.4, y - r * 0.55, r * 0.12, r * 1.15); context.rect(x - r * 0.28, y - r * 0.55, r * 0.75, r * 0.5); }
    else if (type === "Place") context.arc(x, y - r * 0.2, r * 0.3, 0, 2 * Math.PI);
    else if (type === "Resolution" || type === "Agreement") for (const dy of [-0.45, -0.1, 0.25]) context.rect(x - r * 0.45, y + r * dy, r * 0.9, r * 0.14);
    else { context.rect(x - r * 0.42, y - r * 0.3, r * 0.84, r * 0.7); context.rect(x - r * 0.25, y - r * 0.48, r * 0.12, r * 0.2); context.rect(x + r * 0.13, y - r * 0.48, r * 0.12, r * 0.2); }
    context.fill();
  };
  const dark = () => root.dataset.theme === "dark";
  const colour = (type) => (data.types[type] || data.types.Event)[dark() ? "dark" : "light"];
  const css = (variable) => getComputedStyle(root).getPropertyValue(variable).trim();
  const icon = (type) => {
    const canvas = make("canvas", { width: 36, height: 36 });
    canvas.style.width = canvas.style.height = "18px";
    const context = canvas.getContext("2d");
    context.fillStyle = colour(type);
    path(context, (data.types[type] || data.types.Event).shape, 18, 18, 14);
    context.fill();
    context.fillStyle = css("--card");
    mark(context, type, 18, 18, 14);
    return canvas;
  };

  // --- the network -------------------------------------------------------------------
  const radius = (node) => 13 + 2.6 * Math.sqrt(node.degree);
  const related = () => {
    if (!state.selected) return null;
    const keys = new Set([state.selected]), lines = new Set();
    for (const edge of data.edges) {
      if (edge.event === state.selected || edge.from === state.selected || edge.to === state.selected) {
        keys.add(edge.from); keys.add(edge.to); lines.add(edge.id);
      }
    }
    return { keys, lines };
  };
  let focus = null;
  const visible = (node) => !state.hidden.has(node.type);
  const renderer = (node) => ({ ctx, x, y }) => ({
    drawNode() {
      const r = radius(node), faded = focus && !focus.keys.has(node.id);
      ctx.save();
      ctx.globalAlpha = faded ? 0.15 : 1;
      if (state.selected === node.id) { ctx.fillStyle = css("--accent"); ctx.globalAlpha = 0.22; ctx.beginPath(); ctx.arc(x, y, r * 1.55, 0, 2 * Math.PI); ctx.fill(); ctx.globalAlpha = 1; }
      ctx.fillStyle = colour(node.type);
      path(ctx, (data.types[node.type] || data.types.Event).shape, x, y, r);
      ctx.fill();
      ctx.fillStyle = css("--card");
      mark(ctx, node.type, x, y, r);
      ctx.restore();
    },
    nodeDimensions: { width: 2 * radius(node), height: 2 * radius(node) },
  });
  const nodes = new vis.DataSet(data.nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, shape: "custom", ctxRenderer: renderer(n), size: radius(n) })));
  const inkOf = (edge) => (focus && !focus.lines.has(edge.id) ? 0.08 : 0.75);
  const drawnEdge = (edge) => {
    const event = data.events[edge.event];
    return {
      id: edge.id, from: edge.from, to: edge.to,
      dashes: (event && data.dashes[event.status]) || false,
      arrows: edge.role === "participant" ? "" : { to: { enabled: true, scaleFactor: 0.45 } },
      width: event ? 1.7 : 1,
      color: { color: event && event.disputed ? "#c0392b" : css("--mute"), opacity: inkOf(edge), highlight: css("--accent"), hover: css("--accent") },
      hidden: !(edge.event ? inRange(edge.event) : state.from === 0 && state.to === 1000) || hiddenNode(edge.from) || hiddenNode(edge.to),
    };
  };
  const typeOf = new Map(data.nodes.map((n) => [n.id, n.type]));
  const hiddenNode = (key) => state.hidden.has(typeOf.get(key));
  const edges = new vis.DataSet(data.edges.map(drawnEdge));
  const chart = new vis.Network(byId("network"), { nodes, edges }, {
    physics: false, layout: { improvedLayout: false },
    interaction: { hover: true, multiselect: false, keyboard: false, zoomSpeed: 0.6, tooltipDelay: 1e8 },
    edges: { smooth: { enabled: true, type: "curvedCW", roundness: 0.13 }, selectionWidth: 1.4 },
  });

  // Labels keep their size on screen, never overlap, and the busiest nodes go first.
  chart.on("afterDrawing", (context) => {
    const scale = chart.getScale(), taken = [];
    const shown = data.nodes.filter((n) => visible(n) && !nodes.get(n.id).hidden);
    for (const n of shown) {
      const p = chart.getPosition(n.id), r = radius(n);
      taken.push([p.x - r, p.y - r, p.x + r, p.y + r]);
    }
    const rank = (n) => (n.id === state.selected ? 1e6 : 0) + (focus && focus.keys.has(n.id) ? 1e3 : 0) + n.degree;
    const stage = byId("network").getBoundingClientRect();
    const near = chart.DOMtoCanvas({ x: 2, y: 2 }), far = chart.DOMtoCanvas({ x: stage.width - 2, y: stage.height - 2 });
    const inside = (p, box) => p.x < near.x || p.x > far.x || (box[0] >= near.x && box[2] <= far.x);
    const clear = (box) => !taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3]);
    context.save();
    context.textBaseline = "middle"; context.textAlign = "center"; context.lineJoin = "round";
    context.direction = tongue() === "ar" ? "rtl" : "ltr";
    for (const n of shown.sort((a, b) => rank(b) - rank(a))) {
      const faded = focus && !focus.keys.has(n.id);
      const size = (n.id === state.selected ? 15 : 13) / scale;
      const lines = state.language === "both" ? [...new Set([n.labels.ar, n.labels.en].filter(Boolean))] : [name(n.id)];
      const cut = lines.map((line) => (line.length > 34 ? line.slice(0, 33) + "…" : line));
      context.font = `${n.id === state.selected ? 700 : 500} ${size}px ${FACE}`;
      const wide = Math.max(...cut.map((line) => context.measureText(line).width)) / 2 + 3 / scale;
      const tall = (size * 1.25 * cut.length) / 2;
      const p = chart.getPosition(n.id), r = radius(n);
      const spots = [[0, r + tall + 2 / scale], [0, -r - tall - 2 / scale], [r + wide, 0], [-r - wide, 0]];
      for (const [dx, dy] of spots) {
        const x = p.x + dx, y = p.y + dy, box = [x - wide, y - tall, x + wide, y + tall];
        if (!clear(box) || !inside(p, box)) continue;
        taken.push(box);
        context.globalAlpha = faded ? 0.18 : 1;
        context.strokeStyle = css("--ground"); context.lineWidth = 4 / scale; context.fillStyle = css("--ink");
        cut.forEach((line, i) => {
          const ly = y + (i - (cut.length - 1) / 2) * size * 1.25;
          context.strokeText(line, x, ly); context.fillText(line, x, ly);
        });
        break;
      }
    }
    context.restore();
  });
  const fit = () => {
    const shown = data.nodes.filter(visible);
    if (!shown.length) return;
    const xs = shown.map((n) => n.x), ys = shown.map((n) => n.y);
    const box = byId("network").getBoundingClientRect();
    const w = Math.max(...xs) - Math.min(...xs) + 290, h = Math.max(...ys) - Math.min(...ys) + 190;
    const scale = Math.min(box.width / w, box.height / h, 1.6);
    chart.moveTo({ position: { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 - 24 / scale }, scale });
  };

  // --- evidence ----------------------------------------------------------------------
  const quote = (claim) => {
    const article = data.articles[claim.article], [begin, end] = claim.passage;
    const block = make("blockquote", { lang: article.language, dir: article.language === "ar" ? "rtl" : "ltr" });
    const letters = Array.from(article.text); // offsets count code points
    const spans = [[claim.trigger[0], claim.trigger[1], true], ...article.mentions.map(([b, e]) => [b, e, false])]
      .filter(([b, e]) => b >= begin && e <= end).sort((x, y) => x[0] - y[0] || y[2] - x[2] || y[1] - x[1]);
    let at = begin;
    for (const [b, e, trigger] of spans) {
      if (b < at) continue;
      block.append(letters.slice(at, b).join(""), make("mark", { class: trigger && "trigger" }, letters.slice(b, e).join("")));
      at = e;
    }
    block.append(letters.slice(at, end).join(""));
    return block;
  };
  const provenance = (claim) => {
    const article = data.articles[claim.article], parts = [];
    const bdi = (text) => make("bdi", {}, text);
    if (claim.source) parts.push(`${word("says")} ${name(claim.source)}`);
    if (claim.medium && claim.medium !== claim.source) parts.push(`${word("carried")} ${name(claim.medium)}`);
    if (article.issued) parts.push(`${word("published")} ${sayDay(stamp(article.issued))}`);
    parts.push(`${word("confidence")} ${claim.confidence.toFixed(2)}`, `${claim.article.replace("article/", "")} [${claim.passage.join("–")}]`);
    return make("p", { class: "provenance" }, make("span", { class: "badge" }, term(claim.modality)), ...parts.flatMap((part, i) => [i ? " · " : " ", bdi(part)]));
  };
  const relation = (key, open) => {
    const event = data.events[key];
    const badges = [make("span", {}, sayWhen(event)), make("span", { class: "badge" }, term(event.status))];
    if (event.disputed) badges.push(make("span", { class: "badge disputed" }, word("disputed")));
    const title = make("button", { onclick: () => select(key) }, pick(event.labels, key));
    const box = make("div", { class: "relation" }, make("div", { class: "when" }, ...badges), make("h3", {}, title));
    const seen = new Set();
    for (const id of event.claims) {
      const claim = data.claims[id], at = claim && claim.article + claim.passage + claim.modality;
      if (!claim || seen.has(at) || (!open && seen.size)) continue;
      seen.add(at);
      box.append(quote(claim), provenance(claim));
    }
    return box;
  };
  const roleText = (event) =>
    Object.entries(event.roles).filter(([role]) => role !== "participant")
      .map(([role, keys]) => `${term(role)}: ${keys.map(name).join(tongue() === "ar" ? "، " : ", ")}`).join(" · ");
  const eventsOf = (key) =>
    Object.entries(data.events).filter(([id, event]) =>
      id === key || Object.values(event.roles).some((keys) => keys.some((k) => k === key || data.anchors[k] === key))
    ).map(([id]) => id).filter(inRange);
  const order = (a, b) => {
    const when = (k) => stamp(data.events[k].begin) ?? stamp(data.events[k].end) ?? Infinity;
    return when(a) - when(b) || (a < b ? -1 : 1);
  };
  const panel = () => {
    const box = byId("panel");
    box.replaceChildren();
    const key = state.selected;
    if (!key) {
      box.append(make("h2", {}, word("timeline")), make("p", { class: "other" }, word("help")));
      dated.map((d) => d.key).filter(inRange).sort(order).forEach((k) => box.append(relation(k, false)));
      return;
    }
    const event = data.events[key], labels = labelsOf(key), type = typeOf.get(key) || (event && event.class) || "";
    box.append(make("span", { class: "badge" }, term(type)), make("h2", {}, name(key)));
    const other = tongue() === "en" ? labels.ar : labels.en;
    if (other && other !== name(key)) box.append(make("p", { class: "other" }, make("bdi", {}, other)));
    if (event) box.append(make("p", { class: "other" }, roleText(event)), relation(key, true));
    eventsOf(key).filter((k) => k !== key).sort(order).forEach((k) => box.append(relation(k, false)));
    box.scrollTop = 0;
  };

  // --- legend, table, timeline ---------------------------------------------------------
  const legend = () => {
    const counts = new Map();
    data.nodes.forEach((n) => counts.set(n.type, (counts.get(n.type) || 0) + 1));
    const box = byId("legend");
    box.replaceChildren();
    for (const type of Object.keys(data.types).filter((t) => counts.has(t)).sort((a, b) => counts.get(b) - counts.get(a))) {
      const on = !state.hidden.has(type);
      box.append(make("button", { "aria-pressed": String(on), onclick: () => { on ? state.hidden.add(type) : state.hidden.delete(type); refresh(); } }, icon(type), `${term(type)} ${counts.get(type)}`));
    }
    const used = [...new Set(Object.values(data.events).map((e) => e.status))].sort();
    for (const status of used) {
      const dash = data.dashes[status] || [];
      const line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      line.setAttribute("width", 26); line.setAttribute("height", 8);
      line.append(shape("line", { x1: 0, x2: 26, y1: 4, y2: 4, stroke: css("--mute"), "stroke-width": 2, "stroke-dasharray": dash.join(" ") }));
      box.append(make("span", {}, line, term(status)));
    }
  };
  const table = () => {
    const head = ["date", "event", "who", "where", "status", "source"].map((w) => make("th", { scope: "col" }, word(w)));
    const rows = Object.keys(data.events).filter(inRange).sort(order).map((key) => {
      const event = data.events[key];
      const sources = [...new Set(event.claims.map((c) => data.claims[c]).filter(Boolean).map((c) => c.source && name(c.source)).filter(Boolean))];
      const cells = [sayWhen(event), pick(event.labels, key), (event.roles.participant || []).map(name).join("، "), (event.roles.place || []).map(name).join("، "), term(event.status), sources.join("، ")];
      const row = make("tr", { tabindex: 0, onclick: () => select(key) }, ...cells.map((c) => make("td", {}, make("bdi", {}, c))));
      row.addEventListener("keydown", (e) => { if (e.key === "Enter") select(key); });
      return row;
    });
    byId("table").replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
  };
  const shape = (tag, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const strip = () => {
    const svg = byId("strip"), width = svg.clientWidth || 900;
    // Time runs from the reading side: right to left in Arabic.
    const rtl = tongue() === "ar";
    const at = (time) => { const x = ((time - first) / (last - first)) * width; return rtl ? width - x : x; };
    svg.replaceChildren();
    const range = [at(bound(state.from)), at(bound(state.to))].sort((a, b) => a - b);
    svg.append(shape("rect", { x: range[0], y: 0, width: range[1] - range[0], height: 92, fill: css("--name"), opacity: 0.35 }));
    const month = new Date(first); month.setUTCDate(1); month.setUTCHours(0);
    const months = (last - first) / (30 * DAY), step = months > 60 ? 12 : months > 14 ? 3 : 1;
    for (let t = new Date(month); t < last; t.setUTCMonth(t.getUTCMonth() + step)) {
      if (t < first) continue;
      const x = at(t.getTime());
      svg.append(shape("line", { x1: x, x2: x, y1: 0, y2: 92, stroke: css("--line") }));
      const label = new Intl.DateTimeFormat(locale(), { month: "short", year: "numeric", timeZone: "UTC" }).format(t);
      svg.append(shape("text", { x: rtl ? x - 4 : x + 4, y: 89, "text-anchor": rtl ? "end" : "start", class: "axis" }, label));
    }
    const lanes = [[], [], [], []];
    for (const { key, event, begin, end } of [...dated].sort((a, b) => order(a.key, b.key))) {
      const x1 = at(begin ?? end - 6 * DAY), x2 = at(end ?? begin + 6 * DAY);
      const left = Math.min(x1, x2), right = Math.max(x1, x2), centre = (left + right) / 2;
      const text = pick(event.labels, key), cut = text.length > 26 ? text.slice(0, 25) + "…" : text;
      const reach = Math.max(right - left, 14) + 8 + cut.length * 6.4;
      const flip = rtl ? right - reach < 0 : left + reach > width;
      const start = rtl !== flip ? right - reach : left, lane = lanes.findIndex((taken) => taken.every(([a, b]) => start > b || start + reach < a));
      if (lane < 0) continue;
      lanes[lane].push([start, start + reach]);
      const y = 11 + lane * 19, on = inRange(key), fill = colour("TalksRound");
      const group = shape("g", { class: "mark", opacity: on ? 1 : 0.25, tabindex: 0, role: "button", "aria-label": text });
      if (begin !== null && begin === end) group.append(shape("path", { d: `M${centre} ${y - 6}l6 6l-6 6l-6 -6z`, fill }));
      else {
        const id = `fade-${lane}-${lanes[lane].length}`, open = begin === null ? !rtl : rtl;
        if (begin === null || end === null) {
          const gradient = shape("linearGradient", { id, x1: open ? 0 : 1, x2: open ? 1 : 0 });
          gradient.append(shape("stop", { offset: 0, "stop-color": fill, "stop-opacity": 0 }), shape("stop", { offset: 1, "stop-color": fill }));
          group.append(gradient);
        }
        const planned = data.dashes[event.status];
        group.append(shape("rect", { x: left, y: y - 5, width: Math.max(right - left, 8), height: 10, rx: 5, fill: begin === null || end === null ? `url(#${id})` : planned ? "none" : fill, stroke: begin !== null && end !== null ? fill : "none", "stroke-width": 1.6, "stroke-dasharray": planned ? "4 3" : "" }));
      }
      group.append(shape("text", { x: rtl !== flip ? left - 8 : right + 8, y: y + 4, "text-anchor": rtl !== flip ? "end" : "start", direction: "ltr" }, cut));
      group.addEventListener("click", () => select(key));
      group.addEventListener("keydown", (e) => { if (e.key === "Enter") select(key); });
      svg.append(group);
    }
    byId("sliders").style.transform = rtl ? "scaleX(-1)" : "";
    byId("range").textContent = `${sayDay(bound(state.from))} – ${sayDay(bound(state.to))}`;
  };

  // --- state -------------------------------------------------------------------------
  const select = (key) => { state.selected = key; state.table = key ? false : state.table; refresh(); };
  const remember = () => {
    const parts = [["id", state.selected], ["lang", state.language], ["from", state.from], ["to", state.to]];
    history.replaceState(null, "", "#" + parts.filter(([, v]) => v !== null).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join("&"));
  };
  const recall = () => {
    const found = new URLSearchParams(location.hash.slice(1));
    const key = found.get("id"), language = found.get("lang");
    if (key && (typeOf.has(key) || data.events[key])) state.selected = key;
    if (["ar", "en", "fr", "both"].includes(language)) state.language = language;
    for (const side of ["from", "to"]) if (/^\d{1,4}$/.test(found.get(side) || "")) state[side] = Math.min(1000, Number(found.get(side)));
    if (found.get("theme") === "dark") root.dataset.theme = "dark";
    if (found.get("view") === "table") state.table = true;
  };
  const refresh = () => {
    focus = related();
    root.lang = tongue(); root.dir = tongue() === "ar" ? "rtl" : "ltr";
    document.querySelectorAll("[data-word]").forEach((e) => (e.textContent = word(e.dataset.word)));
    document.querySelectorAll("[data-placeholder]").forEach((e) => (e.placeholder = word(e.dataset.placeholder)));
    document.querySelectorAll("[data-title]").forEach((e) => (e.title = word(e.dataset.title)));
    document.querySelectorAll("[data-language]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.language === state.language)));
    byId("table-button").setAttribute("aria-pressed", String(state.table));
    byId("table").hidden = !state.table;
    byId("from").value = state.from; byId("to").value = state.to;
    nodes.update(data.nodes.map((n) => ({ id: n.id, hidden: !visible(n) })));
    edges.update(data.edges.map(drawnEdge));
    legend(); panel(); table(); strip(); remember();
    const shown = data.nodes.filter(visible).length, lines = edges.get().filter((e) => !e.hidden).length;
    byId("count").textContent = `${shown} ${word("nodes")} · ${lines} ${word("edges")}`;
    byId("names").replaceChildren(...data.nodes.map((n) => make("option", { value: name(n.id) })));
    chart.redraw();
  };
  chart.on("click", ({ nodes: hit, edges: lines }) => {
    if (hit.length) select(hit[0]);
    else if (lines.length) { const edge = data.edges.find((e) => e.id === lines[0]); if (edge.event) select(edge.event); }
    else select(null);
  });
  byId("search").addEventListener("change", (e) => {
    const wanted = fold(e.target.value);
    const hit = wanted && data.nodes.find((n) => Object.values(n.labels).some((l) => fold(l).includes(wanted)));
    if (hit) { select(hit.id); chart.focus(hit.id, { scale: Math.max(chart.getScale(), 0.9) }); }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") select(null);
    if (e.key === "/" && e.target.tagName !== "INPUT") { e.preventDefault(); byId("search").focus(); }
  });
  document.querySelectorAll("[data-language]").forEach((b) => b.addEventListener("click", () => { state.language = b.dataset.language; refresh(); fit(); }));
  byId("theme-button").addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; refresh(); });
  byId("table-button").addEventListener("click", () => { state.table = !state.table; refresh(); });
  byId("fit-button").addEventListener("click", fit);
  byId("from").addEventListener("input", (e) => { state.from = Math.min(Number(e.target.value), state.to); refresh(); });
  byId("to").addEventListener("input", (e) => { state.to = Math.max(Number(e.target.value), state.from); refresh(); });
  window.addEventListener("resize", () => { strip(); fit(); });
  recall(); refresh(); fit();
})();
