// What is wrong with the page as it is laid out now, one line for each element. Run in the page; returns strings.
() => {
  const MIN_TARGET = 24; // pixels: WCAG 2.5.8
  const SLACK = 1; // rounding
  const CONTROLS = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']";
  const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2})?$/;
  const found = [];
  const width = document.documentElement.clientWidth;
  const say = (fault, element) =>
    found.push(`${fault}: ${element.cloneNode(false).outerHTML.slice(0, 140)} ${element.textContent.trim().slice(0, 40)}`);

  // For screen readers only: one pixel, or nothing left of it.
  const isForEars = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath === "inset(50%)" || (style.position === "absolute" && box.offsetWidth <= 1)) return true;
    }
    return false;
  };
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) &&
    !element.closest(".trap") &&
    !isForEars(element) &&
    element.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);
  const hasOwnText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const scrollsSideways = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };

  function edges() {
    if (document.documentElement.scrollWidth > width + SLACK) {
      found.push(`page is ${document.documentElement.scrollWidth} wide on a screen of ${width}`);
    }
    for (const element of all("body *")) {
      const box = element.getBoundingClientRect();
      if ((hasOwnText(element) || element.matches(CONTROLS)) && !scrollsSideways(element) && !element.closest(".skip, svg")) {
        if (box.left < -SLACK || box.right > width + SLACK) say("runs over the edge", element);
      }
    }
  }

  function clipping() {
    for (const element of all("body *")) {
      const style = getComputedStyle(element);
      const clips = (overflow) => ["hidden", "clip"].includes(overflow);
      if (element.closest("svg") || !element.textContent.trim()) continue;
      if (clips(style.overflowX) && element.scrollWidth > element.clientWidth + SLACK) say("cut off sideways", element);
      if (clips(style.overflowY) && element.scrollHeight > element.clientHeight + SLACK) say("cut off below", element);
    }
    for (const element of all("button, .btn, .chip, .tag, summary")) {
      if (element.scrollWidth > element.clientWidth + SLACK && element.clientWidth) say("text runs out of", element);
    }
  }

  // The whole that answers to a click: a box with its label, a link with all its lines.
  const target = (control) => {
    const label = control.labels?.[0];
    const own = control.getBoundingClientRect();
    if (!label || !["checkbox", "radio"].includes(control.type)) return own;
    const other = label.getBoundingClientRect();
    const [left, top] = [Math.min(own.left, other.left), Math.min(own.top, other.top)];
    return new DOMRect(left, top, Math.max(own.right, other.right) - left, Math.max(own.bottom, other.bottom) - top);
  };
  const isInText = (control) =>
    control.matches("a") && getComputedStyle(control).display === "inline" &&
    [...control.parentElement.childNodes].some(
      (node) => node !== control && !(node.nodeType === Node.COMMENT_NODE) && node.textContent.trim(),
    );

  function targets() {
    const controls = all(CONTROLS).filter((control) => !control.matches("[role=region], .skip, svg *"));
    const boxes = controls.map(target);
    controls.forEach((control, index) => {
      const box = boxes[index];
      if (box.width >= MIN_TARGET - SLACK && box.height >= MIN_TARGET - SLACK) return;
      if (isInText(control)) return;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const crowded = boxes.some((other, position) => {
        if (position === index || controls[position].contains(control) || control.contains(controls[position])) return false;
        const dx = Math.max(other.left - x, 0, x - other.right);
        const dy = Math.max(other.top - y, 0, y - other.bottom);
        return Math.hypot(dx, dy) < MIN_TARGET / 2;
      });
      if (crowded) say(`target of ${Math.round(box.width)} × ${Math.round(box.height)} is too small`, control);
    });
    overlaps(controls, boxes);
  }

  function overlaps(controls, boxes) {
    // Menus lie over the page as long as they are open, and bars that stick lie over what is scrolled past.
    const floats = (element) => {
      for (let box = element; box; box = box.parentElement) {
        if (["absolute", "sticky", "fixed"].includes(getComputedStyle(box).position)) return true;
      }
      return false;
    };
    controls.forEach((one, first) => {
      for (let second = first + 1; second < controls.length; second += 1) {
        const other = controls[second];
        if (one.contains(other) || other.contains(one) || one.closest("label")?.contains(other)) continue;
        if (floats(one) || floats(other)) continue;
        if (isInText(one) || isInText(other)) continue;
        const [a, b] = [boxes[first], boxes[second]];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 2) say(`lies over ${other.outerHTML.slice(0, 60)}`, one);
      }
    });
  }

  function markup() {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) found.push(`two elements have the id ${id}`);
    for (const element of document.querySelectorAll("html, [lang]")) {
      if (!LANGUAGE.test(element.lang)) say(`lang="${element.lang}"`, element);
    }
    const headings = all("h1, h2, h3, h4, h5, h6");
    if (headings.filter((heading) => heading.matches("h1")).length !== 1) found.push("not one h1");
    let above = 0;
    for (const heading of headings) {
      const level = Number(heading.tagName[1]);
      if (level > above + 1) say(`h${level} after h${above}`, heading);
      above = level;
    }
    for (const main of ["main", "header", "footer"]) {
      if (!document.querySelector(`body > ${main}`)) found.push(`no ${main}`);
    }
  }

  edges();
  clipping();
  targets();
  markup();
  return found;
}
