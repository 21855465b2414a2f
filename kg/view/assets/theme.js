// Light and dark: the reader's choice, else the system's.

const root = document.documentElement;
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const phone = window.matchMedia("(max-width: 760px)");

const theme = {
  chosen: null,
  get name() { return this.chosen || (systemDark.matches ? "dark" : "light"); },
  color(look) { return look[this.name]; },
  /** A colour of the style sheet. */
  ink(name) { return getComputedStyle(root).getPropertyValue(`--${name}`).trim(); },
  apply() {
    root.dataset.theme = this.name;
    for (const kind of ["types", "standings"]) {
      for (const [name, look] of Object.entries(data.looks[kind])) root.style.setProperty(`--${kind}-${name}`, this.color(look));
    }
    document.getElementById("theme").setAttribute("aria-pressed", String(this.name === "dark"));
  },
  toggle() {
    this.chosen = this.name === "dark" ? "light" : "dark";
    this.apply();
  },
};

const SHAPES = {
  dot: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  square: "M3 3h10v10H3z",
  diamond: "M8 1.5 14.5 8 8 14.5 1.5 8z",
  hexagon: "M4.6 2.2h6.8L14.8 8l-3.4 5.8H4.6L1.2 8z",
  triangle: "M8 2 14.5 13.5h-13z",
  triangleDown: "M8 14 1.5 2.5h13z",
  star: "M8 1.2l2 4.6 5 .5-3.8 3.3 1.1 4.9L8 11.9l-4.3 2.6 1.1-4.9L1 6.3l5-.5z",
};

/** The sign of an entity type, as in the picture. */
const typeSign = (type) => svg("svg", { viewBox: "0 0 16 16", class: "sign", "aria-hidden": "true" },
  svg("path", { d: SHAPES[data.looks.types[type].shape], fill: `var(--types-${type})` }));

/** A piece of line as the picture draws it for a standing. */
const lineSign = (name) => svg("svg", { viewBox: "0 0 28 10", class: "line-sign", "aria-hidden": "true" },
  svg("path", {
    d: "M1 5h25", stroke: `var(--standings-${name})`, "stroke-width": 2.4, fill: "none",
    "stroke-dasharray": data.looks.standings[name].dashed ? "5 3.5" : "none",
  }));
