// The queue by keyboard. Everything here presses a button or moves the focus; without it the page works by pointer.

/** @typedef {HTMLElement} Card */

const cards = /** @type {HTMLElement} */ (document.querySelector("[data-cards]"));
const announcer = /** @type {HTMLElement} */ (document.querySelector("[data-announcer]"));
const help = /** @type {HTMLDialogElement} */ (document.querySelector("[data-help-dialog]"));

/** @returns {Card[]} cards that still wait */
const waiting = () => Array.from(cards.querySelectorAll("[data-card]"));

/** @returns {Card | null} the card that has the focus, or the first */
function current() {
  const active = document.activeElement?.closest("[data-card]");
  return /** @type {Card | null} */ (active ?? waiting()[0] ?? null);
}

/** @param {Element | null | undefined} element */
function goTo(element) {
  if (!(element instanceof HTMLElement)) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** @param {1 | -1} step */
function move(step) {
  const all = waiting();
  const active = document.activeElement?.closest("[data-card]");
  goTo(active ? all[all.indexOf(/** @type {Card} */ (active)) + step] : all[step > 0 ? 0 : all.length - 1]);
}

/** @param {Card | null} card approves; where the reader is owed an answer, opens the choice of it */
function approve(card) {
  const panel = card?.querySelector("[data-approving]");
  if (panel instanceof HTMLDetailsElement) {
    panel.open = true;
    return goTo(panel.querySelector("input[type=radio]:checked"));
  }
  const form = /** @type {HTMLFormElement | null | undefined} */ (card?.querySelector("form[data-approve]"));
  form?.requestSubmit();
}

/** @param {Card | null} card */
function openRejecting(card) {
  const panel = /** @type {HTMLDetailsElement | null | undefined} */ (card?.querySelector("[data-rejecting]"));
  if (!panel) return;
  panel.open = true;
  goTo(panel.querySelector("input[type=radio]:checked") ?? panel.querySelector("input[type=radio]"));
}

/** @param {Card | null} card @param {string} key @returns {boolean} whether the key picks something */
function pick(card, key) {
  const open = "[data-rejecting][open], [data-approving][open]";
  const panel = /** @type {HTMLDetailsElement | null | undefined} */ (card?.querySelector(open));
  const radio = panel?.querySelector(`input[data-pick="${key}"]`);
  if (!(radio instanceof HTMLInputElement)) return false;
  radio.checked = true;
  goTo(radio);
  return true;
}

/** @param {Card | null} card @returns {boolean} whether there was something to close */
function closeRejecting(card) {
  const open = "[data-rejecting][open], [data-approving][open]";
  const panel = /** @type {HTMLDetailsElement | null | undefined} */ (card?.querySelector(open));
  if (!panel || !card) return false;
  panel.open = false;
  goTo(card);
  return true;
}

/** @param {Element | null | undefined} link */
function press(link) {
  if (link instanceof HTMLElement) link.click();
}

function openBlocking() {
  const panel = document.querySelector("[data-blocking]");
  if (!(panel instanceof HTMLDetailsElement)) return;
  panel.open = true;
  goTo(panel.querySelector("input[type=radio]"));
}

/** @param {KeyboardEvent} event @returns {string} the key, or on an Arabic keyboard the Latin letter in its place */
function keyOf(event) {
  if (event.key === "؟") return "?";
  const letter = /^Key([A-Z])$/.exec(event.code);
  if (letter && !/^[a-z]$/i.test(event.key)) return letter[1].toLowerCase();
  const digit = /^Digit([0-9])$/.exec(event.code);
  if (digit && !event.shiftKey) return digit[1];
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** @param {EventTarget | null} target @returns {boolean} whether letters are being typed there */
function isTyping(target) {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "submit", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** @type {Record<string, () => void>} */
const actions = {
  j: () => move(1),
  k: () => move(-1),
  a: () => approve(current()),
  r: () => openRejecting(current()),
  u: () => goTo(cards.querySelector("[data-last] [data-undo]")),
  o: () => press(current()?.querySelector("[data-open]")),
  w: () => press(current()?.querySelector("[data-author]")),
  b: openBlocking,
  "/": () => goTo(document.querySelector("[data-search]")),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || help.open) return;
  const key = keyOf(event);
  if (key === "Escape" && closeRejecting(current())) return event.preventDefault();
  if (isTyping(event.target)) return;
  if (/^[0-9]$/.test(key) ? pick(current(), key) : key in actions) {
    event.preventDefault();
    actions[key]?.();
  }
});

// The list that is open says how much waits in its heading as well.
document.body.addEventListener("htmx:oobAfterSwap", () => {
  const total = document.querySelector("[data-total]");
  const waits = document.querySelector(".bar [aria-current=page] .count");
  if (total && waits) total.textContent = `(${waits.textContent || (0).toLocaleString(document.documentElement.lang)})`;
});

// A card that was decided has become a slim row: say so, and go on with the next.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const id = /** @type {CustomEvent} */ (event).detail.target?.id;
  const row = id ? document.getElementById(id) : null;
  if (!row?.matches("[data-card], [data-decided]")) return;
  if (!row.matches("[data-decided]")) return openRejecting(row);
  announcer.textContent = row.dataset.announce ?? "";
  for (const other of cards.querySelectorAll("[data-last]")) other.removeAttribute("data-last");
  row.setAttribute("data-last", "");
  const next = waiting().find((card) => row.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
  goTo(row.getAttribute("role") === "alert" ? row : (next ?? waiting()[0] ?? row));
});

for (const button of document.querySelectorAll("[data-help]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => help.showModal());
}
if (!document.querySelector("[autofocus]")) goTo(waiting()[0]);
