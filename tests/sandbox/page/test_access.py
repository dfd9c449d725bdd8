"""The page for everybody: keyboard, focus, small screens, contrast."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect
from telegram import Bot

from tests.sandbox.page.actions import CAMILLE, DESKTOP, PHONE, SMALL, started, tab_to, write

TOO_SMALL = (Path(__file__).parent / "too_small.js").read_text("utf-8")
TOO_PALE = (Path(__file__).parent / "too_pale.js").read_text("utf-8")


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
