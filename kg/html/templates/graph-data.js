// The data of the page, the state of the reader, and words.
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

// gzip in base64, as text: the same everywhere, never markup, unpacked when it is wanted.
async function unpack(id) {
  const text = atob($(id).textContent), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
}
const DATA = await unpack("core");

// All text goes in through append, never as markup.
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return element;
}
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const icon = (path) => s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, s("path", { d: path }));

const things = DATA.things;
const events = new Map(DATA.events.map((event) => [event.id, event]));
const nodes = new Map(DATA.net.nodes.map((node) => [node.id, node]));
const edges = new Map(DATA.net.edges.map((edge) => [edge.id, edge]));
for (const edge of edges.values()) edge.events = edge.events.map((place) => DATA.events[place].id);
const kinds = new Map(DATA.kinds.map((kind) => [kind.id, kind]));
const strokes = new Map(DATA.strokes.map((stroke) => [stroke.id, stroke]));
const parts = new Map(DATA.overview.parts.map((part) => [part.id, part]));
const around = new Map();
for (const key of nodes.keys()) around.set(key, []);
for (const edge of edges.values()) { around.get(edge.from).push(edge); if (edge.to !== edge.from) around.get(edge.to).push(edge); }
// Every event that a thing has a role in, or that a claim of it is laid to; those that an article
// tells. Made when first asked for: a large page opens without.
const later = (make) => { let made = null; const map = () => (made ||= make()); return { get: (key) => map().get(key), has: (key) => map().has(key), keys: () => map().keys() }; };
const gather = (keysOf_) => later(() => {
  const map = new Map();
  for (const event of DATA.events) for (const key of keysOf_(event)) { if (!map.has(key)) map.set(key, []); map.get(key).push(event); }
  return map;
});
const told = gather((event) => new Set([event.id, ...event.r.map(([, key]) => key), ...event.x.flatMap((claim) => [...claim.by, ...claim.via])]));
const toldIn = gather((event) => new Set(event.x.map((claim) => claim.a)));

const VIEWS = ["network", "lanes", "processes", "table", "articles"];
const state = {
  lang: "ar", theme: "light", view: "network", chosen: null, other: null, steps: 0, part: null, article: null,
  from: null, to: null, undated: true, off: new Set(), muted: new Set(), source: "", tongue: "", sure: 0, only: "",
  trail: [], hover: null, wide: false, all: false,
};

// ---- words, numbers and days: by Intl, in the language of the reader
const shown = () => DATA.languages[state.lang].shows || [state.lang];
const rtl = () => DATA.languages[state.lang].dir === "rtl";
const main = () => shown()[0];
const locale = () => DATA.locales[main()];
const word = (name) => DATA.words[main()][name] ?? name;
const phrase = (name, values) => word(name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const kept = new Map();
const once = (key, make) => { if (!kept.has(key)) kept.set(key, make()); return kept.get(key); };
const figure = (n) => once(`n${locale()}`, () => new Intl.NumberFormat(locale())).format(n);
const percent = (part) => once(`%${locale()}`, () => new Intl.NumberFormat(locale(), { style: "percent" })).format(part);
// One of the forms “one {n}|few|many|other” by the rules of the language for plurals.
function counted(name, n) {
  const forms = DATA.words[main()][name], rule = once(`p${locale()}`, () => new Intl.PluralRules(locale())).select(n);
  return (forms[rule] ?? forms.other).replace("{n}", figure(n));
}
const DAY = 864e5;
const numbers = new Map();
const number = (iso) => { let day = numbers.get(iso); if (day === undefined) numbers.set(iso, (day = Math.round(Date.parse(iso + "T00:00:00Z") / DAY))); return day; };
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dated_ = (style) => once(JSON.stringify(style) + locale(), () => new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...style }));
const dayText = (day) => dated_({ day: "numeric", month: "long", year: "numeric" }).format(day * DAY);
const monthText = (day, short) => dated_({ month: short ? "short" : "long", year: "numeric" }).format(day * DAY);
const monthName = (day) => dated_({ month: "long" }).format(day * DAY);
const windowText = ([pattern, ...days]) => (pattern ? phrase(pattern, { a: dayText(number(days[0])), b: days[1] && dayText(number(days[1])) }) : "");
const when = (event) => windowText(event.p) || word("undated");

