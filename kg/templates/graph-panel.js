// The panel of evidence and the table.
const panel = $("panel");
const roleClass = (role) => (DATA.roles.place.includes(role) ? "where" : DATA.roles.topic.includes(role) ? "topic" : "who");

function quote(event, claim) {
  const source = DATA.sources[claim.a] || {}, part = new Map();
  for (const [role, key] of event.r) if (!part.has(key) || roleClass(role) === "who") part.set(key, roleClass(role));
  const said = h("blockquote", { lang: source.lang, dir: source.lang === "ar" ? "rtl" : "auto" });
  const runs = [];
  for (const { s: text, n: named, t: triggers } of DATA.passages[claim.p]) {
    const who = named.find((key) => part.get(key) === "who") || named.find((key) => part.has(key));
    const kind = triggers.includes(claim.id) ? "trigger" : who ? part.get(who) : "", last = runs[runs.length - 1];
    if (last && last.kind === kind && last.who === who) last.text += text; else runs.push({ text, kind, who });
  }
  for (const { text, kind } of runs) said.append(kind ? h("mark", { class: kind }, text) : text);
  const sure = h("i"); sure.style.width = `${Math.round((claim.q ?? 0) * 100)}%`;
  const people = (keys) => keys.map((key, place) => [place ? "، " : "", h("bdi", {}, name(key))]);
  return h("figure", {}, said, h("figcaption", {},
    h("span", {}, `${word("says")}: `, claim.by.length ? h("b", {}, people(claim.by)) : word("author")),
    claim.via.length ? h("span", {}, `${word("carried")}: `, h("b", {}, people(claim.via))) : null,
    h("span", { class: "tag", "data-stroke": DATA.status[claim.m] || "solid" }, term(claim.m)),
    claim.q === null ? null : h("span", { title: word("confidence") }, h("span", { class: "sure" }, sure), `${Math.round(claim.q * 100)}٪`.replace("٪", "%")),
    h("span", {}, source.day ? `${word("published")} ${dayText(number(source.day))} · ` : "", h("bdi", {}, source.title || source.source || source.id || ""))));
}
const evidence = (event) => event.x.map((claim) => quote(event, claim));
const keysOf = () => h("div", { class: "keys", "aria-hidden": "true" }, ...[["trigger", "legendTrigger"], ["who", "legendWho"], ["where", "legendWhere"], ["topic", "legendTopic"]].map(([kind, id]) => h("mark", { class: kind }, word(id))));
const tag = (event) => h("span", { class: "tag", "data-stroke": strokeOf(event) }, term(event.s));
const link = (key) => h("button", { type: "button", class: "go", onclick: () => choose(key) }, h("bdi", {}, name(key)), second(key) ? h("small", {}, h("bdi", {}, second(key))) : null);

function entry(event, self, open) {
  const others = event.r.filter(([, key], place) => key !== self && key !== event.id && event.r.findIndex(([, other]) => other === key) === place);
  const quotes = event.x.length ? (open ? evidence(event) : [h("details", {}, h("summary", {}, `${word("evidence")} (${event.x.length})`), lazy(() => evidence(event)))]) : [];
  return h("li", { "data-stroke": strokeOf(event) }, h("div", { class: "when" }, h("time", { datetime: event.w[0] || event.w[3] || null }, when(event)), tag(event), self && !events.has(self) && !event.r.some(([, key]) => key === self) ? h("span", { class: "tag" }, word("source")) : null),
    h("div", {}, event.id === self ? h("b", {}, h("bdi", {}, name(event.id))) : link(event.id)),
    others.length ? h("div", { class: "chips parts" }, others.slice(0, 8).map(([role, key]) => chip(key, role))) : null, ...quotes);
}
function lazy(make) {
  const holder = h("div");
  queueMicrotask(() => { const details = holder.closest("details"); if (details) details.addEventListener("toggle", () => { if (!holder.childElementCount) holder.append(...make()); }); });
  return holder;
}
function list(found, self, most = 120) {
  const open = found.length <= 5;
  return h("ol", { class: "line" }, found.slice(0, most).map((event) => entry(event, self, open)));
}
const headed = (text, ...rest) => [h("h3", {}, text), ...rest];
const byTime = (found) => {
  const within = found.filter(inPeriod), timed = within.filter(dated), loose = within.filter((event) => !dated(event));
  return { timed, loose };
};

