// Search with suggestions: entities by any of their names, statements by their words and quotes.

const searchBox = document.getElementById("search");
const suggestions = document.getElementById("suggestions");
const search = { found: [], active: -1 };

entities.forEach((entity) => { entity.needle = [entity.name, ...entity.aliases].map(folded); });
statements.forEach((statement) => {
  statement.needle = folded([entities[statement.subject].name, statement.words, objectText(statement),
    ...statement.evidence.map((item) => item.quote)].join(" "));
});

function findings(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const rank = (names) => Math.min(...names.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 9)));
  const people = entities.map((entity) => ({ kind: "node", index: entity.index, rank: rank(entity.needle) })).filter((item) => item.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.index - b.index).slice(0, 7);
  const words = wanted.split(/\s+/);
  const said = statements.filter((item) => words.every((word) => item.needle.includes(word)))
    .sort((a, b) => b.needle.includes(wanted) - a.needle.includes(wanted) || a.index - b.index).slice(0, 5)
    .map((item) => ({ kind: "statement", index: item.index }));
  return [...people, ...said];
}

function suggest() {
  search.found = findings(searchBox.value);
  search.active = -1;
  const typed = searchBox.value.trim() !== "";
  suggestions.replaceChildren(...search.found.map(suggestion),
    ...(typed && !search.found.length ? [el("li", { class: "none" }, "Nothing found")] : []));
  suggestions.hidden = !typed;
  searchBox.setAttribute("aria-expanded", String(typed));
  searchBox.removeAttribute("aria-activedescendant");
}

function suggestion({ kind, index }, number) {
  const choose = (event) => { event.preventDefault(); chooseFinding(number); };
  const attributes = { role: "option", id: `suggestion-${number}`, "aria-selected": "false", onmousedown: choose };
  if (kind === "node") {
    const entity = entities[index];
    return el("li", attributes, typeSign(entity.type), el("span", { class: "row-label" }, entity.name),
      el("span", { class: "number" }, state.drawn.has(index) ? String(entity.about.length) : "not drawn yet"));
  }
  const statement = statements[index];
  return el("li", attributes, lineSign(statement.standing),
    el("span", { class: "row-label" }, `${entities[statement.subject].name} ${statement.words} ${objectText(statement)}`));
}

function chooseFinding(number) {
  const found = search.found[number];
  if (!found) return;
  closeSearch();
  searchBox.value = "";
  select(found.kind, found.index);
  panel.focus();
}

function closeSearch() {
  suggestions.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
}

function walkFindings(step) {
  const options = [...suggestions.querySelectorAll("[role=option]")];
  if (!options.length) return;
  search.active = (search.active + step + options.length) % options.length;
  options.forEach((option, number) => option.setAttribute("aria-selected", String(number === search.active)));
  options[search.active].scrollIntoView({ block: "nearest" });
  searchBox.setAttribute("aria-activedescendant", options[search.active].id);
}

searchBox.addEventListener("input", suggest);
searchBox.addEventListener("focus", suggest);
searchBox.addEventListener("blur", closeSearch);
searchBox.addEventListener("keydown", (event) => {
  const keys = {
    ArrowDown: () => walkFindings(1),
    ArrowUp: () => walkFindings(search.active < 0 ? 0 : -1),
    Enter: () => chooseFinding(Math.max(0, search.active)),
    Escape: () => { searchBox.value = ""; closeSearch(); },
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key]();
});
