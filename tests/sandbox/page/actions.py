"""What tests do on the page, and the windows they do it in."""

from playwright.async_api import Page, ViewportSize, expect

PHONE = ViewportSize(width=390, height=844)
SMALL = ViewportSize(width=320, height=568)
DESKTOP = ViewportSize(width=1280, height=860)
CAMILLE = 910_000_001


async def started(page: Page) -> None:
    """Presses Start and waits for the greeting."""
    await page.get_by_role("button", name="Démarrer").click()
    await expect(page.get_by_text("Bonjour !")).to_be_visible()


async def write(page: Page, text: str) -> None:
    """Types and sends."""
    await page.get_by_label("Votre message").fill(text)
    await page.keyboard.press("Enter")


async def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Presses the key until the element with these words has the focus."""
    for _ in range(40):
        await page.keyboard.press(key)
        if words in str(await page.evaluate("document.activeElement.textContent")).strip()[:30]:
            return
    raise AssertionError(f"{words!r} is not reached with {key}")
