"""What the bot's edge may fail with; each message is one plain sentence for an operator."""


class BotError(Exception):
    """Something the person who runs the bot has to know; shown without a traceback."""


class SettingsError(BotError):
    """One or more settings are wrong; the sentence names them all."""


class BusyError(BotError):
    """Another process already works on this SQLite database."""


class FencedError(BotError):
    """This worker lost its lease on a chat: somebody else has taken it over."""


class ForeignWebhookError(BotError):
    """Telegram brings this bot's updates to an address that this database has not set."""


class NeverLeftError(BotError):
    """A call was not sent at all: no connection came about."""
