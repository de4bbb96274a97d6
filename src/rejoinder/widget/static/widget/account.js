// Who the reader is here: signed in by the publisher's own token, by a code from the mail, or in a window of the
// installation's. The session is a token of one site, kept in the storage of the publisher's origin.

import { button, field, h } from "./dom.js";
import { keep, kept } from "./keeping.js";

const WINDOW = "popup,width=480,height=680";

/** Whom a signed token names; only the server can tell whether it is right. @param {string} token */
function subjectOf(token) {
  try {
    return String(JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub);
  } catch {
    return token;
  }
}

export class Account {
  /** @param {any} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.store = `rejoinder-session:${ctx.api.base}${ctx.section.site.key}`;
    /** @type {any} what `mine` answers, or null for a guest */
    this.mine = null;
    this.panel = h("div", { class: "panel", hidden: true });
    ctx.api.onExpired = () => this.forget();
    ctx.above.before(this.panel);
    addEventListener("message", (event) => this.heard(event));
  }

  /** Takes up the session there is, or begins one with the publisher's token. */
  async begin() {
    const { ctx } = this;
    const sso = ctx.host.getAttribute("sso") ?? "";
    const subject = subjectOf(sso);
    const saved = kept(this.store);
    // Who has signed out of the publisher's pages, or in as someone else, has done so here.
    if (saved?.subject === subject || (saved && !saved.subject && !sso)) ctx.api.token = saved.token;
    else if (saved) keep(this.store, null);
    try {
      if (ctx.api.token) await this.load().catch((/** @type {any} */ failure) => this.unless401(failure));
      if (sso && !ctx.api.token) {
        this.keep(await ctx.api.call("POST", "session/sso", { token: sso, article: ctx.key }), subject);
        await this.load();
      }
    } catch (failure) {
      ctx.tell(/** @type {Error} */ (failure).message);
    }
    this.draw();
  }

  /** A session that has ended is no fault: whoever had it is a guest. @param {any} failure */
  unless401(failure) {
    if (failure.status !== 401) throw failure;
  }

  /** @param {{token: string}} session @param {string} [subject] whom the publisher's token names */
  keep(session, subject = "") {
    this.ctx.api.token = session.token;
    keep(this.store, { token: session.token, subject });
  }

  async load() {
    this.mine = await this.ctx.api.get(`${this.ctx.api.here}mine`);
  }

  /** The session has ended. */
  forget() {
    this.ctx.api.token = "";
    keep(this.store, null);
    if (!this.mine) return;
    this.mine = null;
    this.changed();
  }

  async changed() {
    this.draw();
    await this.ctx.onSession();
  }

  /** @param {any} session that has just begun */
  async signIn(session) {
    this.keep(session);
    await this.load();
    await this.changed();
    this.shut();
    this.ctx.say(this.ctx.t("signed_in", { name: this.name() }));
  }

  name() {
    return this.mine?.reader.name || this.ctx.t("a_reader");
  }

  draw() {
    const { ctx } = this;
    const { account } = ctx;
    if (this.mine) {
      const settings = button(ctx.t("your_account"), () => this.open(this.settings()), { class: "plain" });
      account.replaceChildren(h("bdi", { class: "who" }, this.name()), settings, button(ctx.t("sign_out"), () => this.signOut(), { class: "plain" }));
    } else if (ctx.section.sign_in.length) {
      account.replaceChildren(button(ctx.t("sign_in"), () => this.open(this.signing()), { class: "plain" }));
    } else account.replaceChildren();
  }

  /** @param {HTMLElement} content */
  open(content) {
    this.opener = this.ctx.root.activeElement;
    this.panel.replaceChildren(content, button(this.ctx.t("close"), () => this.shut(), { class: "plain" }));
    this.panel.hidden = false;
    this.panel.querySelector("input, select, button")?.focus();
  }

  /** Takes the panel away; the focus goes back to where it came from. */
  shut() {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    const back = this.opener?.isConnected ? this.opener : this.ctx.account.querySelector("button");
    back?.focus();
  }

  /** Asks a guest to sign in. @returns {boolean} whether somebody is signed in already */
  required() {
    if (!this.mine && this.ctx.section.sign_in.length) this.open(this.signing());
    else if (!this.mine) this.ctx.tell(this.ctx.t("must_sign_in"));
    return Boolean(this.mine);
  }

  signing() {
    const { ctx } = this;
    const ways = ctx.section.sign_in;
    return h(
      "div",
      {},
      h("h3", {}, ctx.t("sign_in")),
      ways.includes("email") && this.byMail(),
      ways.includes("window") && h("p", { class: "buttons" }, button(ctx.t("sign_in_window"), () => this.openWindow())),
    );
  }

  byMail() {
    const { ctx } = this;
    const email = h("input", { type: "email", autocomplete: "email", dir: "ltr", required: true });
    const code = h("input", { type: "text", inputmode: "numeric", autocomplete: "one-time-code", dir: "ltr" });
    const second = h("div", { hidden: true }, h("p", { role: "status" }, ctx.t("code_sent")), field(ctx.t("code"), code));
    const submit = h("button", { type: "submit", class: "primary" }, ctx.t("send_code"));
    return this.form([field(ctx.t("email"), email), second], submit, async () => {
      const asked = { email: email.value, article: ctx.key };
      if (second.hidden) {
        await ctx.api.call("POST", "session/email", asked);
        second.hidden = false;
        submit.textContent = ctx.t("sign_in");
        code.focus();
      } else await this.signIn(await ctx.api.call("POST", "session/code", { ...asked, code: code.value.trim() }));
    });
  }

  settings() {
    const { ctx } = this;
    const name = h("input", { type: "text", dir: "auto", maxlength: ctx.section.limits.name, autocomplete: "nickname", value: this.mine.reader.name });
    const often = h("select");
    for (const value of ["off", "daily", "instant"]) often.append(h("option", { value }, ctx.t(`mail_${value}`)));
    const hour = h("select");
    for (let value = 0; value < 24; value++) hour.append(h("option", { value }, `${value}:00`));
    const about = ["replies", "mentions"].map((name) => h("input", { type: "checkbox", name }));
    const daily = field(ctx.t("mail_hour"), hour);
    const kinds = about.map((box) => h("p", {}, h("label", {}, box, " ", ctx.t(`mail_${box.name}`))));
    const look = () => {
      daily.hidden = often.value !== "daily";
      for (const kind of kinds) kind.hidden = often.value === "off";
    };
    often.onchange = look;
    const wishes = "readers/me/notifications";
    let isKnown = false;
    ctx.api.get(wishes).then((/** @type {any} */ known) => {
      [often.value, hour.value] = [known.frequency, known.hour];
      for (const box of about) box.checked = known[box.name];
      isKnown = true;
      look();
    }, () => {});
    const fields = [field(ctx.t("your_name"), name), field(ctx.t("mail"), often), daily, ...kinds];
    return this.form(fields, h("button", { type: "submit", class: "primary" }, ctx.t("save")), async () => {
      await ctx.api.call("PATCH", "session", { name: name.value });
      const [replies, mentions] = about.map((box) => box.checked);
      if (isKnown) await ctx.api.call("PATCH", wishes, { frequency: often.value, hour: Number(hour.value), replies, mentions });
      // So that it is the reader's own hour; a zone that the server does not know changes nothing.
      await ctx.api.call("PATCH", wishes, { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone }).catch(() => {});
      await this.load();
      await this.changed();
      this.shut();
    });
  }

  /** @param {HTMLElement[]} fields @param {HTMLElement} submit @param {() => Promise<void>} act */
  form(fields, submit, act) {
    const problem = h("p", { class: "notice", role: "alert", hidden: true });
    const form = h("form", {}, ...fields, problem, h("p", { class: "buttons" }, submit));
    form.addEventListener("submit", async (/** @type {Event} */ event) => {
      event.preventDefault();
      problem.hidden = true;
      try {
        await act();
      } catch (failure) {
        problem.textContent = /** @type {Error} */ (failure).message;
        problem.hidden = false;
      }
    });
    return form;
  }

  openWindow() {
    const { ctx } = this;
    const address = new URL("embed/sign-in", ctx.api.base);
    address.searchParams.set("article", ctx.key);
    address.searchParams.set("origin", location.origin);
    open(address.href, "rejoinder-sign-in", WINDOW);
  }

  /** @param {MessageEvent} event from the window that signed the reader in */
  heard(event) {
    if (event.origin !== new URL(this.ctx.api.base).origin || event.data?.rejoinder !== "signed-in") return;
    this.ctx.attempt(() => this.signIn({ token: String(event.data.token) }));
  }

  async signOut() {
    await this.ctx.api.call("DELETE", "session").catch(() => {});
    this.forget();
  }

  /** What stands in the form in place of a name, or null. @param {() => HTMLElement} nameField */
  identity(nameField) {
    const { ctx } = this;
    if (this.mine?.reader.name) return h("p", { class: "hint" }, ...ctx.around("you_write_as", "name", h("bdi", {}, this.mine.reader.name)));
    if (this.mine || ctx.section.guests_may_write) return nameField();
    return h("p", {}, ctx.t("must_sign_in"), " ", button(ctx.t("sign_in"), () => this.required(), { class: "plain" }));
  }
}
