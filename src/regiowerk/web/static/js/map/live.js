// The movable map. It shows the results of the page as numbered pins and all others as cells with counts.
import { Map as DrawnMap, Marker, setWorkerUrl } from "../../vendor/maplibre/maplibre-gl.mjs";
import { Cells } from "./cells.js";
import { buildStyle, circle, emptyFeatures, rectangle } from "./style.js";

const PIN_RADIUS = 13; // pixels
const STEP_ASIDE = 0.002; // degrees around organisations that share one place
const DEGREES_DECIMALS = 3;
const CLOSEST = 16;

export function openMap(box, template, land) {
  return new LiveMap(box, template, land);
}

class LiveMap {
  constructor(box, template, land) {
    this.options = { ...template.dataset };
    this.land = land;
    this.stage = template.content.firstElementChild.cloneNode(true);
    this.pins = [];
    this.searched = areaField()?.value ?? "";
    this.stage.addEventListener("click", (event) => this.#press(event.target.closest("[data-map]")?.dataset.map));
    this.stage.addEventListener("keydown", (event) => {
      if (event.key === "Escape") document.getElementById("results-title")?.focus();
    });
    this.#enter(box);
    this.shown = this.#begin();
  }

  async #begin() {
    setWorkerUrl(new URL(this.options.worker, location.href).href);
    const style = await buildStyle(this.options, this.land);
    this.map = new DrawnMap({
      container: this.stage.querySelector(".mapcanvas"),
      style,
      bounds: corners(this.box.dataset.view),
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      touchPitch: false,
      pitchWithRotate: false,
      renderWorldCopies: false,
      minZoom: 2,
      maxZoom: CLOSEST,
      fadeDuration: 0,
      locale: {
        "CooperativeGesturesHandler.WindowsHelpText": this.options.wheel,
        "CooperativeGesturesHandler.MacHelpText": this.options.wheelMac,
        "CooperativeGesturesHandler.MobileHelpText": this.options.touch,
        "Map.Title": this.options.label,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.cells = new Cells(this.map, this.options);
    this.#listen();
    const loaded = new Promise((resolve) => this.map.once("load", resolve));
    await Promise.all([loaded, this.cells.refresh()]);
    this.#show();
    await new Promise((resolve) => this.map.once("idle", resolve));
    this.box.dataset.open = "";
  }

  #listen() {
    this.map.on("moveend", async (event) => {
      this.#placePins();
      await this.cells.refresh();
      this.#placePins();
      if (!event.originalEvent && !event.byReader) return;
      this.stage.querySelector("[data-map=here]").hidden = false;
      this.#announce();
    });
    this.map.on("click", "cells", (event) => this.#openCell(event.features.at(-1).properties));
    this.map.on("click", () => this.#card(null));
    for (const [name, shape] of [["mouseenter", "pointer"], ["mouseleave", ""]]) {
      this.map.on(name, "cells", () => (this.map.getCanvas().style.cursor = shape));
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", async () => {
      this.map.setStyle(await buildStyle(this.options, this.land), { diff: false });
      this.map.once("style.load", () => this.#show());
    });
  }

  focus() {
    this.map.getCanvas().focus({ preventScroll: true });
  }

  close() {
    this.map?.remove();
    this.stage.remove();
    delete this.box.dataset.open;
  }

  // Before the list is exchanged: what is out of the page is not taken away.
  stepAside() {
    this.focused = this.stage.contains(document.activeElement) ? document.activeElement : null;
    this.stage.remove();
  }

  // After it: the same map in the new page, with the new results.
  follow(box) {
    this.#enter(box);
    box.dataset.open = "";
    this.stage.querySelector("[data-map=here]").hidden = true;
    this.#card(null);
    const focused = this.focused?.closest("[hidden]") ? this.map.getCanvas() : this.focused;
    focused?.focus({ preventScroll: true });
    const area = areaField()?.value ?? "";
    const stays = area && area === this.searched;
    this.searched = area;
    this.#show();
    if (!stays) this.#fit(corners(box.dataset.view), {});
    this.cells.refresh().then(() => this.#placePins());
  }

  #enter(box) {
    this.box = box;
    box.append(this.stage);
    this.map?.resize();
  }

  #show() {
    const reach = numbers(this.box.dataset.reach);
    const area = numbers(areaField()?.value);
    this.map.getSource("reach").setData(reach.length ? circle(...reach) : emptyFeatures());
    this.map.getSource("section").setData(area.length ? rectangle(...area) : emptyFeatures());
    this.cells.show();
    this.pins.forEach((pin) => pin.remove());
    // Drawn last to first, as in the drawing: the first lies on top.
    this.pins = [...this.box.querySelectorAll("svg [data-result]")].map((drawn) => this.#pin(drawn)).reverse();
    this.#placePins();
  }

  #pin(drawn) {
    const element = document.createElement("button");
    const name = document.getElementById(drawn.dataset.result)?.querySelector("h3")?.textContent.trim();
    element.type = "button";
    element.className = "pin";
    element.tabIndex = -1; // the list says the same, in order
    element.textContent = drawn.querySelector("text").textContent;
    element.title = name ?? "";
    element.setAttribute("aria-label", `${element.textContent}: ${element.title}`);
    Object.assign(element.dataset, { side: drawn.dataset.side, result: drawn.dataset.result });
    return new Marker({ element }).setLngLat(numbers(drawn.dataset.at)).addTo(this.map);
  }

  // Pins stand beside each other and beside cells, as near to their place as there is room.
  #placePins() {
    const taken = this.cells.spots();
    for (const pin of this.pins) {
      const { x, y } = this.map.project(pin.getLngLat());
      const free = SLOTS.find(([right, down]) => taken.every((spot) => apart(spot, x + right, y + down))) ?? SLOTS[0];
      pin.setOffset(free);
      taken.push({ x: x + free[0], y: y + free[1], radius: PIN_RADIUS });
    }
  }

  #press(action) {
    const byReader = { byReader: true };
    if (action === "in") this.map.zoomIn({}, byReader);
    if (action === "out") this.map.zoomOut({}, byReader);
    if (action === "all") this.#fit(corners(this.box.dataset.view), {}, byReader);
    if (action === "here") this.#searchIn(...this.map.getBounds().toArray().flat());
  }

  #openCell(cell) {
    const [west, south, east, north] = JSON.parse(cell.extent);
    if (cell.url) return setTimeout(() => this.#card(cell)); // after the click on the ground, which closes it
    if (Math.max(east - west, north - south) < STEP_ASIDE / 2) {
      return this.#searchIn(west - STEP_ASIDE, south - STEP_ASIDE, east + STEP_ASIDE, north + STEP_ASIDE);
    }
    this.#fit([[west, south], [east, north]], { padding: 60, maxZoom: CLOSEST - 1 }, { byReader: true });
  }

  #card(cell) {
    const card = this.stage.querySelector(".mapcard");
    card.hidden = !cell;
    if (!cell) return;
    const link = Object.assign(document.createElement("a"), { href: cell.url, textContent: cell.name });
    card.replaceChildren(link);
  }

