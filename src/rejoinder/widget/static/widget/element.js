// <rejoinder-comments article="KEY" lang="…" sso="…">: the comment section of one article.
// Until it is ready, and where it can't be, the page shows what stands inside the element.

import { Api } from "./api.js";
import { clock } from "./dates.js";
import { h } from "./dom.js";
import { Thread } from "./thread.js";

/** @typedef {{lang: string, order: string, answers: Map<string, Promise<Response>>}} Asked what the loader has asked for */

/** @param {string} text @returns {CSSStyleSheet} */
function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/**
 * @param {string} base the installation's address
 * @param {string} style what a thread is read with
 * @param {(host: HTMLElement) => Asked} ask
 * @param {() => Promise<[string, {start: (ctx: any) => any}]>} later brings what a comment is written with, its style first
 */
export function define(base, style, ask, later) {
  if (customElements.get("rejoinder-comments")) return;
  const reading = sheet(style);

  class RejoinderComments extends HTMLElement {
    connectedCallback() {
      if (this.started) return;
      this.started = true;
      this.open();
    }

    async open() {
      const ctx = new Context(this, base, ask(this), later);
      try {
        await ctx.prepare();
      } catch (failure) {
        this.fail(/** @type {Error} */ (failure).message);
        return;
      }
      const root = this.attachShadow({ mode: "closed" });
      root.adoptedStyleSheets = [reading];
      await ctx.show(root);
      this.dispatchEvent(new CustomEvent("rejoinder-ready", { bubbles: true }));
    }

    /** @param {string} message "" when nobody answered: then the page's own words stay, and it tries again */
    fail(message) {
      if (message) this.prepend(h("p", { role: "alert" }, message));
      else addEventListener("online", () => this.open(), { once: true });
    }
  }
  customElements.define("rejoinder-comments", RejoinderComments);
}

/** What every part of the section shares. */
class Context {
  /** @param {HTMLElement} host @param {string} base @param {Asked} asked @param {() => Promise<any>} later */
  constructor(host, base, asked, later) {
    this.host = host;
    this.key = host.getAttribute("article") ?? "";
    this.selected = "";
    this.order = asked.order;
    this.later = later;
    this.api = new Api(base, this.key, asked.lang, asked.answers);
  }

  /** Asks for all that the section needs to be read. */
  async prepare() {
    const asked = (/** @type {string} */ order) => this.api.get(`${this.api.here}thread`, { order });
    const first = asked(this.order).catch((failure) => (failure.status === 404 && this.order !== "oldest" ? asked("oldest") : Promise.reject(failure)));
    first.catch(() => {});
    this.section = await this.api.get(`${this.api.here}section`);
    this.api.strings = this.section.strings;
    this.api.lang = this.section.language;
    this.document = await first;
    this.numbers = new Intl.NumberFormat(this.section.language);
    this.when = clock(this.section);
  }

  /** @param {ShadowRoot} root */
  async show(root) {
    const { section } = this;
    this.root = root;
    this.live = h("p", { class: "unseen", role: "status" });
    this.notice = h("p", { class: "notice", role: "alert", hidden: true });
    this.thread = new Thread(this);
    const { thread } = this;
    this.account = h("div", { class: "account" });
    this.above = h("div", { class: "above" });
    this.mine = h("div", { class: "mine" });
    const title = h("h2", { id: "title", tabindex: "-1" }, this.t("comments"), " ", thread.number);
    const head = h("header", { class: "head" }, title, this.account);
    const bar = h("div", { class: "bar" }, thread.sorting);
    this.bar = bar;
    const frame = h(
      "section",
      { class: "section", lang: section.language, dir: section.direction, "aria-labelledby": "title" },
      ...[head, this.live, this.above, this.mine, bar, this.notice, thread.arrived, thread.earlier],
      ...[thread.empty, thread.list, thread.later, this.foot()],
    );
    root.append(frame);
    this.frame = frame;
    await thread.open(this.document);
    this.writing = Promise.all([this.later(), thread.rest()]).then(([[style, writing]]) => {
      root.adoptedStyleSheets.push(sheet(style));
      return writing.start(this);
    });
    await this.writing;
  }

  /** The session began or ended: what hangs on it is drawn anew. */
  async onSession() {
    (await this.writing).identify();
    this.thread.drawAnew();
  }

  /** @param {string} message something went wrong that stops nothing else */
  tell(message) {
    this.notice.textContent = message;
    this.notice.hidden = !message;
  }

  /** @param {any} place @param {string} [selected] a passage to quote */
  async reply(place, selected) {
    (await this.writing).reply(place, selected);
  }

  foot() {
    const { section } = this;
    const feed = h("a", { href: section.article.feed }, this.t("feed"));
    return h("footer", { class: "foot" }, h("a", { href: section.guidelines.url }, this.t("guidelines_full")), feed);
  }

  /** A saying with its places filled. @param {string} name @param {Record<string, string>} [values] */
  t(name, values = {}) {
    return (this.section.strings[name] ?? name).replace(/%\((\w+)\)s/g, (/** @type {string} */ place, /** @type {string} */ key) => values[key] ?? place);
  }

  /** A saying with an element in it. @param {string} name @param {string} key @param {Node} node */
  around(name, key, node) {
    const [before, after = ""] = this.section.strings[name].split(`%(${key})s`);
    return [before, node, after];
  }

  /** @param {number} value */
  number(value) {
    return this.numbers?.format(value) ?? String(value);
  }

  /** @param {string} text read out by screen readers, without moving the focus */
  say(text) {
    if (this.live) this.live.textContent = text;
  }

  /** @param {() => Promise<void>} act what goes wrong is shown above the thread */
  async attempt(act) {
    this.tell("");
    try {
      await act();
    } catch (failure) {
      this.tell(/** @type {Error} */ (failure).message);
    }
  }
}
