// The one script of a publisher's page. It waits until a comment section is near the window, then brings the element;
// and it fills in the numbers of comments that the page asks for: <span data-rejoinder-count="KEY"></span>.
// The server writes the addresses in: what lies there never changes.

/** The element first; what it stands on is asked for at the same time, not one after the other. */
const MODULES = ["@element", "@api", "@comment", "@dates", "@dom", "@keeping", "@live", "@thread"];
const STYLES = ["@style", "@writing"];
const base = new URL("..", import.meta.url).href;
const NEAR = "600px";
const KEYS_PER_CALL = 100;

let started;

/** Brings the element's modules and style sheets, once. Where that fails, the page keeps what stands in the element. */
function start() {
  started ??= Promise.all([
    Promise.all(MODULES.map((module) => import(module))),
    ...STYLES.map((style) => fetch(new URL(style, import.meta.url), { credentials: "omit" }).then((answer) => answer.text())),
  ]).then(([[element], ...styles]) => element.define(base, styles.join("\n")));
  return started;
}

/** @param {Iterable<Element>} sections */
function watch(sections) {
  const hash = location.hash;
  if (hash.startsWith("#comment") || !("IntersectionObserver" in globalThis)) return start();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      start();
    },
    { rootMargin: NEAR },
  );
  for (const section of sections) observer.observe(section);
}

/** @param {HTMLElement[]} places each to show the number of comments of one article */
async function count(places) {
  const keys = [...new Set(places.map((place) => place.dataset.rejoinderCount))];
  for (let from = 0; from < keys.length; from += KEYS_PER_CALL) {
    const asked = new URLSearchParams(keys.slice(from, from + KEYS_PER_CALL).map((key) => ["key", key]));
    const answer = await fetch(`${base}embed/v1/counts?${asked}`, { credentials: "omit" });
    if (!answer.ok) return;
    const { counts } = await answer.json();
    for (const place of places) {
      const number = counts[place.dataset.rejoinderCount];
      if (number !== undefined) place.textContent = new Intl.NumberFormat(document.documentElement.lang || undefined).format(number);
    }
  }
}

function look() {
  const sections = document.querySelectorAll("rejoinder-comments");
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-rejoinder-count]")]);
  if (sections.length) watch(sections);
  if (places.length) count(places).catch(() => {});
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", look);
else look();
