// The panel: what is chosen, whom it met, what is said of it, month by month, with the words.
const panel = $("panel");
const headed = (text, ...rest) => [h("h3", {}, text), ...rest];
const heading = (key, text) => {
  const made = h("span", { class: "chip" }, sign(kindOf(key)), text);
  made.style.setProperty("--tint", `var(--${kindOf(key)})`);
  return [made, h("h2", {}, h("bdi", {}, name(key))), h("p", { class: "second" }, h("bdi", {}, shown().length > 1 ? second(key) : otherName(key)))];
};
const otherName = (key) => { const labels = labelsOf(key) || {}, other = labels[main() === "ar" ? "en" : "ar"]; return other && other !== name(key) ? other : ""; };
const byTime = (found) => [...found].sort((a, b) => dated(b) - dated(a) || (anchor(a) ?? 1e9) - (anchor(b) ?? 1e9) || (a.id < b.id ? -1 : 1));
const outlets = (event) => [...new Set(claimsOf(event).map((claim) => outlet(sourceOf(claim))).filter(Boolean))];
const timeOfDay = (event) => (dated(event) ? h("time", { datetime: event.w[0] || event.w[3] || null }, when(event)) : h("span", {}, word("undated"), event.told.length ? ` · ${phrase("toldOn", { a: dayText(event.told[0]) })}` : ""));

function entry(event, self, open) {
  const others = event.r.filter(([, key], place) => key !== self && key !== event.id && event.r.findIndex(([, other]) => other === key) === place);
  const found = claimsOf(event), mine = self && !events.has(self) && !event.r.some(([, key]) => key === self);
  const details = h("details", open ? { open: "" } : {}, h("summary", {}, counted("claimsN", found.length), outlets(event).length ? [" · ", h("bdi", {}, listText(outlets(event).slice(0, 3)))] : ""));
  const fillIn = () => { if (details.childElementCount === 1) details.append(...[event.d ? conflict(event) : null, evidence(event)].filter(Boolean)); };
  if (open) fillIn(); else details.addEventListener("toggle", fillIn);
  return h("li", { "data-stroke": strokeOf(event) }, h("div", { class: "when" }, timeOfDay(event), tag(event), event.d ? h("span", { class: "tag", "data-stroke": "dotted" }, word("disputedShort")) : null, mine ? h("span", { class: "tag" }, word("source")) : null),
    h("div", {}, event.id === self ? h("b", {}, h("bdi", {}, name(event.id))) : link(event.id)),
    others.length ? h("div", { class: "chips parts" }, others.slice(0, 8).map(([role, key]) => chip(key, role))) : null, details);
}
// A list that grows when asked, so that a thousand entries cost nothing.
function growing(found, make, step = 40, wrap_ = (items) => h("ol", { class: "line" }, items)) {
  const list = wrap_(found.slice(0, step).map(make));
  if (found.length <= step) return list;
  let shown_ = step;
  const more = h("button", { type: "button", class: "more", onclick: () => { list.append(...found.slice(shown_, shown_ + step * 5).map(make)); shown_ += step * 5; if (shown_ >= found.length) more.remove(); else more.textContent = counted("moreN", found.length - shown_); } }, counted("moreN", found.length - step));
  return [list, more];
}
const timeList = (found, self) => { const sorted = byTime(found), open = sorted.length <= 4; return growing(sorted, (event) => entry(event, self, open)); };
const brief = (found) => growing(byTime(found), (event) => h("li", { "data-stroke": strokeOf(event) }, h("div", { class: "when" }, timeOfDay(event), strokeOf(event) !== "solid" ? tag(event) : null), link(event.id)), 60);

