// Times in the reader's language and zone, by the Gregorian calendar as the article's own page has them.
// Browsers name the months of Sorani and Kurmanji wrongly or not at all; for those the installation sends names and order.

/** @typedef {{language: string, months: string[] | null, moment: string}} Calendar */

/** @param {string} iso @param {Calendar} calendar @returns {string} */
export function moment(iso, calendar) {
  const at = new Date(iso);
  if (!calendar.months) {
    const format = new Intl.DateTimeFormat(calendar.language, { dateStyle: "long", timeStyle: "short", calendar: "gregory" });
    return format.format(at);
  }
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  /** @type {Record<string, string>} letters of the server's own date formats */
  const parts = {
    j: String(at.getDate()),
    d: two(at.getDate()),
    F: calendar.months[at.getMonth()],
    Y: String(at.getFullYear()),
    H: two(at.getHours()),
    G: String(at.getHours()),
    i: two(at.getMinutes()),
  };
  return calendar.moment.replace(/\\(.)|[jdFYHGi]/g, (letter, plain) => plain ?? parts[letter]);
}
