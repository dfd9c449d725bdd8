"""Holidays that are kept: those that the library works out, and the library itself for other years only."""

import subprocess
import sys

import pytest

from intents.dates.holiday_table import CATEGORIES, KEPT, TABLE, as_table, days_off, worked_out


def test_the_table_is_what_the_library_works_out():
    assert TABLE.read_text(encoding="utf-8") == as_table(), "write what as_table() gives into it"


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("year", [KEPT[0] - 1, KEPT[0], 2026, KEPT[-1], KEPT[-1] + 1])
def test_the_days_are_the_same_in_the_table_and_beyond_it(category, year):
    assert days_off(category, (year, year + 1)) == worked_out(category, (year, year + 1))


def test_holidays_of_these_years_need_no_library():
    code = """
        import sys
        from datetime import date
        from intents.dates.holidays import public_holiday, school_holidays
        assert public_holiday("Noël", date(2026, 12, 1)) and school_holidays(None, date(2026, 12, 1))
        sys.exit("holidays" in sys.modules)
    """
    subprocess.run([sys.executable, "-c", "\n".join(map(str.strip, code.splitlines()))], check=True)
