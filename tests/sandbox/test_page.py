"""The chat page in a real browser, with the small bot behind it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from playwright.async_api import Page, ViewportSize, expect
from telegram import Bot, KeyboardButton, ReplyKeyboardMarkup

from bot.sandbox.cast import add_cast
from bot.sandbox.running import Running, running
from bot.sandbox.state import Sandbox
from bot.sandbox.visitor import Visitor
from tests.sandbox.browser import browsing
from tests.sandbox.echo import EchoBot
from tests.sandbox.test_clock import ShiftedClock

PHONE = ViewportSize(width=390, height=844)
SMALL = ViewportSize(width=320, height=568)
DESKTOP = ViewportSize(width=1280, height=860)
CAMILLE = 910_000_001


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
async def server(clock: ShiftedClock) -> AsyncIterator[Running]:
    sandbox = Sandbox()
    add_cast(sandbox)
    async with running(sandbox, clock) as server:
        yield server


@pytest.fixture
async def problems() -> list[str]:
    """What the browser complained about."""
    return []


@pytest.fixture(params=[PHONE])
async def page(
    request: pytest.FixtureRequest, server: Running, echo: EchoBot, problems: list[str]
) -> AsyncIterator[Page]:
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(browsing())
        context = await browser.new_context(viewport=request.param, reduced_motion="reduce", locale="fr-FR")
        page = await context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.set_default_timeout(5000)
        await page.goto(server.url)
        await expect(page.get_by_text("Je réponds aux questions des familles.")).to_be_visible()
        yield page
        await context.close()
    assert problems == []
    assert server.sandbox.violations == []


async def started(page: Page) -> None:
    await page.get_by_role("button", name="Démarrer").click()
    await expect(page.get_by_text("Bonjour !")).to_be_visible()


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Votre message").fill(text)
    await page.keyboard.press("Enter")


async def test_the_demo_says_that_it_is_one(page: Page) -> None:
    banner = page.get_by_role("note")
    await expect(banner).to_contain_text(
        "Démonstration : agenda inventé, rien n’est envoyé à la vraie Cité du numérique."
    )


async def test_one_starts_types_and_taps_and_sees_the_edit_in_place(page: Page) -> None:
    await started(page)
    await write(page, "c’est où ?")
    await expect(page.get_by_text("Écho : c’est où ?")).to_be_visible()
    count = await page.locator(".message").count()
    await page.get_by_role("button", name="Oui").click()
    await expect(page.get_by_text("Réponse : yes")).to_be_visible()
    await expect(page.locator("#toast")).to_have_text("C’est noté")
    await expect(page.get_by_text("Bonjour !")).to_be_hidden()
    await expect(page.locator(".message", has_text="Réponse : yes")).to_contain_text("modifié")
    assert await page.locator(".message").count() == count


async def test_entities_are_shown_and_links_to_the_bot_stay_inside(page: Page) -> None:
    await started(page)
    await write(page, "riche")
    bubble = page.locator(".message", has_text="Atelier Scratch")
    for tag, words in {"strong": "Atelier Scratch", "em": "samedi", "s": "14 h", "u": "15 h", "code": "code"}.items():
        await expect(bubble.locator(tag)).to_have_text(words)
    await expect(bubble.get_by_role("link", name="la page")).to_have_attribute("href", "https://example.org/scratch")
    await bubble.get_by_role("button", name="Afficher le texte masqué").click()
    await expect(bubble.get_by_text("secret")).to_be_visible()
    await page.get_by_role("link", name="Lien").click()
    await expect(page.get_by_text("Bonjour ! e_ABC")).to_be_visible()
    assert len(page.context.pages) == 1


async def test_a_document_can_be_downloaded_and_a_venue_is_a_card(page: Page) -> None:
    await started(page)
    await write(page, "fichier")
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="atelier.ics").click()
    download = await waiting.value
    assert download.suggested_filename == "atelier.ics"
    await write(page, "où")
    card = page.get_by_role("link", name="Cité du numérique")
    await expect(card).to_contain_text("5/11, avenue de Vendôme, Blois")
    assert "openstreetmap.org" in str(await card.get_attribute("href"))


async def test_an_alert_waits_to_be_closed(page: Page) -> None:
    await started(page)
    await write(page, "alerte")
    await page.get_by_role("button", name="Alerte").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Attention !")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()


async def test_commands_open_from_the_menu_and_complete_while_typing(page: Page) -> None:
    await started(page)
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("option", name="/aide").click()
    await expect(page.get_by_text("Écho : /aide")).to_be_visible()
    await page.get_by_label("Votre message").press_sequentially("/ag")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Votre message")).to_have_value("/agenda ")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Écho : /agenda")).to_be_visible()


async def test_photos_voices_and_stickers_can_be_sent(page: Page) -> None:
    await started(page)
    for name in ("photo", "message vocal", "autocollant"):
        await page.get_by_role("button", name="Joindre").click()
        await page.get_by_role("button", name=f"Envoyer un{'e' if name == 'photo' else ''} {name}").click()
    await expect(page.get_by_text("Écho : pas un texte")).to_have_count(3)
    await expect(page.get_by_role("img", name="Photo sans légende")).to_be_visible()


async def test_everything_works_from_the_keyboard_alone(page: Page) -> None:
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Aller au champ de message")).to_be_focused()
    await tab_to(page, "Démarrer")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Bonjour !")).to_be_visible()
    await expect(page.get_by_label("Votre message")).to_be_focused()
    await tab_to(page, "Oui", "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Réponse : yes")).to_be_visible()
    await expect(page.get_by_role("button", name="Encore")).to_be_focused()
    await tab_to(page, "Menu")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("option", name="/aide")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Écho : /agenda")).to_be_visible()
    await page.keyboard.press("Escape")
    await tab_to(page, "Camille", "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Fermer les réglages")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#panel-open")).to_be_focused()


async def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Presses the key until the element with these words has the focus."""
    for _ in range(40):
        await page.keyboard.press(key)
        if words in str(await page.evaluate("document.activeElement.textContent")).strip()[:30]:
            return
    raise AssertionError(f"{words!r} is not reached with {key}")


