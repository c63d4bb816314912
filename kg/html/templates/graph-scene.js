// What is on the stage and where: everything, communities, one of them, or what lies around one node.
const EGO_MOST = 160, LANES_MOST = 150, LABEL = 200; // nodes; the last in pixels: the room for the name of a lane
const big = parts.size > 0, whole = nodes.size <= DATA.limits.nodes;

function sceneOf() {
  const scene = { kind: "all", keys: [], at: new Map(), left: 0, lanes: null };
  const place = (key, x, y) => { scene.keys.push(key); scene.at.set(key, { x, y }); };
  const chosen = nodes.has(state.chosen) ? state.chosen : null;
  const way = chosen && state.other ? pathBetween(chosen, state.other) : null;
  if (way && big) { scene.kind = "path"; pathPlaces(chosen, way, place); }
  else if (chosen && (state.steps || (big && !state.part && !state.all))) { scene.kind = "ego"; const { rings, left } = ego(chosen, state.steps || 1, EGO_MOST); scene.left = left; radial(rings, place); }
  else if (big && state.part) { scene.kind = "part"; const all = [...nodes.values()].filter((node) => node.part === state.part); const drawn = all.sort((a, b) => b.links - a.links || (a.id < b.id ? -1 : 1)).slice(0, DATA.limits.group); scene.left = all.length - drawn.length; for (const node of drawn) place(node.id, node.x, node.y); }
  else if (big && !state.all && state.view !== "lanes") { scene.kind = "overview"; for (const part of parts.values()) place(part.id, part.x, part.y); }
  else for (const node of nodes.values()) place(node.id, ...(node.at || [node.x, node.y]));
  if (state.view === "lanes") laneOut(scene);
  return scene;
}

// Rings around a node: neighbours by kind, those further out near the ones they hang on.
function radial(rings, place) {
  place(rings[0][0], 0, 0);
  const angle = new Map([[rings[0][0], 0]]), order = DATA.kinds.map((kind) => kind.id);
  let radius = 0;
  rings.slice(1).forEach((ring, step) => {
    const inner = new Set(rings[step]);
    const hang = (key) => { let x = 0, y = 0; for (const edge of around.get(key)) { const other = edge.from === key ? edge.to : edge.from; if (inner.has(other)) { x += Math.cos(angle.get(other)); y += Math.sin(angle.get(other)); } } return Math.atan2(y, x); };
    const sorted = step ? ring.map((key) => [key, hang(key)]).sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key)
      : [...ring].sort((a, b) => order.indexOf(nodes.get(a).kind) - order.indexOf(nodes.get(b).kind) || (a < b ? -1 : 1));
    const rows = Math.ceil(sorted.length / 26), first = step && sorted.length ? hang(sorted[0]) : -Math.PI / 2;
    radius += Math.max(step ? 150 : 210, (sorted.length / rows) * 17 - radius * 0.4);
    sorted.forEach((key, i) => {
      const turn = first + (2 * Math.PI * i) / sorted.length, far = radius + (i % rows) * 118;
      angle.set(key, turn);
      place(key, Math.cos(turn) * far * 1.5, Math.sin(turn) * far * 0.92);
    });
    radius += (rows - 1) * 118;
  });
}
function pathPlaces(start, way, place) {
  let key = start;
  place(key, 0, 0);
  way.forEach((edge, i) => { key = edge.from === key ? edge.to : edge.from; place(key, (i + 1) * 210, ((i + 1) % 2) * 70); });
}

