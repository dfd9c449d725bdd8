// The list of messages: what is new, what changed in place, where the view and the focus stay.

import { $, day, el } from "./dom.js";
import { bubble } from "./message.js";

const NEAR = 80;

/** Shows one chat's messages. */
export class Log {
  constructor(actions) {
    this.actions = actions;
    this.elements = new Map();
    this.place = $("log");
    this.scroller = $("scroller");
    $("to-bottom").addEventListener("click", () => this.toBottom());
    this.scroller.addEventListener("scroll", () => this.atBottom() && ($("to-bottom").hidden = true));
  }

  /** Empties the list for another chat. */
  clear(group) {
    this.group = group;
    this.elements.clear();
    this.place.replaceChildren();
  }

  /** Takes in the changed messages; the first load is not read aloud. */
  take(items, first) {
    if (!items.length) return;
    this.place.setAttribute("aria-live", first ? "off" : "polite");
    const added = items.filter((item) => !item.deleted && !this.elements.has(item.id));
    const follow = first || this.atBottom() || added.some((item) => !item.from_bot);
    for (const item of items) this.put(item);
    this.separateDays();
    if (follow) this.toBottom(first);
    else if (added.length) $("to-bottom").hidden = false;
    if (first) requestAnimationFrame(() => this.place.setAttribute("aria-live", "polite"));
  }

  put(item) {
    const old = this.elements.get(item.id);
    if (item.deleted) {
      this.elements.delete(item.id);
      if (old) this.withFocusKept(old, null);
      return;
    }
    const fresh = bubble(item, this.group, this.actions);
    fresh.dataset.day = day(new Date(item.message.date * 1000));
    this.elements.set(item.id, fresh);
    if (old) this.withFocusKept(old, fresh);
    else this.insert(fresh);
  }

  insert(element) {
    const id = Number(element.dataset.id);
    const next = [...this.place.querySelectorAll(".message")].find((other) => Number(other.dataset.id) > id);
    this.place.insertBefore(element, next || null);
  }

  /** Replaces an element; focus inside it goes to the same button, else the first one, else the message. */
  withFocusKept(old, fresh) {
    const had = old.contains(document.activeElement) ? document.activeElement : null;
    const label = had?.textContent;
    if (fresh) old.replaceWith(fresh);
    else old.remove();
    if (!had) return;
    const keys = [...(fresh?.querySelectorAll(".key") || [])];
    const target = keys.find((key) => key.textContent === label) || keys[0] || fresh || this.scroller;
    target.focus({ preventScroll: true });
  }

  separateDays() {
    this.place.querySelectorAll(".day").forEach((separator) => separator.remove());
    let current = "";
    for (const element of this.place.querySelectorAll(".message")) {
      if (element.dataset.day === current) continue;
      current = element.dataset.day;
      element.before(el("p", { className: "day" }, el("span", {}, current)));
    }
  }

  atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  toBottom(atOnce = false) {
    const calm = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: calm ? "instant" : "smooth" });
    $("to-bottom").hidden = true;
  }
}
