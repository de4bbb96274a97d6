// Quoting by selecting: a passage of a comment brings a button under it, one of the article a button beside the form.

const LONGEST = 1000;

/** @param {string} text @returns {string} as it stands in a reply, each line marked */
export function quoted(text) {
  return `${text.trim().replace(/^/gm, "> ")}\n\n`;
}

/** @param {any} ctx @param {HTMLElement} ofArticle the button that quotes the article, shown when there is something to quote */
export function watchSelection(ctx, ofArticle) {
  /** @type {HTMLElement | null} */
  let shown = null;
  const offer = (/** @type {HTMLElement | null} */ button) => {
    if (shown && shown !== button) shown.hidden = true;
    if (button) button.hidden = false;
    shown = button;
  };
  document.addEventListener("selectionchange", () => {
    // Where the browser knows selections of a shadow root, the document's shows only that something in there is selected.
    const inside = (ctx.root.getSelection?.() ?? document.getSelection());
    const body = inside?.anchorNode?.parentElement?.closest(".body");
    const text = (body ? inside : document.getSelection())?.toString().trim() ?? "";
    if (!text || text.length > LONGEST) return;
    const anchor = document.getSelection()?.anchorNode;
    if (body && ctx.root.contains(body)) offer(body.parentElement.querySelector("[data-quote]"));
    else if (anchor && !ctx.host.contains(anchor) && anchor !== ctx.host.parentNode) offer(ofArticle);
    else return;
    ctx.selected = text;
  });
}
