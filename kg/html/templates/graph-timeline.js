// The strip of time. Below a histogram: full bars are known days, pale ones the share of longer
// windows, hatched ones what is undated, by the day it was told. Above it the events themselves:
// a day is a diamond, an interval a bar, an open end fades. Right to left in Arabic.
const strip = $("strip");
const known = DATA.events.flatMap((event) => event.days.filter((day) => day !== null));
const issued = [...new Set(Object.values(DATA.sources).map((source) => source.day).filter(Boolean))].map(number).sort((a, b) => a - b);
const ALLDAYS = [...known, ...issued].sort((a, b) => a - b);
const ANCHORS = DATA.events.map(anchor).filter((day) => day !== null).sort((a, b) => a - b);
const quantile = (part) => ANCHORS[Math.min(ANCHORS.length - 1, Math.max(0, Math.round(part * (ANCHORS.length - 1))))] ?? 0;
const FIRST = ALLDAYS[0] ?? 0, LAST = ALLDAYS[ALLDAYS.length - 1] ?? 1;
// A few far years must not squeeze the rest: the strip shows the middle, the ends open on a click.
const CORE = [Math.min(quantile(0.04), issued[0] ?? Infinity), Math.max(quantile(0.98), issued[issued.length - 1] ?? -Infinity)];
const INNER = ANCHORS.length && LAST - FIRST > 2 * (CORE[1] - CORE[0]) + 60 ? CORE : [FIRST, LAST];
const monthStart = (day, after) => Math.round(Date.UTC(new Date(day * DAY).getUTCFullYear(), new Date(day * DAY).getUTCMonth() + after, 1) / DAY);
let T0 = 0, T1 = 1;
function span() {
  const [first, last] = state.wide ? [FIRST, LAST] : INNER, pad = Math.max(4, Math.round((last - first) * 0.03)), whole = last - first >= 40;
  T0 = whole ? monthStart(first - pad, 0) : first - pad; T1 = whole ? monthStart(last + pad, 1) : last + pad;
}
let scaleX = null;

function ticks(width) {
  const found = [], days = T1 - T0, room = Math.max(2, Math.floor(width / 92)), months = days / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((size) => months / size <= room) || 1200;
  const start = new Date(T0 * DAY); let year = start.getUTCFullYear(), month = Math.floor(start.getUTCMonth() / step) * step;
  if (step >= 12) { month = 0; year = Math.floor(year / (step / 12)) * (step / 12); }
  if (months < 1.5) { const gap = Math.max(1, Math.ceil(days / room)); for (let day = T0; day <= T1; day += gap) found.push([day, dated_({ day: "numeric", month: "long" }).format(day * DAY)]); return found; }
  for (;;) {
    const day = Math.round(Date.UTC(year, month, 1) / DAY);
    if (day > T1) return found;
    if (day >= T0) found.push([day, step >= 12 ? String(year) : month === 0 || !found.length ? monthText(day) : monthName(day)]);
    month += step; year += Math.floor(month / 12); month %= 12;
  }
}
// Bars of a day, a week, a month, three months or a year, as many as can be told apart.
function bins(width) {
  const days = T1 - T0, most = width / 7;
  const size = [1, 7].find((n) => days / n <= most), months = [1, 3, 12, 60, 120].find((n) => days / (30.4 * n) <= most) || 240, edges_ = [];
  if (size) for (let day = T0; day < T1 + size; day += size) edges_.push(day);
  else for (let day = monthStart(T0, 0), i = 0; day < T1 && i < 4000; i++) { edges_.push(day); day = monthStart(day, months); }
  if (!size) edges_.push(T1);
  return edges_;
}
function histogram(list, edges_) {
  const bars = edges_.slice(1).map(() => ({ sure: 0, loose: 0, told: 0 }));
  const binOf = (day) => { let low = 0, high = edges_.length - 1; while (low < high - 1) { const mid = (low + high) >> 1; edges_[mid] <= day ? (low = mid) : (high = mid); } return day >= edges_[0] && day < edges_[edges_.length - 1] ? low : -1; };
  for (const event of list) {
    if (!dated(event)) { const bin = event.told.length ? binOf(event.told[0]) : -1; if (bin >= 0) bars[bin].told++; continue; }
    const first = begins(event), last = ends(event);
    if (first === null || last === null) { const bin = binOf(anchor(event)); if (bin >= 0) bars[bin].loose++; continue; }
    const a = binOf(Math.max(first, edges_[0])), b = binOf(Math.min(last, edges_[edges_.length - 1] - 1));
    if (a < 0 || b < 0 || first >= edges_[edges_.length - 1] || last < edges_[0]) continue;
    if (a === b) bars[a].sure++; else for (let bin = a; bin <= b; bin++) bars[bin].loose += 1 / (b - a + 1);
  }
  return bars;
}

