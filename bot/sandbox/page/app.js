// Wires the page: one person, one chat, live.

import { Composer } from "./composer.js";
import { $, ask } from "./dom.js";
import { Log } from "./log.js";
import { summary } from "./message.js";
import { Panel } from "./panel.js";

const TOAST_MS = 4000;
const WAIT_MS = 15000;
const TYPING_MS = 5000;

class Page {
  constructor() {
    this.waiting = new Map();
    this.done = new Set();
    this.payload = new URLSearchParams(location.search).get("start");
    const inText = { openLink: (url) => this.openLink(url), sendCommand: (text) => this.say(text, null) };
    this.log = new Log({
      ...inText,
      press: (item, button, element) => this.press(item, button, element),
      reply: (item) => this.composer.reply(item, summary(item.message)),
    });
    this.composer = new Composer({
      say: (text, replyTo) => this.say(text, replyTo),
      send: (thing) => this.act({ do: "send", thing }),
      sendFile: (name, content, replyTo) => this.act({ do: "attach", name, content, reply_to: replyTo }),
    });
    this.panel = new Panel({ become: (person, chat) => this.become(person, chat), block: (on) => this.act({ do: on ? "block" : "unblock" }) });
    $("start").addEventListener("click", () => this.start());
    this.begin();
  }

  /** Reads who is who; again after a while when the server is away. */
  async begin() {
    try {
      await this.panel.load(new URLSearchParams(location.search).get("person"));
    } catch {
      this.connected(false);
      setTimeout(() => this.begin(), 2000);
    }
  }

  /** Shows another person's chat. */
  async become(person, chat) {
    this.events?.close();
    this.person = person;
    this.chat = chat;
    this.epoch = null;
    this.composer.reply(null);
    this.log.clear(chat.id < 0);
    this.listen();
    await this.readProfile();
  }

  async readProfile() {
    const where = `person=${this.person.id}&chat=${this.chat.id}`;
    const profile = await ask(`/page/profile?${where}`);
    const name = this.chat.title || profile.name;
    $("bot-name").textContent = name;
    document.title = `${name} — démonstration`;
    $("description").textContent = profile.description || "Appuyez sur « Démarrer » pour commencer la conversation.";
    this.composer.commands = profile.commands;
  }

  listen() {
    const events = new EventSource(`/page/events?person=${this.person.id}&chat=${this.chat.id}`);
    this.events = events;
    events.addEventListener("open", () => this.connected(true));
    events.addEventListener("message", (event) => events === this.events && this.take(JSON.parse(event.data)));
    events.addEventListener("error", () => {
      this.connected(false);
      // The server answered, but not with events (it was restarted): start over.
      if (events.readyState === EventSource.CLOSED && events === this.events) setTimeout(() => this.begin(), 2000);
    });
  }

  connected(yes) {
    this.online = yes;
    this.showStatus(false);
  }

  showStatus(typing) {
    const idle = this.chat?.id < 0 ? "groupe" : "bot";
    $("status").textContent = this.online ? (typing ? "écrit…" : idle) : "reconnexion…";
    $("typing").hidden = !typing;
  }

  /** Takes in what changed. */
  take(view) {
    const first = this.epoch !== view.epoch;
    if (first) this.log.clear(this.chat.id < 0);
    this.epoch = view.epoch;
    this.log.take(view.messages, first);
    if (!first) view.notices.forEach((notice) => this.notice(notice));
    this.typing(view.typing);
    this.composer.keyboard(view.keyboard);
    this.panel.setBlocked(view.blocked);
    this.showStart(view);
    if (view.messages.length) this.readProfile();
  }

  typing(now) {
    clearTimeout(this.typingTimer);
    this.showStatus(now);
    if (!now) return;
    if (this.log.atBottom()) this.log.toBottom();
    this.typingTimer = setTimeout(() => this.showStatus(false), TYPING_MS);
  }

  showStart(view) {
    const unmet = !view.met && this.chat.id > 0;
    const needed = unmet || view.blocked || (this.payload && this.chat.id > 0);
    const hadFocus = document.activeElement === $("start");
    $("welcome").hidden = !unmet;
    $("log").hidden = unmet;
    $("start").hidden = !needed;
    $("start").textContent = view.blocked ? "Débloquer et redémarrer" : "Démarrer";
    $("composer").hidden = unmet || view.blocked;
    if (hadFocus && !needed) $("text").focus();
  }

  async start() {
    const payload = this.payload || "";
    this.payload = null;
    const address = new URL(location.href);
    address.searchParams.delete("start");
    history.replaceState(null, "", address);
    await this.act({ do: "open", payload });
  }

  say(text, replyTo) {
    return this.act({ do: "say", text, reply_to: replyTo });
  }

  async act(act) {
    try {
      return (await ask("/page/acts", { person: this.person.id, chat: this.chat.id, act })).id;
    } catch (problem) {
      this.toast(`Impossible : ${problem.message}`);
      return null;
    }
  }

  /** A link to this bot starts it with the link's payload. */
  openLink(url) {
    const ours = /^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]*))?$/.exec(url);
    if (!ours || ours[1].toLowerCase() !== this.panel.username.toLowerCase()) return false;
    this.act({ do: "open", payload: ours[2] || "" });
    return true;
  }

  async press(item, button, element) {
    if (button.callback_data === undefined) return this.copy(button);
    element.setAttribute("aria-busy", "true");
    const id = await this.act({ do: "tap", message_id: item.id, data: button.callback_data });
    if (id === null) return element.removeAttribute("aria-busy");
    this.waiting.set(id, element);
    if (this.done.has(id)) return this.answered(id); // the answer was quicker than the press's own
    setTimeout(() => this.answered(id), WAIT_MS);
  }

  async copy(button) {
    if (!button.copy_text) return this.toast("Ce bouton ne fonctionne que dans Telegram.");
    await navigator.clipboard.writeText(button.copy_text.text);
    this.toast("Copié.");
  }

  answered(id) {
    this.waiting.get(id)?.removeAttribute("aria-busy");
    this.waiting.delete(id);
  }

  notice(notice) {
    this.done.add(notice.callback_id);
    this.answered(notice.callback_id);
    if (!notice.text) return;
    if (!notice.alert) return this.toast(notice.text);
    $("alert-text").textContent = notice.text;
    $("alert").showModal();
  }

  toast(words) {
    clearTimeout(this.toastTimer);
    $("toast").textContent = words;
    $("toast").classList.add("shown");
    this.toastTimer = setTimeout(() => ($("toast").classList.remove("shown"), ($("toast").textContent = "")), TOAST_MS);
  }
}

new Page();
