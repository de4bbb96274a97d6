// Asking now and then whether there is something new: seldom when nothing is, never while nobody looks.

const FIRST_MS = 15_000;
const LONGEST_MS = 240_000;
const SLOWER = 1.5;

/** @param {HTMLElement} host @param {() => Promise<void>} look asks once; a failure makes the next wait longer */
export function watch(host, look) {
  let wait = FIRST_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const next = () => {
    clearTimeout(timer);
    if (host.isConnected && document.visibilityState === "visible" && navigator.onLine) timer = setTimeout(ask, wait);
  };
  const ask = async () => {
    wait = Math.min(wait * SLOWER, LONGEST_MS);
    try {
      await look();
    } catch {
      wait = Math.min(wait * 2, LONGEST_MS);
    }
    next();
  };
  const back = () => {
    wait = FIRST_MS;
    clearTimeout(timer);
    if (host.isConnected && document.visibilityState === "visible" && navigator.onLine) ask();
  };
  document.addEventListener("visibilitychange", back);
  addEventListener("online", back);
  next();
}
