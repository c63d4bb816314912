// Looking for names, ways between two, and what lies around one.

let index = null;
function indexed() {
  const made = (key) => { const words = [...Object.values(labelsOf(key) || {}), ...((things[key] || {}).o || []), tail(key)].join(" ").replace(/[-_]/g, " "); return { key, words: ` ${fold(words)}`, text: words, bones: null, weight: (nodes.get(key) || {}).links || (told.get(key) || []).length }; };
  return (index ||= [...new Set([...nodes.keys(), ...told.keys()])].map(made));
}
function search(text, most = 9) {
  const parts_ = fold(text).split(/\s+/).filter(Boolean);
  if (!parts_.length) return [];
  const order = (a, b) => events.has(a.key) - events.has(b.key) || b.weight - a.weight || (a.key < b.key ? -1 : 1);
  const starts = [], inside = [];
  for (const item of indexed()) if (parts_.every((part) => item.words.includes(part))) (parts_.every((part) => item.words.includes(` ${part}`)) ? starts : inside).push(item);
  const found = [...starts.sort(order), ...inside.sort(order)];
  const wanted = bones(text);
  if (found.length < 3 && wanted.some((part) => part.length > 2)) {
    const seen = new Set(found.map((item) => item.key));
    const near = indexed().filter((item) => !seen.has(item.key) && wanted.every((part) => (item.bones ||= new Set(bones(item.text))).has(part)));
    found.push(...near.sort(order));
  }
  return found.slice(0, most).map((item) => item.key);
}

// What a way through a node costs: well connected nodes, states and places explain little.
const toll = (key) => 1 + DATA.paths.degree * Math.log2(1 + nodes.get(key).links) + (DATA.paths.kinds[nodes.get(key).kind] || 0);
function pathBetween(a, b) {
  const cost = new Map([[a, 0]]), by = new Map(), done = new Set(), heap = [[0, a]];
  const swap = (i, j) => { [heap[i], heap[j]] = [heap[j], heap[i]]; };
  const push = (item) => { heap.push(item); for (let i = heap.length - 1; i && heap[i][0] < heap[(i - 1) >> 1][0]; i = (i - 1) >> 1) swap(i, (i - 1) >> 1); };
  const pop = () => { const top = heap[0], last = heap.pop(); if (heap.length) { heap[0] = last; for (let i = 0; ;) { let j = 2 * i + 1; if (j >= heap.length) break; if (j + 1 < heap.length && heap[j + 1][0] < heap[j][0]) j++; if (heap[i][0] <= heap[j][0]) break; swap(i, j); i = j; } } return top; };
  while (heap.length) {
    const [spent, key] = pop();
    if (done.has(key)) continue;
    done.add(key);
    if (key === b) break;
    for (const edge of around.get(key)) {
      if (edge.events.length && !edge.events.some((id) => passing.has(id))) continue;
      const next = edge.from === key ? edge.to : edge.from;
      const price = spent + (next === b ? 1 : toll(next)) + (edge.events.length ? 0 : DATA.paths.standing);
      if (price < (cost.get(next) ?? Infinity) - 1e-9) { cost.set(next, price); by.set(next, edge); push([price, next]); }
    }
  }
  if (!by.has(b)) return null;
  const way = [];
  for (let key = b; key !== a;) { const edge = by.get(key); way.unshift(edge); key = edge.from === key ? edge.to : edge.from; }
  return way;
}

// What lies up to some steps around a node; hubs are reached, not passed.
function ego(key, steps, most) {
  const rings = [[key]], seen = new Set([key]);
  let left = 0;
  for (let step = 1; step <= steps; step++) {
    const next = new Map();
    for (const at of rings[step - 1]) {
      if (step > 1 && (DATA.paths.kinds[nodes.get(at).kind] || nodes.get(at).links > DATA.paths.hub)) continue;
      for (const edge of around.get(at)) {
        if (edge.events.length && !edge.events.some((id) => passing.has(id))) continue;
        const other = edge.from === at ? edge.to : edge.from;
        if (!seen.has(other) && !state.off.has(nodes.get(other).kind)) next.set(other, (next.get(other) || 0) + 1);
      }
    }
    const ring = [...next.keys()].sort((a, b) => next.get(b) - next.get(a) || nodes.get(b).links - nodes.get(a).links || (a < b ? -1 : 1));
    const room = Math.max(0, most - seen.size), cut = ring.slice(0, room);
    left += ring.length - cut.length;
    for (const other of cut) seen.add(other);
    if (cut.length) rings.push(cut); else break;
  }
  return { rings, left };
}
