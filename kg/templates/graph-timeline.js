// The strip of time: a day is a diamond, an interval a bar, an open end fades. Right to left in Arabic.
const strip = $("strip");
const known = DATA.events.flatMap((event) => event.days.filter((day) => day !== null));
const issued = [...new Set(Object.values(DATA.sources).map((source) => source.day).filter(Boolean))].map(number).sort((a, b) => a - b);
const FIRST = Math.min(...known, ...issued), LAST = Math.max(...known, ...issued);
const PAD = Math.max(4, Math.round((LAST - FIRST) * 0.03));
// Whole months, when there are several.
const month = (day, after) => (LAST - FIRST < 40 ? day : Math.round(Date.UTC(new Date(day * DAY).getUTCFullYear(), new Date(day * DAY).getUTCMonth() + after, 1) / DAY));
const T0 = known.length ? month(FIRST - PAD, 0) : 0, T1 = known.length ? month(LAST + PAD, 1) : 1;
let scaleX = null;

function ticks(width) {
  const found = [], days = T1 - T0, room = Math.max(2, Math.floor(width / 92)), months = days / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((size) => months / size <= room) || 1200;
  const start = new Date(T0 * DAY); let year = start.getUTCFullYear(), month = Math.floor(start.getUTCMonth() / step) * step;
  if (step >= 12) { month = 0; year = Math.floor(year / (step / 12)) * (step / 12); }
  if (months < 1.5) { const gap = Math.max(1, Math.ceil(days / room)); for (let day = T0; day <= T1; day += gap) found.push([day, `${Number(iso(day).slice(8))} ${DATA.months[main()][Number(iso(day).slice(5, 7)) - 1]}`]); return found; }
  for (;;) {
    const day = Math.round(Date.UTC(year, month, 1) / DAY);
    if (day > T1) return found;
    if (day >= T0) found.push([day, step >= 12 ? String(year) : DATA.months[main()][month] + (month === 0 || !found.length ? ` ${year}` : "")]);
    month += step; year += Math.floor(month / 12); month %= 12;
  }
}

