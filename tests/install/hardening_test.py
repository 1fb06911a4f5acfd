# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs as they were built: what makes a mistake in them hard to use. Reads them with readelf."""

import re
import signal
import subprocess
import sys
import unittest

PROGRAMS = sys.argv[1:3]
OVERRUN = sys.argv[3]


def readelf(program, *options):
    return subprocess.run(["readelf", "-W", *options, program], check=True, capture_output=True, text=True).stdout


class Hardening(unittest.TestCase):
    def each(self):
        self.assertEqual(len(PROGRAMS), 2)
        for program in PROGRAMS:
            with self.subTest(program):
                yield program

    def test_its_place_in_memory_is_random(self):
        for program in self.each():
            self.assertRegex(readelf(program, "-h"), r"Type:\s+DYN")
            self.assertRegex(readelf(program, "-d"), r"FLAGS_1\).*\bPIE\b")

    def test_the_tables_of_the_linker_are_read_only_before_main(self):
        for program in self.each():
            self.assertIn("GNU_RELRO", readelf(program, "-l"))
            self.assertRegex(readelf(program, "-d"), r"FLAGS_1\).*\bNOW\b|BIND_NOW")

    def test_the_stack_holds_no_code(self):
        for program in self.each():
            flags = re.search(r"GNU_STACK\s+(?:\S+\s+){5}(\S+)", readelf(program, "-l")).group(1)
            self.assertNotIn("E", flags)

    def test_nothing_is_looked_for_in_other_folders(self):
        for program in self.each():
            self.assertNotRegex(readelf(program, "-d"), r"\((RPATH|RUNPATH)\)")

    def test_no_section_is_writable_and_code(self):
        for program in self.each():
            for flags in re.findall(r"^\s+LOAD\s+(?:\S+\s+){5}([RWE ]{3})", readelf(program, "-l"), re.M):
                self.assertFalse("W" in flags and "E" in flags)

    def test_overrun_buffers_end_the_program(self):
        for program in self.each():
            symbols = readelf(program, "--dyn-syms")
            self.assertIn("__stack_chk_fail", symbols)
            self.assertRegex(symbols, r"__\w+_chk@")

    def test_so_do_buffers_whose_size_is_known_only_then(self):
        def ends(buffer, written):
            return subprocess.run([OVERRUN, "x" * buffer, "x" * written], capture_output=True).returncode

        self.assertEqual(ends(buffer=20, written=20), 0)
        self.assertEqual(ends(buffer=20, written=21), -signal.SIGABRT)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
