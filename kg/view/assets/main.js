// Everything together: the header, selection, keys.

/** Select a node, an edge or a statement, or nothing; the picture, the panel and the address follow. */
function select(kind, index) {
  state.selection = kind ? { kind, index } : null;
  if (kind) document.getElementById("hint").hidden = true;
  const about = kind === "node" ? [index] : kind === "edge" ? [edges[index].source, edges[index].target] : kind ? statements[index].actors : [];
  draw(about);
  paint();
  fillPanel();
  refreshFilters();
  if (about.length) bringIntoView(about);
}

function summary() {
  const publishers = new Set(documents.map((item) => item.publisher).filter(Boolean)).size;
  const dates = documents.map((item) => (item.published || "").slice(0, 10)).filter(Boolean).sort();
  const span = dates.length ? niceSpan(dates[0], dates.at(-1)) : "";
  return [
    data.shown < data.total ? shownOf() : count(data.total, "entity", "entities"),
    count(statements.length, "statement"), count(documents.length, "article"), publishers ? count(publishers, "publisher") : "", span,
  ].filter(Boolean).join("  ·  ");
}

function shownOf() {
  const rest = entities.length === data.total ? "search finds the rest" : `search finds the ${entities.length.toLocaleString("en-US")} most important`;
  return `showing ${data.shown.toLocaleString("en-US")} of ${data.total.toLocaleString("en-US")} entities – ${rest}`;
}

let resized = 0;
let stageSize = "";

/** A stage that changes its size (a turned phone, the sheet) shows again what it is about. */
function stageResized() {
  const size = `${stage.clientWidth} ${stage.clientHeight}`;
  if (size === stageSize) return;
  stageSize = size;
  clearTimeout(resized);
  resized = setTimeout(() => {
    network.redraw();
    const { lit } = focus();
    if (lit.size && phone.matches) fit([...lit]);
    else if (!lit.size) fit();
  }, 260);
}

function stageKeys(event) {
  const keys = {
    ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60), ArrowDown: () => pan(0, 60),
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fit(),
  };
  if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  keys[event.key]();
}

function pageKeys(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    searchBox.focus();
  } else if (event.key === "Escape") {
    if (filters.classList.contains("open")) openFilters(false);
    else select(null);
  }
}

function listen() {
  const click = (id, action) => document.getElementById(id).addEventListener("click", action);
  click("theme", () => { theme.toggle(); paint(); });
  click("zoom-in", () => zoom(1.3));
  click("zoom-out", () => zoom(1 / 1.3));
  click("zoom-fit", () => fit());
  click("hint-close", () => { document.getElementById("hint").hidden = true; });
  click("nothing-reset", resetFilters);
  click("open-filters", () => openFilters(!filters.classList.contains("open")));
  click("sheet", () => openSheet(!panel.classList.contains("open")));
  stage.addEventListener("keydown", stageKeys);
  stage.addEventListener("mousemove", (event) => {
    const box = stage.getBoundingClientRect();
    stage.classList.toggle("over", Boolean(hovered || labelAt({ x: event.clientX - box.left, y: event.clientY - box.top })));
  });
  document.addEventListener("keydown", pageKeys);
  systemDark.addEventListener("change", () => { theme.apply(); paint(); });
  stageSize = `${stage.clientWidth} ${stage.clientHeight}`;
  new ResizeObserver(stageResized).observe(stage);
}

theme.apply();
document.getElementById("title").textContent = data.title;
document.getElementById("summary").textContent = summary();
stage.setAttribute("aria-label", `Picture of the graph: ${summary()}`);
if (!entities.length) {
  document.querySelector("#nothing span").textContent = "The graph is empty: no article has been added to it.";
  document.getElementById("nothing-reset").hidden = true;
}
if (phone.matches) searchBox.placeholder = "Search";
settle();
openNetwork();
buildFilters();
fillPanel();
paint();
fit(undefined, false);
listen();
root.dataset.ready = "true";
