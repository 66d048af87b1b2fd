"""The connection to a scheduler: made, lost, made again; an event loop of its own runs it.

Everything that awaits Dask runs in that loop, in one thread; drafting runs in another one.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
import time
import warnings
from collections.abc import Callable, Coroutine
from importlib import metadata
from typing import Any, TypeVar

from translator import __version__
from translator.cluster.address import checked, exposed
from translator.engines import EngineLost
from translator.errors import TranslatorError

T = TypeVar("T")
Say = Callable[[str], None]

PATIENCE = 120.0
"""Seconds for which a lost scheduler, or a cluster without workers, is waited for: a machine is
started again in less."""
ANSWERS_WITHIN = 10.0
"""Seconds that a scheduler gets to answer; what is no scheduler may never do so."""
_PROGRAM = "newsroom-translator"
_PAUSE = 0.5
"""Seconds between two tries to connect."""


class Connection:
    """A connection to the scheduler at an address, and the loop in which it lives.

    Attributes:
        address: The scheduler's.
        say: Tells a person something.
        patience: Seconds for which what is lost is waited for.
    """

    def __init__(self, address: str, *, say: Say, patience: float = PATIENCE) -> None:
        """Connect.

        Raises:
            TranslatorError: Dask is not installed, the address is wrong, or no scheduler answers,
                or one of another version.
        """
        self.address = checked(address)
        self.say = say
        self.patience = patience
        _import_dask()
        self._client: Any = None
        self._going: set[concurrent.futures.Future[Any]] = set()
        self._loop = asyncio.new_event_loop()
        # Dask forgets to look at how some of its attempts to connect end.
        self._loop.set_exception_handler(lambda _loop, _context: None)
        self._thread = threading.Thread(target=self._loop.run_forever, name="cluster", daemon=True)
        self._thread.start()
        try:
            self.wait(self._connect(ANSWERS_WITHIN))
        except BaseException:
            self.close()
            raise
        if exposed(address):
            say(
                f"Sentences go to {address} unencrypted, and whoever can reach that port can run "
                "programs on the workers; tls:// protects both."
            )

    @property
    def client(self) -> Any:
        """Dask's own client, which has few types; only to be used in the loop.

        Raises:
            ConnectionError: The scheduler is gone.
        """
        if self._client is None or self._client.status != "running":
            raise ConnectionError("the scheduler is gone")
        return self._client

    def start(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Begin something in the loop; it ends with the connection at the latest."""
        going = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._going.add(going)
        going.add_done_callback(self._going.discard)
        return going

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the loop, and wait for it; what interrupts the waiting ends it."""
        going = self.start(work)
        try:
            return going.result()
        except BaseException:
            going.cancel()
            raise

    async def ask(self, question: Coroutine[Any, Any, T]) -> T:
        """Ask the scheduler something that it can answer at once.

        Raises:
            ConnectionError: It is gone, or does not answer.
        """
        try:
            return await asyncio.wait_for(question, ANSWERS_WITHIN)
        except (OSError, TimeoutError) as error:
            raise ConnectionError(str(error)) from error

    async def reconnect(self) -> None:
        """Wait until a scheduler answers there again.

        Raises:
            EngineLost: None did within the patience.
        """
        self.say(f"The scheduler at {self.address} is gone; waiting {seconds(self.patience)}.")
        until = time.monotonic() + self.patience
        while True:
            await self._disconnect()
            left = max(until - time.monotonic(), 1.0)
            try:
                await self._connect(min(ANSWERS_WITHIN, left))
            except TranslatorError as error:
                if time.monotonic() > until:
                    raise EngineLost(
                        f"the scheduler at {self.address} did not come back within "
                        f"{seconds(self.patience)}",
                        remedy="What was drafted is stored: start it again, then run the same "
                        "command to go on.",
                    ) from error
                await asyncio.sleep(_PAUSE)
            else:
                self.say(f"The scheduler at {self.address} is back.")
                return

    def close(self) -> None:
        """End what is going on, give back what the scheduler holds for us, and end the loop."""
        if self._loop.is_closed():
            return
        for going in list(self._going):
            going.cancel()
        self.wait(self._disconnect())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _connect(self, within: float) -> None:
        from distributed import Client
        from distributed.versions import VersionMismatchWarning

        # What differs is told below, in one sentence.
        warnings.filterwarnings("ignore", category=VersionMismatchWarning)
        dask: Any = Client
        client = dask(
            self.address,
            asynchronous=True,
            set_as_default=False,
            timeout=within / 2,
            name="translator",
        )
        try:
            await asyncio.wait_for(client, within)
            await self._examine(client)
        except TranslatorError:
            await client.close(0)
            raise
        except Exception as error:
            await client.close(0)
            raise self._unreachable(error) from error
        except asyncio.CancelledError:
            await client.close(0)
            raise
        self._client = client

    async def _examine(self, client: Any) -> None:
        """See that the scheduler has the same programs; it reads each task before a worker does."""
        there = (await self.ask(client.scheduler.versions()))["packages"]["distributed"]
        here = metadata.version("distributed")
        if there != here:
            raise TranslatorError(
                f"the scheduler at {self.address} runs Dask {there}, this machine {here}",
                remedy=f"Install the same on all machines: pip install 'dask[distributed]=={here}'",
            )
        try:
            program = await self.ask(client.run_on_scheduler(metadata.version, _PROGRAM))
        except metadata.PackageNotFoundError:
            program = "not at all"
        if program != __version__:
            raise TranslatorError(
                f"the scheduler at {self.address} has this program {program}, this machine has "
                f"{__version__}",
                remedy=f"Install it there too: pip install '{_PROGRAM}[cluster]=={__version__}'",
            )

    def _unreachable(self, error: Exception) -> TranslatorError:
        """What to tell of a connection that failed."""
        reason = str(error)
        if "ssl_context" in reason or "certificate" in reason.lower():
            return TranslatorError(
                f"no connection to {self.address}: Dask has no certificates for tls://, or they "
                f"don't fit",
                remedy="Set distributed.comm.tls in Dask's own configuration on all machines; "
                "docs/how-to/add-machines.md shows how.",
            )
        if isinstance(error, OSError):  # a time-out is one too
            return TranslatorError(
                f"no Dask scheduler answers at {self.address}",
                remedy="Start one there (`dask scheduler`), look at address and port, at the "
                "firewall, and whether both sides use tcp or tls.",
            )
        return TranslatorError(
            f"what answers at {self.address} is no Dask scheduler, or one of another version: "
            f"{reason.splitlines()[0] if reason else type(error).__name__}",
            remedy="Give the address that `dask scheduler` prints, not that of a worker or a "
            "dashboard, and install the same version of Dask on all machines.",
        )

    async def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close(_PAUSE)


def _import_dask() -> None:
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise TranslatorError(
            "drafting on several machines needs Dask, which is not installed",
            remedy="pip install 'newsroom-translator[cluster]'",
        ) from None
    # What a person has to know is said in our words; Dask's log repeats it with tracebacks.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def seconds(number: float) -> str:
    """Such as `1 second`."""
    return f"{number:g} second{'' if number == 1 else 's'}"
