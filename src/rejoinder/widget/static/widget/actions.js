// What readers do with each other's comments: react, report, mute, follow.

import { address, button, field, h, show } from "./dom.js";

const IDS_PER_CALL = 100;

export class Actions {
  /** @param {any} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    /** @type {Record<string, Record<string, number>>} numbers of reactions by comment */
    this.counts = {};
    this.asked = new Set();
    this.followed = h("button", { type: "button", class: "plain", onclick: () => this.followArticle() });
    ctx.bar.append(this.followed);
    this.draw();
  }

  get mine() {
    return this.ctx.session.mine;
  }

  draw() {
    this.followed.hidden = !this.ctx.section.sign_in.length && !this.mine;
    this.followed.textContent = this.ctx.t(this.mine?.following ? "unfollow" : "follow");
    this.followed.setAttribute("aria-pressed", String(Boolean(this.mine?.following)));
  }

  /** @param {any} entry */
  isMuted(entry) {
    return Boolean(entry.reader && this.mine?.muted.includes(entry.reader));
  }

  /** Adds what can be done. @param {any} place @param {HTMLElement} footer */
  add(place, footer) {
    const { ctx } = this;
    const { entry } = place;
    for (const { name, title } of ctx.section.reactions) {
      const number = h("span", { class: "number" });
      const react = button(title, () => this.react(place, name), { class: "reaction", "data-reaction": name });
      react.append(number);
      footer.append(react);
    }
    this.count(place.article, entry.id, footer);
    const choices = h("div", { class: "choices" }, button(ctx.t("report"), () => this.report(place), { class: "plain" }));
    const isFollowed = this.mine?.followed.includes(entry.id);
    choices.append(button(ctx.t(isFollowed ? "unfollow_comment" : "follow_comment"), () => this.tie(`comments/${entry.id}/follow`, isFollowed), { class: "plain" }));
    if (entry.reader && entry.reader !== this.mine?.reader.id) {
      const isMuted = this.isMuted(entry);
      choices.append(button(ctx.t(isMuted ? "unmute" : "mute"), () => this.tie(`readers/${entry.reader}/mute`, isMuted), { class: "plain" }));
    }
    footer.append(h("details", { class: "menu" }, h("summary", {}, ctx.t("more_actions")), choices));
  }

  /** Brings the numbers of what has come into view. @param {any} thread */
  async bring(thread) {
    if (!this.ctx.section.reactions.length) return;
    const ids = [...thread.places.keys()].filter((id) => !this.asked.has(id));
    for (const id of ids) this.asked.add(id);
    for (let from = 0; from < ids.length; from += IDS_PER_CALL) {
      const query = { ids: ids.slice(from, from + IDS_PER_CALL).join(",") };
      const { counts } = await this.ctx.api.get(`${this.ctx.api.here}reactions`, query);
      for (const [id, numbers] of Object.entries(counts)) {
        this.counts[id] = /** @type {any} */ (numbers);
        const place = thread.places.get(id);
        if (place) this.count(place.article, id);
      }
    }
  }

  /** @param {HTMLElement} article @param {string} id @param {HTMLElement} [within] */
  count(article, id, within = article) {
    for (const react of /** @type {any} */ (within.querySelectorAll("[data-reaction]"))) {
      const name = react.dataset.reaction;
      const number = this.counts[id]?.[name] ?? 0;
      react.lastChild.textContent = number ? this.ctx.number(number) : "";
      react.setAttribute("aria-pressed", String(Boolean(this.mine?.reactions[id]?.includes(name))));
    }
  }

  /** @param {any} place @param {string} name */
  async react(place, name) {
    const { ctx } = this;
    if (!ctx.session.required()) return;
    const { id } = place.entry;
    const has = this.mine.reactions[id]?.includes(name);
    await ctx.attempt(async () => {
      const { counts, mine } = await ctx.api.call(has ? "DELETE" : "PUT", `comments/${id}/reactions/${name}`);
      this.counts[id] = counts;
      this.mine.reactions[id] = mine;
      this.count(place.article, id);
    });
  }

  /** Mutes, follows, or no more. @param {string} path @param {boolean} isTied already */
  async tie(path, isTied) {
    const { ctx } = this;
    if (!ctx.session.required()) return;
    await ctx.attempt(async () => {
      await ctx.api.call(isTied ? "DELETE" : "PUT", path);
      await ctx.session.load();
      ctx.onSession();
      ctx.say(ctx.t("done"));
    });
  }

  followArticle() {
    return this.tie(`${this.ctx.api.here}follow`, Boolean(this.mine?.following));
  }

  /** @param {any} place */
  report(place) {
    const { ctx } = this;
    const choice = h("select", { required: true });
    for (const guideline of ctx.section.guidelines.items) {
      if (guideline.role === "prohibition") choice.append(h("option", { value: guideline.key }, guideline.title));
    }
    const note = h("textarea", { dir: "auto", rows: "2", maxlength: "300" });
    const email = address();
    const title = h("h4", {}, ctx.t("report_title"));
    const submit = h("button", { type: "submit", class: "primary" }, ctx.t("report"));
    const close = () => form.remove();
    const form = h("form", { class: "card report" }, title, field(ctx.t("which_guideline"), choice), field(`${ctx.t("in_your_words")} ${ctx.t("optional")}`, note), field(ctx.t("tell_answer"), email));
    const problem = h("p", { class: "notice", role: "alert", hidden: true });
    const page = new URL(`comments/${place.entry.id}/report`, ctx.api.base).href;
    form.append(h("p", {}, h("a", { href: page, target: "_blank", rel: "noopener" }, ctx.t("illegal"))), problem, h("p", { class: "buttons" }, submit, button(ctx.t("cancel"), close)));
    form.addEventListener("submit", async (/** @type {Event} */ event) => {
      event.preventDefault();
      try {
        await ctx.api.call("POST", `comments/${place.entry.id}/report`, { guideline: choice.value, note: note.value, email: email.value });
        form.replaceChildren(h("p", { role: "status", tabindex: "-1" }, ctx.t("reported")));
        show(/** @type {HTMLElement} */ (form.firstElementChild));
      } catch (failure) {
        problem.textContent = /** @type {Error} */ (failure).message;
        problem.hidden = false;
      }
    });
    place.slot.querySelector(".report")?.remove();
    place.slot.prepend(form);
    show(title);
  }
}
