// The one script of a publisher's page. It waits until a comment section is near the window, then brings the element;
// and it fills in the numbers of comments that the page asks for: <span data-rejoinder-count="KEY"></span>.
// The server writes the addresses in: what lies there never changes.

const base = new URL("..", import.meta.url).href;
const NEAR_PX = 600;
const KEYS_PER_CALL = 100;
/** Codes some pages use for languages that have a closer one. @type {Record<string, string>} */
const CLOSER = { ku: "kmr" };

let started;
/** @type {WeakMap<HTMLElement, ReturnType<typeof questions>>} */
const asked = new WeakMap();

/** @param {string} module @param {string} style @returns {Promise<[string, any]>} the text of the style sheet, and the module */
function bring(module, style) {
  const sheet = fetch(new URL(style, import.meta.url), { credentials: "omit" }).then((answer) => answer.text());
  return Promise.all([sheet, import(module)]);
}

/** Brings the element, once. Where that fails, the page keeps what stands in the element. */
function start() {
  for (const section of document.querySelectorAll("rejoinder-comments")) ask(/** @type {HTMLElement} */ (section));
  // What a comment is written with is brought once the first comments stand.
  started ??= bring("@element.js", "@element.css").then(([style, element]) => element.define(base, style, ask, () => bring("@writing.js", "@element-writing.css")));
  return started;
}

/** What a section shows first is asked for while its modules are on their way. @param {HTMLElement} section */
function ask(section) {
  const known = asked.get(section) ?? questions(section);
  asked.set(section, known);
  return known;
}

/** @param {HTMLElement} section @returns its language, the order its reader chose last, and answers by address */
function questions(section) {
  const language = (/** @type {HTMLElement} */ (section.closest("[lang]"))?.lang || navigator.language).split("-")[0];
  const lang = CLOSER[language] ?? language;
  let order;
  try {
    order = JSON.parse(localStorage.getItem("rejoinder-order") ?? "null");
  } catch {}
  order ??= "oldest";
  const here = `${base}embed/v1/articles/${encodeURIComponent(section.getAttribute("article") ?? "")}/`;
  const answers = new Map();
  for (const what of [`thread?order=${encodeURIComponent(order)}&`, "section?"]) {
    const answer = fetch(`${here}${what}lang=${lang}`, { credentials: "omit", cache: "no-cache" });
    answer.catch(() => {});
    answers.set(`${here}${what}lang=${lang}`, answer);
  }
  return { lang, order, answers };
}

/** @param {Element[]} sections */
function watch(sections) {
  // One that is near already need not wait for the observer, which speaks up a frame later.
  const isNear = (/** @type {Element} */ section) => section.getBoundingClientRect().top < innerHeight + NEAR_PX;
  if (location.hash.startsWith("#comment") || !("IntersectionObserver" in globalThis) || sections.some(isNear)) return start();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      start();
    },
    { rootMargin: `${NEAR_PX}px` },
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
  const sections = [...document.querySelectorAll("rejoinder-comments")];
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-rejoinder-count]")]);
  if (sections.length) watch(sections);
  if (places.length) count(places).catch(() => {});
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", look);
else look();
