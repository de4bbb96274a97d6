// What was sent is safe on the server: the draft of it is no longer needed.

for (const element of document.querySelectorAll("[data-clear-draft]")) {
  try {
    localStorage.removeItem(`rejoinder-draft:${/** @type {HTMLElement} */ (element).dataset.clearDraft}`);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
