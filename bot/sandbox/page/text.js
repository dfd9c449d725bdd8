// Telegram's text and entities (UTF-16 offsets, as JavaScript's own) as elements.

import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** The nodes of a formatted text. `actions`: openLink(url), sendCommand(text). */
export function formatted(text, entities, actions) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, actions);
}

function nodes(text, start, end, entities, actions) {
  const result = [];
  let position = start;
  let rest = entities.filter((entity) => entity.offset >= start && entity.offset < end);
  while (rest.length) {
    const [entity, ...others] = rest;
    const stop = Math.min(end, entity.offset + entity.length);
    if (entity.offset > position) result.push(text.slice(position, entity.offset));
    const inside = nodes(text, entity.offset, stop, others.filter((other) => other.offset < stop), actions);
    result.push(wrapped(entity, text.slice(entity.offset, stop), inside, actions));
    position = stop;
    rest = others.filter((other) => other.offset >= stop);
  }
  if (position < end) result.push(text.slice(position, end));
  return result;
}

function wrapped(entity, words, inside, actions) {
  const tag = TAGS[entity.type];
  if (tag) return el(tag, {}, ...inside);
  if (entity.type === "text_link") return link(entity.url, inside, actions);
  if (entity.type === "url") return link(/^https?:/.test(words) ? words : `https://${words}`, inside, actions);
  if (entity.type === "email") return el("a", { href: `mailto:${words}` }, ...inside);
  if (entity.type === "bot_command") return command(words, actions);
  if (entity.type === "spoiler") return spoiler(inside);
  return el("span", {}, ...inside);
}

/** A link; one that leads to this bot stays inside the page. */
export function link(url, inside, actions) {
  if (!/^(https?|tg|mailto):/.test(url)) return el("span", {}, ...inside);
  const anchor = el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...inside);
  anchor.addEventListener("click", (event) => {
    if (actions.openLink(url)) event.preventDefault();
  });
  return anchor;
}

function command(words, actions) {
  const button = el("button", { type: "button", className: "link" }, words);
  button.addEventListener("click", () => actions.sendCommand(words));
  return button;
}

function spoiler(inside) {
  const hidden = el("span", { className: "spoiler-text" }, ...inside);
  const button = el("button", { type: "button", className: "spoiler", "aria-label": "Afficher le texte masqué" }, hidden);
  button.addEventListener("click", () => {
    const shown = el("span", { className: "spoiler-shown", tabIndex: -1 }, ...hidden.childNodes);
    button.replaceWith(shown);
    shown.focus();
  });
  return button;
}
