// The data of the page, its cross references, and small helpers. Text enters the document by textContent only.

const data = JSON.parse(document.getElementById("data").textContent);
const { entities, documents, statements, edges } = data;

entities.forEach((entity, index) => Object.assign(entity, { index, about: [], says: [], mentioned: [], edges: [] }));
edges.forEach((edge, index) => {
  edge.index = index;
  entities[edge.source].edges.push(index);
  entities[edge.target].edges.push(index);
  edge.statements.forEach((number) => { statements[number].edge = index; });
});
statements.forEach((statement, index) => {
  statement.index = index;
  statement.publishers = new Set(statement.evidence.map((item) => documents[item.document].publisher || ""));
  statement.actors.forEach((number) => entities[number].about.push(index));
  const others = (list, name) => new Set(list.map((item) => item.entity).filter(Number.isInteger).filter(
    (number) => name === "says" || !statement.actors.includes(number)));
  for (const item of others(statement.evidence.flatMap((found) => found.speakers), "says")) entities[item].says.push(index);
  for (const item of others(statement.evidence.flatMap((found) => found.details), "mentioned")) {
    entities[item].mentioned.push(index);
  }
});

/** An element with attributes, listeners ("onclick") and children; strings become text. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A drawing of the page's own: paths and numbers only. */
function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The address if it is a web address, else null: no other scheme becomes a link. */
function webAddress(address) {
  if (!address || !/^https?:\/\//i.test(address)) return null;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

function link(address, ...children) {
  const href = webAddress(address);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children) : null;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An ISO date of year, month or day precision as people write it; anything else as it is. */
function niceDate(value) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/.exec(value || "");
  if (!found) return value || "";
  const [, year, month, day] = found;
  return [day && String(Number(day)), month && (MONTHS[Number(month) - 1] || month), year].filter(Boolean).join(" ");
}

/** Two ISO days as a span: "3 – 17 Mar 2025". */
function niceSpan(first, last) {
  if (first === last) return niceDate(first);
  const [from, to] = [niceDate(first).split(" "), niceDate(last).split(" ")];
  while (from.length > 1 && to.length === 3 && from.at(-1) === to[from.length - 1]) from.pop();
  return `${from.join(" ")} – ${to.join(" ")}`;
}

const firstPublished = (statement) =>
  statement.evidence.map((item) => documents[item.document].published).filter(Boolean).sort()[0] || "";

const lastPublished = (statement) =>
  statement.evidence.map((item) => documents[item.document].published).filter(Boolean).sort().at(-1) || "";

/** When it happened, else when it was first reported; for sorting. */
const whenKey = (statement) => statement.time || firstPublished(statement);

const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

const objectText = (statement) =>
  statement.object !== null ? entities[statement.object].name : statement.literal || "";

/** Lower case without accents, for finding. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const firmness = ["fact", "attributed"];

/** How some statements stand together: the firmest standing, or disputed where they contradict each other. */
function standingOf(found) {
  const denied = new Set(found.filter((item) => item.polarity === "negative").map((item) => item.about));
  if (found.some((item) => item.polarity !== "negative" && denied.has(item.about))) return "disputed";
  const standings = found.map((item) => item.standing);
  return firmness.find((name) => standings.includes(name)) || standings[0];
}
