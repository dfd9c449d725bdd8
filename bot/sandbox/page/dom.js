// Small tools: elements, French dates, the server.

const PARIS = { timeZone: "Europe/Paris" };
const DAY = new Intl.DateTimeFormat("fr-FR", { ...PARIS, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const HOUR = new Intl.DateTimeFormat("fr-FR", { ...PARIS, hour: "2-digit", minute: "2-digit" });

/** An element by its id. */
export const $ = (id) => document.getElementById(id);

/** A new element; properties are set as such, "aria-*", "data-*" and "role" as attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (/^(aria-|data-|role$)/.test(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** « mercredi 25 novembre 2026 », with « 1er ». */
export function day(date) {
  return DAY.format(date).replace(/\b1 /, "1er ");
}

/** « 14:05 » on a bubble. */
export function hour(date) {
  return HOUR.format(date);
}

/** « 14 h 05 » in a sentence. */
export function hourInWords(date) {
  return HOUR.format(date).replace(":", "\u202fh\u202f").replace(/^0/, "");
}

/** The server's answer; an Error with its reason when it says no. */
export async function ask(path, body) {
  const how = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, how);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
