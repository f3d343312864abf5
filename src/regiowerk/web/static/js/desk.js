// The review desk: letters press the buttons beside which they are shown, unless one is typing, or they are
// switched off; where the switch is not shown, as on phones, they are off.
(() => {
  const form = document.querySelector("[data-desk]");
  if (!form) return;
  const SWITCHED_OFF = "desk-keys-off";
  const box = form.querySelector("[data-keys]");
  const buttons = [...form.querySelectorAll("[data-key]")];

  const show = () => {
    for (const button of buttons) {
      button.querySelector("kbd").hidden = !box.checked;
      if (box.checked) button.setAttribute("aria-keyshortcuts", button.dataset.key);
      else button.removeAttribute("aria-keyshortcuts");
    }
  };
  box.checked = !localStorage.getItem(SWITCHED_OFF);
  box.closest("label").hidden = false;
  show();

  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "yes");
    show();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (!box.checked || !box.checkVisibility() || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = buttons.find((known) => known.dataset.key === event.key.toLowerCase());
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
