"""The demo's settings on the page: people, groups, the clock; and a server that goes away."""

import pytest
from playwright.async_api import Page, expect
from telegram import Bot

from bot.cli.demo import TEAM_CHAT
from bot.sandbox.server import Running
from bot.sandbox.visitor import Visitor
from tests.sandbox.page.actions import CAMILLE, DESKTOP, started, write
from tests.sandbox.test_clock import ShiftedClock


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_the_clock_moves_forward_and_back(page: Page, clock: ShiftedClock) -> None:
    shown = page.locator("#clock")
    before = await shown.text_content()
    await page.get_by_role("button", name="+ 1 jour").click()
    await expect(shown).not_to_have_text(before or "")
    assert clock.ahead.total_seconds() == 86400
    await page.get_by_role("button", name="+ 1 h").click()
    await page.get_by_label("Date", exact=True).fill("2040-01-01")
    await page.get_by_label("Heure", exact=True).fill("14:05")
    await page.get_by_role("button", name="Avancer").click()
    await expect(shown).to_have_text("dimanche 1er janvier 2040, 14 h 05")
    await page.get_by_label("Date", exact=True).fill("2020-01-01")
    await page.get_by_role("button", name="Avancer").click()
    await expect(page.locator("#clock-note")).to_have_text("Impossible : cette date est déjà passée.")
    await page.get_by_role("button", name="Revenir à maintenant").click()
    await expect(shown).to_contain_text((before or "").split(",")[0])  # of the same day: the minute goes on
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


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_the_team_answers_by_replying_in_its_group(page: Page, server: Running, bot: Bot) -> None:
    await bot.send_message(TEAM_CHAT, "Une question de famille")
    await page.get_by_label("Sophie").check()
    await page.get_by_label("Discussion").select_option("L’équipe")
    await expect(page.locator("#bot-name")).to_have_text("L’équipe")
    await page.get_by_role("button", name="Répondre").click()
    await expect(page.locator("#replying")).to_contain_text("Une question de famille")
    await write(page, "voici la réponse")
    await expect(page.get_by_text("Écho : voici la réponse")).to_be_visible()
    newest = server.sandbox.chats[TEAM_CHAT].messages[2]
    assert (newest.content["text"], newest.reply_to) == ("voici la réponse", 1)


@pytest.mark.parametrize("page", [DESKTOP], indirect=True)
async def test_somebody_in_a_group_chooses_between_it_and_the_bot(page: Page, server: Running, bot: Bot) -> None:
    server.sandbox.add_group(-1001, "Voisins", [CAMILLE])
    await bot.send_message(-1001, "Bonjour les voisins")
    await page.reload()
    await page.get_by_label("Discussion").select_option("Voisins")
    await expect(page.get_by_text("Bonjour les voisins")).to_be_visible()


async def test_the_page_comes_back_after_the_server_was_away(page: Page, server: Running, problems: list[str]) -> None:
    await started(page)
    await page.route("**/page/events*", lambda route: route.abort())
    camille = Visitor(server.sandbox, "Camille", user_id=CAMILLE)
    await page.reload()
    await expect(page.locator("#status")).to_have_text("reconnexion…")
    await camille.says("pendant la panne")
    await page.unroute("**/page/events*")
    await expect(page.get_by_text("Écho : pendant la panne")).to_be_visible(timeout=10_000)
    await expect(page.locator("#status")).to_have_text("bot")
    assert problems
    problems.clear()  # the browser says, rightly, that the server was away
