// The legend: every row is a filter with its count.

const filters = document.getElementById("filters");

const FACETS = [
  { key: "types", title: "Who and what", counts: () => tally(entities.map((entity) => entity.type)), order: Object.keys(data.looks.types),
    label: (name) => data.looks.types[name].label, sign: typeSign },
  { key: "standings", title: "How it is said", counts: () => tally(statements.map((item) => item.standing)), order: Object.keys(data.looks.standings),
    label: (name) => data.looks.standings[name].label, sign: lineSign },
  { key: "publishers", title: "Published by", counts: () => tally(statements.flatMap((item) => [...item.publishers])),
    label: (name) => name || "Unknown publisher" },
  { key: "events", title: "Kind of event", counts: () => tally(statements.map((item) => item.event || "")), folded: true,
    label: (name) => (name ? eventWords(name) : "No event") },
];

function tally(names) {
  const found = new Map();
  names.forEach((name) => found.set(name, (found.get(name) || 0) + 1));
  return found;
}

function buildFilters() {
  filters.replaceChildren(
    el("div", { class: "filters-head" }, el("h2", {}, "Legend"),
      el("button", { type: "button", class: "link", id: "reset", onclick: resetFilters }, "Show all"),
      el("button", { type: "button", class: "close narrow-only", "aria-label": "Close the filters", onclick: () => openFilters(false) }, "×")),
    ...FACETS.map(facet).filter(Boolean),
    el("label", { class: "row lonely" }, el("input", { type: "checkbox", id: "lonely", onchange: toggleLonely }),
      el("span", { class: "row-label" }, "Hide unconnected"), el("span", { class: "number", id: "lonely-count" })),
    el("p", { class: "key" }, "Thicker lines have more sources. Larger signs are said more about.",
      edges.some((edge) => edge.standing === "disputed") ? [" ", lineSign("disputed"), " Sources disagree."] : null),
  );
  refreshFilters();
}

function facet({ key, title, counts, order: wanted, label, sign, folded: closed }) {
  const found = counts();
  const names = wanted ? wanted.filter((name) => found.has(name)) : [...found.keys()].sort((a, b) => found.get(b) - found.get(a) || (a < b ? -1 : 1));
  if (!names.length || (names.length === 1 && !wanted)) return null;
  const rows = names.map((name) => el("div", { class: "row-wrap" },
    el("label", { class: "row" },
      el("input", { type: "checkbox", checked: true, "data-facet": key, "data-name": name, onchange: (event) => toggle(key, name, event.target.checked) }),
      sign ? sign(name) : null, el("span", { class: "row-label" }, label(name)),
      el("span", { class: "number" }, found.get(name).toLocaleString("en-US"))),
    names.length > 1 ? el("button", { type: "button", class: "only", "aria-label": `Only ${label(name)}`, onclick: () => only(key, names, name) }, "only") : null));
  return closed
    ? el("details", { class: "facet" }, el("summary", {}, title), rows)
    : el("fieldset", { class: "facet" }, el("legend", {}, title), rows);
}

function toggle(key, name, shown) {
  if (shown) state.off[key].delete(name);
  else state.off[key].add(name);
  filtersChanged();
}

/** Show one row of a facet alone; a second time, all of them again. */
function only(key, names, name) {
  const alone = names.every((other) => on(key, other) === (other === name));
  state.off[key] = new Set(alone ? [] : names.filter((other) => other !== name));
  filtersChanged();
}

function resetFilters() {
  Object.values(state.off).forEach((names) => names.clear());
  filtersChanged();
}

function toggleLonely(event) {
  state.hideLonely = event.target.checked;
  filtersChanged();
  fit();
}

function filtersChanged() {
  refreshFilters();
  paint();
  fillPanel();
}

function refreshFilters() {
  for (const box of filters.querySelectorAll("input[data-facet]")) box.checked = on(box.dataset.facet, box.dataset.name);
  document.getElementById("lonely").checked = state.hideLonely;
  document.getElementById("lonely-count").textContent =
    entities.filter((entity) => state.drawn.has(entity.index) && isLonely(entity)).length.toLocaleString("en-US");
  document.getElementById("reset").hidden = Object.values(state.off).every((names) => names.size === 0);
}

function openFilters(open) {
  filters.classList.toggle("open", open);
  document.getElementById("open-filters").setAttribute("aria-expanded", String(open));
  if (open) filters.querySelector(".close").focus();
}
