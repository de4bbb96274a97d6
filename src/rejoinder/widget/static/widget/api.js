// Calls to the installation. No cookie is sent; a reader's session is a token in a header.

const PATIENCE_MS = 20_000;

/** What went wrong, in words for the reader. */
export class Failure extends Error {
  /** @param {string} code @param {string} message @param {number} [status] */
  constructor(code, message, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export class Api {
  /**
   * @param {string} base the installation's address @param {string} article key @param {string} lang
   * @param {Map<string, Promise<Response>>} early answers that are on their way, by address; each serves once
   */
  constructor(base, article, lang, early) {
    this.early = early;
    this.base = base;
    this.lang = lang;
    this.here = `articles/${encodeURIComponent(article)}/`;
    this.token = "";
    /** @type {Record<string, string>} sayings for when no answer comes; the section brings them */
    this.strings = {};
    /** @type {() => void} called when the session has ended */
    this.onExpired = () => {};
  }

  /** @param {string} path @param {Record<string, string | number>} [query] */
  get(path, query) {
    return this.call("GET", path, undefined, query);
  }

  /**
   * The answer's JSON; null where there is none.
   * @param {string} method @param {string} path @param {object} [body] @param {Record<string, string | number>} [query]
   * @returns {Promise<any>}
   */
  async call(method, path, body, query = {}) {
    const address = new URL(`embed/v1/${path}`, this.base);
    for (const [name, value] of Object.entries({ ...query, lang: this.lang })) address.searchParams.set(name, String(value));
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    let answer, text;
    try {
      // "no-cache" asks with the ETag of what is kept, and the browser takes an unchanged answer from there.
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const early = this.early.get(address.href);
      this.early.delete(address.href);
      answer = await (early ?? fetch(address, { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-cache", signal }));
      text = await answer.text();
    } catch {
      throw new Failure("offline", this.strings.offline ?? "");
    }
    const document = parsed(text);
    if (answer.ok) return document;
    if (answer.status === 401 && this.token) this.onExpired();
    const { code = "unreadable", message = this.strings.failed ?? "" } = document?.error ?? {};
    throw new Failure(code, message, answer.status);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
