"use strict";
// Narrows and sorts the table of people. All of it is on the page already; nothing is fetched or stored.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const byId = (id) => document.getElementById(id);
  const controls = byId("controls"), find = byId("find"), said = byId("said");
  const selects = ["department", "status", "grade", "only"].map(byId);
  const tallies = [...document.querySelectorAll("[data-tally]")];
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const people = [...table.tBodies[0].rows].map((row, place) => ({
    row, place, shown: true, keys: {}, data: row.dataset,
    text: fold(row.textContent.replace(/\s+/g, " ")),
    flags: new Set(row.dataset.flags.split(" ")),
  }));

  // Which options have anybody at all.
  for (const option of selects[3].options) {
    if (option.value && !people.some((p) => p.flags.has(option.value))) option.hidden = option.disabled = true;
  }

  // A first screen at once, the rest by slices once typing pauses, so that thousands of rows never hold up a key.
  const FIRST = 60, SLICE = 200, PAUSE = 80;
  const slowly = (rows, first, rest) => {
    let later = 0;
    return () => {
      clearTimeout(later);
      const todo = rows();
      first(todo.slice(0, FIRST));
      const step = (from) => {
        if (from >= todo.length) return;
        later = setTimeout(() => {
          rest(todo.slice(from, from + SLICE));
          step(from + SLICE);
        }, from === FIRST ? PAUSE : 0);
      };
      step(FIRST);
    };
  };
  const unhide = (some) => { for (const p of some) p.row.hidden = false; };
  const show = slowly(() => people.filter((p) => p.shown && p.row.hidden), unhide, unhide);
  const put = slowly(() => people.map((p) => p.row),
    (some) => table.tBodies[0].prepend(...some), (some) => table.tBodies[0].append(...some));

  let spoken = 0;
  const apply = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const [department, status, grade, only] = selects.map((s) => s.value);
    const counts = {};
    let shown = 0;
    for (const p of people) {
      const fits = (!department || p.data.department === department) && (!status || p.data.status === status) &&
        (!grade || p.data.grade === grade) && (!only || p.flags.has(only)) && words.every((w) => p.text.includes(w));
      if (fits) {
        shown += 1;
        counts[p.data.grade] = (counts[p.data.grade] || 0) + 1;
      }
      p.shown = fits;
      if (!fits && !p.row.hidden) p.row.hidden = true;
    }
    show();
    byId("shown").textContent = shown;
    for (const tally of tallies) tally.textContent = counts[tally.dataset.tally] || 0;
    byId("none").hidden = shown > 0;
    // A screen reader hears the count once typing pauses.
    clearTimeout(spoken);
    spoken = setTimeout(() => {
      said.textContent = said.dataset.words.replace("{shown}", shown).replace("{all}", people.length);
    }, 500);
  };

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const number = (text) => parseFloat(text.replace("−", "-").replace("±", ""));
  const keyOf = (p, column, name) => {
    const cell = p.row.cells[column], text = cell.dataset.key ?? cell.textContent.trim();
    if (text === "—" || text === "") return null;
    return ["total", "change", "grade"].includes(name) ? number(text) : text;
  };
  const sort = (button) => {
    const head = button.closest("th"), name = button.dataset.sort;
    const falling = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.cells) if (other.ariaSort) other.ariaSort = "none";
    head.ariaSort = falling ? "descending" : "ascending";
    for (const p of people) p.keys[name] ??= keyOf(p, head.cellIndex, name);
    people.sort((a, b) => {
      const [x, y] = [a.keys[name], b.keys[name]];
      if (x === null || y === null) return (x === null) - (y === null) || a.place - b.place;
      const order = typeof x === "number" ? x - y : collator.compare(x, y);
      return (falling ? -order : order) || a.place - b.place;
    });
    put();
  };

  const narrow = (only) => {
    controls.reset();
    const [kind, value] = only.includes(":") ? only.split(":") : ["only", only];
    byId(kind).value = value;
    apply();
  };

  controls.hidden = false;
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(apply));
  controls.addEventListener("input", apply);
  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sort(button);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-only]");
    if (link) narrow(link.dataset.only);
  });
  // Coming back from a report, the browser may have kept what was typed.
  window.addEventListener("pageshow", () => { if (find.value || selects.some((s) => s.value)) apply(); });
})();
