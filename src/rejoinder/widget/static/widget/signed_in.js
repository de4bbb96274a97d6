// Hands the session to the page that opened this window: to its origin, which the server has checked, and to no other.

const done = /** @type {HTMLElement | null} */ (document.querySelector("[data-token]"));
if (done && window.opener) {
  window.opener.postMessage({ rejoinder: "signed-in", token: done.dataset.token }, done.dataset.origin);
  window.close();
}
