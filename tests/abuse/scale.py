# SPDX-License-Identifier: GPL-3.0-or-later
"""How large the tests are: a few seconds within ctest, all of it with scripts/abuse."""

import os

FULL = os.environ.get("BACKFILE_ABUSE") == "full"
SANITIZED = bool(os.environ.get("BACKFILE_SANITIZED"))


def size(full, small):
    return full if FULL else small


def seconds(bar):
    """The bar is for a machine that does nothing else; a test beside others only finds what hangs."""
    return bar if FULL else 2.0 + 20 * bar


def megabytes(bar):
    """Sanitizers keep what was freed."""
    return 40 * bar if SANITIZED else bar
