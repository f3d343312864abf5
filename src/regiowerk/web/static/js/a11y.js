// What htmx leaves open for people who do not see the page, and tidy addresses.
(() => {
  const on = (name, handler) => document.addEventListener(name, handler);
  const live = () => document.getElementById("live");

  on("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    // While somebody is typing, the address follows, but no step of the history is made of each letter.
    if (ctx.sourceEvent?.type === "input") {
      ctx.push = null;
      ctx.replace = "true";
    }
    for (const [name, value] of [...(ctx.request.body ?? [])]) {
      if (value === "") ctx.request.body.delete(name);
    }
    if (ctx.request.body?.has("radius") && !ctx.request.body.has("place")) ctx.request.body.delete("radius");
  });

  on("htmx:before:request", (event) => event.detail.ctx.target?.setAttribute?.("aria-busy", "true"));
  on("htmx:finally:request", (event) => event.detail.ctx.target?.removeAttribute?.("aria-busy"));

  // A link that exchanges the list takes the focus along to the list's heading.
  on("click", (event) => {
    const link = event.target.closest?.("[data-focus]");
    if (!link) return;
    focusNext = link.dataset.focus;
    // On narrow screens the filters lie over the list that is wanted now.
    const fold = link.closest("details.facets");
    if (fold?.firstElementChild.checkVisibility()) fold.open = false;
  });
  let focusNext = "";
  on("htmx:after:swap", () => {
    if (!focusNext) return;
    const heading = document.querySelector(focusNext);
    focusNext = "";
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  });

  // The menus of the header close as menus do: with Escape, and when something else is meant.
  const openMenu = () => document.querySelector(".top details[open]");
  on("keydown", (event) => {
    const menu = openMenu();
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  on("click", (event) => {
    const menu = openMenu();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  on("htmx:error", () => {
    if (live()) live().textContent = live().dataset.offline;
  });
})();
