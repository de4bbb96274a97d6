// What stays in the reader's browser, where it keeps anything at all.

/** @template T @param {() => T} act @returns {T | null} null where the browser keeps no storage, or it is full */
function attempt(act) {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param {string} name @returns {any} what was kept, or null */
export function kept(name) {
  return attempt(() => JSON.parse(localStorage.getItem(name) ?? "null"));
}

/** @param {string} name @param {any} value null, "" and [] are forgotten */
export function keep(name, value) {
  attempt(() => {
    if (value === null || value.length === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  });
}

/** Drafts are kept as plain text, as the form of the installation's own pages keeps them. */
/** @param {string} name @returns {string} */
export function draft(name) {
  return attempt(() => localStorage.getItem(`rejoinder-draft:${name}`)) ?? "";
}

/** @param {string} name @param {string} text "" forgets it */
export function keepDraft(name, text) {
  attempt(() => {
    if (text) localStorage.setItem(`rejoinder-draft:${name}`, text);
    else localStorage.removeItem(`rejoinder-draft:${name}`);
  });
}
