// The demo's settings: who one is, and the bot's clock.

import { $, ask, day, el, hourInWords } from "./dom.js";

const KEPT = "demo-person";

/** `actions`: become(person, chat), block(blocked). */
export class Panel {
  constructor(actions) {
    this.actions = actions;
    this.ahead = 0;
    this.people = [];
    this.listen();
    this.listenToTheClock();
  }

  listen() {
    $("panel-open").addEventListener("click", () => this.show(true));
    $("panel-close").addEventListener("click", () => this.show(false));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.isOpen() && this.show(false));
    matchMedia("(min-width: 880px)").addEventListener("change", () => this.show(false));
    $("new-person").addEventListener("click", () => $("person-dialog").showModal());
    $("person-cancel").addEventListener("click", () => $("person-dialog").close());
    $("person-form").addEventListener("submit", () => this.add());
    $("chats").addEventListener("change", () => this.actions.become(this.person, this.chatChosen()));
    $("block").addEventListener("click", () => this.actions.block(!this.blocked));
  }

  isOpen() {
    return document.body.classList.contains("panel-shown");
  }

  /** On a small screen the panel covers the chat, which then cannot be reached. */
  show(shown) {
    const was = this.isOpen();
    document.body.classList.toggle("panel-shown", shown);
    $("phone").inert = shown;
    $("panel-open").setAttribute("aria-expanded", String(shown));
    if (shown) $("panel-close").focus();
    else if (was) $("panel-open").focus();
  }

  /** Reads who may be played; makes Camille when there is nobody. */
  async load(wanted) {
    let setup = await ask("/page/setup");
    if (!setup.people.length) {
      await ask("/page/people", { first_name: "Camille" });
      setup = await ask("/page/setup");
    }
    this.username = setup.username;
    this.people = setup.people;
    const id = Number(wanted || this.person?.id || remembered());
    this.choose(this.people.find((person) => person.id === id) || this.people[0]);
  }

  choose(person) {
    this.person = person;
    remember(person.id);
    $("people").replaceChildren(...this.people.map((other) => this.radio(other)));
    $("you").textContent = person.first_name;
    $("chats-row").hidden = person.chats.length < 2;
    $("chats").replaceChildren(...person.chats.map((chat) => el("option", { value: chat.id }, chat.title || "Le bot, en privé")));
    this.actions.become(person, person.chats[0]);
  }

  radio(person) {
    const input = el("input", { type: "radio", name: "person", value: person.id, checked: person === this.person });
    input.addEventListener("change", () => {
      this.choose(person);
      document.querySelector("#people input:checked").focus();
    });
    const language = person.language === "fr" ? null : el("span", { className: "language" }, person.language);
    const group = person.chats.find((chat) => chat.title);
    const team = group ? el("span", { className: "language" }, group.title) : null;
    return el("label", {}, input, el("span", { className: "chip" }, person.first_name, language, team));
  }

  chatChosen() {
    return this.person.chats.find((chat) => String(chat.id) === $("chats").value);
  }

  async add() {
    const added = await ask("/page/people", { first_name: $("person-name").value, language: $("person-language").value });
    $("person-form").reset();
    await this.load(added.id);
  }

  /** What the chat says of the bot's being blocked. */
  setBlocked(blocked) {
    this.blocked = blocked;
    $("block").textContent = blocked ? "Débloquer le bot" : "Bloquer le bot";
  }

  listenToTheClock() {
    for (const button of document.querySelectorAll("[data-forward]")) {
      button.addEventListener("click", () => this.move({ forward: Number(button.dataset.forward) }));
    }
    $("until").addEventListener("submit", (event) => {
      event.preventDefault();
      this.move({ until: `${$("until-date").value}T${$("until-time").value}` });
    });
    $("clock-reset").addEventListener("click", () => this.move({ reset: true }));
    setInterval(() => this.tick(), 1000);
    setInterval(() => this.readClock(), 30000);
    this.readClock();
  }

  async readClock(request) {
    const clock = await ask("/page/clock", request);
    this.ahead = new Date(clock.now) - Date.now();
    $("clock-controls").hidden = !clock.adjustable;
    this.shifted = Math.abs(clock.ahead) > 5;
    $("clock-reset").hidden = !this.shifted;
    this.tick();
    return clock.problem;
  }

  async move(request) {
    const problem = await this.readClock(request).catch((lost) => lost.message);
    const done = request.reset ? "Le bot est revenu à l’heure réelle." : `Pour le bot, il est maintenant ${this.words()}.`;
    $("clock-note").textContent = problem ? `Impossible : ${problem}.` : done;
    $("clock-note").classList.toggle("visually-hidden", !problem); // the clock itself shows what was done
  }

  words() {
    const now = new Date(Date.now() + this.ahead);
    return `${day(now)}, ${hourInWords(now)}`;
  }

  tick() {
    if ($("clock").textContent === this.words()) return;
    $("clock").textContent = this.words();
    $("clock").dateTime = new Date(Date.now() + this.ahead).toISOString();
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // storage is switched off: the first person it is
  }
}

function remember(id) {
  try {
    sessionStorage.setItem(KEPT, id);
  } catch {
    // storage is switched off: nothing to keep
  }
}
