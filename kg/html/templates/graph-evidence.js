// The words behind a claim, from the article they stand in; whole articles; sources side by side.
const unpacked = new Map();
const blockOf = (key) => { const n = DATA.block[key]; if (!unpacked.has(n)) unpacked.set(n, unpack(`block${n}`)); return unpacked.get(n); };
const article = async (key) => (await blockOf(key))[key];

// A stretch of a text with marks: where marks begin and end it is cut.
function marked(text, start, stop, marks_) {
  const cuts = [...new Set([start, stop, ...marks_.flatMap(({ a, b }) => [a, b]).filter((at) => at > start && at < stop)])].sort((a, b) => a - b), made = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const a = cuts[i], b = cuts[i + 1], on = marks_.filter((mark_) => mark_.a <= a && mark_.b >= b).sort((x, y) => x.rank - y.rank)[0], last = made[made.length - 1];
    if (last && last.on === on) last.text += text.slice(a, b); else made.push({ on, text: text.slice(a, b) });
  }
  return made.map(({ on, text: words }) => (on ? (on.key ? h("button", { type: "button", class: `mark ${on.kind}`, title: name(on.key), onclick: () => choose(on.key) }, words) : h("mark", { class: on.kind }, words)) : words));
}
function marksOf(event, claims, mentions) {
  const part = new Map();
  for (const [role, key] of event.r) if (!part.has(key) || roleClass(role) === "who") part.set(key, roleClass(role));
  return [...claims.filter((claim) => claim.t.length).map((claim) => ({ a: claim.t[0], b: claim.t[1], kind: "trigger", rank: 0 })),
    ...claims.filter((claim) => claim.d.length).map((claim) => ({ a: claim.d[0], b: claim.d[1], kind: "time", rank: 1 })),
    ...mentions.filter(([, , key]) => part.has(key)).map(([a, b, key]) => ({ a, b, kind: part.get(key), key, rank: part.get(key) === "who" ? 1 : 2 }))];
}
function quote(event, claim) {
  const source = sourceOf(claim), said = h("blockquote", { lang: source.lang, dir: source.lang === "ar" ? "rtl" : "ltr", "aria-busy": "true" });
  article(claim.a).then(([text, mentions]) => { said.append(...marked(text, claim.p[0], claim.p[1], marksOf(event, [claim], mentions))); said.removeAttribute("aria-busy"); });
  const sure = h("i"); sure.style.width = `${Math.round((claim.q ?? 0) * 100)}%`;
  return h("figure", {}, said, h("figcaption", {},
    h("span", {}, `${word("says")}: `, claim.by.length ? h("b", {}, joined(claim.by)) : word("author")),
    claim.via.length ? h("span", {}, `${word("carried")}: `, h("b", {}, joined(claim.via))) : null,
    tag(event, claim.m), claim.q === null ? null : h("span", { title: word("confidence"), class: "trust" }, h("span", { class: "sure" }, sure), percent(claim.q)),
    claim.d.length && claim.an.length ? h("span", {}, phrase("counted", { a: dayText(number(claim.an[0])) }), DATA.anchors[claim.an[1]] ? ` (${pick(DATA.anchors[claim.an[1]], main())})` : "") : null,
    h("span", {}, h("bdi", {}, outlet(source)), source.day ? ` · ${dayText(number(source.day))} · ` : " · ", h("button", { type: "button", class: "more", onclick: () => openArticle(claim.a, claim.p[0]) }, word("whole")))));
}
// The claims of an event: those that agree with the filters, the surest first of each source.
const claimsOf = (event) => event.x.filter(heard);
function evidence(event, most = 6) {
  const found = claimsOf(event), holder = h("div", {}, found.slice(0, most).map((claim) => quote(event, claim)));
  if (found.length > most) { const more = h("button", { type: "button", class: "more", onclick: () => { more.remove(); holder.append(...found.slice(most).map((claim) => quote(event, claim))); } }, counted("moreN", found.length - most)); holder.append(more); }
  return holder;
}

