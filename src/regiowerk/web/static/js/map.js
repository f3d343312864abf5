// The map beside the list: rows and pins in step, and the movable map, fetched when somebody opens it.
(() => {
  const box = () => document.querySelector(".mapbox[data-view]");
  let live = null;

  const canDraw = (() => {
    let answer;
    return () => {
      answer ??= Boolean(document.createElement("canvas").getContext("webgl2"));
      return answer;
    };
  })();

  function offer() {
    const button = document.querySelector("[data-open-map]");
    if (button) button.hidden = Boolean(live) || !canDraw();
  }

  async function open(button) {
    button.setAttribute("aria-busy", "true");
    const template = document.getElementById("live-map");
    const land = fetch(template.dataset.land); // meanwhile
    try {
      const { openMap } = await import("./map/live.js");
      live = openMap(box(), template, await (await land).json());
      await live.shown;
      live.focus();
    } catch (error) {
      live?.close();
      live = null;
      document.getElementById("live").textContent = template.dataset.failed;
      console.info(error);
    }
    button.removeAttribute("aria-busy");
    offer();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open-map]");
    if (button && !button.hasAttribute("aria-busy")) open(button);
    const pin = event.target.closest("[data-result]");
    if (pin) go(document.getElementById(pin.dataset.result));
  });

  // The exchange of the list takes its old map away; the movable one is kept and moves into the new.
  document.addEventListener("htmx:before:swap", () => live?.stepAside());
  document.addEventListener("htmx:after:swap", () => {
    if (live && box()) live.follow(box());
    offer();
  });

  function go(row) {
    row?.querySelector("a").focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  function light(target, on) {
    const id = target.closest?.(".hit")?.id || target.closest?.("[data-result]")?.dataset.result;
    if (!id) return;
    document.getElementById(id)?.classList.toggle("lit", on);
    for (const pin of document.querySelectorAll(`[data-result="${id}"]`)) pin.classList.toggle("lit", on);
  }
  for (const [name, on] of Object.entries({ pointerover: true, pointerout: false, focusin: true, focusout: false })) {
    document.addEventListener(name, (event) => light(event.target, on));
  }

  // Another place is looked for anywhere, not in the section seen before.
  document.addEventListener(
    "change",
    (event) => {
      const area = document.querySelector("input[name=area]");
      if (event.target.id === "place" && area) area.disabled = true;
    },
    { capture: true },
  );

  offer();
})();
