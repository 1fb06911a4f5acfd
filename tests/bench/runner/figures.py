# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistics of measured times."""
import math


def percentile(values, share):
    """The smallest value that at least `share` (0 to 1) of the values do not exceed."""
    if not values:
        return None
    ascending = sorted(values)
    rank = math.ceil(share * len(ascending))
    return ascending[min(max(rank, 1), len(ascending)) - 1]


def median(values):
    """The middle value, of an even number of values the mean of both middle ones."""
    if not values:
        return None
    ascending = sorted(values)
    middle = len(ascending) // 2
    if len(ascending) % 2:
        return ascending[middle]
    return (ascending[middle - 1] + ascending[middle]) / 2


def ratio(value, reference):
    """None when either was not measured."""
    if value is None or not reference:
        return None
    return value / reference


def summary(microseconds):
    """Of the times of one task: how many, median, 99th percentile and largest."""
    return {
        'count': len(microseconds),
        'p50': median(microseconds),
        'p99': percentile(microseconds, 0.99),
        'max': max(microseconds, default=None),
    }
