// The panel: the list of statements, who an entity is, and the evidence of an edge or statement.

const panel = document.getElementById("panel");
const body = document.getElementById("panel-body");
const sheet = document.getElementById("sheet");
const PAGE = 150;
const ORDERS = {
  newest: { label: "Newest first", by: (a, b) => order(lastPublished(b).slice(0, 10), lastPublished(a).slice(0, 10)) || order(b.time || "", a.time || "") || a.index - b.index },
  oldest: { label: "Oldest first", by: (a, b) => order(whenKey(a) || "9", whenKey(b) || "9") || a.index - b.index },
  support: { label: "Most sources first", by: (a, b) => b.publishers.size - a.publishers.size || b.confidence - a.confidence || a.index - b.index },
};
let listOrder = "newest";
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function openSheet(open) {
  panel.classList.toggle("open", open);
  sheet.setAttribute("aria-expanded", String(open));
}

/** Show what is selected, or everything. */
function fillPanel() {
  const { kind, index } = state.selection || {};
  const content = kind === "node" ? entityPage(entities[index])
    : kind === "edge" ? edgePage(edges[index])
      : kind === "statement" ? statementPage(statements[index]) : overview();
  body.replaceChildren(...content);
  body.scrollTop = 0;
  sheet.textContent = kind === undefined ? count(statements.filter(passes).length, "statement") : body.querySelector("h2").textContent.slice(0, 80);
  openSheet(kind !== undefined);
}

const back = () => el("button", { type: "button", class: "back", onclick: () => select(null) }, "← All statements");
const heading = (text, number) => el("h3", {}, text, number === undefined ? null : el("span", { class: "number" }, String(number)));

// --- everything ---

function overview() {
  const found = statements.filter(passes).sort(ORDERS[listOrder].by);
  const chooser = el("select", { "aria-label": "Order of the statements", onchange: (event) => { listOrder = event.target.value; fillPanel(); } },
    Object.entries(ORDERS).map(([name, { label }]) => el("option", { value: name, selected: name === listOrder }, label)));
  return [
    el("div", { class: "list-head" }, el("h2", {}, "Statements"), el("span", { class: "number" }, found.length.toLocaleString("en-US")), chooser),
    el("p", { class: "lead" }, "Each line of the picture is something that an article says. Choose one to read the words it rests on."),
    ...statementList(found),
  ];
}

/** A list of statements as buttons, a page at a time. */
function statementList(found, { from = null } = {}) {
  if (!found.length) return [el("p", { class: "quiet" }, "None pass the filters.")];
  const list = el("ol", { class: "statements" });
  const more = el("button", { type: "button", class: "more", onclick: () => add() });
  const add = () => {
    const start = list.children.length;
    list.append(...found.slice(start, start + PAGE).map((item) => statementLine(item, from)));
    const left = found.length - list.children.length;
    more.textContent = `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en-US")}`;
    more.hidden = left === 0;
  };
  add();
  return [list, more];
}

const publishers = new Set(statements.flatMap((statement) => [...statement.publishers]));

function statementLine(statement, from) {
  const said = el("span", { class: "said" }, el("b", {}, entities[statement.subject].name), " ",
    el("i", { class: `tone-${statement.standing}` }, statement.words), objectText(statement) ? " " : "", el("b", {}, objectText(statement)));
  const when = statement.time ? niceDate(statement.time) : "";
  const published = niceDate(from === null && listOrder === "newest" ? lastPublished(statement) : firstPublished(statement));
  const reported = published && published !== when && (!when || from === null) ? `reported ${published}` : "";
  const names = [...statement.publishers].map((name) => name || "unknown publisher");
  const source = names.length > 1 ? `${names.length} publishers` : publishers.size > 1 ? names[0] : "";
  return el("li", {}, el("button", {
    type: "button", class: "statement", "data-statement": statement.id, onclick: () => select("statement", statement.index),
  }, lineSign(statement.standing), said, el("span", { class: "meta" },
    [when, reported, source, from === null && statement.standing !== "fact" ? data.looks.standings[statement.standing].label.toLowerCase() : ""]
      .filter(Boolean).join(" · "))));
}

// --- an entity ---

function entityPage(entity) {
  const about = passing(entity.about).sort(ORDERS.oldest.by);
  const says = passing(entity.says).sort(ORDERS.oldest.by);
  const mentioned = passing(entity.mentioned).sort(ORDERS.oldest.by);
  const left = neighbours(entity).filter((number) => !state.drawn.has(number)).length;
  return [
    back(),
    el("p", { class: "kind" }, typeSign(entity.type), entity.type),
    el("h2", { class: "name" }, entity.name),
    entity.aliases.length ? el("p", { class: "aliases" }, "also ", entity.aliases.slice(0, 12).map((alias, number) => [number ? ", " : "", el("span", {}, alias)])) : null,
    identityLinks(entity),
    left ? el("button", { type: "button", class: "action", onclick: () => expand(entity.index) }, `Show ${count(left, "more connection")} in the picture`) : null,
    ...section("Timeline", about, entity),
    ...section("As a source, it says", says, entity),
    ...section("Also mentioned in", mentioned, entity),
    about.length + says.length + mentioned.length ? null : el("p", { class: "quiet" }, "No statement about it passes the filters."),
  ].filter(Boolean);
}

const section = (title, found, entity) => (found.length ? [heading(title, found.length), ...statementList(found, { from: entity })] : []);

