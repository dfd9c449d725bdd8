"""Talking with the bot on the page, in a real browser."""

from playwright.async_api import Page, expect
from telegram import Bot, KeyboardButton, ReplyKeyboardMarkup

from bot.sandbox.server import Running
from tests.sandbox.echo import PICTURE
from tests.sandbox.page.actions import CAMILLE, started, write


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


async def test_a_photo_of_the_bot_is_shown_whole_with_its_caption_and_buttons(page: Page) -> None:
    await started(page)
    await write(page, "image")
    message = page.locator(".message", has_text="Votre billet")
    picture = message.get_by_role("img", name="Photo")
    await expect(picture).to_be_visible()
    await expect(message.locator("strong")).to_have_text("Votre billet")
    side = int.from_bytes(PICTURE[16:20])
    loaded = "e => e.decode().then(() => [e.naturalWidth, e.naturalHeight])"
    assert await picture.evaluate(loaded) == [side, side]
    shown = await picture.bounding_box()
    assert shown
    assert shown["width"] == shown["height"] >= 200
    await message.get_by_role("button", name="Merci").click()


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


async def test_a_file_of_ones_own_can_be_sent(page: Page) -> None:
    await started(page)
    await page.get_by_role("button", name="Joindre").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Envoyer un fichier").click()
    await (await chooser.value).set_files({"name": "agenda.csv", "mimeType": "text/csv", "buffer": b"uid"})
    await expect(page.get_by_text("Écho : pas un texte")).to_be_visible()
    await expect(page.get_by_text("agenda.csv")).to_be_visible()


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
