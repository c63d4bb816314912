// The table, the processes round by round, the articles: the same events as lists.
const head = (cells) => h("thead", {}, h("tr", {}, cells.map((text) => h("th", { scope: "col" }, text))));
const rowsOf = (found, make, step, columns) => { const body = h("tbody"); return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": word("table") }, h("table", {}, head(columns), body), growing(found, make, step, (items) => { body.append(...items); return { append: (...more) => body.append(...more) }; })[1] || ""); };

function drawTable() {
  const found = byTime(DATA.events.filter(live));
  const make = (event) => {
    const of = (kind) => [...new Set(event.r.filter(([role, key]) => key !== event.id && roleClass(role) === kind).map(([, key]) => key))];
    const voices = [...new Set(claimsOf(event).flatMap((claim) => [...claim.by, ...claim.via]))], days = event.told;
    return h("tr", { class: state.chosen === event.id ? "on" : null }, h("td", {}, timeOfDay(event)), h("td", {}, link(event.id)), h("td", {}, joined(of("who"))), h("td", {}, joined(of("where"))), h("td", {}, tag(event)),
      h("td", {}, voices.length ? joined(voices.slice(0, 3)) : word("author"), h("small", {}, h("bdi", {}, listText(outlets(event).slice(0, 3))), days.length ? ` · ${dayText(days[0])}` : "")));
  };
  $("tabletitle").textContent = `${word("dated")} · ${counted("eventsN", found.length)}`;
  $("rows").replaceChildren(asked(queryAll()), rowsOf(found, make, 200, ["cDate", "cEvent", "cWho", "cWhere", "cStatus", "cSource"].map(word)));
}

// A process: its rounds in order, their windows on one axis, what was planned and what came of it.
function rounds() {
  const found = new Map(), add = (process, event) => { if (!found.has(process)) found.set(process, new Map()); found.get(process).set(event.id, event); };
  for (const event of DATA.events) for (const [role, key] of event.r) if (role === "partOf" && kindOf(key) === "talks" && (event.n || kindOf(event.id) === "talks")) add(key, event);
  for (const [a, relation, b] of DATA.standing) if (relation === "partOf" && events.has(a) && kindOf(b) === "talks") add(b, events.get(a));
  for (const event of DATA.events) if (kindOf(event.id) === "talks" && !event.r.some(([role]) => role === "partOf") && ![...found.values()].some((inside) => inside.has(event.id))) add("", event);
  return [...found].map(([process, inside]) => [process, [...inside.values()].sort((a, b) => (a.n ?? 1e6) - (b.n ?? 1e6) || (anchor(a) ?? 1e9) - (anchor(b) ?? 1e9) || (a.id < b.id ? -1 : 1))]).sort((a, b) => (a[0] ? 0 : 1) - (b[0] ? 0 : 1) || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}
function drawProcesses() {
  const all = rounds().map(([process, inside]) => [process, inside.filter(live)]).filter(([, inside]) => inside.length), chosenFirst = all.sort(([a], [b]) => (b === state.chosen) - (a === state.chosen));
  $("processtitle").textContent = word("processes");
  $("processlist").replaceChildren(...(all.length ? chosenFirst.map(([process, inside]) => processCard(process, inside)) : [h("p", { class: "help" }, word("empty"))]));
}
function processCard(process, inside) {
  const days = inside.flatMap((event) => event.days.filter((day) => day !== null)), first = days.length ? Math.min(...days) : 0, last = days.length ? Math.max(...days) : 1, pad = Math.max(20, (last - first) * 0.05), low = first - pad, high = last + pad;
  const others = (event, roles) => [...new Set(event.r.filter(([role]) => roles.includes(role)).map(([, key]) => key))];
  const hosted = inside.some((event) => others(event, ["host", "mediator"]).length);
  const about = process ? (told.get(process) || []).filter((event) => live(event) && !inside.includes(event)) : [];
  return h("section", { class: "process" }, h("h3", {}, process ? [sign("talks"), link(process)] : word("otherTalks"), h("small", {}, counted("roundsN", inside.length), about.length ? ` · ${counted("eventsN", about.length)}` : "")),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": process ? name(process) : word("otherTalks") }, h("table", {}, head(["cRound", "cDate", "", "cWhere", ...(hosted ? ["cHost"] : []), "cStatus", "cPlan"].map((id) => (id ? word(id) : h("span", { class: "axis" }, h("span", {}, days.length ? String(iso(first).slice(0, 7)) : ""), h("span", {}, days.length ? String(iso(last).slice(0, 7)) : ""))))),
      h("tbody", {}, inside.map((event) => h("tr", { class: state.chosen === event.id ? "on" : null }, h("th", { scope: "row" }, h("button", { type: "button", class: "go", onclick: () => choose(event.id) }, event.n ? h("span", { class: "round" }, figure(event.n)) : "", h("bdi", {}, name(event.id)))),
        h("td", {}, timeOfDay(event)), h("td", { class: "bar" }, windowBar(event, low, high)), h("td", {}, joined(others(event, DATA.roles.place))), hosted ? h("td", {}, joined(others(event, ["host", "mediator"]))) : null, h("td", {}, tag(event)), h("td", {}, outcome(event))))))));
}
// What was planned, then what came of it: the states the claims tell, in order of the day they were told.
function outcome(event) {
  const seen = [];
  for (const claim of [...claimsOf(event)].sort((a, b) => ((sourceOf(a).day || "") < (sourceOf(b).day || "") ? -1 : 1))) if (!seen.some((other) => other.m === claim.m)) seen.push(claim);
  const rank = (claim) => (DATA.status[claim.m] === "dashed" ? 0 : 1);
  seen.sort((a, b) => rank(a) - rank(b));
  return seen.map((claim, i) => [i ? h("span", { class: "soft" }, rtl() ? " ← " : " → ") : "", h("span", { class: "tag", "data-stroke": DATA.status[claim.m] || "solid", title: [claim.by.map((key) => name(key)).join(comma()), outlet(sourceOf(claim))].filter(Boolean).join(" · ") }, term(claim.m))]);
}
function windowBar(event, low, high) {
  if (!dated(event)) return "";
  const W = 220, at = (day) => { const part = (day - low) / (high - low); return (rtl() ? 1 - part : part) * W; }, first = begins(event), last = ends(event), colour = "var(--talks)", dash = strokeOf(event) === "solid" ? null : "4 3";
  const picture = s("svg", { viewBox: `0 0 ${W} 18`, width: W, height: 18, role: "img", "aria-label": when(event) }, s("line", { x1: 0, x2: W, y1: 9, y2: 9, stroke: "var(--rule)" }));
  if (first !== null && last !== null) { const a = Math.min(at(first), at(last + 1)), b = Math.max(at(first), at(last + 1)), sure = event.days[0] === event.days[1] && event.days[2] === event.days[3]; picture.append(b - a < 6 ? s("path", { d: `M${(a + b) / 2} 2l7 7-7 7-7-7Z`, fill: dash ? "var(--card)" : colour, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dash }) : s("rect", { x: a, y: 4, width: b - a, height: 10, rx: 5, fill: colour, "fill-opacity": sure && !dash ? 0.9 : 0.16, stroke: colour, "stroke-width": 1.5, "stroke-dasharray": dash })); }
  else { const day = anchor(event), x = at(day), stub = 34 * ((first === null) !== rtl() ? -1 : 1); picture.append(s("rect", { x: Math.min(x, x + stub), y: 5, width: Math.abs(stub), height: 8, fill: colour, opacity: 0.35 }), s("line", { x1: x, x2: x, y1: 1, y2: 17, stroke: colour, "stroke-width": 2.2 })); }
  return picture;
}

function drawArticles() {
  const found = Object.entries(DATA.sources).map(([key, source]) => [key, source, [...(toldIn.get(key) || [])].filter(live).length]).filter(([, source]) => (!state.source || outlet(source) === state.source) && (!state.tongue || source.lang === state.tongue) && (state.from === null || !source.day || (number(source.day) >= state.from && number(source.day) <= state.to)))
    .sort((a, b) => ((b[1].day || "") < (a[1].day || "") ? -1 : 1));
  const make = ([key, source, n]) => h("tr", {}, h("td", {}, source.day ? dayText(number(source.day)) : word("undated")), h("td", {}, h("button", { type: "button", class: "go", onclick: () => openArticle(key) }, h("bdi", {}, source.title || source.id))), h("td", {}, h("bdi", {}, outlet(source))), h("td", {}, source.lang), h("td", {}, figure(n)));
  $("reader").replaceChildren(h("h2", {}, `${word("articles")} · ${figure(found.length)}`), rowsOf(found, make, 200, [word("published"), word("cTitle"), word("cSource"), word("language"), word("events")]));
}
