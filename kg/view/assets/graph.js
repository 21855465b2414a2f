// The picture: the pyvis network, what of it is visible, and what is in focus.

const state = {
  off: { types: new Set(), standings: new Set(), publishers: new Set(), events: new Set() },
  hideLonely: edges.length > 0,
  selection: null, // { kind: "node" | "edge" | "statement", index }
  drawn: new Set(), // entities on the canvas
};

const drawing = { nodes: new Map(), edges: new Map() }; // by entity and edge number, as pyvis made them
data.network.nodes.forEach((node) => drawing.nodes.set(Number(node.id.slice(1)), node));
data.network.edges.forEach((edge) => drawing.edges.set(Number(edge.id.slice(1)), edge));

const canvasNodes = new vis.DataSet();
const canvasEdges = new vis.DataSet();
const stage = document.getElementById("graph");
let network = null;

const on = (facet, name) => !state.off[facet].has(name);
const typeOn = (number) => on("types", entities[number].type);

/** Whether a statement passes the filters. */
function passes(statement) {
  return on("standings", statement.standing) && on("events", statement.event || "") && statement.actors.every(typeOn)
    && [...statement.publishers].some((name) => on("publishers", name));
}

const passing = (numbers) => numbers.map((number) => statements[number]).filter(passes);
const edgeVisible = (edge) =>
  state.drawn.has(edge.source) && state.drawn.has(edge.target) && passing(edge.statements).length > 0;
const isLonely = (entity) => !entity.edges.some((number) => edgeVisible(edges[number]));

function nodeVisible(entity) {
  if (!state.drawn.has(entity.index)) return false;
  if (focus().nodes.has(entity.index)) return true;
  return typeOn(entity.index) && !(state.hideLonely && isLonely(entity));
}

/** The nodes and edges that the selection is about; both empty without one. */
function focus() {
  const found = { nodes: new Set(), edges: new Set(), lit: new Set() };
  const { kind, index } = state.selection || {};
  if (kind === "node") {
    found.nodes.add(index);
    found.lit.add(index);
    for (const number of entities[index].edges.filter((item) => edgeVisible(edges[item]))) {
      found.edges.add(number);
      found.lit.add(edges[number].source).add(edges[number].target);
    }
  } else if (kind === "edge" || kind === "statement") {
    const number = kind === "edge" ? index : statements[index].edge;
    if (number !== undefined) found.edges.add(number);
    const ends = number !== undefined ? [edges[number].source, edges[number].target] : statements[index].actors;
    ends.forEach((end) => { found.nodes.add(end); found.lit.add(end); });
  }
  return found;
}

function nodeStyle(entity, focused) {
  const dim = state.selection && !focused.lit.has(entity.index);
  const background = theme.color(data.looks.types[entity.type]);
  const chosen = focused.nodes.has(entity.index);
  const border = theme.ink(chosen ? "ink" : "paper");
  const color = { background, border, highlight: { background, border: theme.ink("ink") }, hover: { background, border: theme.ink("ink") } };
  return { hidden: !nodeVisible(entity), color, opacity: dim ? 0.18 : 1, borderWidth: chosen ? 2.5 : 1.5 };
}

/** Many lines are drawn fainter, so that the names stay in front. */
const lineOpacity = () => within(1 - (canvasEdges.length - 120) / 500, 0.4, 1);

function edgeStyle(edge, focused) {
  const found = passing(edge.statements);
  const hidden = !edgeVisible(edge) && !focused.edges.has(edge.index);
  const look = data.looks.standings[standingOf(found.length ? found : edge.statements.map((item) => statements[item]))];
  const color = theme.color(look);
  const dim = state.selection && !focused.edges.has(edge.index);
  return { hidden, color: { color, highlight: color, hover: color, opacity: dim ? 0.12 : state.selection ? 1 : lineOpacity() } };
}

/** Bring the canvas up to date with filters, selection and theme. */
function paint() {
  if (!network) return;
  const focused = focus();
  canvasNodes.update([...state.drawn].map((number) => ({ id: `n${number}`, ...nodeStyle(entities[number], focused) })));
  canvasEdges.update(canvasEdges.getIds().map((id) => ({ id, ...edgeStyle(edges[Number(id.slice(1))], focused) })));
  network.setSelection({
    nodes: [...focused.nodes].filter((number) => state.drawn.has(number)).map((number) => `n${number}`),
    edges: [...focused.edges].map((number) => `e${number}`).filter((id) => canvasEdges.get(id)),
  }, { highlightEdges: false });
  document.getElementById("nothing").hidden = entities.some(nodeVisible);
}

/** Put entities on the canvas, beside their neighbours where they have no place of their own. */
function draw(numbers) {
  const fresh = numbers.filter((number) => !state.drawn.has(number));
  for (const number of fresh) {
    const { label, ...node } = drawing.nodes.get(number);
    const place = Number.isFinite(node.x) ? {} : placeNear(entities[number]);
    state.drawn.add(number);
    canvasNodes.add({ ...node, ...place });
  }
  const joined = new Set(fresh.flatMap((number) => entities[number].edges));
  canvasEdges.add([...joined].filter((number) => !canvasEdges.get(`e${number}`)).map((number) => edges[number])
    .filter((edge) => state.drawn.has(edge.source) && state.drawn.has(edge.target))
    .map((edge) => drawing.edges.get(edge.index)));
}

const neighbours = (entity) =>
  [...new Set(entity.edges.map((number) => edges[number].source + edges[number].target - entity.index))];

