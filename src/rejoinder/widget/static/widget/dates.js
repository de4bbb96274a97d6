// Times in the reader's language and zone, by the Gregorian calendar as the article's own page has them.
// Browsers name the months of Sorani and Kurmanji wrongly or not at all; for those the installation sends names and order.

/** @typedef {{language: string, months: string[] | null, moment: string}} Calendar */

/** @param {Calendar} calendar @returns {(iso: string) => string} */
export function clock(calendar) {
  if (!calendar.months) {
    const format = new Intl.DateTimeFormat(calendar.language, { dateStyle: "long", timeStyle: "short", calendar: "gregory" });
    return (iso) => format.format(new Date(iso));
  }
  return (iso) => named(new Date(iso), /** @type {string[]} */ (calendar.months), calendar.moment);
}

/** @param {Date} at @param {string[]} months @param {string} moment letters of the server's own date formats */
function named(at, months, moment) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  /** @type {Record<string, string>} */
  const parts = {
    j: String(at.getDate()),
    d: two(at.getDate()),
    F: months[at.getMonth()],
    Y: String(at.getFullYear()),
    H: two(at.getHours()),
    G: String(at.getHours()),
    i: two(at.getMinutes()),
  };
  return moment.replace(/\\(.)|[jdFYHGi]/g, (letter, plain) => plain ?? parts[letter]);
}
