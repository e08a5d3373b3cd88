/* What a page looks like, measured: each function returns one line of text for every thing that is wrong. */
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";

const named = (element) => {
  const words = (element.innerText || element.name || "").trim().slice(0, 30);
  return `<${element.localName}${element.className ? " ." + element.getAttribute("class") : ""}> ${words}`;
};
const up = function* (element) {
  for (let one = element; one && one !== document.body; one = one.parentElement) yield one;
};
/* Not drawn, or drawn for ears only. */
const hidden = (element) =>
  !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
  element.closest(".skip, [aria-hidden=true]") ||
  up(element).some((one) => getComputedStyle(one).clipPath === "inset(50%)");
const scrolls = (element) => up(element).some((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX));

/* Lines of text, a little lower than their fonts make them: ascenders may reach into the line above. */
function lines() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects())
      if (r.width > 2)
        found.push({ element, x: r.left, end: r.right, y: r.top + r.height * 0.28, foot: r.bottom - r.height * 0.28 });
  }
  return found;
}

function boxes() {
  return [...document.querySelectorAll("button, .btn, input:not([type=hidden]), select, textarea, .bar a, .bar summary")]
    .filter((element) => !hidden(element))
    .map((element) => {
      const r = element.getBoundingClientRect();
      return { element, x: r.left, end: r.right, y: r.top, foot: r.bottom };
    });
}

function overlaps() {
  const all = [...lines(), ...boxes()];
  const wrong = [];
  for (let i = 0; i < all.length; i += 1)
    for (let j = i + 1; j < all.length; j += 1) {
      const [a, b] = [all[i], all[j]];
      if (Math.min(a.end, b.end) - Math.max(a.x, b.x) <= 2 || Math.min(a.foot, b.foot) - Math.max(a.y, b.y) <= 2) continue;
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      wrong.push(`overlap: ${named(a.element)} and ${named(b.element)}`);
    }
  return wrong;
}

function clipped() {
  const wide = document.documentElement.clientWidth;
  const wrong = [];
  if (document.documentElement.scrollWidth > wide) wrong.push(`scrolls sideways to ${document.documentElement.scrollWidth} px`);
  for (const { element, x, end } of lines())
    if ((x < -1 || end > wide + 1) && !scrolls(element)) wrong.push(`beyond the edge: ${named(element)}`);
  for (const element of document.querySelectorAll("body :not(input)")) {
    if (hidden(element) || !element.clientWidth) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const cut = (value) => value === "hidden" || value === "clip";
    if ((cut(overflowX) && element.scrollWidth > element.clientWidth + 1) || (cut(overflowY) && element.scrollHeight > element.clientHeight + 1))
      wrong.push(`clipped: ${named(element)}`);
  }
  return wrong;
}

/* A link that stands in a sentence has text beside it, and is as high as the line. */
function inSentence(element) {
  if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
  const block = element.closest("p, li, dd, dt, td, th, figcaption, blockquote, small");
  return Boolean(block) && block.innerText.trim().length > element.innerText.trim().length + 1;
}

function smallTargets() {
  return [...document.querySelectorAll(CONTROLS)]
    .filter((element) => !hidden(element) && !inSentence(element))
    .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
    .map(([element, box]) => `target of ${Math.round(box.width)} x ${Math.round(box.height)}: ${named(element)}`);
}

/* What shows that an element has the keyboard: an outline of two pixels on it or on the row that it stands in. */
function focusFault() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const shown = [element, element.closest("label")].filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    const seen = style.outlineStyle === "auto" || parseFloat(style.outlineWidth) >= 2;
    return style.outlineStyle !== "none" && seen && !/^rgba.*, 0\)$|transparent/.test(style.outlineColor);
  });
  const box = (element.closest("label") ?? element).getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [`${element.localName} ${element.type ?? ""}`.trim(), shown && inView ? "" : `focus not seen: ${named(element)}`];
}

function motion() {
  const seconds = (list) => list.split(",").some((one) => parseFloat(one) > 0);
  const wrong = document.getAnimations().map(() => "an animation runs");
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (seconds(style.transitionDuration) || style.animationName !== "none" || style.scrollBehavior === "smooth")
      wrong.push(`moves: ${named(element)}`);
  }
  return wrong;
}

/* Shapes that must not vanish where colours are forced: an edge all round, or a fill, that is not the ground's colour. */
function vanished() {
  const ground = getComputedStyle(document.body).backgroundColor;
  const stands = (style, sides) =>
    sides.some((side) => parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none" && style[`border${side}Color`] !== ground);
  const edges = ["InlineStart", "BlockStart", "BlockEnd", "InlineEnd"];
  const wrong = [];
  for (const element of document.querySelectorAll(".btn, button:not(.link), .level, input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea, .card, .callout, .facts, .tag, .answer, .messages > li, .job, .empty"))
    if (!hidden(element) && !stands(getComputedStyle(element), edges)) wrong.push(`no edge: ${named(element)}`);
  for (const element of document.querySelectorAll(".trail > li"))
    if (!hidden(element) && !stands(getComputedStyle(element, "::before"), edges)) wrong.push(`no dot: ${named(element)}`);
  for (const element of document.querySelectorAll("svg .firm, svg .open")) {
    const { fill, stroke } = getComputedStyle(element);
    if (fill === ground && (stroke === "none" || stroke === ground)) wrong.push(`no shape: ${element.getAttribute("class")}`);
  }
  for (const element of document.querySelectorAll("svg .rail"))
    if (getComputedStyle(element).fill !== ground) wrong.push("a rail that looks as firm as what stands on it");
  return wrong;
}