function drawPanel() {
  const chosen = state.chosen, made = [];
  if (chosen) made.push(h("button", { type: "button", class: "back", onclick: back }, `${rtl() ? "→" : "←"} ${word("back")}`));
  if (!chosen) made.push(...(state.article && state.view === "articles" ? inArticle() : state.part ? community() : overview()));
  else if (edges.has(chosen)) made.push(...relation(edges.get(chosen)));
  else if (way || state.other) made.push(...connection());
  else if (events.has(chosen)) made.push(...happening(events.get(chosen)));
  else made.push(...thing(chosen));
  panel.replaceChildren(...made.flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
}
function overview() {
  const found = DATA.events.filter(live), near = found.filter((event) => dated(event) && (state.from !== null || (anchor(event) >= T0 && anchor(event) <= T1))), timed = near.length ? near : found.filter(dated), loose = found.filter((event) => !dated(event));
  const weight = new Map();
  for (const event of found) for (const key of new Set(event.r.map(([, k]) => k))) if (!events.has(key)) weight.set(key, (weight.get(key) || 0) + 1);
  const best = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8).map(([key]) => key);
  return [h("h2", {}, word("start")), h("p", { class: "help" }, word(big ? "helpBig" : "help")),
    best.length ? headed(word("central"), h("div", { class: "chips" }, best.map((key) => chip(key)))) : null,
    timed.length ? headed(word("dated"), asked(queryAll()), brief(timed)) : null, loose.length ? headed(word("undated"), brief(loose)) : null,
    found.length ? null : h("p", { class: "help" }, word("empty"))];
}
function community() {
  const part = parts.get(state.part), inside = [...nodes.values()].filter((node) => node.part === part.id).sort((a, b) => b.links - a.links || (a.id < b.id ? -1 : 1));
  const found = DATA.events.filter((event) => live(event) && event.r.some(([, key]) => (nodes.get(key) || {}).part === part.id));
  return [h("button", { type: "button", class: "back", onclick: () => { state.part = null; update(); fit(); } }, `${rtl() ? "→" : "←"} ${word("groups")}`), h("h2", {}, partName(part.id)), h("p", { class: "second" }, counted("nodesN", part.n), " · ", counted("eventsN", found.length)),
    headed(word("central"), h("div", { class: "chips" }, inside.slice(0, 14).map((node) => chip(node.id)))), headed(word("dated"), brief(found))];
}
function inArticle() {
  const source = DATA.sources[state.article], found = [...(toldIn.get(state.article) || [])];
  return [h("h2", {}, h("bdi", {}, source.title || source.id)), h("p", { class: "second" }, h("bdi", {}, outlet(source)), source.day ? ` · ${dayText(number(source.day))}` : ""), headed(counted("eventsN", found.length), brief(found))];
}