async def test_a_new_message_leaves_focus_and_half_written_text_alone(page: Page, bot: Bot) -> None:
    await started(page)
    await page.get_by_label("Votre message").fill("à moitié")
    await bot.send_message(CAMILLE, "Rappel")
    await expect(page.get_by_text("Rappel")).to_be_visible()
    await expect(page.get_by_label("Votre message")).to_be_focused()
    await expect(page.get_by_label("Votre message")).to_have_value("à moitié")


async def test_who_reads_above_is_told_of_new_messages_instead_of_moved(page: Page, bot: Bot) -> None:
    await started(page)
    for number in range(4):
        await bot.send_message(CAMILLE, f"Longue réponse {number}\n" * 8)
    await expect(page.get_by_text("Longue réponse 3").first).to_be_visible()
    await page.evaluate("document.querySelector('#scroller').scrollTop = 0")
    await write_from_elsewhere(bot)
    button = page.get_by_role("button", name="Nouveaux messages")
    await expect(button).to_be_visible()
    assert await page.evaluate("document.querySelector('#scroller').scrollTop") == 0
    await button.click()
    await expect(page.get_by_text("Tout en bas")).to_be_in_viewport()


async def write_from_elsewhere(bot: Bot) -> None:
    await bot.send_venue(CAMILLE, 47.59, 1.33, "Tout en bas", "Blois")


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_the_clock_moves_forward_and_back(page: Page, clock: ShiftedClock) -> None:
    shown = page.locator("#clock")
    before = await shown.text_content()
    await page.get_by_role("button", name="+ 1 jour").click()
    await expect(shown).not_to_have_text(before or "")
    assert clock.ahead.total_seconds() == 86400
    await page.get_by_role("button", name="+ 1 h").click()
    await page.get_by_label("Date").fill("2040-01-01")
    await page.get_by_label("Heure").fill("14:05")
    await page.get_by_role("button", name="Avancer").click()
    await expect(shown).to_have_text("dimanche 1er janvier 2040, 14 h 05")
    await page.get_by_label("Date").fill("2020-01-01")
    await page.get_by_role("button", name="Avancer").click()
    await expect(page.locator("#clock-note")).to_have_text("Impossible : cette date est déjà passée.")
    await page.get_by_role("button", name="Revenir à maintenant").click()
    await expect(shown).to_have_text(before or "")
    assert abs(clock.ahead.total_seconds()) < 5


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_several_people_have_their_own_chats_and_languages(page: Page) -> None:
    await started(page)
    await page.get_by_text("Mohamed").click()
    await expect(page.get_by_role("button", name="Démarrer")).to_be_visible()
    await page.get_by_role("button", name="Nouvelle personne").click()
    await page.get_by_label("Prénom").fill("Emma")
    await page.get_by_label("Langue de son téléphone").select_option("en")
    await page.get_by_role("button", name="Ajouter").click()
    await expect(page.get_by_label("Emma")).to_be_checked()
    await started(page)
    await page.get_by_role("button", name="Menu").click()
    await expect(page.get_by_role("option")).to_have_text(["/helpGet help"])
    await page.get_by_text("Camille", exact=True).first.click()
    await expect(page.get_by_text("Bonjour !")).to_be_visible()


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_the_bot_can_be_blocked_and_started_again(page: Page, server: Running) -> None:
    await started(page)
    await page.get_by_role("button", name="Bloquer le bot").click()
    await expect(page.get_by_label("Votre message")).to_be_hidden()
    assert server.sandbox.chats[CAMILLE].blocked
    await page.get_by_role("button", name="Débloquer et redémarrer").click()
    await expect(page.get_by_text("Bonjour !")).to_have_count(2)


