// Names and words on the picture, drawn at a readable size at any zoom: the important first, and none over another.

let labelBoxes = []; // { kind, index, left, top, right, bottom } in pixels of the stage
let hovered = null;
const PROMINENT = 20; // so many of the most important names may cover lesser signs

const fontFamily = () => getComputedStyle(document.body).fontFamily;
const clash = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const labelAt = ({ x, y }) =>
  labelBoxes.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) || null;

function drawLabels(context) {
  const focused = focus();
  const ratio = context.canvas.width / stage.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  labelBoxes = [];
  const nodes = entities.filter(nodeVisible).map(onStage).filter((node) => node.near);
  nameNodes(context, nodes, focused);
  nameEdges(context, nodes, focused);
  context.restore();
}

/** Where a node is on the stage now. */
function onStage(entity) {
  const { x, y } = network.canvasToDOM(network.getPosition(`n${entity.index}`));
  const radius = drawing.nodes.get(entity.index).size * network.getScale();
  const near = x > -80 && y > -80 && x < stage.clientWidth + 80 && y < stage.clientHeight + 80;
  return { entity, x, y, radius, near };
}

const isHovered = (kind, index) => hovered !== null && hovered.kind === kind && hovered.index === index;

function nameNodes(context, nodes, focused) {
  const obstacles = nodes.map(({ x, y, radius, entity }) => (
    { index: entity.index, left: x - radius * 0.8, top: y - radius * 0.8, right: x + radius * 0.8, bottom: y + radius * 0.8 }));
  const urgency = ({ entity }) => (isHovered("node", entity.index) ? 4 : 0) + (focused.nodes.has(entity.index) ? 2 : 0)
    + (focused.lit.has(entity.index) ? 1 : 0);
  const queue = [...nodes].sort((a, b) => urgency(b) - urgency(a) || a.entity.index - b.entity.index);
  const top = entities.length ? entities[0].weight || 1 : 1;
  for (const node of queue) {
    const importance = Math.sqrt(node.entity.weight / top);
    const size = (11.5 + 3 * importance) * Math.min(1.2, Math.max(0.94, network.getScale()));
    context.font = `${importance > 0.55 ? 600 : 500} ${size}px ${fontFamily()}`;
    const spots = nodeSpots(context, node, size);
    const open = spots.filter((spot) => spot.inside && !labelBoxes.some((box) => clash(box, spot)));
    const clear = (spot, most) => !obstacles.some((box) => box.index !== node.entity.index && box.index < most && clash(box, spot));
    const free = open.find((spot) => clear(spot, Infinity)) || (node.entity.index < PROMINENT && open.find((spot) => clear(spot, node.entity.index)));
    const forced = urgency(node) >= 2 ? spots.find((spot) => spot.inside) || spots[0] : null;
    if (free || forced) writeName(context, node, free || forced, size, focused);
  }
}

/** Boxes below, above, right and left of the node. */
function nodeSpots(context, { entity, x, y, radius }, size) {
  const width = Math.max(...entity.lines.map((line) => context.measureText(line).width)) + 4;
  const height = entity.lines.length * size * 1.18;
  const gap = radius + 3;
  const box = (left, top) => ({ kind: "node", index: entity.index, left, top, right: left + width, bottom: top + height,
    inside: left > 2 && left + width < stage.clientWidth - 2 && top > 2 && top + height < stage.clientHeight - 2 });
  return [box(x - width / 2, y + gap), box(x - width / 2, y - gap - height), box(x + gap + 2, y - height / 2),
    box(x - gap - 2 - width, y - height / 2)];
}

function writeName(context, { entity }, box, size, focused) {
  labelBoxes.push(box);
  context.globalAlpha = state.selection && !focused.lit.has(entity.index) ? 0.3 : 1;
  context.strokeStyle = theme.ink("paper");
  context.lineWidth = 4;
  context.fillStyle = theme.ink(entity.type === "Thing" ? "ink-soft" : "ink");
  entity.lines.forEach((line, number) => {
    const y = box.top + (number + 0.5) * size * 1.18;
    context.strokeText(line, (box.left + box.right) / 2, y);
    context.fillText(line, (box.left + box.right) / 2, y);
  });
  context.globalAlpha = 1;
}

function nameEdges(context, nodes, focused) {
  const near = new Set(nodes.map((node) => node.entity.index));
  const shapes = nodes.map(({ entity, x, y, radius }) => ({ index: entity.index, left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }));
  const urgency = (edge) => (isHovered("edge", edge.index) ? 2 : 0) + (focused.edges.has(edge.index) ? 1 : 0);
  const queue = edges.filter((edge) => network.body.edges[`e${edge.index}`] && edgeVisible(edge) && near.has(edge.source) && near.has(edge.target))
    .filter((edge) => !state.selection || urgency(edge) > 0)
    .sort((a, b) => urgency(b) - urgency(a) || b.support - a.support || b.statements.length - a.statements.length || a.index - b.index);
  context.font = `italic 11.5px ${fontFamily()}`;
  for (const edge of queue) {
    const text = edgeText(edge);
    const urgent = urgency(edge) > 0;
    const others = [...labelBoxes, ...shapes].filter((box) => !urgent || !state.selection || box.kind === "edge" || focused.lit.has(box.index));
    const spots = edgeSpots(edge, context.measureText(text).width + 8, urgent);
    const free = spots.find((spot) => (spot.fits || urgent) && !others.some((box) => clash(box, spot)));
    if (free) writeWords(context, text, free, edge);
  }
}

/** What the selected, else the best supported visible statement of an edge says, and how many more there are. */
function edgeText(edge) {
  const found = passing(edge.statements);
  const chosen = found.find((item) => state.selection?.kind === "statement" && state.selection.index === item.index) || found[0];
  return found.length > 1 ? `${chosen.short} +${found.length - 1}` : chosen.short;
}

/** Boxes along the line; beside it too if the words have to be seen. */
function edgeSpots(edge, width, urgent) {
  const [from, to] = [edge.source, edge.target].map((number) => network.canvasToDOM(network.getPosition(`n${number}`)));
  const fits = Math.hypot(from.x - to.x, from.y - to.y) > width * 0.75;
  const line = network.body.edges[`e${edge.index}`].edgeType;
  return (urgent ? [0, 18, -18, 34, -34, 50, -50] : [0]).flatMap((aside) => [0.5, 0.42, 0.58, 0.34, 0.66].map((part) => {
    const { x, y } = network.canvasToDOM(line.getPoint(part));
    return { kind: "edge", index: edge.index, fits, left: x - width / 2, right: x + width / 2, top: y - 8 + aside, bottom: y + 8 + aside };
  }));
}

function writeWords(context, text, box, edge) {
  labelBoxes.push(box);
  const standing = standingOf(passing(edge.statements));
  context.fillStyle = theme.ink("paper");
  context.globalAlpha = 0.86;
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 4);
  context.fill();
  context.globalAlpha = 1;
  const loud = standing === "denied" || standing === "disputed";
  context.fillStyle = loud ? theme.color(data.looks.standings[standing]) : theme.ink("ink-soft");
  context.fillText(text, (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 0.5);
}