const pick = (labels, lang) => labels && (labels[lang] || labels.en || labels.ar || Object.values(labels)[0]);
const tail = (key) => key.slice(key.lastIndexOf("/") + 1);
const labelsOf = (key) => (events.get(key) || things[key] || {}).l;
const term = (id, lang = main()) => pick(DATA.terms[id], lang) || id;
const name = (key, lang = main()) => pick(labelsOf(key), lang) || (events.has(key) ? term(events.get(key).c, lang) : parts.has(key) ? partName(key, lang) : tail(key));
const second = (key) => { const lang = shown()[1]; const text = lang && (labelsOf(key) || {})[lang]; return text && text !== name(key) ? text : ""; };
const partName = (key, lang = main()) => { const part = parts.get(key); return part.centre ? name(part.centre, lang) : word("scattered"); };
const kindOf = (key) => (nodes.get(key) || {}).kind || (events.get(key) || things[key] || {}).k || (parts.has(key) && parts.get(key).centre ? kindOf(parts.get(key).centre) : "event");
const strokeOf = (event) => DATA.status[event.s] || "solid";
const sourceOf = (claim) => DATA.sources[claim.a] || {};
const outlet = (source) => source.source || source.id || "";
const listText = (items) => once(`l${locale()}`, () => new Intl.ListFormat(locale(), { style: "narrow", type: "unit" })).format(items);
const roleClass = (role) => (DATA.roles.place.includes(role) ? "where" : DATA.roles.topic.includes(role) ? "topic" : "who");
const metters = new Set(DATA.encounters.events);

// ---- time: what is known, and for the undated the days on which it was told
for (const event of DATA.events) {
  event.days = event.w.map((corner) => (corner ? number(corner) : null));
  event.told = event.x.length === 1 ? (sourceOf(event.x[0]).day ? [number(sourceOf(event.x[0]).day)] : []) : [...new Set(event.x.map((claim) => sourceOf(claim).day).filter(Boolean))].map(number).sort((a, b) => a - b);
}
// Outer bounds: an unknown bound stays open.
const begins = (event) => event.days[0];
const ends = (event) => event.days[3];
const dated = (event) => event.days.some((day) => day !== null);
const anchor = (event) => event.days[0] ?? event.days[1] ?? event.days[3] ?? event.days[2] ?? event.told[0] ?? null;
const inPeriod = (event) => {
  if (state.from === null) return dated(event) || state.undated;
  if (!dated(event)) return state.undated && event.told.some((day) => day >= state.from && day <= state.to);
  const first = begins(event), last = ends(event);
  return !(last !== null && last < state.from) && !(first !== null && first > state.to);
};
const heard = (claim) => (!state.source || outlet(sourceOf(claim)) === state.source) && (!state.tongue || sourceOf(claim).lang === state.tongue) && (claim.q === null || claim.q >= state.sure);
const passes = (event) => inPeriod(event) && !state.muted.has(strokeOf(event)) && (!state.only || event.c === state.only) && event.x.some(heard);
const filtered = () => state.from !== null || !state.undated || state.muted.size > 0 || Boolean(state.source || state.tongue || state.sure || state.only);
let everything = null, passing = new Set();
const live = (event) => passing.has(event.id);

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
const tag = (event, status = event.s) => h("span", { class: "tag", "data-stroke": DATA.status[status] || "solid" }, term(status));
const link = (key) => h("button", { type: "button", class: "go", onclick: () => choose(key) }, h("bdi", {}, name(key)), second(key) ? h("small", {}, h("bdi", {}, second(key))) : null);
const comma = () => (rtl() ? "، " : ", ");
const joined = (keys) => keys.map((key, place) => [place ? comma() : "", h("bdi", {}, name(key))]);
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 860px)").matches;
