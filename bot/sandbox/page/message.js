// One message as a bubble.

import { el, hour } from "./dom.js";
import { formatted, link } from "./text.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  place: "M12 21c4-4.5 6.5-7.7 6.5-11a6.5 6.5 0 1 0-13 0C5.5 13.3 8 16.5 12 21zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  voice: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 4-6 7.5-6s6.7 2 7.5 6",
};

/** The element of a message. `actions`: press(message, button, element), reply(message), openLink, sendCommand. */
export function bubble(item, group, actions) {
  const message = item.message;
  const element = el("article", { className: `message ${item.from_bot ? "from-bot" : "from-you"}`, tabIndex: -1, "data-id": item.id });
  const author = el("p", { className: group ? "author" : "visually-hidden" }, item.from_bot ? message.from.first_name : authorOf(item, group));
  const body = el("div", { className: `bubble ${message.sticker ? "bare" : ""}` }, author);
  body.append(...topicOf(item), ...quoted(message), ...contents(message, actions), stamp(message));
  element.append(body, ...keyboard(item, actions));
  if (group) element.append(replyButton(item, actions));
  return element;
}

function authorOf(item, group) {
  return group ? item.message.from.first_name : "Vous";
}

function stamp(message) {
  const date = new Date(message.date * 1000);
  const words = (message.edit_date ? "modifié, " : "") + hour(date);
  return el("p", { className: "stamp" }, el("time", { dateTime: date.toISOString() }, words));
}

/** In a group with topics: which one it stands in. */
function topicOf(item) {
  return item.topic ? [el("p", { className: "author" }, `Sujet ${item.topic}`)] : [];
}

function quoted(message) {
  const answered = message.reply_to_message;
  if (!answered || answered.forum_topic_created) return [];
  return [el("p", { className: "quoted" }, summary(answered))];
}

/** A message in a few words. */
export function summary(message) {
  const words = message.text || message.caption || (message.photo && "Photo") || (message.voice && "Message vocal") || "Message";
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}

function contents(message, actions) {
  const parts = [];
  if (message.photo) parts.push(photo(message));
  if (message.document) parts.push(fileCard(message.document));
  if (message.venue) parts.push(place(message.venue.location, message.venue.title, message.venue.address));
  else if (message.location) parts.push(place(message.location, "Position", ""));
  if (message.voice) parts.push(card("voice", "Message vocal", `${message.voice.duration} s`));
  if (message.sticker) parts.push(el("p", { className: "sticker", role: "img", "aria-label": "Autocollant" }, message.sticker.emoji));
  if (message.contact) parts.push(card("person", message.contact.first_name, message.contact.phone_number));
  const text = message.text ?? message.caption ?? told(message);
  if (text) parts.push(el("div", { className: "text" }, ...formatted(text, message.entities || message.caption_entities, actions)));
  return parts;
}

/** What Telegram itself tells of a topic. */
function told(message) {
  if (message.forum_topic_created) return "Sujet ouvert";
  if (message.forum_topic_closed) return "Sujet fermé";
  return message.forum_topic_reopened ? "Sujet rouvert" : undefined;
}

function photo(message) {
  const { file_id, width, height } = message.photo.at(-1);
  return el("img", { className: "photo", src: `/page/files/${file_id}`, alt: message.caption ? "Photo" : "Photo sans légende", width, height });
}

function fileCard(file) {
  const size = file.file_size < 1024 ? `${file.file_size} octets` : `${Math.round(file.file_size / 1024)} Ko`;
  const address = `/page/files/${file.file_id}`;
  const words = el("span", { className: "card-words" }, el("span", { className: "card-title" }, file.file_name), el("span", { className: "card-more" }, `Télécharger, ${size}`));
  return el("a", { className: "media-card", href: address, download: file.file_name }, icon("file"), words);
}

function place(location, title, address) {
  const { latitude, longitude } = location;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  const words = el("span", { className: "card-words" }, el("span", { className: "card-title" }, title), el("span", { className: "card-more" }, address || `${latitude}, ${longitude}`), el("span", { className: "card-more" }, "Voir sur la carte ↗"));
  return el("a", { className: "media-card", href: map, target: "_blank", rel: "noopener noreferrer" }, icon("place"), words);
}

function card(name, title, more) {
  return el("p", { className: "media-card" }, icon(name), el("span", { className: "card-words" }, el("span", { className: "card-title" }, title), el("span", { className: "card-more" }, more)));
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return el("span", { className: "card-icon", "aria-hidden": "true" }, svg);
}

function keyboard(item, actions) {
  const rows = item.message.reply_markup?.inline_keyboard || [];
  if (!rows.length) return [];
  const lines = rows.map((row) => el("div", { className: "keyboard-row" }, ...row.map((button) => keyOf(item, button, actions))));
  return [el("div", { className: "keyboard", role: "group", "aria-label": "Boutons de ce message" }, ...lines)];
}

function keyOf(item, button, actions) {
  if (button.url) {
    const anchor = link(button.url, [button.text, el("span", { "aria-hidden": "true" }, "↗")], actions);
    anchor.className = "key";
    return anchor;
  }
  const element = el("button", { type: "button", className: "key" }, button.text);
  element.addEventListener("click", () => actions.press(item, button, element));
  return element;
}

function replyButton(item, actions) {
  const button = el("button", { type: "button", className: "reply link" }, "Répondre");
  button.addEventListener("click", () => actions.reply(item));
  return button;
}
