// Sharing a page: the link can be selected without this; buttons are shown where they work.
(() => {
  const box = document.getElementById("share");
  if (!box) return;
  const field = box.querySelector("input");
  const say = (text) => {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Not allowed, or no clipboard on an address without https.
      field.select();
      say(box.dataset.byHand);
      return;
    }
    button.dataset.done = "true";
    say(box.dataset.copied);
  };
  const send = () => navigator.share({ title: document.title, url: field.value }).catch(() => {});
  const actions = { copy, send, print: () => window.print() };

  for (const button of box.querySelectorAll("[data-share]")) {
    const name = button.dataset.share;
    if (name === "send" && !navigator.share) continue;
    button.addEventListener("click", () => actions[name](button));
    (button.closest("li") ?? button).hidden = false;
  }
  field.addEventListener("focus", () => field.select());
})();