function identityLinks(entity) {
  const wikidata = /^Q\d+$/.test(entity.wikidata || "") ? link(`https://www.wikidata.org/wiki/${entity.wikidata}`, `Wikidata ${entity.wikidata} ↗`) : null;
  const title = entity.wikipedia || "";
  const page = /^[a-z][a-z0-9+.-]*:/i.test(title) ? title : title && `https://en.wikipedia.org/wiki/${encodeURIComponent(title.replace(/ /g, "_"))}`;
  const wikipedia = link(page, "Wikipedia ↗");
  return wikidata || wikipedia ? el("p", { class: "links" }, wikidata, wikipedia) : null;
}

const entityButton = (number) => el("button", { type: "button", class: "entity", onclick: () => select("node", number) },
  typeSign(entities[number].type), entities[number].name);

// --- an edge, a statement ---

function edgePage(edge) {
  const found = passing(edge.statements);
  const opposite = edges.find((other) => other.source === edge.target && other.target === edge.source);
  const returned = opposite ? passing(opposite.statements) : [];
  return [
    back(),
    el("h2", { class: "pair" }, entityButton(edge.source), el("span", { class: "arrow", "aria-label": "to" }, "→"), entityButton(edge.target)),
    standingOf(found) === "disputed" ? disputeNote(found) : null,
    ...found.map(statementCard),
    ...(returned.length ? [heading("The other way round", returned.length), ...statementList(returned)] : []),
  ].filter(Boolean);
}

function disputeNote(found) {
  const denials = found.filter((item) => item.polarity === "negative").length;
  return el("p", { class: "dispute" }, lineSign("disputed"),
    `Sources disagree: ${count(found.length - denials, "statement")} for, ${denials} against. Both sides are below.`);
}

function statementPage(statement) {
  const group = statement.edge === undefined ? [] : passing(edges[statement.edge].statements);
  const others = group.filter((other) => other.index !== statement.index);
  return [
    back(), el("h2", { class: "unseen" }, `${entities[statement.subject].name} ${statement.words}`), statementCard(statement),
    ...(others.length ? [heading("Between the same two", others.length), ...statementList(others)] : []),
  ];
}

/** What is said, how it stands, and each piece of evidence. */
function statementCard(statement) {
  const said = el("p", { class: "headline" }, entityButton(statement.subject), " ", el("i", { class: `tone-${statement.standing}` }, statement.words), " ",
    statement.object !== null ? entityButton(statement.object) : el("span", { class: "value" }, statement.literal || ""));
  const times = [...new Set(statement.evidence.map((item) => item.timeText).filter(Boolean))];
  const facts = [
    ["Standing", el("span", { class: "standing" }, lineSign(statement.standing), standingWords(statement))],
    ["When", statement.time ? niceDate(statement.time) + (times.length ? ` (“${times[0]}”)` : "") : "not said"],
    statement.event ? ["Kind of event", eventWords(statement.event)] : null,
    ["Sources", `${count(statement.publishers.size, "publisher")}, ${count(statement.evidence.length, "passage")}`],
    ["Confidence", el("span", { class: "sure" }, el("meter", { min: 0, max: 1, value: statement.confidence, "aria-label": "How sure the reading is" }),
      `${Math.round(statement.confidence * 100)} % that the text says this`)],
  ].filter(Boolean);
  return el("article", { class: "card", "data-statement": statement.id }, said,
    el("dl", {}, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    statement.evidence.map(evidenceBlock));
}

function standingWords({ polarity, modality, standing }) {
  const label = data.looks.standings[standing].label;
  const firm = modality === "asserted" ? "" : ` (${data.looks.standings[modality].label.toLowerCase()})`;
  return polarity === "negative" ? `Denied: the text says it is not so${firm}` : label;
}

function evidenceBlock(evidence) {
  const source = documents[evidence.document];
  const quote = el("blockquote", { dir: "auto" }, marked(evidence.quote, evidence.phrase));
  const published = niceDate(source.published);
  const title = source.title || source.id;
  return el("div", { class: "evidence" }, quote,
    el("p", { class: "source" }, el("b", {}, source.publisher || "Unknown publisher"), published ? `, ${published}` : ""),
    el("p", { class: "speakers" }, speakers(evidence, source)),
    evidence.condition ? el("p", { class: "speakers" }, "Condition: ", el("q", {}, evidence.condition)) : null,
    evidence.details.length ? el("p", { class: "details" }, evidence.details.map((detail) => el("span", {}, el("em", {}, detail.role), " ",
      Number.isInteger(detail.entity) ? entityButton(detail.entity) : detail.text))) : null,
    el("p", { class: "article" }, link(source.url, title, " ↗") || title));
}

/** "According to Wire North, citing Elena Marsh": the chain of speakers, outermost first. */
function speakers({ speakers: chain }, source) {
  if (!chain.length) return [source.publisher ? `${source.publisher} says so in its own voice` : "The article says so in its own voice"];
  return chain.flatMap((speaker, number) => [number === 0 ? "According to " : ", citing ",
    Number.isInteger(speaker.entity) ? entityButton(speaker.entity) : el("b", {}, speaker.text)]);
}

/** The sentence with the words of the relation marked. */
function marked(quote, phrase) {
  const start = phrase ? quote.toLowerCase().indexOf(phrase.toLowerCase()) : -1;
  if (start < 0 || quote.toLowerCase().length !== quote.length) return [quote];
  return [quote.slice(0, start), el("mark", {}, quote.slice(start, start + phrase.length)), quote.slice(start + phrase.length)];
}

const eventWords = (event) => event.charAt(0) + event.slice(1).toLowerCase();