async def test_a_link_with_a_payload_starts_the_bot_with_it(page: Page, server: Running) -> None:
    await page.goto(f"{server.url}/?start=e_ABC-1")
    await page.get_by_role("button", name="Démarrer").click()
    await expect(page.get_by_text("Bonjour ! e_ABC-1")).to_be_visible()
    assert "start=" not in page.url


async def test_a_reply_keyboard_writes_its_words(page: Page, bot: Bot) -> None:
    await started(page)
    markup = ReplyKeyboardMarkup([["Léa", "Tom"], [KeyboardButton("Mon numéro", request_contact=True)]])
    await bot.send_message(CAMILLE, "Qui ?", reply_markup=markup)
    await page.get_by_role("button", name="Tom").click()
    await expect(page.get_by_text("Écho : Tom")).to_be_visible()
    await page.get_by_role("button", name="Mon numéro").click()
    await expect(page.get_by_text("+33600000000")).to_be_visible()


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_the_team_answers_by_replying_in_its_group(page: Page, server: Running, bot: Bot) -> None:
    server.sandbox.add_group(-1001, "L’équipe", [CAMILLE])
    await bot.send_message(-1001, "Une question de famille")
    await page.reload()
    await page.get_by_label("Discussion").select_option("L’équipe")
    await page.get_by_role("button", name="Répondre").click()
    await expect(page.locator("#replying")).to_contain_text("Une question de famille")
    await write(page, "voici la réponse")
    await expect(page.get_by_text("Écho : voici la réponse")).to_be_visible()


async def test_the_page_comes_back_after_the_server_was_away(page: Page, server: Running, clock: ShiftedClock) -> None:
    await started(page)
    await page.route("**/page/events*", lambda route: route.abort())
    await page.evaluate("window.dispatchEvent(new Event('offline'))")
    camille = Visitor(server.sandbox, "Camille", user_id=CAMILLE)
    await page.reload()
    await expect(page.locator("#status")).to_have_text("reconnexion…")
    await camille.says("pendant la panne")
    await page.unroute("**/page/events*")
    await expect(page.get_by_text("Écho : pendant la panne")).to_be_visible(timeout=10_000)
    await expect(page.locator("#status")).to_have_text("bot")


@pytest.mark.parametrize("page", [SMALL, PHONE, DESKTOP], indirect=True, ids=["320", "390", "desktop"])
async def test_nothing_sticks_out_and_every_target_is_large_enough(page: Page) -> None:
    await started(page)
    await write(page, "riche")
    await write(page, "fichier " * 30 + "x" * 200)
    await expect(page.get_by_text("Écho : fichier").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("[...document.querySelectorAll('#scroller')].every(e => e.scrollWidth <= e.clientWidth)")
    assert await page.evaluate(TOO_SMALL) == []
    if await page.locator("#panel-open").is_visible():
        await page.locator("#panel-open").click()
    assert await page.evaluate(TOO_SMALL) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_texts_have_contrast_in_both_schemes(page: Page, scheme: Any) -> None:
    await page.emulate_media(color_scheme=scheme)
    await started(page)
    await write(page, "riche")
    await write(page, "fichier")
    await expect(page.get_by_text("Pour votre agenda")).to_be_visible()
    assert await page.evaluate(TOO_PALE) == []


# Buttons and fields under 44 CSS pixels; links and commands inside a sentence are exempt (WCAG 2.5.8, inline).
TOO_SMALL = """
[...document.querySelectorAll('button, select, textarea, input, a.key, a.media-card, .chip')]
  .filter(e => e.checkVisibility() && !e.closest('.text') && !e.matches('.people input, .skip'))
  .map(e => ({words: e.textContent || e.id, box: e.getBoundingClientRect()}))
  .filter(({box}) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(({words, box}) => `${words.trim()} ${box.width}x${box.height}`)
"""

# Visible texts whose contrast with their background is under 4.5 (WCAG 1.4.3).
TOO_PALE = """
(() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const found = channels(getComputedStyle(e).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const ratio = e => {
    const back = behind(e), style = getComputedStyle(e), opacity = Number(style.opacity);
    const front = channels(style.color).slice(0, 3).map((v, i) => v * opacity + back[i] * (1 - opacity));
    const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.visually-hidden, .toast, .spoiler'))
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => [e.textContent.trim().slice(0, 30), Math.round(ratio(e) * 100) / 100])
    .filter(([, found]) => found < 4.5);
})()
"""
