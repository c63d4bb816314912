// The data of the page, the state of the reader, and words.
const DATA = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const ALL = "standing";

// All text goes in through append, never as markup.
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const things = DATA.things;
const events = new Map(DATA.events.map((event) => [event.id, event]));
const nodes = new Map(DATA.net.nodes.map((node) => [node.id, node]));
const edges = new Map(DATA.net.edges.map((edge) => [edge.id, edge]));
const kinds = new Map(DATA.kinds.map((kind) => [kind.id, kind]));
const strokes = new Map(DATA.strokes.map((stroke) => [stroke.id, stroke]));
const around = new Map([...nodes.keys()].map((key) => [key, []]));
for (const edge of edges.values()) { around.get(edge.from).push(edge); if (edge.to !== edge.from) around.get(edge.to).push(edge); }
// Every event that a thing has a role in, or that a claim of it is laid to.
const told = new Map();
for (const event of DATA.events) {
  const keys = new Set([event.id, ...event.r.map(([, key]) => key), ...event.x.flatMap((claim) => [...claim.by, ...claim.via])]);
  for (const key of keys) { if (!told.has(key)) told.set(key, []); told.get(key).push(event); }
}

const state = { lang: "ar", theme: "light", view: "network", chosen: null, from: null, to: null, undated: false, off: new Set(), trail: [], hover: null };

// ---- words
const shown = () => DATA.languages[state.lang].shows || [state.lang];
const rtl = () => DATA.languages[state.lang].dir === "rtl";
const main = () => shown()[0];
const word = (name) => DATA.words[main()][name] ?? name;
const phrase = (name, values) => word(name).replace(/\{(\w+)\}/g, (_, key) => values[key]);
const pick = (labels, lang) => labels && (labels[lang] || labels.en || labels.ar || Object.values(labels)[0]);
const tail = (key) => key.slice(key.lastIndexOf("/") + 1);
const labelsOf = (key) => (events.get(key) || things[key] || {}).l;
const name = (key, lang = main()) => pick(labelsOf(key), lang) || (events.has(key) ? term(events.get(key).c, lang) : tail(key));
const second = (key) => { const lang = shown()[1]; const text = lang && (labelsOf(key) || {})[lang]; return text && text !== name(key) ? text : ""; };
const term = (id, lang = main()) => pick(DATA.terms[id], lang) || id;
const kindOf = (key) => (nodes.get(key) || {}).kind || (events.get(key) || things[key] || {}).k || "event";
const strokeOf = (event) => DATA.status[event.s] || "solid";
const when = (event) => event.t[main()] || word("undated");

// ---- days as numbers since 1970
const DAY = 864e5;
const number = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / DAY);
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayText = (day) => { const [year, month, date] = iso(day).split("-").map(Number); return `${date} ${DATA.months[main()][month - 1]} ${year}`; };
for (const event of DATA.events) event.days = event.w.map((corner) => (corner ? number(corner) : null));
// Outer bounds: an unknown bound stays open.
const begins = (event) => event.days[0];
const ends = (event) => event.days[3];
const dated = (event) => event.days.some((day) => day !== null);
const inPeriod = (event) => {
  if (state.from === null) return true;
  if (!dated(event)) return state.undated;
  const first = begins(event), last = ends(event);
  return !(last !== null && last < state.from) && !(first !== null && first > state.to);
};

// ---- looking for names: letters that Arabic writers interchange are one
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
  .replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647").replace(/\u0624/g, "\u0648").replace(/\u0626/g, "\u064a").replace(/[\u0621]/g, "")
  .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).toLowerCase();
const index = [...new Set([...nodes.keys(), ...told.keys()])].map((key) => [key, fold([...Object.values(labelsOf(key) || {}), ...((things[key] || {}).o || []), tail(key)].join(" ").replace(/-/g, " "))]);
const search = (text) => {
  const parts = fold(text).split(/\s+/).filter(Boolean);
  const weight = (key) => (nodes.get(key) || {}).links || 0;
  return parts.length ? index.filter(([, words]) => parts.every((part) => words.includes(part))).map(([key]) => key)
    .sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1)).slice(0, 9) : [];
};

// ---- small pieces
function sign(kind) {
  const k = kinds.get(kind) || kinds.get("event");
  return s("svg", { viewBox: "0 0 24 24", class: "sign", "aria-hidden": "true" }, s("path", { d: k.shape, fill: `var(--${k.id})` }), s("path", { d: k.glyph, fill: "var(--card)", "fill-rule": "evenodd" }));
}
function chip(key, role) {
  const made = h("button", { type: "button", class: "chip", title: role ? term(role) : null, onclick: () => choose(key) }, sign(kindOf(key)), h("bdi", {}, name(key)));
  made.style.setProperty("--tint", `var(--${kindOf(key)})`);
  return made;
}
