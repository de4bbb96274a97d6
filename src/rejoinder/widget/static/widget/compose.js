// The form. What is written in it is kept in the browser until it is sent, whatever happens.

import { ask, tell } from "./advice.js";
import { address, button, field, h } from "./dom.js";
import { draft, keep, keepDraft, kept } from "./keeping.js";
import { prove } from "./proof.js";
import { quoted } from "./quote.js";

const NAME = "rejoinder-name";
/** Remaining characters below which their number is shown. */
const NEAR_LIMIT = 500;
const STEP = 100;
/** Proofs run out after half an hour on the server; older ones are not tried. */
const PROOF_MS = 20 * 60_000;

export class Compose {
  /**
   * @param {any} ctx
   * @param {any} place the comment that is answered, or null
   * @param {(sent: any) => void} onSent
   * @param {() => void} [onCancel]
   */
  constructor(ctx, place, onSent, onCancel) {
    this.ctx = ctx;
    this.parent = place?.entry.id ?? null;
    this.onSent = onSent;
    this.draftName = this.parent ? `${ctx.key}/${this.parent}` : ctx.key;
    this.isBusy = this.isAdvised = false;
    this.token = "";
    const { limits } = ctx.section;
    this.area = h("textarea", { dir: "auto", rows: "3", required: true, oninput: () => this.changed() });
    this.area.value = draft(this.draftName);
    this.name = h("input", { type: "text", dir: "auto", maxlength: limits.name, autocomplete: "nickname", value: kept(NAME) ?? "" });
    this.count = h("p", { class: "hint count", hidden: true });
    this.step = NaN;
    this.problem = h("p", { class: "notice", role: "alert", hidden: true });
    this.advice = h("div");
    this.sender = h("button", { type: "submit", class: "primary" }, ctx.t("send"));
    this.quote = button(ctx.t("quote_article"), () => this.insertSelected(), { class: "plain", hidden: true });
    this.quote.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
    this.who = h("div", { class: "who-writes" });
    this.told = h("div");
    this.email = address();
    this.wanted = h("input", { type: "checkbox" });
    const more = h(
      "div",
      { class: "more" },
      this.who,
      this.told,
      this.advice,
      this.problem,
      h("p", { class: "buttons" }, this.sender, onCancel && button(ctx.t("cancel"), onCancel)),
      h("p", { class: "hint" }, ctx.t("promise")),
    );
    const label = ctx.t(this.parent ? "your_reply" : "your_comment");
    this.element = h(
      "form",
      { class: `compose${this.area.value || this.parent ? " is-open" : ""}`, novalidate: true, onfocusin: () => this.open() },
      field(label, this.area, this.quote, this.count),
      more,
    );
    this.element.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.submit();
    });
    this.identify();
    this.changed();
  }

  open() {
    this.element.classList.add("is-open");
  }

  /** Shows a field for the name, or who is signed in. */
  identify() {
    const { ctx } = this;
    const nameField = () => field(`${ctx.t("your_name")} ${ctx.t("optional")}`, this.name);
    this.who.replaceChildren(ctx.session.identity(nameField));
    const asked = () => field(ctx.t("tell_outcome"), this.email, h("p", { class: "hint" }, ctx.t("email_deleted")));
    this.told.replaceChildren(ctx.session.mine ? h("label", { class: "choice" }, this.wanted, ` ${ctx.t("tell_me")}`) : asked());
  }

  changed() {
    const { ctx, area } = this;
    keepDraft(this.draftName, area.value);
    const remaining = ctx.section.limits.comment - Array.from(area.value).length;
    this.count.hidden = remaining > NEAR_LIMIT;
    this.count.classList.toggle("over", remaining < 0);
    const text = ctx.t(remaining < 0 ? "characters_over" : "characters_left", { count: ctx.number(Math.abs(remaining)) });
    this.count.textContent = text;
    // Said aloud at every hundred and where the limit is passed, not with every letter.
    const step = this.count.hidden ? NaN : Math.max(-1, Math.floor(remaining / STEP));
    if (!Number.isNaN(step) && step !== this.step) ctx.say(text);
    this.step = step;
    // The work is done while the reader writes, so that sending does not wait for it.
    if (area.value && !this.proof) this.work();
  }

  work() {
    this.worked = performance.now();
    this.proof = prove(this.ctx);
    this.proof.catch(() => (this.proof = undefined));
  }

  insertSelected() {
    this.insert(quoted(this.ctx.selected));
    this.quote.hidden = true;
  }

  /** @param {string} text put where the caret is */
  insert(text) {
    const { area } = this;
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    this.changed();
  }

  /** @param {string} text "" takes it away */
  say(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
    this.area.setAttribute("aria-invalid", String(Boolean(text)));
  }

  async submit() {
    if (this.isBusy) return;
    this.busy(true);
    try {
      await this.send();
    } catch (failure) {
      this.say(/** @type {Error} */ (failure).message);
      if (/** @type {any} */ (failure).code === "sign_in_needed") this.ctx.session.required();
    }
    this.busy(false);
  }

  /** @param {boolean} isBusy */
  busy(isBusy) {
    this.isBusy = isBusy;
    this.sender.setAttribute("aria-disabled", String(isBusy));
    this.sender.textContent = this.ctx.t(isBusy ? "sending" : "send");
    if (isBusy) this.say("");
  }

  async send() {
    const { ctx, area } = this;
    const written = { body: area.value, author_name: this.name.value, parent: this.parent };
    if (!this.isAdvised && area.value) {
      const advice = await ask(ctx, written);
      this.token = advice?.token ?? "";
      if (advice?.guideline) {
        this.advise(advice);
        return;
      }
    }
    const received = await this.deliver(written);
    keep(NAME, this.name.value);
    area.value = "";
    this.isAdvised = false;
    this.token = "";
    this.advice.replaceChildren();
    this.changed();
    this.onSent({ ...received, body: written.body, parent: this.parent });
  }

  /** @param {object} written @returns {Promise<any>} */
  async deliver(written) {
    if (!this.proof || performance.now() - (this.worked ?? 0) > PROOF_MS) this.work();
    const notify_email = this.ctx.session.mine ? this.wanted.checked : this.email.value;
    const send = async () => {
      const altcha = await this.proof;
      return this.ctx.api.call("POST", `${this.ctx.api.here}comments`, { ...written, altcha, advice: this.token, notify_email });
    };
    try {
      return await send();
    } catch (failure) {
      if (/** @type {any} */ (failure).code !== "proof_not_valid") throw failure;
      this.work();
      return await send();
    } finally {
      this.proof = undefined;
    }
  }

  /** @param {import("./advice.js").Advice} advice */
  advise(advice) {
    this.isAdvised = true;
    this.sender.hidden = true;
    const done = () => {
      this.sender.hidden = false;
      this.advice.replaceChildren();
    };
    const change = () => {
      done();
      this.area.focus();
    };
    const send = () => {
      done();
      this.sender.focus();
      this.submit();
    };
    const told = tell(this.ctx, this.area.value, advice, change, send);
    this.advice.replaceChildren(told.box);
    told.focus();
  }
}

/** The guidelines in the reader's language, to stand beside the form. @param {any} ctx */
export function rules(ctx) {
  const { items, url } = ctx.section.guidelines;
  const box = h("details", { class: "rules" }, h("summary", {}, ctx.t("guidelines")));
  for (const [role, title] of [["welcome", "welcome"], ["prohibition", "not_tolerated"]]) {
    const list = h("ul");
    for (const guideline of items) {
      if (guideline.role !== role) continue;
      list.append(h("li", {}, h("details", {}, h("summary", {}, h("bdi", {}, guideline.title)), h("p", { dir: "auto" }, guideline.text))));
    }
    box.append(h("h4", {}, ctx.t(title)), list);
  }
  box.append(h("p", {}, h("a", { href: url }, ctx.t("guidelines_full"))));
  return box;
}
