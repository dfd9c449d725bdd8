"""One thread for small sums: where other programs keep the processors busy, two threads wait for each other a hundred
times longer than they work.
"""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """While this is entered, numpy's linear algebra uses one thread."""
    return _linear_algebra().limit(limits=1)  # type: ignore[no-any-return]  # the library is untyped


@cache
def _linear_algebra() -> ThreadpoolController:
    """Found once: looking through the loaded libraries takes a millisecond."""
    return ThreadpoolController().select(user_api="blas")