  #searchIn(...degrees) {
    const field = areaField();
    const form = document.getElementById("search-form");
    field.value = degrees.map((value) => Number(value.toFixed(DEGREES_DECIMALS))).join(",");
    field.disabled = false;
    this.searched = field.value;
    form.elements.place.value = "";
    if (form.elements.place_in) form.elements.place_in.value = "";
    form.requestSubmit();
  }

  #fit(bounds, options, event) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(bounds, { duration: still ? 0 : 400, ...options }, event);
  }

  #announce() {
    const bounds = this.map.getBounds();
    const pins = this.pins.filter((pin) => bounds.contains(pin.getLngLat())).length;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(pins + this.cells.countIn(bounds));
    document.getElementById("live").textContent = this.options.summary.replace("{number}", number);
  }
}

// From the middle outwards: rings of six, twelve, eighteen, twenty-four places.
const SLOTS = [0, 1, 2, 3, 4].flatMap((ring) =>
  Array.from({ length: Math.max(1, 6 * ring) }, (_, turn) => {
    const angle = (2 * Math.PI * turn) / (6 * ring || 1);
    return [2 * PIN_RADIUS * ring * Math.cos(angle), 2 * PIN_RADIUS * ring * Math.sin(angle)];
  }),
);

const apart = (spot, x, y) => Math.hypot(spot.x - x, spot.y - y) >= spot.radius + PIN_RADIUS - 1;

const areaField = () => document.querySelector("input[name=area]");

const numbers = (text) => (text ? text.split(",").map(Number) : []);

function corners(text) {
  const [west, south, east, north] = numbers(text);
  return [[west, south], [east, north]];
}
