// What became of what the reader sent: known here as soon as it is known at all, with its ground, and a way to object.

import { address, button, field, h, show, words } from "./dom.js";
import { marked } from "./advice.js";
import { keep, kept } from "./keeping.js";

const WAITS_MS = [300, 500, 800, 1200, 2000, 4000, 8000, 15_000, 30_000];
const MOST_KEPT = 20;
const FINAL = new Set(["approved", "rejected", "withdrawn"]);

/** @typedef {{receipt: string, body: string, parent: string | null}} Sent */

/** What this browser has sent on this article and not put away. */
export class Mine {
  /** @param {any} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.store = `rejoinder-sent:${ctx.key}`;
    /** @type {Sent[]} */
    this.sent = kept(this.store) ?? [];
    this.shown = new Set();
    for (const sent of this.sent) this.card(sent, ctx.mine);
  }

  /** @param {Sent[]} pending sent by this reader elsewhere, and still waiting */
  join(pending) {
    for (const sent of pending) if (!this.shown.has(sent.receipt)) this.card(sent, this.ctx.mine);
  }

  /** @param {Sent} sent @param {HTMLElement} slot where its card is to stand */
  add(sent, slot) {
    const { receipt, body, parent } = sent;
    this.sent = [...this.sent, { receipt, body, parent }].slice(-MOST_KEPT);
    keep(this.store, this.sent);
    const card = this.card(sent, slot);
    card.isWatched = true;
    show(card.title);
  }

  /** @param {Sent} sent @param {HTMLElement} slot */
  card(sent, slot) {
    this.shown.add(sent.receipt);
    const card = new Card(this.ctx, sent, () => {
      this.sent = this.sent.filter((other) => other.receipt !== sent.receipt);
      keep(this.store, this.sent);
    });
    slot.append(card.element);
    return card;
  }
}

class Card {
  /** @param {any} ctx @param {Sent} sent @param {() => void} forget */
  constructor(ctx, sent, forget) {
    Object.assign(this, { ctx, sent, forget });
    this.ctx = ctx;
    this.sent = sent;
    this.title = h("h3", { tabindex: "-1" }, ctx.t("received"));
    this.rest = h("div");
    this.element = h("article", { class: "card" }, this.title, this.rest);
    this.known = "";
    this.turn = 0;
    /** Whether the reader has seen it wait: only then is a change said aloud, and not what was so when the page opened. */
    this.isWatched = false;
    this.draw({ status: "pending" });
    this.ask();
    document.addEventListener("visibilitychange", () => this.ask());
  }

  async ask() {
    clearTimeout(this.timer);
    if (!this.element.isConnected && this.turn > 0) return;
    if (document.visibilityState === "visible") {
      try {
        const outcome = await this.ctx.api.get(`receipts/${this.sent.receipt}`);
        this.draw(outcome);
        this.isWatched = true;
        if (FINAL.has(outcome.status) && outcome.appeal?.status !== "open") return;
      } catch (failure) {
        if (/** @type {any} */ (failure).status === 404) return this.close();
      }
    }
    this.timer = setTimeout(() => this.ask(), WAITS_MS[Math.min(this.turn, WAITS_MS.length - 1)]);
    this.turn += 1;
  }

  close() {
    clearTimeout(this.timer);
    this.forget();
    this.element.remove();
  }

  /** @param {any} outcome a receipt as it came */
  draw(outcome) {
    const known = JSON.stringify(outcome);
    if (known === this.known) return;
    this.known = known;
    const { ctx } = this;
    const { status } = outcome;
    this.element.className = `card is-${status}`;
    this.title.textContent = ctx.t({ pending: "received", approved: "published", withdrawn: "taken_down" }[/** @type {string} */ (status)] ?? "not_published");
    const close = button(ctx.t("close"), () => this.close(), { class: "plain" });
    const parts = status === "pending" ? this.pending(outcome) : status === "approved" ? this.approved(outcome) : this.rejected(outcome);
    this.rest.replaceChildren(...parts.filter(Boolean), h("p", { class: "buttons" }, this.link(), FINAL.has(status) && close));
    const said = FINAL.has(status) ? this.title.textContent : outcome.read_by === "moderator" && parts[0].textContent;
    if (said && this.isWatched && said !== this.said) ctx.say(said);
    this.said = said;
  }

