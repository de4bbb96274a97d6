// Words selected in a comment become evidence of its rejection, counted in code points as the server counts them.

/** @param {Node} within @param {Range} range @returns {[number, number]} start and end in code points of the text */
function offsets(within, range) {
  const before = document.createRange();
  before.setStart(within, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Array.from(before.toString()).length;
  return [start, start + Array.from(range.toString()).length];
}

/** @returns {{text: HTMLElement, range: Range} | null} what is selected inside the text of one comment */
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const text = (node instanceof Element ? node : node.parentElement)?.closest("[data-text]");
  return text instanceof HTMLElement ? { text, range } : null;
}

function addSelection() {
  const found = selected();
  const panel = found?.text.closest("[data-card]")?.querySelector("[data-rejecting][open]");
  const spans = panel?.querySelector("[data-spans]");
  if (!found || !spans) return;
  const [start, end] = offsets(found.text, found.range);
  const value = `${start}-${end}`;
  const known = spans.querySelector(`input[value="${value}"]`);
  if (known instanceof HTMLInputElement) {
    known.checked = true;
    return;
  }
  const template = /** @type {HTMLTemplateElement} */ (spans.querySelector("[data-span-template]"));
  const entry = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  /** @type {HTMLInputElement} */ (entry.querySelector("input")).value = value;
  /** @type {HTMLElement} */ (entry.querySelector("bdi")).textContent = `“${found.range.toString()}”`;
  spans.querySelector("[data-no-spans]")?.remove();
  spans.insertBefore(entry, spans.querySelector("[data-select-hint]"));
}

document.addEventListener("pointerup", () => setTimeout(addSelection));
document.addEventListener("keyup", (event) => {
  if (event.shiftKey || event.key === "Shift") addSelection();
});
document.addEventListener(
  "toggle",
  (event) => {
    const panel = event.target;
    if (!(panel instanceof HTMLDetailsElement) || !panel.matches("[data-rejecting]") || !panel.open) return;
    panel.querySelector("[data-select-hint]")?.removeAttribute("hidden");
    addSelection();
  },
  true,
);

// "Withdraw" on another page leads here by the panel's id.
const asked = location.hash && document.getElementById(location.hash.slice(1));
if (asked instanceof HTMLDetailsElement) asked.open = true;
