"use strict";
(() => {
  const { facts, marks } = JSON.parse(document.getElementById("data").textContent);
  const card = document.getElementById("card");
  const places = new Map(); // position of a fact -> its elements, in order of the text
  for (const element of document.querySelectorAll("mark")) {
    const fact = marks[element.dataset.m][0];
    if (!places.has(fact)) places.set(fact, []);
    places.get(fact).push(element);
  }
  const met = new Set();
  for (const element of document.querySelectorAll("mark")) { // the first piece of each mark is reached by the keyboard
    if (!met.has(element.dataset.m)) element.tabIndex = 0;
    met.add(element.dataset.m);
  }
  let pinned = false;
  let mouse = { x: -1, y: -1 };
  document.addEventListener("mousemove", (event) => { mouse = { x: event.clientX, y: event.clientY }; }, true);

  const make = (name, text, parent, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    if (parent) parent.append(element);
    return element;
  };
  const off = (element) => [...element.classList].some((name) => document.body.classList.contains("off-" + name));
  const around = (element) => { // the marks that an element stands in, the innermost first
    const found = [];
    for (let mark = element.closest("mark"); mark; mark = mark.parentElement.closest("mark")) if (!off(mark)) found.push(mark);
    return found;
  };
  const go = (fact) => {
    const element = (places.get(fact) || [])[0];
    if (!element) return;
    show(element.closest("article").id);
    element.scrollIntoView({ block: "center" });
    tell([element]);
    pin(true);
  };

  function tell(found) {
    clear();
    const told = new Set();
    for (const mark of found) {
      const [fact, note] = marks[mark.dataset.m];
      if (told.has(fact)) continue;
      told.add(fact);
      write(fact, note, [...mark.classList].filter((name) => name !== "on" && name !== "tied"));
    }
    const [first] = marks[found[0].dataset.m];
    for (const element of places.get(first)) element.classList.add("on");
    for (const tie of facts[first][3]) for (const element of places.get(tie[2]) || []) element.classList.add("tied");
    card.hidden = false;
    place(found[0]);
  }
  function write(fact, note, classes) {
    const [what, label, rows, ties] = facts[fact];
    const section = make("section", undefined, card);
    make("span", what, section, "chip " + classes.join(" "));
    make("h3", label, section);
    const list = make("dl", undefined, section);
    for (const [name, value] of rows) { make("dt", name, list); make("dd", value, list); }
    const groups = new Map();
    for (const tie of ties) groups.set(tie[0], [...(groups.get(tie[0]) || []), tie]);
    for (const [relation, group] of groups) {
      make("dt", relation, list);
      const items = make("ul", undefined, make("dd", undefined, list));
      for (const [, text, target, more] of group) {
        const item = make("li", undefined, items);
        const link = make(places.has(target) ? "a" : "span", text, item);
        if (places.has(target)) { link.href = "#"; link.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); go(target); }); }
        if (more) { item.append(" "); make("small", more, item); }
      }
    }
    if (note) make("p", note, section, "note");
  }
  function place(element) { // beside the line that is pointed at, on the side with room, never upon it
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const boxes = [...element.getClientRects()];
    const box = boxes.find((r) => mouse.y >= r.top - 2 && mouse.y <= r.bottom + 2 && mouse.x >= r.left && mouse.x <= r.right) || boxes[0];
    const below = height - box.bottom - 14, above = box.top - 14;
    card.style.maxHeight = "";
    card.style.left = Math.max(8, Math.min(box.left, width - card.offsetWidth - 8)) + "px";
    const under = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = Math.min(0.7 * height, Math.max(80, under ? below : above)) + "px";
    card.style.top = (under ? box.bottom + 6 : box.top - card.offsetHeight - 6) + "px";
  }
  function clear() {
    card.textContent = "";
    card.hidden = true;
    for (const element of document.querySelectorAll("mark.on, mark.tied")) element.classList.remove("on", "tied");
  }
  function pin(value) {
    pinned = value;
    card.classList.toggle("pinned", value);
    if (!value) clear();
  }
  function show(id) {
    const choice = document.getElementById("article");
    if (!choice) return;
    choice.value = id;
    for (const article of document.querySelectorAll("article")) article.hidden = article.id !== id;
    for (const list of document.querySelectorAll(".outline")) list.hidden = list.dataset.article !== id;
  }

  const main = document.querySelector("main");
  main.addEventListener("mouseover", (event) => {
    if (pinned) return;
    mouse = { x: event.clientX, y: event.clientY };
    const found = around(event.target);
    if (found.length) tell(found); else clear();
  });
  main.addEventListener("mouseleave", () => { if (!pinned) clear(); });
  main.addEventListener("focusin", (event) => {
    const found = around(event.target);
    if (found.length && !pinned) tell(found);
  });
  document.addEventListener("click", (event) => {
    if (card.contains(event.target)) return;
    const entry = event.target.closest("[data-fact]");
    if (entry) { event.preventDefault(); go(Number(entry.dataset.fact)); return; }
    const found = main.contains(event.target) ? around(event.target) : [];
    if (found.length) tell(found);
    pin(found.length > 0);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") pin(false);
    if (event.key === "Enter" && event.target.closest("mark")) { tell(around(event.target)); pin(true); }
  });

  const boxes = [...document.querySelectorAll("input[data-class]")];
  const switchBox = (box) => document.body.classList.toggle("off-" + box.dataset.class, !box.checked);
  for (const box of boxes) { switchBox(box); box.addEventListener("change", () => { pin(false); switchBox(box); }); }
  for (const button of document.querySelectorAll("fieldset button")) button.addEventListener("click", () => {
    const group = [...button.parentElement.querySelectorAll("input")];
    const wanted = !group.every((box) => box.checked);
    for (const box of group) { box.checked = wanted; switchBox(box); }
  });
  const choice = document.getElementById("article");
  if (choice) choice.addEventListener("change", () => { pin(false); show(choice.value); window.scrollTo(0, 0); });
})();
