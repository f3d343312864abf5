// How the map looks: everything from the tokens of the page, in light and dark.

const KM_PER_DEGREE = 111.2;
const CIRCLE_CORNERS = 72;

export const emptyFeatures = () => ({ type: "FeatureCollection", features: [] });

let pen;

// A token as a colour that WebGL understands.
export function colour(token) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--${token})`;
  pen ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  pen.clearRect(0, 0, 1, 1);
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red},${green},${blue})`;
}

export const fontOf = (token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();

export async function buildStyle(options, land) {
  await lettersOf(land.towns);
  const ground = options.style ? await ownStyle(options.style) : null;
  const drawn = ground ?? (options.tiles ? tiles(options.tiles) : outlines(land, options.sides.split(",")));
  return {
    ...drawn,
    version: 8,
    sources: { ...drawn.sources, ...shapes(land) },
    layers: [...drawn.layers, ...borders(), ...drawn.names ?? [], ...reach(), cells()],
    names: undefined,
  };
}

// The fonts come in parts: the one with a town's letters may not have been needed by the page.
function lettersOf(towns) {
  const letters = new Set(towns.features.map((town) => town.properties.name).join(""));
  return document.fonts.load(`16px ${townFont()}`, [...letters].join(""));
}

const townFont = () => fontOf("--font-text").split(",")[0];

async function ownStyle(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : null;
}

function tiles(address) {
  return {
    sources: { ground: { type: "raster", tiles: [address], tileSize: 256 } },
    layers: [{ id: "ground", type: "raster", source: "ground" }],
  };
}

function outlines(land, [first, second]) {
  const washes = [first, colour("side-a-wash"), second, colour("side-b-wash"), colour("surface")];
  return {
    sources: {
      land: { type: "geojson", data: land.countries },
      regions: { type: "geojson", data: land.regions },
      towns: { type: "geojson", data: land.towns },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sunken") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": ["match", ["get", "code"], ...washes] } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colour("line") } },
      { id: "regions", type: "line", source: "regions", minzoom: 6, paint: { "line-color": colour("line") } },
    ],
    names: [townNames()],
  };
}

// The larger a town, the farther away it is named.
function townNames() {
  const named = ["step", ["zoom"], 4, 5, 10, 6, 25, 7, 60, 8, 130, 9, 400];
  return {
    id: "towns",
    type: "symbol",
    source: "towns",
    minzoom: 4,
    filter: ["<", ["get", "rank"], named],
    layout: {
      "text-field": ["get", "name"],
      "text-font": [townFont()],
      "text-size": 13,
      "text-padding": 4,
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": 1.2,
      "symbol-sort-key": ["get", "rank"],
    },
    paint: { "text-color": colour("ink-2"), "text-halo-color": colour("surface"), "text-halo-width": 1.4 },
  };
}

function shapes(land) {
  return {
    borders: { type: "geojson", data: land.borders },
    reach: { type: "geojson", data: emptyFeatures() },
    section: { type: "geojson", data: emptyFeatures() },
    cells: { type: "geojson", data: emptyFeatures() },
  };
}

function borders() {
  return [dashed("borders", [4, 2.6], colour("control"), 1.6)];
}

function reach() {
  return [dashed("reach", [0.1, 2.2], colour("ink-2"), 2.2), dashed("section", [0.1, 2.2], colour("ink-2"), 2.2)];
}

function dashed(source, dashes, line, width) {
  return {
    id: source,
    type: "line",
    source,
    layout: { "line-cap": dashes[0] < 1 ? "round" : "butt", "line-join": "round" },
    paint: { "line-color": line, "line-width": width, "line-dasharray": dashes },
  };
}

function cells() {
  return {
    id: "cells",
    type: "symbol",
    source: "cells",
    layout: { "icon-image": ["get", "image"], "icon-overlap": "always", "symbol-sort-key": ["get", "count"] },
  };
}

const feature = (coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } });

export function circle(longitude, latitude, kilometres) {
  const up = kilometres / KM_PER_DEGREE;
  const across = up / Math.cos((latitude * Math.PI) / 180);
  const corners = Array.from({ length: CIRCLE_CORNERS + 1 }, (_, turn) => (2 * Math.PI * turn) / CIRCLE_CORNERS);
  return feature(corners.map((angle) => [longitude + across * Math.cos(angle), latitude + up * Math.sin(angle)]));
}

export function rectangle(west, south, east, north) {
  return feature([[west, south], [east, south], [east, north], [west, north], [west, south]]);
}