function timeline() {
  span();
  const W = strip.clientWidth, H = strip.clientHeight, edge = 14;
  if (!W || !ALLDAYS.length) { strip.replaceChildren(); return; }
  const at = (day) => { const part = (day - T0) / (T1 - T0); return edge + (rtl() ? 1 - part : part) * (W - 2 * edge); };
  const day = (x) => { const part = (x - edge) / (W - 2 * edge); return Math.round(T0 + Math.min(1, Math.max(0, rtl() ? 1 - part : part)) * (T1 - T0)); };
  scaleX = { at, day };
  const base = H - 22, picture = s("svg", { viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": word("timeline") }, fades());
  picture.append(s("rect", { class: "ground", x: 0, y: 0, width: W, height: base, fill: "transparent" }));
  for (const [tick, text] of ticks(W - 2 * edge)) picture.append(s("g", { class: "tick" }, s("line", { x1: at(tick), x2: at(tick), y1: 2, y2: base + 4 }), (rtl() ? at(tick) : W - at(tick)) < 12 + text.length * 6.8 ? null : s("text", { x: at(tick) + (rtl() ? -5 : 5), y: H - 5, "text-anchor": rtl() ? "end" : "start", direction: "ltr" }, text)));
  const from = state.from ?? T0, to = state.to ?? T1, left = Math.min(at(from), at(to)), right = Math.max(at(from), at(to));
  picture.append(s("rect", { class: state.from === null ? "brush whole" : "brush", x: left, y: 0, width: Math.max(2, right - left), height: base, rx: 7 }));
  heap(picture, at, base, W);
  picture.append(s("line", { x1: edge, x2: W - edge, y1: base, y2: base, stroke: "var(--rule)" }));
  if (issued.length <= 40) for (const issue of issued) picture.append(s("g", { class: "issue" }, s("path", { d: `M${at(issue)} ${base - 1}l-4.5 7h9Z`, fill: "var(--soft)" }), s("title", {}, `${word("published")} ${dayText(issue)}`)));
  marks(picture, W, base, at);
  for (const grip of ["from", "to"]) picture.append(handle(grip, at(grip === "from" ? from : to), base, grip === "from" ? from : to));
  const held = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.grip : null;
  strip.replaceChildren(picture);
  if (held) strip.querySelector(`[data-grip=${held}]`).focus();
  period(from, to);
}
const fades = () => s("defs", {}, s("pattern", { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("rect", { width: 1.5, height: 4, fill: "var(--soft)" })), ...[...kinds.keys()].flatMap((kind) => ["past", "future"].map((side) => {
  const left = (side === "past") !== rtl(), stop = (offset, opacity) => s("stop", { offset, "stop-color": `var(--${kind})`, "stop-opacity": opacity });
  return s("linearGradient", { id: `fade-${side}-${kind}` }, stop(0, left ? 0 : 0.8), stop(1, left ? 0.8 : 0));
})));
const tallest = () => (DATA.events.length > 60 ? 46 : 26);
function heap(picture, at, base, W) {
  const edges_ = bins(W), shownBars = histogram(DATA.events.filter((event) => shownNow(event)), edges_);
  const most = Math.max(1, ...shownBars.map((bar) => bar.sure + bar.loose + bar.told)), high = (n) => (tallest() * Math.sqrt(n)) / Math.sqrt(most);
  shownBars.forEach((bar, i) => {
    const sum = bar.sure + bar.loose + bar.told;
    if (!sum) return;
    const a = at(edges_[i]), b = at(Math.min(T1, edges_[i + 1])), x = Math.min(a, b) + 0.5, w = Math.max(1.5, Math.abs(b - a) - 1), inside = state.from === null || (edges_[i] <= state.to && edges_[i + 1] > state.from), tall = high(sum);
    const group = s("g", { class: inside ? "bar" : "bar out" }, s("title", {}, `${edges_[i + 1] - edges_[i] > 27 ? monthText(edges_[i]) : dayText(edges_[i])} · ${counted("eventsN", Math.round(sum))}`));
    let y = base;
    for (const [part, look] of [[bar.sure, "known"], [bar.loose, "loose"], [bar.told, "told"]]) if (part) { const step = (tall * part) / sum; y -= step; group.append(s("rect", { class: look, x, y, width: w, height: step })); }
    picture.append(group);
  });
}
// In the heap counts whatever else is filtered, over all time.
const shownNow = (event) => !state.off.has(kindOf(event.id)) && !state.muted.has(strokeOf(event)) && (!state.only || event.c === state.only) && (dated(event) || state.undated) && event.x.some(heard) && (!state.chosen || !told.has(state.chosen) || concerns(event));
const concerns = (event) => event.id === state.chosen || event.r.some(([, key]) => key === state.chosen) || event.x.some((claim) => claim.by.includes(state.chosen) || claim.via.includes(state.chosen));

// Marks in rows, as many as fit; a label only where it covers nothing.
function marks(picture, W, base, at) {
  const high = 19, rows = Math.max(1, Math.floor((base - tallest()) / high)), taken = Array.from({ length: rows }, () => []);
  const measure = document.createElement("canvas").getContext("2d"); measure.font = `12.5px ${FONT}`;
  const list = DATA.events.filter((event) => dated(event) && shownNow(event)).map((event) => [event, (inPeriod(event) ? 4 : 0) + (metters.has(event.c) || event.n ? 2 : 0) + (nodes.has(event.id) ? 1 : 0)]);
  list.sort(([a, x], [b, y]) => y - x || anchor(a) - anchor(b) || (a.id < b.id ? -1 : 1));
  let tried = 0;
  for (const [event] of list) {
    if (tried++ > 400) break;
    const open = begins(event) === null && ends(event) === null;
    const first = begins(event), last = open ? event.days[1] ?? event.days[2] : ends(event);
    const stub = 46, x1 = first === null ? at(last) + (rtl() ? stub : -stub) : at(first), x2 = last === null ? at(first) + (rtl() ? -stub : stub) : at(last);
    const left = Math.max(2, Math.min(x1, x2)), right = Math.min(W - 2, Math.max(x1, x2)), point = first !== null && first === last;
    if (right < 4 || left > W - 4) continue;
    let text = name(event.id); if (text.length > 34) text = text.slice(0, 32) + "…";
    const width = measure.measureText(text).width, a = point ? left - 6 : left, b = point ? right + 6 : Math.max(right, left + 8);
    const after = { from: b + 6, to: b + 6 + width }, before = { from: a - 6 - width, to: a - 6 };
    const order = (rtl() ? [before, after] : [after, before]).filter((spot) => spot.from > 0 && spot.to < W);
    for (const spot of [...order, ...(DATA.events.length > 60 ? [] : [null])]) {
      const lo = spot ? Math.min(a, spot.from) : a, hi = spot ? Math.max(b, spot.to) : b;
      const row = taken.findIndex((used) => used.every(([x, y]) => hi + 9 < x || lo - 9 > y));
      if (row < 0) continue;
      taken[row].push([lo, hi]);
      picture.append(mark(event, { a: left, b: Math.max(right, left + 8), y: 12 + row * high, point, first, last }, spot && { x: (spot.from + spot.to) / 2, text }));
      break;
    }
  }
}
function mark(event, { a, b, y, point, first, last }, label) {
  const colour = `var(--${kindOf(event.id)})`, dash = strokeOf(event) === "solid" ? null : strokeOf(event) === "dashed" ? "4 3" : "1.5 3";
  const group = s("g", { class: `mark${inPeriod(event) ? "" : " off"}${state.chosen === event.id ? " on" : ""}`, tabindex: -1, role: "button", "aria-label": `${name(event.id)}${comma()}${when(event)}`, onclick: () => choose(event.id) }, s("title", {}, `${name(event.id)} — ${when(event)}`));
  if (point) group.append(s("path", { d: `M${a} ${y - 6.5}l6.5 6.5-6.5 6.5-6.5-6.5Z`, fill: dash ? "var(--card)" : colour, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dash }));
  else if (first === null || last === null) {
    const side = first === null ? "past" : "future", x = (side === "past") !== rtl() ? b : a;
    group.append(s("rect", { x: a, y: y - 4, width: b - a, height: 8, rx: 2, fill: `url(#fade-${side}-${kindOf(event.id)})` }), s("line", { x1: x, x2: x, y1: y - 7, y2: y + 7, stroke: colour, "stroke-width": 2.2 }));
  } else {
    const sure = event.days[1] === event.days[0] && event.days[2] === event.days[3];
    group.append(s("rect", { x: a, y: y - 5, width: b - a, height: 10, rx: 5, fill: colour, "fill-opacity": sure && !dash ? 0.9 : 0.16, stroke: colour, "stroke-width": 1.5, "stroke-dasharray": dash }));
  }
  if (label) group.append(s("text", { x: label.x, y: y + 4.5, "text-anchor": "middle", direction: rtl() ? "rtl" : "ltr" }, label.text));
  return group;
}
function handle(side, x, base, day) {
  return s("g", { class: "grip", "data-grip": side, tabindex: 0, role: "slider", "aria-label": word(side), "aria-valuemin": T0, "aria-valuemax": T1, "aria-valuenow": day, "aria-valuetext": dayText(day) },
    s("rect", { x: x - 11, y: 0, width: 22, height: base, fill: "transparent" }), s("line", { x1: x, x2: x, y1: 0, y2: base, stroke: "var(--accent)", "stroke-width": 1.6 }), s("rect", { class: "h", x: x - 5, y: base / 2 - 13, width: 10, height: 26, rx: 5, fill: "var(--accent)" }));
}
const PLAY = "M8 5v14l11-7Z", PAUSE = "M7 5h4v14H7Zm6 0h4v14h-4Z";
function period(from, to) {
  const open = state.from === null, none = DATA.events.filter((event) => !dated(event)).length;
  const focusOn = document.activeElement && $("span").contains(document.activeElement) ? document.activeElement.id : null;
  $("span").replaceChildren(...[
    h("div", { class: "row" }, h("button", { type: "button", id: "play", class: "tool", "aria-label": word(playing ? "pause" : "play"), title: word(playing ? "pause" : "play"), "aria-pressed": String(Boolean(playing)), onclick: play }, icon(playing ? PAUSE : PLAY)),
      h("div", {}, open ? h("b", {}, word("all")) : h("b", {}, isMonth(from, to) ? monthText(from) : `${dayText(from)} – ${dayText(to)}`), open ? h("small", {}, `${dayText(FIRST)} – ${dayText(LAST)}`) : h("button", { type: "button", id: "whole", onclick: () => setPeriod(null, null) }, word("all")))),
    h("div", { class: "row" }, none ? h("button", { type: "button", id: "undated", title: word("undatedHint"), "aria-pressed": String(state.undated), onclick: () => { state.undated = !state.undated; update(); } }, `${word("undated")}: ${figure(none)}`) : null,
      INNER[0] !== FIRST || INNER[1] !== LAST ? h("button", { type: "button", id: "wide", "aria-pressed": String(state.wide), title: word("wideHint"), onclick: () => { state.wide = !state.wide; update(); } }, word("wide")) : null)].filter(Boolean));
  if (focusOn && $(focusOn)) $(focusOn).focus();
}
const isMonth = (from, to) => iso(from).endsWith("-01") && monthStart(from, 1) - 1 === to;
function setPeriod(from, to, moving) {
  if (from !== null && from <= T0 && to >= T1) from = to = null;
  state.from = from; state.to = to;
  update(moving);
}
// Playing moves a window over the strip; it stops at the end.
let playing = null;
function play() {
  if (playing) { clearInterval(playing); playing = null; return update(); }
  const width = state.from === null ? Math.max(1, Math.round((T1 - T0) / 8)) : Math.max(1, state.to - state.from), step = Math.max(1, Math.round(width / 4));
  if (state.from === null || state.to >= T1) { state.from = T0; state.to = T0 + width; }
  playing = setInterval(() => { if (state.to >= T1) { clearInterval(playing); playing = null; return update(); } state.from += step; state.to = Math.min(T1, state.from + width); update(true); }, 650);
  update();
}

let drag = null;
strip.addEventListener("pointerdown", (event) => {
  if (!scaleX || event.target.closest(".mark")) return;
  const x = event.clientX - strip.getBoundingClientRect().left, grip = event.target.closest("[data-grip]");
  const inside = event.target.classList.contains("brush") && state.from !== null;
  drag = { kind: grip ? grip.dataset.grip : inside ? "move" : "new", x, day: scaleX.day(x), from: state.from ?? T0, to: state.to ?? T1, moved: false };
  strip.setPointerCapture(event.pointerId);
});
let soon = null;
strip.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const x = event.clientX - strip.getBoundingClientRect().left, day = scaleX.day(x);
  if (!drag.moved && Math.abs(x - drag.x) < 4) return;
  drag.moved = true;
  const shift = Math.max(T0 - drag.from, Math.min(T1 - drag.to, day - drag.day));
  const [from, to] = drag.kind === "new" ? [Math.min(drag.day, day), Math.max(drag.day, day)] : drag.kind === "from" ? [Math.min(day, drag.to), drag.to] : drag.kind === "to" ? [drag.from, Math.max(day, drag.from)] : [drag.from + shift, drag.to + shift];
  if (!soon) requestAnimationFrame(() => { soon = null; if (drag) setPeriod(...drag.now, true); });
  soon = drag.now = [from, to];
});
const drop = () => { if (!drag) return; if (!drag.moved && drag.kind === "new") state.from = state.to = null; else if (drag.now) [state.from, state.to] = drag.now; drag = null; update(); };
strip.addEventListener("pointerup", drop);
strip.addEventListener("pointercancel", drop);
strip.addEventListener("keydown", (event) => {
  const side = event.target.dataset && event.target.dataset.grip;
  const way_ = { ArrowRight: rtl() ? -1 : 1, ArrowLeft: rtl() ? 1 : -1, ArrowUp: 1, ArrowDown: -1, PageUp: 30, PageDown: -30, Home: -1e6, End: 1e6 }[event.key];
  if (!side || !way_) return;
  event.preventDefault();
  const step = way_ * (event.shiftKey ? 7 : 1), from = state.from ?? T0, to = state.to ?? T1;
  if (side === "from") setPeriod(Math.max(T0, Math.min(to, from + step)), to); else setPeriod(from, Math.min(T1, Math.max(from, to + step)));
});