function timeline() {
  const W = strip.clientWidth, H = strip.clientHeight, edge = 14;
  if (!W || !known.length) return;
  const at = (day) => { const part = (day - T0) / (T1 - T0); return edge + (rtl() ? 1 - part : part) * (W - 2 * edge); };
  const day = (x) => { const part = (x - edge) / (W - 2 * edge); return Math.round(T0 + Math.min(1, Math.max(0, rtl() ? 1 - part : part)) * (T1 - T0)); };
  scaleX = { at, day };
  const base = H - 22, picture = s("svg", { viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": word("timeline") }, fades());
  picture.append(s("rect", { class: "ground", x: 0, y: 0, width: W, height: base, fill: "transparent" }));
  for (const [tick, text] of ticks(W - 2 * edge)) picture.append(s("g", { class: "tick" }, s("line", { x1: at(tick), x2: at(tick), y1: 2, y2: base + 4 }), (rtl() ? at(tick) : W - at(tick)) < 12 + text.length * 6.8 ? null : s("text", { x: at(tick) + (rtl() ? -5 : 5), y: H - 5, "text-anchor": rtl() ? "end" : "start", direction: "ltr" }, text)));
  picture.append(s("line", { x1: edge, x2: W - edge, y1: base, y2: base, stroke: "var(--rule)" }));
  const from = state.from ?? T0, to = state.to ?? T1, left = Math.min(at(from), at(to)), right = Math.max(at(from), at(to));
  picture.append(s("rect", { class: state.from === null ? "brush whole" : "brush", x: left, y: 0, width: Math.max(2, right - left), height: base, rx: 7 }));
  for (const issue of issued.slice(0, 400)) picture.append(s("g", { class: "issue" }, s("path", { d: `M${at(issue)} ${base - 1}l-4.5 7h9Z`, fill: "var(--soft)" }), s("title", {}, `${word("published")} ${dayText(issue)}`)));
  marks(picture, W, base, at);
  for (const grip of ["from", "to"]) picture.append(handle(grip, at(grip === "from" ? from : to), base, grip === "from" ? from : to));
  const held = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.grip : null;
  strip.replaceChildren(picture);
  if (held) strip.querySelector(`[data-grip=${held}]`).focus();
  period(from, to);
}
const fades = () => s("defs", {}, ...[...kinds.keys()].flatMap((kind) => ["past", "future"].map((side) => {
  const left = (side === "past") !== rtl(), stop = (offset, opacity) => s("stop", { offset, "stop-color": `var(--${kind})`, "stop-opacity": opacity });
  return s("linearGradient", { id: `fade-${side}-${kind}` }, stop(0, left ? 0 : 0.8), stop(1, left ? 0.8 : 0));
})));

// Marks in rows, as many as fit; a label only where it covers nothing.
function marks(picture, W, base, at) {
  const high = 19, rows = Math.max(1, Math.floor((base - (DATA.events.length > 60 || W < 600 ? 16 : 4)) / high)), taken = Array.from({ length: rows }, () => []), crowd = new Map();
  const measure = document.createElement("canvas").getContext("2d"); measure.font = `12.5px ${FONT}`;
  const list = DATA.events.filter((event) => dated(event) && !state.off.has(kindOf(event.id)));
  list.sort((a, b) => inPeriod(b) - inPeriod(a) || (nodes.has(b.id) ? 1 : 0) - (nodes.has(a.id) ? 1 : 0) || (a.w[0] || a.w[3] || "") .localeCompare(b.w[0] || b.w[3] || ""));
  for (const event of list) {
    const open = begins(event) === null && ends(event) === null;
    const first = begins(event), last = open ? event.days[1] ?? event.days[2] : ends(event);
    const stub = 46, x1 = first === null ? at(last) + (rtl() ? stub : -stub) : at(first), x2 = last === null ? at(first) + (rtl() ? -stub : stub) : at(last);
    const left = Math.max(2, Math.min(x1, x2)), right = Math.min(W - 2, Math.max(x1, x2)), point = first !== null && first === last;
    let text = name(event.id); if (text.length > 34) text = text.slice(0, 32) + "…";
    const width = measure.measureText(text).width, a = point ? left - 6 : left, b = point ? right + 6 : Math.max(right, left + 8);
    const after = { from: b + 6, to: b + 6 + width }, before = { from: a - 6 - width, to: a - 6 };
    const order = (rtl() ? [before, after] : [after, before]).filter((spot) => spot.from > 0 && spot.to < W);
    let done = false;
    for (const spot of [...order, null]) {
      const lo = spot ? Math.min(a, spot.from) : a, hi = spot ? Math.max(b, spot.to) : b;
      const row = taken.findIndex((used) => used.every(([x, y]) => hi + 9 < x || lo - 9 > y));
      if (row < 0) continue;
      taken[row].push([lo, hi]);
      picture.append(mark(event, { a: left, b: Math.max(right, left + 8), y: 12 + row * high, point, first, last }, spot && { x: (spot.from + spot.to) / 2, text }));
      done = true; break;
    }
    if (!done) { const bin = Math.floor((left + right) / 12); crowd.set(bin, (crowd.get(bin) || 0) + 1); }
  }
  // What finds no row stands as a heap on the axis.
  const most = Math.max(1, ...crowd.values());
  for (const [bin, count] of crowd) { const tall = 3 + 12 * Math.sqrt(count / most); picture.append(s("rect", { x: bin * 6, y: base - tall, width: 5, height: tall, rx: 1.5, fill: "var(--event)", opacity: 0.45 }, s("title", {}, String(count)))); }
}
function mark(event, { a, b, y, point, first, last }, label) {
  const colour = `var(--${kindOf(event.id)})`, dash = strokeOf(event) === "solid" ? null : strokeOf(event) === "dashed" ? "4 3" : "1.5 3";
  const group = s("g", { class: `mark${inPeriod(event) ? "" : " off"}${state.chosen === event.id ? " on" : ""}`, tabindex: 0, role: "button", "aria-label": `${name(event.id)}، ${when(event)}`, onclick: () => choose(event.id), onkeydown: (key) => { if (key.key === "Enter" || key.key === " ") { key.preventDefault(); choose(event.id); } } }, s("title", {}, `${name(event.id)} — ${when(event)}`));
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
function period(from, to) {
  const open = state.from === null, none = DATA.events.filter((event) => !dated(event)).length;
  $("span").replaceChildren(...[
    open ? h("b", {}, word("all")) : h("b", {}, `${dayText(from)} – ${dayText(to)}`),
    open ? h("span", {}, `${dayText(FIRST)} – ${dayText(LAST)}`) : h("button", { type: "button", onclick: () => setPeriod(null, null) }, word("all")),
    none ? h("button", { type: "button", title: word("undatedHint"), "aria-pressed": String(open || state.undated), onclick: () => { state.undated = !state.undated; update(); } }, `${word("undated")}: ${none}`) : null].filter(Boolean));
}
function setPeriod(from, to, moving) {
  if (from !== null && from <= T0 && to >= T1) from = to = null;
  state.from = from; state.to = to;
  update(moving);
}

let drag = null;
strip.addEventListener("pointerdown", (event) => {
  if (!scaleX || event.target.closest(".mark")) return;
  const x = event.clientX - strip.getBoundingClientRect().left, grip = event.target.closest("[data-grip]");
  const inside = event.target.classList.contains("brush") && state.from !== null;
  drag = { kind: grip ? grip.dataset.grip : inside ? "move" : "new", x, day: scaleX.day(x), from: state.from ?? T0, to: state.to ?? T1, moved: false };
  strip.setPointerCapture(event.pointerId);
});
strip.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const x = event.clientX - strip.getBoundingClientRect().left, day = scaleX.day(x);
  if (!drag.moved && Math.abs(x - drag.x) < 4) return;
  drag.moved = true;
  if (drag.kind === "new") setPeriod(Math.min(drag.day, day), Math.max(drag.day, day), true);
  else if (drag.kind === "from") setPeriod(Math.min(day, drag.to), drag.to, true);
  else if (drag.kind === "to") setPeriod(drag.from, Math.max(day, drag.from), true);
  else { const shift = Math.max(T0 - drag.from, Math.min(T1 - drag.to, day - drag.day)); setPeriod(drag.from + shift, drag.to + shift, true); }
});
const drop = () => { if (!drag) return; if (!drag.moved && drag.kind === "new") setPeriod(null, null); drag = null; update(); };
strip.addEventListener("pointerup", drop);
strip.addEventListener("pointercancel", drop);
strip.addEventListener("keydown", (event) => {
  const side = event.target.dataset && event.target.dataset.grip;
  const way = { ArrowRight: rtl() ? -1 : 1, ArrowLeft: rtl() ? 1 : -1, ArrowUp: 1, ArrowDown: -1, PageUp: 30, PageDown: -30 }[event.key];
  if (!side || !way) return;
  event.preventDefault();
  const step = way * (event.shiftKey ? 7 : 1), from = state.from ?? T0, to = state.to ?? T1;
  if (side === "from") setPeriod(Math.max(T0, Math.min(to, from + step)), to); else setPeriod(from, Math.min(T1, Math.max(from, to + step)));
});
