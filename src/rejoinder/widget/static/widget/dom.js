// Elements made without markup: whatever readers wrote goes in as text and never as HTML.

/** @typedef {Record<string, any>} Props attributes; `on…` are listeners; false, null and undefined are left out */
/** @typedef {Node | string | null | false | undefined} Child */

/**
 * @param {string} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {any} the element
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return element;
}

/** @param {string} text @param {(event: Event) => void} onclick @param {Props} [props] */
export function button(text, onclick, props = {}) {
  return h("button", { type: "button", onclick, ...props }, text);
}

/** @param {string} text read by screen readers, seen by no one */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

let made = 0;
/** @param {string} name @returns {string} an id that nothing else in the section has */
export function id(name) {
  made += 1;
  return `${name}-${made}`;
}

/**
 * A field with its label.
 * @param {string} label @param {HTMLElement} control @param {...Child} more what stands under it
 */
export function field(label, control, ...more) {
  control.id ||= id("field");
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control, ...more);
}

/** A field for an e-mail address. */
export function address() {
  return h("input", { type: "email", dir: "ltr", autocomplete: "email", maxlength: "254" });
}

/** @param {string} text lines of a person's text @param {string} [lang] @param {string} [kind] class */
export function words(text, lang = "", kind = "body") {
  return h("div", { class: kind, dir: "auto", lang: lang === "und" ? "" : lang }, text);
}

/** @param {HTMLElement} element brought into view and given the focus */
export function show(element) {
  element.tabIndex = -1;
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}
