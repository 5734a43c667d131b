"use strict";
// The page that `fazhi export --format html` writes. Everything it shows is in the element #data; it asks no network.
(() => {
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const NODES = DATA.nodes, EDGES = DATA.edges, TYPES = DATA.types, THEMES = DATA.themes, REPORTS = DATA.reports;
  const MANY = 220;          // nodes of a force layout that are shown at once
  const FONT = getComputedStyle(document.body).fontFamily;
  const BOX = 232, LINE = 18, PAD = 8, GAP = 9, STEP = 400; // boxes of a column layout, in units of the picture
  let lang = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";
  const say = (words) => words[lang === "zh" ? 0 : 1];
  const WORDS = {
    search: ["搜索名称、别名、原文", "Search names and quotes"], reports: ["报告", "Report"], all: ["全部报告", "All reports"],
    types: ["类型", "Types"], themes: ["主题", "Themes"], evidence: ["原文依据", "Evidence in the text"], near: ["相关", "Related"],
    pick: ["点击图中的节点,\n查看内容、相关事项和原文依据", "Click a node to see what it is,\nwhat it is tied to, and why"],
    hint: ["拖动平移,滚轮缩放,点击查看,双击看邻域;按 / 搜索,Esc 取消。", "Drag to pan, scroll to zoom, click to see more, double-click to see what is around; / to search, Esc to let go."],
    nothing: ["没有找到", "Nothing found"], text: ["查看全文", "Read in the full text"], around: ["邻域", "Around it"], line: ["行", "line"], page: ["页", "page"],
    confidence: ["可信度", "confidence"], report: ["报告", "report"], year: ["年度", "year"], more: ["还有", "and more:"],
    nodes: ["个节点", "nodes"], links: ["条关系", "links"], fewer: ["节点过多,只显示联系最多的部分;请选择报告、类型或主题", "too many to read: only the most connected are shown; choose a report, type or theme"],
    none: ["当前筛选下没有内容", "Nothing is left under these filters"], empty: ["请先选择一个节点或搜索", "Choose a node or search first"],
    value: ["数值", "value"], unit: ["单位", "unit"], qualifier: ["数值精度", "qualifier"], changePercent: ["变化百分比", "change in percent"], changeAbsolute: ["变化量", "absolute change"],
    kind: ["种类", "kind"], aliases: ["别名", "other names"], documentNumber: ["文号", "document number"], status: ["状态", "status"], role: ["作用", "role"], theme: ["主题", "theme"],
    measures: ["举措数", "measures"], mechanisms: ["机制数", "mechanisms"], bodies: ["机构数", "bodies"], weight: ["共有", "shared"],
  };
  const name = (row) => (lang === "zh" ? row.zh : row.en);
  const plain = (text) => String(text).normalize("NFKC").toLowerCase();

  // ---------------------------------------------------------------- what is near what
  const around = NODES.map(() => []);
  EDGES.forEach((edge, index) => { around[edge.s].push([edge.t, index, true]); around[edge.t].push([edge.s, index, false]); });
  const found = NODES.map((node) => plain([node.l, node.a.aliases || "", ...node.p.map((p) => quote(p))].join("\n")));
  function letters(report) { const r = REPORTS[report]; return (r.letters ||= Array.from(r.text)); }
  function quote(place) { return place.q !== undefined ? place.q : letters(place.r).slice(place.s, place.e).join(""); }

  // ---------------------------------------------------------------- the state
  const state = { view: DATA.start, report: -1, types: new Set(TYPES.map((_, i) => i)), themes: new Set(THEMES.map((_, i) => i)), selected: -1, over: -1 };
  let scene = { nodes: [], edges: [], columns: [], places: new Map() };
  let camera = { x: 0, y: 0, k: 1 }, moving = null;
  const canvas = $("canvas"), context = canvas.getContext("2d");

  function passes(index) {
    const node = NODES[index];
    if (!state.types.has(node.t)) return false;
    if (state.report >= 0 && node.r.length && !node.r.includes(state.report)) return false;
    if (state.themes.size === THEMES.length) return true;
    return node.h.some((theme) => state.themes.has(theme));
  }

  // ---------------------------------------------------------------- scenes: which nodes and edges, and where
  function build() {
    const view = DATA.views.find((row) => row.name === state.view);
    let nodes, edges, note = "";
    if (state.view === "around") {
      const near = new Set();
      if (state.selected >= 0) {
        near.add(state.selected);
        around[state.selected].forEach(([other]) => near.add(other));
        if (near.size < 30) [...near].forEach((one) => { if (around[one].length < 25) around[one].forEach(([other]) => near.add(other)); });
      } else note = say(WORDS.empty);
      nodes = [...near].filter((index) => index === state.selected || passes(index));
      edges = within(EDGES, nodes);
    } else {
      nodes = view.nodes.filter(passes);
      edges = within(view.edges || EDGES.filter((edge) => view.relations.includes(edge.k)), nodes);
      if (view.columns && (state.themes.size < THEMES.length || state.types.size < TYPES.length)) {
        const tied = new Set(edges.flatMap((edge) => [edge.s, edge.t]));
        nodes = nodes.filter((index) => tied.has(index) || TYPES[NODES[index].t].name !== "Theme");
      }
      if (!view.columns && nodes.length > MANY) {
        nodes = nodes.filter((index) => !["Report", "Section"].includes(TYPES[NODES[index].t].name)); // they are tied to all
        edges = within(edges, nodes);
        const degree = new Map(nodes.map((index) => [index, 0]));
        edges.forEach((edge) => { degree.set(edge.s, degree.get(edge.s) + 1); degree.set(edge.t, degree.get(edge.t) + 1); });
        nodes = nodes.sort((a, b) => degree.get(b) - degree.get(a)).slice(0, MANY);
        edges = within(edges, nodes);
        note = say(WORDS.fewer);
      }
      if (!nodes.length) note = say(WORDS.none);
    }
    const columns = view && view.columns;
    scene = columns ? inColumns(nodes, edges, columns) : byForce(nodes, edges);
    $("note").textContent = note || `${scene.nodes.length} ${say(WORDS.nodes)} · ${scene.edges.length} ${say(WORDS.links)}`;
    fit();
  }

  function within(edges, nodes) { const here = new Set(nodes); return edges.filter((edge) => here.has(edge.s) && here.has(edge.t)); }

  function wrapped(text, width, most) {
    context.font = `13px ${FONT}`;
    const lines = [""];
    for (const char of Array.from(text.replace(/\s+/g, " "))) {
      if (context.measureText(lines[lines.length - 1] + char).width > width) {
        if (lines.length === most) { lines[most - 1] = lines[most - 1].slice(0, -1) + "…"; break; }
        lines.push("");
      }
      lines[lines.length - 1] += char;
    }
    return lines;
  }

  function inColumns(nodes, edges, columns) {
    const places = new Map(), near = new Map(nodes.map((index) => [index, []]));
    edges.forEach((edge) => { near.get(edge.s).push(edge.t); near.get(edge.t).push(edge.s); });
    const stacks = columns.map((types) => nodes.filter((index) => types.includes(TYPES[NODES[index].t].name)));
    stacks.forEach((stack, column) => stack.forEach((index) => {
      const lines = wrapped(NODES[index].l, BOX - 2 * PAD, 3);
      places.set(index, { x: column * STEP, y: 0, w: BOX, h: lines.length * LINE + 2 * PAD - 2, lines, column });
    }));
    const height = (stack) => stack.reduce((sum, index) => sum + places.get(index).h + GAP, -GAP);
    const first = (index) => { const node = NODES[index]; return [Math.min(99, ...node.h), node.r[0] ?? 0, node.p[0]?.s ?? 0]; };
    const compare = (a, b) => { for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i]; return 0; };
    // The fullest column stands in the order of themes and of the text; the others beside what they are tied to.
    const fullest = stacks.indexOf(stacks.reduce((a, b) => (b.length > a.length ? b : a)));
    const middle = Math.max(...stacks.map(height)) / 2;
    stacks[fullest].sort((a, b) => compare(first(a), first(b)));
    pile(stacks[fullest], places, -1e9);
    center(stacks[fullest], places, middle);
    const order = columns.map((_, i) => i).filter((i) => i !== fullest).sort((a, b) => Math.abs(a - fullest) - Math.abs(b - fullest));
    for (const column of order) {
      const wish = new Map(stacks[column].map((index) => {
        const tied = near.get(index).filter((other) => places.get(other).column !== column).map((other) => places.get(other).y);
        return [index, tied.length ? tied.reduce((a, b) => a + b, 0) / tied.length : Infinity];
      }));
      stacks[column].sort((a, b) => (wish.get(a) === wish.get(b) ? compare(first(a), first(b)) : wish.get(a) - wish.get(b)));
      spread(stacks[column], wish, places, middle);
    }
    // A line that passes behind a column is drawn only when one of its ends is looked at, where the end has nearer ones.
    const apart = (edge) => Math.abs(places.get(edge.s).column - places.get(edge.t).column);
    const joined = new Set(edges.filter((edge) => apart(edge) === 1).flatMap((edge) => [edge.s, edge.t]));
    const far = new Set(edges.filter((edge) => apart(edge) > 1 && joined.has(edge.s) && joined.has(edge.t)));
    return { nodes, edges, places, far, columns: columns.map((types, i) => [i * STEP + BOX / 2, types]), boxes: true };
  }

  function pile(stack, places) { let y = 0; stack.forEach((index) => { const p = places.get(index); p.y = y; y += p.h + GAP; }); }
  function center(stack, places, middle) {
    if (!stack.length) return;
    const last = places.get(stack[stack.length - 1]), shift = middle - (last.y + last.h) / 2;
    stack.forEach((index) => { places.get(index).y += shift; });
  }
  // Boxes as near as can be to where they wish to be, without overlap: neighbours that would overlap move together.
  function spread(stack, wish, places, middle) {
    const groups = [];
    for (const index of stack) {
      const p = places.get(index), last = groups[groups.length - 1];
      const want = wish.get(index) === Infinity ? (last ? last.y + last.h + GAP : middle - p.h / 2) : wish.get(index);
      groups.push({ y: want, h: p.h, n: 1, members: [index] });
      while (groups.length > 1) {
        const b = groups[groups.length - 1], a = groups[groups.length - 2];
        if (a.y + a.h + GAP <= b.y) break;
        const h = a.h + GAP + b.h, y = (a.y * a.n + (b.y - a.h - GAP) * b.n) / (a.n + b.n);
        groups.splice(-2, 2, { y, h, n: a.n + b.n, members: [...a.members, ...b.members] });
      }
    }
    groups.forEach((group) => { let y = group.y; group.members.forEach((index) => { const p = places.get(index); p.y = y; y += p.h + GAP; }); });
  }

  function byForce(nodes, edges) {
    const places = new Map(), n = nodes.length, degree = new Map(nodes.map((index) => [index, 0]));
    edges.forEach((edge) => { const w = edge.w || 1; degree.set(edge.s, degree.get(edge.s) + w); degree.set(edge.t, degree.get(edge.t) + w); });
    nodes.forEach((index, i) => { // a sunflower: the same start each time
      const angle = i * 2.39996, far = 34 * Math.sqrt(i + 0.5);
      const size = 7 + 3.4 * Math.sqrt(degree.get(index)) * (TYPES[NODES[index].t].size || 1);
      places.set(index, { x: far * Math.cos(angle), y: far * Math.sin(angle), r: Math.min(size, 30), lone: !degree.get(index), dx: 0, dy: 0 });
    });
    const all = nodes.map((index) => places.get(index)), links = edges.map((edge) => [places.get(edge.s), places.get(edge.t), edge.w || 1]);
    const ideal = n < 40 ? 120 : 105, pull = n < 40 ? 2 : 1, rounds = n > 250 ? 140 : 320;
    for (let round = 0; round < rounds; round++) {
      const heat = 30 * (1 - round / rounds) + 0.4;
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) {
        const a = all[i], b = all[j];
        let x = a.x - b.x, y = (a.y - b.y) * 1.35, d = x * x + y * y;
        if (d > 490000) continue;
        if (d < 1) { x = 1 + i % 3; y = 1; d = 3; }
        const f = ideal * ideal * 0.55 / d;
        a.dx += x * f; a.dy += y * f; b.dx -= x * f; b.dy -= y * f;
      }
      for (const [a, b, w] of links) {
        const x = a.x - b.x, y = a.y - b.y, d = Math.hypot(x, y) || 1, f = (d - ideal * 0.6) / d * 0.12 * Math.min(1 + Math.log2(w), 2.5);
        a.dx -= x * f; a.dy -= y * f; b.dx += x * f; b.dy += y * f;
      }
      for (const p of all) {
        const g = pull * (p.lone ? 1.8 : 1); p.dx -= p.x * 0.035 * g; p.dy -= p.y * 0.05 * g;
        const d = Math.hypot(p.dx, p.dy) || 1, step = Math.min(d, heat);
        p.x += p.dx / d * step; p.y += p.dy / d * step; p.dx = p.dy = 0;
      }
    }
    return { nodes, edges, places, columns: [], boxes: false, degree };
  }

  // ---------------------------------------------------------------- the camera
  function bounds() {
    let box = [Infinity, Infinity, -Infinity, -Infinity];
    scene.places.forEach((p) => {
      const [l, t, r, b] = scene.boxes ? [p.x, p.y, p.x + p.w, p.y + p.h] : [p.x - p.r - 30, p.y - p.r - 8, p.x + p.r + 30, p.y + p.r + 22];
      box = [Math.min(box[0], l), Math.min(box[1], t), Math.max(box[2], r), Math.max(box[3], b)];
    });
    return box;
  }
  function fit() {
    const [l, t, r, b] = bounds(), w = canvas.clientWidth, h = canvas.clientHeight;
    if (!(r > l)) { camera = { x: 0, y: 0, k: 1 }; return draw(); }
    const top = scene.boxes ? 44 : 24, margin = 30;
    let k = Math.min((w - 2 * margin - 40) / (r - l), (h - top - margin) / (b - t), 1.5);
    if (scene.boxes && k < 0.62) k = Math.min(0.8, (w - 2 * margin) / (r - l)); // a long column: readable, and to be scrolled
    const y = (b - t) * k > h - top - margin ? top - t * k : (h + top - margin) / 2 - (t + b) / 2 * k;
    camera = { k, x: (w - 40) / 2 - (l + r) / 2 * k, y };
    draw();
  }
  function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    const k = Math.max(0.08, Math.min(4, camera.k * factor)), real = k / camera.k;
    camera = { k, x: x - (x - camera.x) * real, y: y - (y - camera.y) * real };
    draw();
  }
  function show(index) { // bring a node into sight
    const p = scene.places.get(index);
    if (!p) return;
    const x = (p.x + (p.w || 0) / 2) * camera.k + camera.x, y = (p.y + (p.h || 0) / 2) * camera.k + camera.y, w = canvas.clientWidth, h = canvas.clientHeight;
    if (x < 60 || y < 60 || x > w - 60 || y > h - 60) { camera.x += w / 2 - x; camera.y += h / 2 - y; }
    draw();
  }

  // ---------------------------------------------------------------- drawing
  let asked = false;
  function draw() { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; paint(); }); } }
  function lit() {
    const focus = state.over >= 0 && scene.places.has(state.over) ? state.over : scene.places.has(state.selected) ? state.selected : -1;
    if (focus < 0) return null;
    const here = new Set([focus]);
    scene.edges.forEach((edge) => { if (edge.s === focus) here.add(edge.t); if (edge.t === focus) here.add(edge.s); });
    return { focus, here };
  }
  function paint() {
    const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
    if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) { canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio); }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, w, h);
    context.setTransform(ratio * camera.k, 0, 0, ratio * camera.k, ratio * camera.x, ratio * camera.y);
    const light = lit();
    for (const strong of [false, true]) scene.edges.forEach((edge) => {
      const on = light && (edge.s === light.focus || edge.t === light.focus);
      if (!!on === strong && (on || !scene.far || !scene.far.has(edge))) stroke(edge, on, light && !on);
    });
    if (scene.boxes) scene.nodes.forEach((index) => box(index, light)); else dots(light);
    head();
  }
  function colour(index) { const node = NODES[index]; return TYPES[node.t].name === "Theme" && node.h.length ? THEMES[node.h[0]].colour : TYPES[node.t].colour; }
  function ink(edge) {
    const theme = [edge.s, edge.t].map((index) => NODES[index].h[0]).find((h) => h !== undefined);
    return scene.boxes && theme !== undefined ? THEMES[theme].colour : "#8d99a6";
  }
  function stroke(edge, on, dim) {
    const a = scene.places.get(edge.s), b = scene.places.get(edge.t);
    context.globalAlpha = on ? 0.95 : dim ? 0.1 : 0.5;
    context.strokeStyle = ink(edge);
    context.lineWidth = (on ? 2.2 : 1.4) * (edge.w ? Math.min(1 + 0.9 * (edge.w - 1), 6) : 1);
    context.beginPath();
    if (scene.boxes) {
      const [p, q] = a.x <= b.x ? [a, b] : [b, a], same = p.x === q.x;
      const x1 = p.x + p.w, y1 = p.y + p.h / 2, x2 = same ? q.x + q.w : q.x, y2 = q.y + q.h / 2, bend = same ? 60 : (x2 - x1) * 0.5;
      context.moveTo(x1, y1);
      context.bezierCurveTo(x1 + bend, y1, same ? x2 + bend : x2 - bend, y2, x2, y2);
    } else { context.moveTo(a.x, a.y); context.lineTo(b.x, b.y); }
    context.stroke();
    context.globalAlpha = 1;
  }
  function box(index, light) {
    const p = scene.places.get(index), dim = light && !light.here.has(index), tint = colour(index), theme = TYPES[NODES[index].t].name === "Theme";
    context.globalAlpha = dim ? 0.28 : 1;
    context.fillStyle = theme ? tint : "#ffffff";
    context.strokeStyle = index === state.selected ? "#1f2933" : theme ? tint : "#d5dbe2";
    context.lineWidth = index === state.selected ? 2.5 : 1.2;
    context.beginPath(); context.roundRect(p.x, p.y, p.w, p.h, 7); context.fill(); context.stroke();
    if (!theme) { context.fillStyle = tint; context.beginPath(); context.roundRect(p.x, p.y, 5, p.h, [7, 0, 0, 7]); context.fill(); }
    context.fillStyle = theme ? "#ffffff" : "#1f2933";
    context.font = `13px ${FONT}`; context.textBaseline = "middle"; context.textAlign = "left";
    p.lines.forEach((line, i) => context.fillText(line, p.x + PAD + 3, p.y + PAD + LINE * (i + 0.5) - 1));
    context.globalAlpha = 1;
  }
  function dots(light) {
    const order = [...scene.nodes].sort((a, b) => scene.degree.get(b) - scene.degree.get(a));
    [...order].reverse().forEach((index) => {
      const p = scene.places.get(index);
      context.globalAlpha = light && !light.here.has(index) ? 0.22 : 1;
      context.fillStyle = colour(index); context.strokeStyle = index === state.selected ? "#1f2933" : "#ffffff";
      context.lineWidth = index === state.selected ? 3 : 1.5;
      context.beginPath(); context.arc(p.x, p.y, Math.max(p.r, 4 / camera.k), 0, 7); context.fill(); context.stroke();
    });
    // Labels below the dots: the most connected first; one that would cover another is left out until there is room.
    const taken = order.map((index) => { const p = scene.places.get(index); return [p.x - p.r * 0.8, p.y - p.r * 0.8, p.x + p.r * 0.8, p.y + p.r * 0.8, index]; });
    const size = 12.5 / Math.min(camera.k, 1.25);
    context.font = `${size}px ${FONT}`; context.textAlign = "center"; context.textBaseline = "top"; context.lineJoin = "round";
    const first = light ? [light.focus, ...order.filter((index) => index !== light.focus && light.here.has(index)), ...order.filter((index) => !light.here.has(index))] : order;
    first.forEach((index) => {
      const p = scene.places.get(index), text = Array.from(NODES[index].l), label = text.length > 18 ? text.slice(0, 17).join("") + "…" : text.join("");
      const w = context.measureText(label).width / 2 + 2, y = p.y + p.r + 2, area = [p.x - w, y, p.x + w, y + size * 1.2];
      if (taken.some((t) => t[4] !== index && t[0] < area[2] && t[2] > area[0] && t[1] < area[3] && t[3] > area[1]) && !(light && index === light.focus)) return;
      taken.push([...area, -2]);
      context.globalAlpha = light && !light.here.has(index) ? 0.25 : 1;
      context.strokeStyle = "#f6f7f9"; context.lineWidth = 3.5; context.strokeText(label, p.x, y);
      context.fillStyle = "#1f2933"; context.fillText(label, p.x, y);
    });
    context.globalAlpha = 1;
  }
  function head() {
    const columns = $("columns");
    columns.replaceChildren(...scene.columns.map(([x, types]) => {
      const span = document.createElement("span");
      span.textContent = types.map((type) => name(TYPES.find((row) => row.name === type))).join(" / ");
      span.style.left = `${x * camera.k + camera.x}px`;
      return span;
    }));
  }

  // ---------------------------------------------------------------- the pointer
  function at(event) {
    const rect = canvas.getBoundingClientRect(), x = (event.clientX - rect.left - camera.x) / camera.k, y = (event.clientY - rect.top - camera.y) / camera.k;
    for (let i = scene.nodes.length - 1; i >= 0; i--) {
      const index = scene.nodes[i], p = scene.places.get(index);
      if (scene.boxes ? x >= p.x && x <= p.x + p.w && y >= p.y && y <= p.y + p.h : Math.hypot(x - p.x, y - p.y) <= Math.max(p.r, 9 / camera.k)) return index;
    }
    return -1;
  }
  const pointers = new Map();
  canvas.addEventListener("pointerdown", (event) => { pointers.set(event.pointerId, event); moving = { x: event.clientX, y: event.clientY, far: 0 }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (pointers.size === 2 && pointers.has(event.pointerId)) { // two fingers
      const [a, b] = [...pointers.values()], before = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      pointers.set(event.pointerId, event);
      const [c, d] = [...pointers.values()], rect = canvas.getBoundingClientRect();
      zoom(Math.hypot(c.clientX - d.clientX, c.clientY - d.clientY) / (before || 1), (c.clientX + d.clientX) / 2 - rect.left, (c.clientY + d.clientY) / 2 - rect.top);
      return;
    }
    if (moving && pointers.has(event.pointerId)) {
      const x = event.clientX - moving.x, y = event.clientY - moving.y;
      moving = { x: event.clientX, y: event.clientY, far: moving.far + Math.abs(x) + Math.abs(y) };
      pointers.set(event.pointerId, event);
      if (moving.far > 4) { camera.x += x; camera.y += y; canvas.classList.add("drag"); draw(); }
      return;
    }
    const over = at(event);
    if (over !== state.over) { state.over = over; canvas.classList.toggle("over", over >= 0); draw(); }
    tip(event, over);
  });
  function release(event) {
    pointers.delete(event.pointerId);
    canvas.classList.remove("drag");
    if (moving && moving.far <= 4 && event.type === "pointerup") select(at(event));
    moving = null;
  }
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { state.over = -1; $("tip").hidden = true; draw(); });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const rect = canvas.getBoundingClientRect();
    if (event.ctrlKey || !scene.boxes) return zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX - rect.left, event.clientY - rect.top);
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) { camera.x -= event.deltaX || event.deltaY; return draw(); }
    zoom(Math.exp(-event.deltaY * 0.0016), event.clientX - rect.left, event.clientY - rect.top);
  }, { passive: false });
  canvas.addEventListener("dblclick", (event) => { const index = at(event); if (index >= 0) { select(index); go("around"); } });
  function tip(event, index) {
    const box = $("tip");
    box.hidden = index < 0;
    if (index < 0) return;
    box.textContent = NODES[index].l;
    const rect = $("stage").getBoundingClientRect(), x = event.clientX - rect.left + 14, y = event.clientY - rect.top + 16;
    box.style.left = `${Math.min(x, rect.width - box.offsetWidth - 8)}px`;
    box.style.top = `${y + box.offsetHeight > rect.height ? y - box.offsetHeight - 26 : y}px`;
  }

  // ---------------------------------------------------------------- the panels
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, found] of Object.entries(attributes)) { if (key === "onclick") element.addEventListener("click", found); else if (key === "style") element.style.cssText = found; else element.setAttribute(key, found); }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }
  const dot = (tint) => make("i", { class: "dot", style: `background:${tint}` });
  function select(index) {
    state.selected = index;
    if (state.view === "around") { build(); } else draw();
    details();
  }
  function choose(index) { // from a list: go to where it can be seen
    state.selected = index;
    if (!scene.places.has(index) || state.view === "around") {
      const home = DATA.views.find((row) => row.home.includes(TYPES[NODES[index].t].name) && row.nodes.includes(index));
      if (!passes(index)) { state.report = -1; TYPES.forEach((_, i) => state.types.add(i)); THEMES.forEach((_, i) => state.themes.add(i)); chips(); }
      state.view = home && state.view !== "around" ? home.name : "around";
      tabs(); build();
    }
    details(); show(index);
  }
  function go(view) { state.view = view; tabs(); build(); if (state.selected >= 0) show(state.selected); }

  function details() {
    const panel = $("right");
    if (state.selected < 0) { panel.replaceChildren(make("p", { class: "empty", style: "white-space:pre-line" }, say(WORDS.pick))); return; }
    const index = state.selected, node = NODES[index], type = TYPES[node.t];
    const rows = [];
    if (node.h.length && ["Measure", "Shortcoming"].includes(type.name)) rows.push([say(WORDS.theme), node.h.map((h) => name(THEMES[h])).join("、")]);
    for (const [key, value] of Object.entries(node.a)) rows.push([WORDS[key] ? say(WORDS[key]) : key, DATA.codes[value] ? name(DATA.codes[value]) : String(value)]);
    if (node.r.length) rows.push([say(WORDS.report), node.r.slice(0, 4).map((r) => REPORTS[r].title).join("\n") + (node.r.length > 4 ? ` … (${node.r.length})` : "")]);
    if (node.p.length) rows.push([say(WORDS.confidence), String(node.c)]);
    const list = make("dl", {});
    rows.forEach(([term, value]) => list.append(make("dt", {}, term), make("dd", { style: "white-space:pre-line" }, value)));
    const parts = [
      make("div", { class: "kind" }, dot(colour(index)), name(type)), make("h3", {}, node.l), list,
    ];
    if (state.view !== "around") parts.push(make("p", {}, make("button", { class: "link", type: "button", onclick: () => go("around") }, `${say(WORDS.around)} →`)));
    if (node.p.length) {
      parts.push(make("h2", {}, `${say(WORDS.evidence)} (${node.p.length})`));
      node.p.slice(0, 6).forEach((place) => parts.push(cited(place)));
      if (node.p.length > 6) parts.push(make("p", { class: "kind" }, `${say(WORDS.more)} ${node.p.length - 6}`));
    }
    const groups = new Map();
    around[index].forEach(([other, edge, out]) => { const key = `${out ? "→" : "←"} ${name(DATA.relations[EDGES[edge].k])}`; if (!groups.has(key)) groups.set(key, []); groups.get(key).push([other, EDGES[edge]]); });
    if (DATA.cooperation) DATA.cooperation.forEach((edge) => { if (edge.s === index || edge.t === index) { const key = `↔ ${name(DATA.relations.cooperatesWith)}`; if (!groups.has(key)) groups.set(key, []); groups.get(key).push([edge.s === index ? edge.t : edge.s, edge]); } });
    groups.forEach((members, key) => {
      parts.push(make("h2", {}, `${key} (${members.length})`));
      const ul = make("ul", { class: "near" });
      members.slice(0, 60).forEach(([other, edge]) => {
        const why = edge.w ? `${say(WORDS.weight)} ${edge.w}: ${edge.m}` : edge.q && edge.q !== NODES[other].l && edge.q !== node.l ? `“${edge.q}”` : "";
        const facts = [why, edge.c < 1 ? `${say(WORDS.confidence)} ${edge.c}` : ""].filter(Boolean).join(" · ");
        ul.append(make("li", {}, dot(colour(other)), make("div", {}, make("button", { class: "link", type: "button", onclick: () => choose(other) }, NODES[other].l), facts ? make("small", {}, facts) : null)));
      });
      if (members.length > 60) ul.append(make("li", {}, `${say(WORDS.more)} ${members.length - 60}`));
      parts.push(ul);
    });
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
  }

  function cited(place) {
    const quoted = make("blockquote", {});
    if (place.r >= 0 && place.e > place.s) {
      const all = letters(place.r), from = Math.max(0, place.s - 60), to = Math.min(all.length, place.e + 60);
      quoted.append((from ? "…" : "") + all.slice(from, place.s).join("").replace(/\s*\n\s*/g, " "), make("mark", {}, all.slice(place.s, place.e).join("")), all.slice(place.e, to).join("").replace(/\s*\n\s*/g, " ") + (to < all.length ? "…" : ""));
    } else quoted.append(make("mark", {}, quote(place)));
    const facts = [place.p ? `${say(WORDS.page)} ${place.p}` : null, place.n ? `${say(WORDS.line)} ${place.n}` : null, place.u, `${say(WORDS.confidence)} ${place.c}`].filter(Boolean);
    const foot = make("footer", {}, facts.join(" · "));
    if (place.r >= 0) foot.append(make("button", { class: "link", type: "button", onclick: () => read(place) }, say(WORDS.text)));
    quoted.append(foot);
    return quoted;
  }

  function read(place) {
    const all = letters(place.r), dialog = $("reader");
    dialog.querySelector("h2").textContent = REPORTS[place.r].title;
    const mark = make("mark", {}, all.slice(place.s, place.e).join(""));
    $("text").replaceChildren(all.slice(0, place.s).join(""), mark, all.slice(place.e).join(""));
    dialog.showModal();
    mark.scrollIntoView({ block: "center" });
  }

  function search() {
    const asked = plain($("search").value.trim()), list = $("results");
    if (!asked) { list.replaceChildren(); return; }
    const hits = [];
    found.forEach((text, index) => {
      const place = text.indexOf(asked);
      if (place >= 0) hits.push([plain(NODES[index].l).indexOf(asked) >= 0 ? 0 : 1, NODES[index].l.length, index]);
    });
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    list.replaceChildren(...(hits.length ? hits.slice(0, 12).map(([, , index]) =>
      make("li", { onclick: () => choose(index) }, dot(colour(index)), make("div", {}, NODES[index].l.slice(0, 60), " ", make("small", {}, name(TYPES[NODES[index].t])))))
      : [make("li", {}, say(WORDS.nothing))]));
    if (hits.length > 12) list.append(make("li", {}, make("small", {}, `${say(WORDS.more)} ${hits.length - 12}`)));
  }

  function chips() {
    const counts = TYPES.map(() => 0), byTheme = THEMES.map(() => 0);
    const themed = ["Measure", "Shortcoming"].some((kind) => TYPES.some((row) => row.name === kind)); // a view may have neither
    NODES.forEach((node) => { counts[node.t]++; if (!themed || ["Measure", "Shortcoming"].includes(TYPES[node.t].name)) node.h.forEach((h) => byTheme[h]++); });
    const chip = (row, i, set, count, tint) => make("button", { type: "button", "aria-pressed": set.has(i), title: lang === "zh" ? row.en : row.zh, onclick: () => toggle(set, i, tint) }, dot(row.colour), make("span", {}, name(row)), make("small", {}, String(count[i])));
    $("types").replaceChildren(...TYPES.map((row, i) => chip(row, i, state.types, counts)));
    $("themes").replaceChildren(...THEMES.map((row, i) => chip(row, i, state.themes, byTheme)));
    $("report").value = String(state.report);
  }
  // The first click shows one alone; further clicks add or take away; when none is left, all are shown again.
  function toggle(set, i) {
    const all = set === state.types ? TYPES : THEMES;
    if (set === state.themes && set.size === all.length) { set.clear(); set.add(i); } else if (set.has(i)) set.delete(i); else set.add(i);
    if (!set.size) all.forEach((_, j) => set.add(j));
    chips(); build();
  }
  function tabs() {
    const rows = [...DATA.views, { name: "around", zh: WORDS.around[0], en: WORDS.around[1] }];
    $("views").replaceChildren(...rows.map((row) => make("button", { type: "button", role: "tab", "aria-selected": row.name === state.view, "data-view": row.name, onclick: () => go(row.name) }, name(row))));
  }
  function words() {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    $("title").textContent = REPORTS.length === 1 ? REPORTS[0].title : lang === "zh" ? `法治政府建设年度报告(${REPORTS.length} 份)` : `${REPORTS.length} reports on rule-of-law work`;
    $("title").title = $("title").textContent;
    $("subtitle").textContent = `${NODES.length} ${say(WORDS.nodes)} · ${EDGES.length} ${say(WORDS.links)}`;
    $("search").placeholder = say(WORDS.search); $("hint").textContent = say(WORDS.hint);
    $("types-heading").textContent = say(WORDS.types); $("themes-heading").textContent = say(WORDS.themes);
    $("reports").querySelector("h2").textContent = say(WORDS.reports); $("reports").hidden = REPORTS.length < 2;
    $("report").replaceChildren(make("option", { value: -1 }, say(WORDS.all)), ...REPORTS.map((row, i) => make("option", { value: i }, row.title)));
    $("language").textContent = lang === "zh" ? "EN" : "中文";
    tabs(); chips(); details(); search(); build();
  }

  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (event) => { if (event.key === "Enter") { const first = $("results").querySelector("li"); if (first) first.click(); } });
  $("report").addEventListener("change", () => { state.report = Number($("report").value); chips(); build(); });
  $("language").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; words(); });
  $("in").addEventListener("click", () => zoom(1.3)); $("out").addEventListener("click", () => zoom(1 / 1.3)); $("fit").addEventListener("click", fit);
  document.addEventListener("keydown", (event) => {
    if (event.target.tagName === "INPUT" || $("reader").open) { if (event.key === "Escape") event.target.blur(); return; }
    if (event.key === "/") { event.preventDefault(); $("search").focus(); $("search").select(); }
    else if (event.key === "Escape") select(-1);
    else if (event.key === "+" || event.key === "=") zoom(1.2); else if (event.key === "-") zoom(1 / 1.2); else if (event.key === "0") fit();
  });
  window.addEventListener("resize", fit);
  const crowded = DATA.views.find((row) => row.name === state.view);
  if (REPORTS.length > 1 && crowded && crowded.nodes.length > 150) state.report = 0;
  words();
  // For tests and for people with a console: where a node stands on the screen.
  window.fazhi = { data: DATA, state, select, choose, go, screen: (index) => { const p = scene.places.get(index), r = canvas.getBoundingClientRect(); return p && [r.left + (p.x + (p.w || 0) / 2) * camera.k + camera.x, r.top + (p.y + (p.h || 0) / 2) * camera.k + camera.y]; }, shown: () => scene.nodes.length };
})();
