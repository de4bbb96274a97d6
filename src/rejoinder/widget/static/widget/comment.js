// One comment as it is read: who, when, in reply to whom, the text as it was written, and what can be done with it.

import { button, h, unseen, words } from "./dom.js";

/**
 * @typedef {{id: string, parent: string | null, depth: number, submitted_at: string, status: string, author_name?: string,
 *   body?: string, language?: string, reader?: string | null, is_staff?: boolean, is_pick?: boolean}} Entry
 * @typedef {{entry: Entry, row: HTMLElement, article: HTMLElement, toggle: HTMLElement, slot: HTMLElement, list: HTMLElement,
 *   known: string, parent: Entry | undefined, isUncovered?: boolean}} Place a comment's place in the thread
 */

/** @param {string} uuid @returns {string} the comment's own address on this page */
export function permalink(uuid) {
  return `${location.href.split("#")[0]}#comment-${uuid}`;
}

/** @param {any} ctx @param {Entry} entry @param {Entry | undefined} parent @returns {Place} */
export function makePlace(ctx, entry, parent) {
  const article = h("article", { class: "comment", id: `comment-${entry.id}` });
  const list = h("ol", { class: "replies", id: `replies-${entry.id}` });
  const toggle = button("", () => turn(ctx, place), { class: "plain toggle", "aria-controls": list.id, hidden: true });
  const slot = h("div", { class: "slot" });
  const row = h("li", {}, article, slot, list);
  /** @type {Place} */
  const place = { entry, row, article, toggle, slot, list, known: "", parent };
  fill(ctx, place, entry, parent);
  return place;
}

/** Brings what is shown up to the entry. @param {any} ctx @param {Place} place @param {Entry} entry @param {Entry | undefined} parent */
export function fill(ctx, place, entry, parent) {
  const known = JSON.stringify([entry, parent?.status]);
  if (known === place.known) return;
  Object.assign(place, { entry, parent, known });
  const isWithdrawn = entry.status === "withdrawn";
  place.article.replaceChildren(...(isWithdrawn ? [h("p", { class: "tombstone" }, ctx.t("withdrawn"))] : living(ctx, place)));
  const menu = place.article.querySelector(".menu");
  if (menu) menu.before(place.toggle);
  else (place.article.querySelector("footer") ?? place.article).append(place.toggle);
  if (isWithdrawn) place.slot.replaceChildren();
}

/** Makes the comment anew, though the entry is the same. @param {any} ctx @param {Place} place */
export function redo(ctx, place) {
  place.known = "";
  fill(ctx, place, place.entry, place.parent);
}

/** @param {any} ctx @param {Place} place @param {number} replies how many stand beneath it */
export function countReplies(ctx, place, replies) {
  place.toggle.hidden = !replies;
  place.toggle.dataset.replies = String(replies);
  name(ctx, place);
}

/** Shows the replies, or hides them. @param {any} ctx @param {Place} place */
export function turn(ctx, place) {
  place.list.hidden = !place.list.hidden;
  name(ctx, place);
}

/** @param {any} ctx @param {Place} place */
function name(ctx, place) {
  const { toggle, list } = place;
  toggle.setAttribute("aria-expanded", String(!list.hidden));
  toggle.textContent = ctx.t(list.hidden ? "show_replies" : "hide_replies", { count: ctx.number(Number(toggle.dataset.replies)) });
}

/** @param {any} ctx @param {Entry} entry */
export function nameOf(ctx, entry) {
  return entry.author_name || ctx.t("a_reader");
}

/** @param {any} ctx @param {Place} place */
function living(ctx, place) {
  const { entry, parent } = place;
  const who = h("bdi", { class: "who" }, nameOf(ctx, entry));
  const time = h("time", { datetime: entry.submitted_at }, ctx.when(entry.submitted_at));
  const header = h(
    "header",
    {},
    who,
    entry.is_staff && h("span", { class: "badge staff" }, ctx.t("staff")),
    entry.is_pick && h("span", { class: "badge pick" }, ctx.t("pick")),
    h("a", { class: "time", href: permalink(entry.id) }, time),
    parent && answer(ctx, parent),
  );
  const body = words(entry.body ?? "", entry.language);
  const footer = h("footer");
  if (ctx.actions?.isMuted(entry) && !place.isUncovered) {
    const uncover = () => {
      place.isUncovered = true;
      redo(ctx, place);
    };
    return [header, h("p", { class: "tombstone" }, ctx.t("muted"), " ", button(ctx.t("show"), uncover, { class: "plain" })), footer];
  }
  if (ctx.section.article.is_open) {
    const reply = button(ctx.t("reply"), () => ctx.reply(place), { class: "plain", "data-reply": true });
    reply.append(unseen(` – ${nameOf(ctx, entry)}`));
    footer.append(reply);
    footer.append(button(ctx.t("quote"), () => ctx.reply(place, ctx.selected), { class: "plain", hidden: true, "data-quote": true, onmousedown: (/** @type {Event} */ event) => event.preventDefault() }));
  }
  ctx.actions?.add(place, footer);
  return [header, body, footer];
}

/** @param {any} ctx @param {Entry} parent */
function answer(ctx, parent) {
  const link = h("a", { class: "parent", href: permalink(parent.id) });
  if (parent.status === "withdrawn") link.textContent = ctx.t("reply_to_withdrawn");
  else if (!parent.author_name) link.textContent = ctx.t("reply_to_reader");
  else link.append(...ctx.around("reply_to", "name", h("bdi", {}, parent.author_name)));
  return link;
}