// Month by month: a click on a bar chooses the month.
function months(found, self) {
  const count = new Map();
  for (const event of found) { const day = anchor(event); if (day !== null && (dated(event) || state.undated)) { const month = monthStart(day, 0); count.set(month, (count.get(month) || 0) + 1); } }
  const keys = [...count.keys()].sort((a, b) => a - b);
  if (keys.length < 2) return null;
  const most = Math.max(...count.values()), shown_ = keys.slice(-14);
  return h("div", { class: "months", role: "group", "aria-label": word("byMonth") }, shown_.map((month) => {
    const last = monthStart(month, 1) - 1, on = state.from === month && state.to === last, bar = h("i");
    bar.style.height = `${Math.round(6 + 40 * Math.sqrt(count.get(month) / most))}px`;
    return h("button", { type: "button", "aria-pressed": String(on), "aria-label": `${monthText(month)}: ${counted("eventsN", count.get(month))}`, title: `${monthText(month)}: ${counted("eventsN", count.get(month))}`, onclick: () => setPeriod(...(on ? [null, null] : [month, last])) }, h("b", {}, figure(count.get(month))), bar, h("small", {}, dated_({ month: main() === "ar" ? "long" : "short" }).format(month * DAY)), h("small", {}, iso(month).slice(0, 4)));
  }));
}
function classes(found) {
  const count = new Map();
  for (const event of found) count.set(event.c, (count.get(event.c) || 0) + 1);
  if (count.size < 2 && !state.only) return null;
  if (state.only && !count.has(state.only)) count.set(state.only, 0);
  const order = [...count].sort((a, b) => metters.has(b[0]) - metters.has(a[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return h("div", { class: "chips classes", role: "group", "aria-label": word("cEvent") }, order.map(([kind, n]) => h("button", { type: "button", class: "tag", "aria-pressed": String(state.only === kind), onclick: () => { state.only = state.only === kind ? "" : kind; update(); } }, term(kind), " ", h("b", {}, figure(n)))));
}
function thing(key) {
  const all = told.get(key) || [], found = all.filter(live), others = (things[key] || {}).o || [];
  const facts = DATA.standing.filter(([a, , b]) => (a === key && things[b]) || (b === key && (things[a] || events.has(a)) && told.has(a)));
  const met = found.filter((event) => metters.has(event.c) && event.r.some(([role, who]) => who === key && DATA.encounters.roles.includes(role)));
  const rest = found.filter((event) => !met.includes(event)), timed = rest.filter(dated), loose = rest.filter((event) => !dated(event));
  const inTime = all.filter((event) => !state.only || event.c === state.only);
  const person = ["person", "state", "organization", "office"].includes(kindOf(key));
  const rounds = DATA.standing.filter(([a, relation, b]) => b === key && relation === "partOf" && events.has(a)).map(([a]) => events.get(a));
  return [...heading(key, term((things[key] || {}).c || "Actor")),
    others.length ? h("p", { class: "second" }, h("small", {}, `${word("alias")}: `, others.slice(0, 4).map((other, i) => [i ? comma() : "", h("bdi", {}, other)]))) : null,
    facts.length ? h("dl", {}, facts.slice(0, 8).flatMap(([a, relation, b]) => [h("dt", {}, term(relation)), h("dd", { class: "chips" }, a === key ? chip(b) : [chip(a), ` ${rtl() ? "←" : "→"} `, h("bdi", {}, name(key))])])) : null,
    tools(key), months(inTime, key), classes(all.filter(inPeriod)),
    kindOf(key) === "talks" && (rounds.length || all.some((event) => event.n)) ? h("p", {}, h("button", { type: "button", class: "more", onclick: () => { state.view = "processes"; update(); } }, word("processes"))) : null,
    person ? headed(phrase("met", { a: period_() }), met.length ? [asked(queryMet(key)), timeList(met, key)] : h("p", { class: "help" }, word("metNone"))) : met.length ? timeList(met, key) : null,
    timed.length ? headed(word("datedOther"), asked(queryOf(key)), timeList(timed, key)) : null, loose.length ? headed(word("undated"), timeList(loose, key)) : null,
    found.length ? keysOf() : h("p", { class: "help" }, word("empty"))];
}
const period_ = () => (state.from === null ? "" : isMonth(state.from, state.to) ? ` · ${monthText(state.from)}` : ` · ${dayText(state.from)} – ${dayText(state.to)}`);
// What lies around it, and the way to another.
function tools(key) {
  if (!nodes.has(key)) return null;
  const button = (n, text) => h("button", { type: "button", class: "tag", "aria-pressed": String(state.steps === n), onclick: () => { state.steps = n; if (state.view !== "lanes") state.view = "network"; update(); fit(null, true); } }, text);
  return h("div", { class: "chips toolset" }, h("span", { class: "soft" }, word("around")), button(0, word(big ? "oneStep" : "allNodes")), ...[1, 2, 3].filter((n) => !big || n > 1).map((n) => button(n, counted("stepsN", n))),
    h("button", { type: "button", class: "tag", onclick: () => { seeking = key; find.placeholder = phrase("pathTo", { a: name(key) }); find.focus(); } }, word("path")));
}
function connection() {
  const names = h("div", { class: "chips" }, chip(state.chosen), h("span", {}, "…"), chip(state.other)), close = h("button", { type: "button", class: "more", onclick: () => { state.other = null; update(); } }, word("pathClose"));
  if (!way) return [h("h2", {}, word("path")), names, h("p", { class: "help" }, word("pathNone")), close];
  let at = state.chosen;
  const steps_ = way.map((edge) => { const to = edge.from === at ? edge.to : edge.from, found = edge.events.map((id) => events.get(id)).filter(live), made = h("li", { "data-stroke": edge.stroke }, h("div", { class: "chips" }, chip(at), h("span", { class: "soft" }, `${term(edge.term)} ${edge.arrow ? ((edge.from === at) !== rtl() ? "→" : "←") : "—"}`), chip(to)), found.length ? h("ol", { class: "line" }, found.slice(0, 3).map((event) => entry(event, null, false))) : h("p", { class: "help" }, word("standing"))); at = to; return made; });
  return [h("h2", {}, word("path")), names, h("p", { class: "help" }, counted("stepsN", way.length), " · ", word("pathHelp")), h("ol", { class: "line" }, steps_), close];
}
function happening(event) {
  const roles = new Map();
  for (const [role, key] of event.r) if (key !== event.id) { if (!roles.has(role)) roles.set(role, []); roles.get(role).push(key); }
  const order = ["who", "where", "topic"], rows = [...roles].sort(([a], [b]) => order.indexOf(roleClass(a)) - order.indexOf(roleClass(b)));
  const about = (told.get(event.id) || []).filter((other) => other.id !== event.id && live(other)), versus = conflict(event);
  return [...heading(event.id, term(event.c)), h("dl", {}, h("dt", {}, word("cDate")), h("dd", {}, timeOfDay(event)), h("dt", {}, word("cStatus")), h("dd", {}, tag(event)),
    rows.flatMap(([role, keys]) => [h("dt", {}, term(role)), h("dd", { class: "chips" }, keys.map((key) => chip(key)))])),
    tools(event.id), versus, event.d && !versus ? h("p", { class: "warn" }, word("disputed")) : null,
    headed(counted("claimsN", claimsOf(event).length), asked(queryEvent(event.id)), evidence(event)), keysOf(), about.length ? headed(word("datedOther"), timeList(about, event.id)) : null];
}
function relation(edge) {
  const found = edge.events.map((id) => events.get(id)).filter(live);
  const ends_ = [h("div", { class: "chips" }, chip(edge.from), h("span", {}, `${term(edge.term)} ${edge.arrow ? (rtl() ? "←" : "→") : "—"}`), chip(edge.to))];
  if (found.length === 1 && !nodes.has(found[0].id)) return [...ends_, ...happening(found[0])];
  return [...ends_, found.length ? headed(word("dated"), timeList(found, null)) : h("p", { class: "help" }, word("standing")), found.length ? keysOf() : null];
}
