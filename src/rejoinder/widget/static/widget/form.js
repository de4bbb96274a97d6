// The form works without this. With it: a count of characters, and a draft that survives a closed tab.

/** @param {string} text @returns {number} code points, as the server counts them; a line break is sent as two */
function length(text) {
  return Array.from(text.replace(/\r\n|\r|\n/g, "\r\n")).length;
}

/** @param {HTMLTextAreaElement} area @param {HTMLElement} count */
function showCount(area, count) {
  const remaining = Number(area.dataset.limit) - length(area.value);
  const over = remaining < 0;
  count.hidden = remaining > 500;
  count.classList.toggle("over", over);
  const words = over ? count.dataset.wordsOver : count.dataset.wordsRemaining;
  const text = `${words} ${Math.abs(remaining)}`;
  if (count.textContent !== text) count.textContent = text;
}

/** @param {() => void} act does nothing where the browser keeps no storage */
function withStorage(act) {
  try {
    act();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** @param {HTMLFormElement} form */
function enhance(form) {
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("body"));
  const count = /** @type {HTMLElement} */ (form.querySelector("[data-count]"));
  const key = `rejoinder-draft:${form.dataset.draft}`;
  withStorage(() => {
    const draft = localStorage.getItem(key);
    if (draft && !area.value) area.value = draft;
  });
  const update = () => {
    showCount(area, count);
    withStorage(() => {
      if (area.value) localStorage.setItem(key, area.value);
      else localStorage.removeItem(key);
    });
  };
  area.addEventListener("input", update);
  showCount(area, count);
}

for (const form of document.querySelectorAll("form[data-comment-form]")) enhance(/** @type {HTMLFormElement} */ (form));
