// Advice before sending: which guideline the text may break, with the words marked. Said once, and never in the way.

import { button, h, id, show } from "./dom.js";

/** @typedef {{token: string, guideline: {key: string, title: string} | null, spans: [number, number][]}} Advice */

/** @param {any} ctx @param {{body: string, author_name: string, parent: string | null}} draft @returns {Promise<Advice | null>} */
export async function ask(ctx, draft) {
  if (!ctx.section.advice) return null;
  try {
    return (await ctx.api.call("POST", `${ctx.api.here}advice`, draft)).advice;
  } catch (failure) {
    // The comment itself will meet what is wrong with it; where only advice is missing, it is sent without.
    if (/** @type {any} */ (failure).status === 401) throw failure;
    return null;
  }
}

/**
 * @param {any} ctx @param {string} text @param {Advice} advice
 * @param {() => void} change the reader will write it otherwise @param {() => void} send as it is
 */
export function tell(ctx, text, advice, change, send) {
  const name = id("advice");
  const title = h("h4", { id: name }, ctx.t("advice_title"));
  const box = h(
    "div",
    { class: "advice", role: "group", "aria-labelledby": name },
    title,
    h("p", {}, ...ctx.around("advice_text", "guideline", h("strong", {}, h("bdi", {}, advice.guideline?.title)))),
    advice.spans.length > 0 && marked(text, advice.spans),
    h("p", { class: "buttons" }, button(ctx.t("advice_change"), change, { class: "primary" }), button(ctx.t("advice_send"), send)),
  );
  return { box, focus: () => show(title) };
}

/** @param {string} text @param {[number, number][]} spans in code points @param {string} [lang] */
export function marked(text, spans, lang) {
  const points = Array.from(text);
  const body = h("div", { class: "body marked", dir: "auto", lang, tabindex: "0" });
  let done = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start < done) continue;
    body.append(points.slice(done, start).join(""), h("mark", {}, points.slice(start, end).join("")));
    done = end;
  }
  body.append(points.slice(done).join(""));
  return body;
}