// Sources that do not agree, side by side: what each says of the day, the state and who took part.
function conflict(event) {
  const found = claimsOf(event).filter((claim) => claim.r);
  const looks_ = new Map();
  for (const claim of found) { const look = JSON.stringify([claim.m, claim.w, claim.r, claim.by]); if (!looks_.has(look)) looks_.set(look, claim); }
  const columns = [...looks_.values()].slice(0, 6);
  if (columns.length < 2) return null;
  const roles = [...new Set(columns.flatMap((claim) => claim.r.map(([role]) => role)))];
  const rows = [[word("cDate"), (claim) => windowText(claim.w) || "—"], [word("cStatus"), (claim) => term(claim.m)],
    ...roles.map((role) => [term(role), (claim) => claim.r.filter(([r, key]) => r === role && key !== event.id).map(([, key]) => name(key)).join(comma()) || "—"])];
  const differing = rows.filter(([, of]) => new Set(columns.map(of)).size > 1);
  if (!differing.length) return null;
  const head = (claim) => [claim.by.length ? claim.by.map((key) => name(key)).join(comma()) : word("author"), outlet(sourceOf(claim)), sourceOf(claim).day ? dayText(number(sourceOf(claim).day)) : ""];
  return h("div", { class: "versus", tabindex: 0, role: "group", "aria-label": word("disputed") }, h("table", {},
    h("caption", {}, word("disputed")),
    h("thead", {}, h("tr", {}, h("td", {}), columns.map((claim) => { const [who, paper, day] = head(claim); return h("th", { scope: "col" }, h("bdi", {}, who), h("small", {}, h("bdi", {}, paper), day ? ` · ${day}` : "")); }))),
    h("tbody", {}, differing.map(([label, of]) => h("tr", {}, h("th", { scope: "row" }, label), columns.map((claim) => h("td", {}, h("bdi", {}, of(claim)))))))));
}

// ---- a whole article with all its marks
function openArticle(key, at) { if (state.view !== "articles") state.before = state.view; state.article = key; state.view = "articles"; state.at = at ?? null; update(); $("reader").focus({ preventScroll: true }); }
async function drawArticle() {
  const reader = $("reader"), key = state.article, source = DATA.sources[key];
  if (!source) { drawArticles(); return; }
  const [text, mentions] = await article(key);
  if (state.article !== key || state.view !== "articles") return;
  const found = [...(toldIn.get(key) || [])], marks_ = [];
  for (const event of found) for (const claim of event.x) if (claim.a === key && claim.t.length) marks_.push({ a: claim.t[0], b: claim.t[1], kind: "trigger", key: event.id, rank: 0 });
  for (const [a, b, thing_] of mentions) { const kind = kindOf(thing_); marks_.push({ a, b, kind: kind === "place" ? "where" : kind === "talks" || kind === "document" ? "topic" : "who", key: thing_, rank: 1 }); }
  const paragraphs = [];
  for (const match of text.matchAll(/[^\n]+/g)) paragraphs.push(h("p", { "data-from": match.index }, marked(text, match.index, match.index + match[0].length, marks_.filter((mark_) => mark_.b > match.index && mark_.a < match.index + match[0].length))));
  const rightward = source.lang === "ar";
  reader.replaceChildren(h("div", { class: "sheet" }, h("button", { type: "button", class: "back", onclick: () => { state.article = null; if (state.before) state.view = state.before; state.before = null; update(); } }, `${rtl() ? "→" : "←"} ${word("back")}`),
    h("article", { lang: source.lang, dir: rightward ? "rtl" : "ltr" }, h("h2", {}, source.title || source.id), h("p", { class: "second", dir: rtl() ? "rtl" : "ltr", lang: main() }, h("bdi", {}, outlet(source)), source.day ? ` · ${dayText(number(source.day))}` : "", ` · ${counted("eventsN", found.length)}`), ...paragraphs), keysOf()));
  let goal = null;
  if (state.at !== null && state.at !== undefined) for (const p of reader.querySelectorAll("p[data-from]")) if (Number(p.dataset.from) <= state.at) goal = p;
  if (goal) { goal.classList.add("here"); goal.scrollIntoView({ block: "center" }); } else reader.scrollTop = 0;
}
const keysOf = () => h("div", { class: "keys", "aria-hidden": "true" }, ...[["trigger", "legendTrigger"], ["who", "legendWho"], ["where", "legendWhere"], ["time", "cDate"], ["topic", "legendTopic"]].map(([kind, id]) => h("mark", { class: kind }, word(id))));
