// Whether the element with the focus is seen: null when it is, else what is wrong.
() => {
  const element = document.activeElement;
  const forced = matchMedia("(forced-colors: active)").matches;
  const ringed = [element, element.closest("label")].filter(Boolean).some((bearer) => {
    const style = getComputedStyle(bearer);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outline || (!forced && style.boxShadow !== "none" && bearer.matches(":focus-visible"));
  });
  const name = element.outerHTML.slice(0, 120);
  if (!ringed) return `no ring: ${name}`;
  const points = [...element.getClientRects()].flatMap((box) => [
    [box.left + box.width / 2, box.top + box.height / 2],
    [box.left + 2, box.top + 2],
    [box.right - 2, box.bottom - 2],
  ]);
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  });
  return seen ? null : `hidden: ${name}`;
}
