// Cells: rings in the colours of the two sides, with the number of organisations in them.
import { colour, fontOf } from "./style.js";

const PADDING = 0.3; // of the section, asked for beyond its edges
const PARTS = 12; // of a ring
const SHARPNESS = 2;

export class Cells {
  constructor(map, options) {
    this.map = map;
    this.address = options.cells;
    this.found = [];
    this.asked = "";
    this.format = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: "min2" });
    map.setMissingStyleImageResolver((id) => {
      if (id.startsWith("cell|")) map.addImage(id, draw(id), { pixelRatio: SHARPNESS });
    });
  }

  // Asks for the cells of what is seen; the same question is not asked twice, an older one is given up.
  async refresh() {
    const question = this.#question();
    if (question === this.asked) return;
    this.asked = question;
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(question, { signal: this.request.signal });
      if (answer.ok) this.found = (await answer.json()).cells;
      this.show();
    } catch (error) {
      if (error.name !== "AbortError") this.asked = "";
    }
  }

  #question() {
    const [[west, south], [east, north]] = this.map.getBounds().toArray();
    const across = (east - west) * PADDING;
    const up = (north - south) * PADDING;
    const bounds = [Math.max(west - across, -180), Math.max(south - up, -85), east + across, north + up];
    const query = new URLSearchParams(location.search);
    query.set("bbox", bounds.map((degrees) => Math.min(degrees, 180).toFixed(3)).join(","));
    query.set("zoom", Math.floor(this.map.getZoom()));
    return `${this.address}?${query}`;
  }

  show() {
    const features = this.found.map((cell) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: cell.at },
      properties: { ...cell, image: this.#image(cell) },
    }));
    this.map.getSource("cells")?.setData({ type: "FeatureCollection", features });
  }

  // Where they are on the screen, with their radius in pixels.
  spots() {
    return this.found.map((cell) => ({ ...this.map.project(cell.at), radius: radius(cell.count) }));
  }

  countIn(bounds) {
    return this.found.filter((cell) => bounds.contains(cell.at)).reduce((sum, cell) => sum + cell.count, 0);
  }

  // What a cell looks like, as the name of its image: equal ones are drawn once.
  #image({ count, sides }) {
    const [a, b] = sides.map((number) => share(number, count));
    return `cell|${a}|${b}|${count > 1 ? this.format.format(count) : ""}|${radius(count)}`;
  }
}

// A few of many still show.
function share(number, count) {
  const parts = Math.round((PARTS * number) / count);
  return number === count ? PARTS : Math.min(Math.max(parts, number ? 1 : 0), PARTS - 1);
}

function radius(count) {
  if (count === 1) return 7;
  return Math.round(11 + 3.2 * Math.log10(count));
}

function draw(id) {
  const [, a, b, text, size] = id.split("|");
  const [reach, half] = [Number(size), Number(size) + 2];
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = half * 2 * SHARPNESS;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(SHARPNESS, SHARPNESS);
  pen.translate(half, half);
  disc(pen, reach + 1.5, colour("surface"));
  let from = -Math.PI / 2;
  for (const [parts, name] of [[a, "side-a"], [b, "side-b"], [PARTS - a - b, "ink-2"]]) {
    const to = from + (2 * Math.PI * parts) / PARTS;
    if (parts > 0) slice(pen, reach, from, to, colour(name));
    from = to;
  }
  if (text) {
    disc(pen, reach - 3.5, colour("surface"));
    label(pen, reach, text);
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function disc(pen, reach, fill) {
  slice(pen, reach, 0, 2 * Math.PI, fill);
}

function slice(pen, reach, from, to, fill) {
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.arc(0, 0, reach, from, to);
  pen.fillStyle = fill;
  pen.fill();
}

function label(pen, reach, text) {
  const size = Math.min(13, (reach * 2.6) / Math.max(text.length, 2));
  pen.font = `640 ${size}px ${fontOf("--font-display")}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colour("ink");
  pen.fillText(text, 0, 0.5);
}
