// The pages of single things and the way in: language, light, search. Without it they read in Arabic.
const root = document.documentElement, LANGS = { ar: "rtl", en: "ltr", fr: "ltr" }, own = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
let lang = LANGS[own.get("lang")] ? own.get("lang") : "ar", theme = own.get("theme") === "dark" || (!own.has("theme") && matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
function show() {
  root.lang = lang; root.dir = LANGS[lang]; root.dataset.theme = theme;
  for (const button of document.querySelectorAll("#languages button")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  for (const element of document.querySelectorAll("[data-ar]")) for (const attribute of ["aria-label", "placeholder"]) if (element.hasAttribute(attribute)) element.setAttribute(attribute, element.dataset[lang]);
}
for (const button of document.querySelectorAll("#languages button")) button.addEventListener("click", () => { lang = button.dataset.lang; show(); });
document.getElementById("theme").addEventListener("click", () => { theme = theme === "dark" ? "light" : "dark"; show(); });
// Language and light go along with every link of ours.
const along = (href) => { const [path, hash = ""] = href.split("#"), told = new URLSearchParams(hash.includes("=") ? hash : ""); if (hash && !hash.includes("=")) return href; told.set("lang", lang); told.set("theme", theme); return `${path}#${told}`; };
addEventListener("click", (event) => { const link = event.target.closest && event.target.closest("a[href]"); if (link && !/^(https?:|#)/.test(link.getAttribute("href"))) link.setAttribute("href", along(link.getAttribute("href"))); });
show();

const find = document.getElementById("find");
if (find) {
  const found = document.getElementById("found"), SVGNS = "http://www.w3.org/2000/svg";
  const text = atob(document.getElementById("names").textContent), bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const rows = JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
  const index = rows.map(([key, kind, names, others, weight]) => ({ key, kind, names, weight, words: ` ${fold(`${names.join(" ")} ${others} ${key.split("/").pop().replace(/-/g, " ")}`)}`, bones: null }));
  let hits = [], hit = 0;
  const search = (asked) => {
    const parts = fold(asked).split(/\s+/).filter(Boolean), order = (a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1);
    if (!parts.length) return [];
    const made = index.filter((item) => parts.every((part) => item.words.includes(part))).sort(order);
    if (made.length < 3) { const wanted = bones(asked), seen = new Set(made); if (wanted.some((part) => part.length > 2)) made.push(...index.filter((item) => !seen.has(item) && wanted.every((part) => (item.bones ||= new Set(bones(item.words))).has(part))).sort(order)); }
    return made.slice(0, 9);
  };
  const sign = (kind) => { const model = document.querySelector(`#signs [data-kind="${kind}"] svg`); return model ? model.cloneNode(true) : document.createElementNS(SVGNS, "svg"); };
  const go = (item) => { location.href = along(`graph.html#id=${encodeURIComponent(item.key)}`); };
  const draw = () => {
    hits = search(find.value); hit = Math.min(hit, Math.max(0, hits.length - 1));
    found.hidden = !find.value.trim(); find.setAttribute("aria-expanded", String(!found.hidden));
    if (hits.length) find.setAttribute("aria-activedescendant", `hit-${hit}`); else find.removeAttribute("aria-activedescendant");
    found.replaceChildren(...(hits.length ? hits.map((item, place) => {
      const row = document.createElement("li"), name = document.createElement("bdi"), small = document.createElement("small"), order = ["ar", "en", "fr"].indexOf(lang);
      row.id = `hit-${place}`; row.setAttribute("role", "option"); row.setAttribute("aria-selected", String(place === hit));
      name.textContent = item.names[order]; small.textContent = item.names[order ? 0 : 1] === item.names[order] ? "" : item.names[order ? 0 : 1];
      row.append(sign(item.kind), name, small); row.addEventListener("mousedown", (event) => { event.preventDefault(); go(item); });
      return row;
    }) : [Object.assign(document.createElement("li"), { textContent: "—", role: "option" })]));
  };
  find.addEventListener("input", () => { hit = 0; draw(); });
  find.addEventListener("blur", () => { found.hidden = true; find.setAttribute("aria-expanded", "false"); });
  find.addEventListener("keydown", (event) => { const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]; if (step && hits.length) { hit = (hit + step + hits.length) % hits.length; draw(); event.preventDefault(); } else if (event.key === "Enter" && hits[hit]) go(hits[hit]); else if (event.key === "Escape") { find.value = ""; draw(); } });
}
root.dataset.ready = root.dataset.full = "1";
