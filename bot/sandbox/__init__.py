"""A strict local Telegram: a Bot API server, scripted visitors for tests and a chat page for the browser.

Nothing of the bot is imported here, so that the sandbox stays an independent judge of it.
Start with `bot.sandbox.server.running` and `bot.sandbox.visitor.Visitor`.
"""