function drawPanel() {
  const chosen = state.chosen, parts = [];
  if (chosen) parts.push(h("button", { type: "button", class: "back", onclick: back }, `${rtl() ? "→" : "←"} ${word("back")}`));
  if (!chosen) parts.push(...overview());
  else if (edges.has(chosen)) parts.push(...relation(edges.get(chosen)));
  else if (events.has(chosen)) parts.push(...happening(events.get(chosen)));
  else parts.push(...thing(chosen));
  panel.replaceChildren(...parts.flat().filter(Boolean));
  panel.scrollTop = 0;
}
function overview() {
  const { timed, loose } = byTime(DATA.events);
  const best = [...visible.nodes].filter((key) => !events.has(key)).sort((a, b) => nodes.get(b).links - nodes.get(a).links || nodes.get(b).between - nodes.get(a).between || (a < b ? -1 : 1)).slice(0, 6);
  return [h("h2", {}, word("start")), h("p", { class: "help" }, word("help")),
    best.length ? headed(word("central"), h("div", { class: "chips" }, best.map((key) => chip(key)))) : null,
    timed.length ? headed(word("dated"), brief(timed)) : null, loose.length ? headed(word("undated"), brief(loose)) : null,
    timed.length + loose.length ? null : h("p", { class: "help" }, word("empty"))];
}
const brief = (found) => h("ol", { class: "line" }, found.slice(0, 200).map((event) => h("li", { "data-stroke": strokeOf(event) }, h("div", { class: "when" }, dated(event) ? h("time", {}, when(event)) : null, strokeOf(event) !== "solid" || !dated(event) ? tag(event) : null), link(event.id))));
const heading = (key, text) => {
  const made = h("span", { class: "chip" }, sign(kindOf(key)), text);
  made.style.setProperty("--tint", `var(--${kindOf(key)})`);
  return [made, h("h2", {}, h("bdi", {}, name(key))), h("p", { class: "second" }, h("bdi", {}, shown().length > 1 ? second(key) : otherName(key)))];
};
const otherName = (key) => { const labels = labelsOf(key) || {}, other = labels[main() === "ar" ? "en" : "ar"]; return other && other !== name(key) ? other : ""; };
function thing(key) {
  const { timed, loose } = byTime(told.get(key) || []), others = (things[key] || {}).o || [];
  const facts = DATA.standing.filter(([a, , b]) => (a === key && things[b]) || (b === key && (things[a] || events.has(a)) && told.has(a)));
  return [...heading(key, term((things[key] || {}).c || "Actor")),
    others.length ? h("p", { class: "second" }, h("small", {}, `${word("alias")}: ${others.slice(0, 4).join(rtl() ? "، " : ", ")}`)) : null,
    facts.length ? h("dl", {}, facts.slice(0, 8).flatMap(([a, relation, b]) => [h("dt", {}, term(relation)), h("dd", { class: "chips" }, a === key ? chip(b) : [chip(a), ` ${rtl() ? "←" : "→"} `, h("bdi", {}, name(key))])])) : null,
    timed.length ? headed(word("dated"), list(timed, key)) : null, loose.length ? headed(word("undated"), list(loose, key)) : null,
    timed.length + loose.length ? keysOf() : h("p", { class: "help" }, word("empty"))];
}
function happening(event) {
  const roles = new Map();
  for (const [role, key] of event.r) if (key !== event.id) { if (!roles.has(role)) roles.set(role, []); roles.get(role).push(key); }
  const order = ["who", "where", "topic"], rows = [...roles].sort(([a], [b]) => order.indexOf(roleClass(a)) - order.indexOf(roleClass(b)));
  const about = (told.get(event.id) || []).filter((other) => other.id !== event.id), { timed, loose } = byTime(about);
  return [...heading(event.id, term(event.c)), h("dl", {}, h("dt", {}, word("cDate")), h("dd", {}, when(event)), h("dt", {}, word("cStatus")), h("dd", {}, tag(event)),
    rows.flatMap(([role, keys]) => [h("dt", {}, term(role)), h("dd", { class: "chips" }, keys.map((key) => chip(key)))])),
    event.d ? h("p", { class: "warn" }, word("disputed")) : null,
    headed(`${word("evidence")} (${event.x.length})`, ...evidence(event)), keysOf(), timed.length + loose.length ? headed(word("dated"), list([...timed, ...loose], event.id)) : null];
}
function relation(edge) {
  const found = edge.events.map((id) => events.get(id)).filter(inPeriod);
  const ends = [h("div", { class: "chips" }, chip(edge.from), h("span", {}, `${term(edge.term)} ${edge.arrows ? (rtl() ? "←" : "→") : "—"}`), chip(edge.to))];
  if (found.length === 1 && !nodes.has(found[0].id)) return [...ends, ...happening(found[0])];
  return [...ends, found.length ? headed(word("dated"), list(found, null)) : h("p", { class: "help" }, word(ALL)), found.length ? keysOf() : null];
}

// ---- the table
function drawTable() {
  const head = $("table").querySelector("thead tr"), columns = ["cDate", "cEvent", "cWho", "cWhere", "cStatus", "cSource"];
  head.replaceChildren(...columns.map((id) => h("th", { scope: "col" }, word(id))));
  const commas = (keys) => keys.flatMap((key, place) => [place ? (rtl() ? "، " : ", ") : "", h("bdi", {}, name(key))]);
  $("table").querySelector("tbody").replaceChildren(...DATA.events.filter(inPeriod).map((event) => {
    const of = (kind) => [...new Set(event.r.filter(([role, key]) => key !== event.id && roleClass(role) === kind).map(([, key]) => key))];
    const days = [...new Set(event.x.map((claim) => (DATA.sources[claim.a] || {}).day).filter(Boolean))], voices = [...new Set(event.x.flatMap((claim) => [...claim.by, ...claim.via]))];
    return h("tr", { class: state.chosen === event.id ? "on" : null }, h("td", {}, when(event)), h("td", {}, link(event.id)), h("td", {}, commas(of("who"))), h("td", {}, commas(of("where"))), h("td", {}, tag(event)),
      h("td", {}, voices.length ? commas(voices) : word("author"), days.length ? h("small", {}, `${word("published")} ${days.slice(0, 2).map((day) => dayText(number(day))).join("، ")}`) : null));
  }));
}
