"""A process that only sends what the outbox owes, for a bench that kills it."""

import asyncio
import os
import secrets
import signal
import sys
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from bot import clock
from bot.api import Api
from bot.delivery import senders
from bot.logs import set_up_logs
from knowledge.store import Database, make_engine, vault
from scheduler import sending
from scheduler.models import OutboxRow
from scheduler.outbox import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the process is told; `owner` begins the names of its senders."""

    api_url: str
    token: str
    database_url: str
    rate: float | None
    lease_s: float
    senders: int
    owner: str

    def environment(self) -> dict[str, str]:
        """The variables that carry it."""
        return {f"SENDER_{name.upper()}": "" if value is None else str(value) for name, value in asdict(self).items()}

    @classmethod
    def given(cls) -> "Orders":
        """Read them back."""
        said = {name: os.environ[f"SENDER_{name.upper()}"] for name in cls.__slots__}
        return cls(
            api_url=said["api_url"], token=said["token"], database_url=said["database_url"],
            rate=float(said["rate"]) if said["rate"] else None, lease_s=float(said["lease_s"]),
            senders=int(said["senders"]), owner=said["owner"],
        )  # fmt: skip


def no_notice(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    """The bench owes rendered messages only."""
    raise NotImplementedError


async def run(orders: Orders) -> None:
    """Send until SIGTERM."""
    sending.LEASE_S = orders.lease_s
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    db = Database(make_engine(orders.database_url))
    if db.is_sqlite:
        await db.run(sending.take_back, clock.elapsed())
    api, name = Api(orders.token, orders.api_url), f"{orders.owner}-{secrets.token_hex(3)}"
    made = senders(orders.senders, db, api, no_notice, owner=f"{name}-", rate=orders.rate)
    await asyncio.gather(*(sender.run(stopping) for sender in made))
    await api.close_wires()
    db.close()


if __name__ == "__main__":
    set_up_logs()
    vault.unlock([os.environ["SENDER_KEY"]])
    asyncio.run(run(Orders.given()))
    sys.exit(0)