/** A free place on the smallest ring around the drawn neighbour that matters most. */
function placeNear(entity) {
  const anchor = neighbours(entity).filter((number) => state.drawn.has(number))[0];
  const centre = anchor === undefined ? network.getViewPosition() : network.getPosition(`n${anchor}`);
  const taken = Object.values(network.getPositions());
  for (let ring = 1; ; ring += 1) {
    for (let step = 0; step < 8 * ring; step += 1) {
      const angle = (step / (8 * ring)) * 2 * Math.PI;
      const place = { x: centre.x + 150 * ring * Math.cos(angle), y: centre.y + 110 * ring * Math.sin(angle) };
      if (taken.every((other) => Math.hypot((other.x - place.x) / 1.4, other.y - place.y) > 70)) return place;
    }
  }
}

const spread = (values) => Math.max(...values) - Math.min(...values) || 1;
const within = (value, least, most) => Math.min(most, Math.max(least, value));

/** Suit the layout to the shape of the stage: upright on upright screens, and stretched, which moves no label closer. */
function settle() {
  const placed = data.network.nodes.filter((node) => Number.isFinite(node.x));
  const joined = placed.filter((node) => entities[Number(node.id.slice(1))].edges.length);
  if (joined.length < 2) return;
  const [wide, high] = [stage.clientWidth - 2 * margin(), stage.clientHeight - 2 * margin()];
  if (wide < high * 0.8) placed.forEach((node) => { [node.x, node.y] = [node.y, node.x]; });
  const [width, height] = [spread(joined.map((node) => node.x)), spread(joined.map((node) => node.y))];
  const flat = (wide / high) / (width / height);
  placed.forEach((node) => {
    node.x = Math.round(node.x * within(flat, 1, 1.6));
    node.y = Math.round(node.y * within(1 / flat, 1, 1.6));
  });
  const scale = Math.min(wide / (width * within(flat, 1, 1.6)), high / (height * within(1 / flat, 1, 1.6)));
  grown = within(0.8 / scale, 1, edges.length > 1.5 * joined.length && joined.length > 60 ? 1.5 : 3);
  data.network.nodes.forEach((node) => { node.size *= grown; });
  data.network.edges.forEach((edge) => { edge.width *= grown; });
}

let grown = 1; // how much larger signs and lines are drawn, to be seen where the whole picture is small
const margin = () => (phone.matches ? 48 : 80);

/** Fill the stage with the visible nodes, or with some of them. */
function fit(numbers = entities.filter(nodeVisible).map((entity) => entity.index), animated = true) {
  const points = numbers.filter((number) => state.drawn.has(number)).map((number) => network.getPosition(`n${number}`));
  if (!points.length) return;
  const [left, right] = [Math.min(...points.map((point) => point.x)), Math.max(...points.map((point) => point.x))];
  const [top, bottom] = [Math.min(...points.map((point) => point.y)), Math.max(...points.map((point) => point.y))];
  const hint = document.getElementById("hint").hidden ? 0 : 36;
  const [wide, high] = [stage.clientWidth - 2 * margin(), stage.clientHeight - 2 * margin() - hint];
  const scale = within(Math.min(wide / (right - left || 1), high / (bottom - top || 1)), 0.08, 1.25 / grown ** 0.85);
  const lift = (phone.matches ? hint + 8 : 8 - hint) / 2 / scale;
  move({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + lift }, scale }, animated);
}

function move(options, animated = true) {
  network.moveTo({ ...options, animation: animated && !calm.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
}

const zoom = (factor) => move({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });

function pan(dx, dy) {
  const { x, y } = network.getViewPosition();
  move({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() } }, false);
}

/** See to it that what is selected can be seen, without moving a picture that shows it already. */
function bringIntoView(numbers) {
  const points = numbers.filter((number) => state.drawn.has(number))
    .map((number) => network.canvasToDOM(network.getPosition(`n${number}`)));
  const inside = ({ x, y }) => x > 40 && y > 40 && x < stage.clientWidth - 40 && y < stage.clientHeight - 40;
  if (points.length && !points.every(inside)) fit(numbers);
}

function openNetwork() {
  draw(entities.slice(0, data.shown).map((entity) => entity.index));
  network = new vis.Network(stage, { nodes: canvasNodes, edges: canvasEdges }, data.network.options);
  network.on("afterDrawing", drawLabels);
  network.on("click", ({ nodes, edges: found, pointer }) => {
    const label = labelAt(pointer.DOM);
    if (label) select(label.kind, label.index);
    else if (nodes.length) select("node", Number(nodes[0].slice(1)));
    else if (found.length) select("edge", Number(found[0].slice(1)));
    else select(null);
  });
  network.on("doubleClick", ({ nodes }) => nodes.length && expand(Number(nodes[0].slice(1))));
  const hover = (found) => { hovered = found; stage.classList.toggle("over", Boolean(found)); };
  network.on("hoverNode", ({ node }) => hover({ kind: "node", index: Number(node.slice(1)) }));
  network.on("hoverEdge", ({ edge }) => hover({ kind: "edge", index: Number(edge.slice(1)) }));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => hover(null));
  stage.querySelector("canvas").setAttribute("aria-hidden", "true");
}

/** Draw the neighbours of an entity that the picture left out. */
function expand(number) {
  draw(neighbours(entities[number]));
  select("node", number);
  fit([number, ...neighbours(entities[number])]);
}
