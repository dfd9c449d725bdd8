// Where one writes: the text, the bot's commands, attachments, the reply keyboard.

import { $, el } from "./dom.js";

const TALLEST = 140;

/** `actions`: say(text, replyTo), send(thing), sendFile(name, content in base64, replyTo). */
export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.text = $("text");
    this.list = $("commands");
    this.commands = [];
    this.active = -1;
    this.replyTo = null;
    this.listen();
  }

  listen() {
    $("composer").addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.text.addEventListener("input", () => (this.grow(), this.suggest()));
    this.text.addEventListener("keydown", (event) => this.key(event));
    $("menu").addEventListener("click", () => (this.list.hidden ? this.open(this.commands, true) : this.close(true)));
    $("attach").addEventListener("click", () => this.attachments($("attachments").hidden));
    $("attachments").addEventListener("click", (event) => this.attach(event.target.closest("[data-thing]")));
    $("choose-file").addEventListener("click", () => (this.close(), $("file").click()));
    $("file").addEventListener("change", () => this.file($("file").files[0]));
    $("reply-cancel").addEventListener("click", () => (this.reply(null), this.text.focus()));
    this.list.addEventListener("keydown", (event) => this.listKey(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    document.addEventListener("click", (event) => event.target.closest(".foot") || this.close());
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.actions.say(text, this.replyTo);
    this.text.value = "";
    this.reply(null);
    this.grow();
    this.close();
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (!this.list.hidden && moves[event.key]) {
      event.preventDefault();
      this.move(moves[event.key]);
    } else if (!this.list.hidden && event.key === "Tab" && this.active >= 0 && !event.shiftKey) {
      event.preventDefault();
      this.text.value = `/${this.shown[this.active].command} `;
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!this.list.hidden && this.active >= 0) this.pick(this.shown[this.active]);
      else this.submit();
    }
  }

  suggest() {
    const typed = /^\/(\w*)$/.exec(this.text.value);
    const fitting = typed ? this.commands.filter((item) => item.command.startsWith(typed[1].toLowerCase())) : [];
    if (fitting.length) this.open(fitting, false);
    else this.close();
  }

  /** Shows commands above the field; from the Menu button the focus goes into the list. */
  open(commands, focus) {
    this.attachments(false);
    this.shown = commands;
    this.active = -1;
    this.list.replaceChildren(...commands.map((item, index) => this.option(item, index)));
    if (!commands.length) this.list.append(el("li", { className: "nothing" }, "Ce bot n’a pas encore de commandes."));
    this.list.hidden = false;
    $("menu").setAttribute("aria-expanded", "true");
    this.text.setAttribute("aria-expanded", "true");
    if (commands.length) this.move(1);
    if (focus && commands.length) this.list.children[0].focus();
  }

  option(item, index) {
    const words = [el("span", { className: "command" }, `/${item.command}`), el("span", { className: "explained" }, item.description)];
    const option = el("li", { id: `command-${index}`, role: "option", tabIndex: -1, "aria-selected": "false" }, ...words);
    option.addEventListener("click", () => this.pick(item));
    return option;
  }

  listKey(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (moves[event.key]) {
      this.move(moves[event.key]);
      this.list.children[this.active].focus();
    } else if (event.key === "Enter" || event.key === " ") this.pick(this.shown[this.active]);
    else return;
    event.preventDefault();
  }

  move(step) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + this.shown.length) % this.shown.length;
    const option = this.list.children[this.active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", option.id);
  }

  pick(item) {
    this.text.value = "";
    this.close();
    this.text.focus();
    this.actions.say(`/${item.command}`, null);
  }

  /** Hides what popped up; the focus goes back to where it came from. */
  close(focusBack = false) {
    const inside = $("commands").contains(document.activeElement) || $("attachments").contains(document.activeElement);
    if (focusBack && inside) this.text.focus();
    this.list.hidden = true;
    this.attachments(false);
    $("menu").setAttribute("aria-expanded", "false");
    this.text.setAttribute("aria-expanded", "false");
    this.text.removeAttribute("aria-activedescendant");
  }

  attachments(show) {
    if (show) this.close();
    $("attachments").hidden = !show;
    $("attach").setAttribute("aria-expanded", String(show));
    if (show) $("attachments").querySelector("button").focus();
  }

  attach(button) {
    if (!button) return;
    this.actions.send(button.dataset.thing);
    this.close();
    this.text.focus();
  }

  /** A file of one's own; the base64 part of its data address is its content. */
  file(chosen) {
    if (!chosen) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => this.actions.sendFile(chosen.name, String(reader.result).split(",")[1] ?? "", this.replyTo));
    reader.readAsDataURL(chosen);
    $("file").value = "";
    this.reply(null);
    this.text.focus();
  }

  /** The message one answers, or none. */
  reply(item, words = "") {
    this.replyTo = item?.id ?? null;
    $("replying").hidden = !item;
    $("replying-to").textContent = item ? `En réponse à : ${words}` : "";
    if (item) this.text.focus();
  }

  /** The bot's reply keyboard, or none. */
  keyboard(markup) {
    const place = $("reply-keyboard");
    const rows = markup?.keyboard || [];
    place.hidden = !rows.length;
    place.replaceChildren(...rows.map((row) => el("div", { className: "keyboard-row" }, ...row.map((button) => this.replyKey(button)))));
    this.text.placeholder = markup?.input_field_placeholder || "Message";
  }

  replyKey(button) {
    const element = el("button", { type: "button", className: "key" }, button.text);
    element.addEventListener("click", () => {
      if (button.request_contact) this.actions.send("contact");
      else if (button.request_location) this.actions.send("location");
      else this.actions.say(button.text, null);
    });
    return element;
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
  }
}
