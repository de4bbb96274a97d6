// The thread: pages of comments in the order the reader wants, brought up to date without moving what is read.

import { countReplies, fill, makePlace, redo, turn } from "./comment.js";
import { button, h, show, unseen } from "./dom.js";
import { keep } from "./keeping.js";
import { watch } from "./live.js";

/** Deeper replies stand at this depth and say whom they answer: a phone has no room for more. */
const DEEPEST = 4;
const ORDER = "rejoinder-order";
/** Comments that are drawn at once, enough for any window; the rest follows in slices, so that the page can be scrolled. */
const FIRST = 12;
const SLICE = 50;
const LONGEST_FRAME_MS = 300;

export class Thread {
  /** @param {any} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    /** @type {Map<string, import("./comment.js").Place>} */
    this.places = new Map();
    /** @type {Map<number, any>} the pages that are shown, by number */
    this.documents = new Map();
    this.count = 0;
    this.isWhole = false;
    this.order = ctx.document.order;
    this.list = h("ol", { class: "thread", tabindex: "-1" });
    this.number = h("span", { class: "count" });
    this.empty = h("p", { class: "empty" }, ctx.t(ctx.section.article.is_open ? "empty_open" : "empty"));
    this.arrived = button("", () => this.showArrived(), { class: "arrived", hidden: true });
    this.earlier = button(ctx.t("previous"), () => this.turn(Math.min(...this.documents.keys()) - 1), { class: "wide" });
    this.later = button(ctx.t("more"), () => this.turn(Math.max(...this.documents.keys()) + 1), { class: "wide" });
    this.sorting = this._sorting();
  }

  /** Shows the first page, or the one with the comment that the address names. @param {any} document the first page */
  async open(document) {
    this.take(document);
    if (!(await this.follow())) {
      this.draw(FIRST);
      await painted();
    }
    addEventListener("hashchange", () => this.follow());
    watch(this.ctx.host, () => this.look());
  }

  /** Draws what the first look left out, unless all of it has been drawn meanwhile. */
  async rest() {
    for (let most = FIRST + SLICE; !this.isWhole; most += SLICE) {
      this.draw(most);
      await painted();
    }
  }

  /** Goes to the comment in the page's address. @returns {Promise<boolean>} whether there was one to go to */
  async follow() {
    const uuid = /^#comment-([0-9a-f-]{36})$/.exec(location.hash)?.[1];
    if (location.hash === "#comments") this.ctx.host.scrollIntoView();
    if (!uuid) return false;
    await this.goTo(uuid);
    return true;
  }

  /** @param {string} uuid of a comment, shown and marked wherever in the thread it stands */
  async goTo(uuid) {
    try {
      if (!this.places.has(uuid)) {
        await this.find(uuid);
      }
    } catch (failure) {
      this.ctx.say(/** @type {Error} */ (failure).message);
    }
    this.draw();
    const place = this.places.get(uuid);
    if (!place) return;
    for (const above of this.places.values()) {
      if (above.list.hidden && above.list.contains(place.row)) turn(this.ctx, above);
    }
    for (const other of this.places.values()) other.article.classList.toggle("is-target", other === place);
    show(place.article);
  }

  /** @param {string} uuid of a comment, whose page takes the place of what is shown */
  async find(uuid) {
    const all = this.order === "newest" ? "newest" : "oldest";
    const document = await this.fetch({ order: all, comment: uuid });
    this.order = all;
    this.sorting.querySelector("select").value = all;
    this.documents.clear();
    this.take(document);
  }

  /** @param {Record<string, string | number>} query @returns {Promise<any>} */
  fetch(query) {
    return this.ctx.api.get(`${this.ctx.api.here}thread`, { order: this.order, ...query });
  }

  /** @param {any} document a page as it came */
  take(document) {
    this.documents.set(document.page, document);
    this.pages = document.pages;
    this.count = document.count;
  }

  /** @param {number} page brought in above or below what is shown */
  async turn(page) {
    await this.ctx.attempt(async () => {
      const document = await this.fetch({ page });
      this.take(document);
      this.draw();
      const first = document.comments[0];
      if (first) show(/** @type {any} */ (this.places.get(first.id)).article);
    });
  }

  /** Asks for all shown pages again. */
  async refresh() {
    const documents = await Promise.all([...this.documents.keys()].map((page) => this.fetch({ page })));
    for (const document of documents) this.take(document);
    this.draw();
  }

  /** Something may be new: says how much, takes down at once what was withdrawn, moves nothing else. */
  async look() {
    const page = Math.min(...this.documents.keys());
    const document = await this.fetch({ page });
    let fewer = 0;
    for (const entry of document.comments) {
      const place = this.places.get(entry.id);
      if (!place || entry.status !== "withdrawn" || place.entry.status === "withdrawn") continue;
      fill(this.ctx, place, entry, place.parent);
      fewer += 1;
    }
    this.count -= fewer;
    const more = document.count - this.count;
    this.arrived.hidden = more <= 0;
    const text = this.ctx.t("arrived", { count: this.ctx.number(more) });
    if (more <= 0 || this.arrived.textContent === text) return;
    this.arrived.textContent = text;
    this.ctx.say(text);
  }

  async showArrived() {
    const known = new Set(this.places.keys());
    await this.ctx.attempt(async () => {
      const edge = this.order === "oldest" ? (await this.fetch({ page: 1 })).pages : 1;
      // Pages between what is shown and the newest are left out rather than all brought in.
      if (![...this.documents.keys()].some((page) => Math.abs(page - edge) <= 1)) this.documents.clear();
      this.documents.set(edge, null);
      await this.refresh();
      this.arrived.hidden = true;
      this.arrived.textContent = "";
      const fresh = [...this.places.values()].filter((place) => !known.has(place.entry.id));
      for (const place of this.places.values()) mark(this.ctx, place, fresh.includes(place));
      if (fresh[0]) show(fresh[0].article);
    });
  }

  /** Puts every comment of the shown pages in its place; those that stand right are not touched. @param {number} [most] */
  draw(most = Infinity) {
    const all = [...this.documents.keys()].sort((a, b) => a - b).flatMap((page) => this.documents.get(page).comments);
    const entries = all.slice(0, most);
    this.isWhole = entries.length === all.length;
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    /** @type {import("./comment.js").Place[]} */
    const line = [];
    const filled = new Map([[this.list, 0]]);
    const replies = new Map();
    for (const id of [...this.places.keys()]) if (!byId.has(id)) this.places.delete(id);
    for (const entry of entries) {
      const depth = Math.min(entry.depth, DEEPEST, line.length);
      const parent = byId.get(entry.parent);
      const place = this.places.get(entry.id) ?? makePlace(this.ctx, entry, parent);
      fill(this.ctx, place, entry, parent);
      this.places.set(entry.id, place);
      line.length = depth;
      for (const above of line) replies.set(above, (replies.get(above) ?? 0) + 1);
      const list = depth ? line[depth - 1].list : this.list;
      const index = filled.get(list) ?? 0;
      if (list.children[index] !== place.row) list.insertBefore(place.row, list.children[index] ?? null);
      filled.set(list, index + 1);
      line.push(place);
    }
    for (const list of [this.list, ...[...this.places.values()].map((place) => place.list)]) {
      while (list.children.length > (filled.get(list) ?? 0)) list.lastElementChild?.remove();
    }
    for (const place of this.places.values()) countReplies(this.ctx, place, replies.get(place) ?? 0);
    this.number.textContent = `(${this.ctx.number(this.count)})`;
    this.empty.hidden = entries.length > 0;
    this.sorting.hidden = this.count < 2;
    const shown = [...this.documents.keys()];
    this.earlier.hidden = Math.min(...shown) <= 1;
    this.later.hidden = Math.max(...shown) >= this.pages;
    this.ctx.actions?.bring(this).catch(() => {});
  }

  /** The same comments, but what can be done with them has changed. */
  drawAnew() {
    for (const place of this.places.values()) redo(this.ctx, place);
    this.draw();
  }

  _sorting() {
    const { ctx } = this;
    const choice = h("select", { id: "order", onchange: () => this._reorder(choice.value) });
    for (const order of ctx.section.orders) {
      choice.append(h("option", { value: order, selected: order === this.order }, ctx.t(`order_${order}`)));
    }
    return h("p", { class: "sorting" }, h("label", { for: "order" }, ctx.t("order")), choice);
  }

  /** @param {string} order */
  async _reorder(order) {
    await this.ctx.attempt(async () => {
      this.order = order;
      const document = await this.fetch({ page: 1 });
      keep(ORDER, order);
      this.documents.clear();
      this.take(document);
      this.draw();
      this.ctx.say(this.ctx.t(`order_${order}`));
    });
  }
}

/** Waits until the reader sees what was drawn; not for long where nobody looks. */
function painted() {
  return new Promise((go) => {
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, LONGEST_FRAME_MS);
  });
}

/** @param {any} ctx @param {import("./comment.js").Place} place @param {boolean} isNew */
function mark(ctx, place, isNew) {
  place.article.classList.toggle("is-new", isNew);
  place.article.querySelector(".new")?.remove();
  if (isNew) place.article.querySelector("header")?.append(h("span", { class: "badge new" }, ctx.t("new")), unseen(" "));
}