// Lanes: one for each kind, from top to bottom; along them time, more room where more happens.
function timeOf(key) {
  if (events.has(key)) return anchor(events.get(key));
  const days = (told.get(key) || []).filter(live).map(anchor).filter((day) => day !== null).sort((a, b) => a - b);
  return days.length ? days[days.length >> 1] : null;
}
function laneOut(scene) {
  const order = DATA.kinds.map((kind) => kind.id), on = scene.keys.filter((key) => nodes.has(key) && !state.off.has(nodes.get(key).kind));
  const best = on.sort((a, b) => nodes.get(b).links - nodes.get(a).links || (a < b ? -1 : 1)).slice(0, LANES_MOST);
  scene.left += on.length - best.length;
  const times = new Map(best.map((key) => [key, timeOf(key)]));
  for (let round = 0; round < 3; round++) for (const key of best) if (times.get(key) === null) { const near = around.get(key).map((edge) => times.get(edge.from === key ? edge.to : edge.from)).filter((day) => day !== null && day !== undefined); if (near.length) times.set(key, near.reduce((a, b) => a + b) / near.length); }
  const timed = best.map((key) => times.get(key)).filter((day) => day !== null).sort((a, b) => a - b);
  const first = timed[0] ?? 0, last = timed[timed.length - 1] ?? 1, shift = rtl() ? -1 : 1;
  // Half by rank, half by day: crowded weeks get room and the order of time stays. Equal days share theirs.
  const bound = (day, above) => { let low = 0, high = timed.length; while (low < high) { const mid = (low + high) >> 1; (above ? timed[mid] <= day : timed[mid] < day) ? (low = mid + 1) : (high = mid); } return low; };
  const at = (day, part, W) => { if (day === null) return part * W; const low = bound(day, false), top = bound(day, true), rank = (low + part * (top - low)) / Math.max(1, timed.length), straight = last > first ? (day - first) / (last - first) : 0.5; return (0.78 * rank + 0.22 * straight) * W; };
  const lanes = order.map((kind) => [kind, best.filter((key) => nodes.get(key).kind === kind).sort((a, b) => (times.get(a) ?? 1e9) - (times.get(b) ?? 1e9) || (a < b ? -1 : 1))]).filter(([, lane]) => lane.length);
  const room = 118, tall = 78, rowsFor = (W) => lanes.map(([, lane]) => Math.max(1, Math.ceil((lane.length * room * 1.25) / W)));
  const shape = Math.max(0.9, box.clientWidth / Math.max(1, box.clientHeight - 90));
  let W = 900;
  for (let round = 0; round < 4; round++) W = Math.max(760, 0.5 * W + 0.5 * shape * rowsFor(W).reduce((sum, n) => sum + n * tall + 32, 0));
  const counts = rowsFor(W);
  scene.keys = []; scene.at = new Map(); scene.lanes = { bands: [], marks: [], W, shift };
  let y = 0;
  lanes.forEach(([kind, lane], i) => {
    const ends_ = Array(counts[i]).fill(-Infinity), put = [], ties = new Map();
    for (const key of lane) ties.set(times.get(key), (ties.get(times.get(key)) || 0) + 1);
    const seen = new Map();
    for (const key of lane) {
      const day = times.get(key), nth = seen.get(day) || 0; seen.set(day, nth + 1);
      const wanted = at(day, (nth + 0.5) / ties.get(day), W), row = ends_.indexOf(Math.min(...ends_)), x = Math.max(wanted, ends_[row]);
      ends_[row] = x + room; put.push([key, x, row]);
    }
    // What ran over the end is pushed back from there.
    const limit = Array(counts[i]).fill(W);
    for (let j = put.length - 1; j >= 0; j--) { const [, x, row] = put[j]; put[j][1] = Math.min(x, limit[row]); limit[row] = put[j][1] - room; }
    for (const [key, x, row] of put) { scene.keys.push(key); scene.at.set(key, { x: shift * x, y: y + 40 + row * tall }); }
    const high = counts[i] * tall + 22;
    scene.lanes.bands.push({ kind, y, high });
    y += high + 10;
  });
  scene.lanes.high = y;
  const months = [];
  if (timed.length) for (let day = number(iso(first).slice(0, 8) + "01"); day <= last; day = number(iso(day + 32).slice(0, 8) + "01")) months.push(day);
  let edge = -200;
  for (const day of months) { const x = at(day, 0, W); if (x - edge < 120) continue; edge = x; scene.lanes.marks.push({ x: shift * x, day: day < first ? first : day, month: day }); }
}