  link() {
    return h("a", { href: new URL(`receipts/${this.sent.receipt}`, this.ctx.api.base).href, target: "_blank", rel: "noopener" }, this.ctx.t("receipt"));
  }

  /** @param {any} outcome */
  pending(outcome) {
    const { ctx } = this;
    const minutes = outcome.promised_minutes;
    let waits = ctx.t("is_read");
    if (outcome.read_by === "moderator") waits = outcome.is_late ? ctx.t("is_late") : ctx.t(minutes ? "by_moderator_within" : "by_moderator", { count: ctx.number(minutes ?? 0) });
    return [h("p", {}, waits), words(this.sent.body, "", "body own")];
  }

  /** @param {any} outcome */
  approved(outcome) {
    const see = async () => {
      await this.ctx.thread.refresh();
      await this.ctx.thread.goTo(outcome.comment);
      this.close();
    };
    return [h("p", {}, this.ctx.t("published_text")), h("p", {}, button(this.ctx.t("see"), () => this.ctx.attempt(see), { class: "primary" }))];
  }

  /** @param {any} outcome */
  rejected(outcome) {
    const { ctx } = this;
    const { decision } = outcome;
    const ground = decision?.guideline;
    const spans = (decision?.words ?? []).map((/** @type {any} */ word) => [word.start, word.end]);
    return [
      ground?.rejection && h("p", { dir: "auto" }, ground.rejection),
      ground && h("h4", {}, ctx.t("the_guideline")),
      ground && h("p", {}, h("strong", {}, h("bdi", {}, ground.title)), ground.kind ? " – " : "", h("bdi", {}, ground.kind ?? "")),
      ground?.text && h("p", { dir: "auto" }, ground.text),
      h("h4", {}, ctx.t(spans.length ? "the_words" : "what_you_wrote")),
      marked(outcome.body ?? this.sent.body, spans),
      decision && h("h4", {}, ctx.t("who_decided")),
      decision && h("p", {}, ctx.t(decision.decided_by === "machine" ? "by_machine_on" : "by_moderator_on", { time: ctx.when(decision.decided_at) })),
      outcome.appeal && this.appeal(outcome.appeal),
      outcome.can_object && this.objection(outcome),
    ];
  }

  /** @param {any} appeal */
  appeal(appeal) {
    return h("div", { class: "appeal" }, h("p", {}, h("strong", {}, this.ctx.t(`appeal_${appeal.status}`))), appeal.answer && words(appeal.answer));
  }

  /** @param {any} outcome */
  objection(outcome) {
    const { ctx } = this;
    const reasons = h("fieldset", {}, h("legend", {}, ctx.t("why_wrong")));
    for (const { reason, title } of outcome.objections) {
      reasons.append(h("label", { class: "choice" }, h("input", { type: "radio", name: "reason", value: reason, required: true }), ` ${title}`));
    }
    const text = h("textarea", { dir: "auto", rows: "3", maxlength: "500" });
    const email = address();
    const told = !ctx.session.mine && field(ctx.t("tell_answer"), email, h("p", { class: "hint" }, ctx.t("email_deleted")));
    const problem = h("p", { class: "notice", role: "alert", hidden: true });
    const form = h("form", { class: "objection" }, reasons, field(`${ctx.t("in_your_words")} ${ctx.t("optional")}`, text), told, problem);
    form.append(h("p", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, ctx.t("object"))));
    form.addEventListener("submit", async (/** @type {Event} */ event) => {
      event.preventDefault();
      try {
        const sent = { reason: new FormData(form).get("reason"), text: text.value, notify_email: email.value };
        this.draw(await ctx.api.call("POST", `receipts/${this.sent.receipt}/appeal`, sent));
        show(this.title);
        this.ask();
      } catch (failure) {
        problem.textContent = /** @type {Error} */ (failure).message;
        problem.hidden = false;
      }
    });
    return h("details", { class: "object" }, h("summary", {}, ctx.t("object_title")), h("p", {}, ctx.t("object_text")), form);
  }
}
