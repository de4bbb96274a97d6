// Everything about writing; brought once the thread can be read.

import { Account } from "./account.js";
import { Actions } from "./actions.js";
import { Compose, rules } from "./compose.js";
import { h } from "./dom.js";
import { Mine } from "./outcome.js";
import { quoted, watchSelection } from "./quote.js";

/** Width from which the guidelines unfold beside the form once somebody writes. */
const WIDE_PX = 600;

/** @param {any} ctx */
export async function start(ctx) {
  ctx.session = new Account(ctx);
  const { section } = ctx;
  const mine = new Mine(ctx);
  await ctx.session.begin();
  ctx.actions = new Actions(ctx);
  ctx.thread.drawAnew();
  if (!section.article.is_open) {
    ctx.above.append(h("p", { class: "closed" }, ctx.t("closed")));
    return { reply: () => {}, identify: () => ctx.actions.draw() };
  }
  /** @type {Compose[]} */
  const forms = [];
  const main = new Compose(ctx, null, (sent) => mine.add(sent, ctx.mine));
  forms.push(main);
  const guidelines = rules(ctx);
  const unfold = () => (guidelines.open = ctx.frame.clientWidth >= WIDE_PX);
  if (main.area.value) unfold();
  else main.element.addEventListener("focusin", unfold, { once: true });
  ctx.above.append(h("h3", {}, ctx.t("post")), h("div", { class: "beside" }, main.element, guidelines));
  watchSelection(ctx, main.quote);

  /** @type {Map<string, Compose>} */
  const replies = new Map();
  /** @param {any} place @param {string} [selected] */
  const reply = (place, selected) => {
    const { id } = place.entry;
    const close = () => {
      replies.get(id)?.element.remove();
      replies.delete(id);
      place.article.querySelector("[data-reply]")?.focus();
    };
    const sent = (/** @type {any} */ what) => {
      replies.get(id)?.element.remove();
      replies.delete(id);
      mine.add(what, place.slot);
    };
    let form = replies.get(id);
    if (!form) {
      form = new Compose(ctx, place, sent, close);
      replies.set(id, form);
      forms.push(form);
      place.slot.prepend(form.element);
    }
    form.area.focus();
    if (selected) form.insert(quoted(selected));
  };
  const identify = () => {
    ctx.actions.draw();
    mine.join(ctx.session.mine?.pending ?? []);
    for (const form of forms) form.identify();
  };
  mine.join(ctx.session.mine?.pending ?? []);
  return { reply, identify };
}
