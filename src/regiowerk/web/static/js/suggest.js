// Suggestions below a text field: the combobox pattern of the ARIA Authoring Practices, with list autocompletion.
(() => {
  const WAIT_MS = 150;

  function suggestFor(input) {
    const list = document.createElement("ul");
    let entries = [];
    let active = -1;
    let timer = 0;
    let asked = "";

    list.id = `${input.id}-suggestions`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.suggestLabel);
    input.after(list);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    })) {
      input.setAttribute(name, value);
    }

    function close() {
      clearTimeout(timer);
      asked = "";
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      active = index;
      [...list.children].forEach((option, position) => {
        option.setAttribute("aria-selected", String(position === index));
      });
      if (index < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", list.children[index].id);
        list.children[index].scrollIntoView({ block: "nearest" });
      }
    }

    function optionOf(entry, index) {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("span");
      name.textContent = entry.name;
      const place = document.createElement("small");
      place.textContent = entry.place;
      option.append(name, " ", place);
      return option;
    }

    function show(found) {
      entries = found;
      list.replaceChildren(...entries.map(optionOf));
      list.hidden = entries.length === 0;
      input.setAttribute("aria-expanded", String(entries.length > 0));
      mark(-1);
    }

    async function ask() {
      const text = input.value.trim();
      asked = text;
      if (text.length < 2) return close();
      try {
        const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q: text })}`);
        const { entries: found } = await answer.json();
        if (asked === text && document.activeElement === input) show(found);
      } catch {
        close(); // The form works without suggestions.
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    });
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      } else if (event.key === "ArrowDown" && open) {
        event.preventDefault();
        mark((active + 1) % entries.length);
      } else if (event.key === "ArrowUp" && open) {
        event.preventDefault();
        mark(active <= 0 ? entries.length - 1 : active - 1);
      } else if (event.key === "ArrowDown" && !event.altKey) {
        event.preventDefault();
        ask();
      } else if (event.key === "Enter" && open && active >= 0) {
        event.preventDefault();
        location.assign(entries[active].url);
      } else if (event.key === "Enter") {
        close();
      }
    });
    input.addEventListener("blur", () => setTimeout(close, 100));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
    list.addEventListener("click", (event) => {
      const index = [...list.children].indexOf(event.target.closest("li"));
      if (index >= 0) location.assign(entries[index].url);
    });
  }

  const begin = () => document.querySelectorAll("[data-suggest]:not([role=combobox])").forEach(suggestFor);
  begin();
  // A step back in the history brings a new field.
  document.addEventListener("htmx:after:swap", begin);
})();
