# SPDX-License-Identifier: GPL-3.0-or-later
"""The real programs: an archive of invented articles, and servers of it on free ports of this machine."""

import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

INDEX = os.environ["BACKFILE_INDEX"]
SERVER = os.environ["BACKFILE_SERVER"]
WEB = Path(__file__).resolve().parents[2] / "web"
ARTICLES = 3000
PATIENCE = 60.0  # Seconds for a program to start or to end; sanitizers are slow.


def records(count=ARTICLES):
    """Articles about ferries, of ten years and four sources, as JSON Lines."""
    lines = []
    for number in range(count):
        lines.append(json.dumps({
            "id": f"a{number}",
            "title": f"Ferry number {number} leaves the harbour",
            "text": f"The ferry of day {number} left the harbour at noon. "
                    + f"Crew {number % 97} and passenger {number % 89} looked at the bridge. " * 12,
            "source": f"paper{number % 4}.example",
            "url": f"https://paper{number % 4}.example/{number}",
            "published": f"{2010 + number % 10}-05-{1 + number % 28:02}",
        }))
    return "\n".join(lines) + "\n"


def index(archive, lines):
    """Adds the records to the archive, which may not exist yet."""
    subprocess.run([INDEX, "add", "--archive", str(archive), "-"], input=lines.encode(), check=True)


_made = None


def shared_archive():
    """One archive for all tests that do not change it; it goes when the tests end."""
    global _made
    if _made is None:
        _made = tempfile.TemporaryDirectory(prefix="backfile-abuse-")
        index(f"{_made.name}/archive", records())
    return f"{_made.name}/archive"


class Server:
    """A running server. Use as a context: it is stopped at the end, and must end well."""

    def __init__(self, *options, archive=None, listen="127.0.0.1:0", ready="ready", stderr=None, **popen):
        self.log_file = tempfile.NamedTemporaryFile(prefix="backfile-log-")
        command = [SERVER, "--archive", str(archive or shared_archive()), "--web", str(WEB)]
        if listen:
            command += ["--listen", listen]
        self.process = subprocess.Popen(
            popen.pop("wrap", []) + command + list(options), stdout=subprocess.DEVNULL,
            stderr=self.log_file if stderr is None else stderr, **popen)
        if ready:
            self.wait_for(f"event={ready}")
        found = re.search(r"url=http://\S+:(\d+)/", self.log())
        self.port = int(found.group(1)) if found else 0

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.log():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"no {text} in the log:\n{self.log()}")
            time.sleep(0.02)

    def log(self):
        return Path(self.log_file.name).read_text(errors="replace")

    def stop(self, number=signal.SIGTERM):
        """Sends the signal; the exit status and the seconds until the end."""
        start = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE), time.monotonic() - start

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def forget_peak(self):
        """From now on peak() is of what follows."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def _status(self, name):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", text).group(1)) / 1024

    def peak(self):
        """The most megabytes that were resident since forget_peak()."""
        return self._status("VmHWM")

    def resident(self):
        return self._status("VmRSS")

    def own(self):
        """Megabytes without those of mapped files, which the kernel takes back when it wants to."""
        return self._status("RssAnon")

    @contextmanager
    def own_growth(self):
        """Gives a list, in which is at the end how far own() grew at most, looked at often."""
        before, most, ended = self.own(), [0.0], threading.Event()

        def look():
            while not ended.wait(0.002):
                most[0] = max(most[0], self.own() - before)

        looking = threading.Thread(target=look)
        looking.start()
        try:
            yield most
        finally:
            ended.set()
            looking.join()

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        status = 0
        if self.process.poll() is None:
            if failure:
                self.process.kill()
            status, _ = self.stop()
        log = self.log()
        self.log_file.close()
        if status != 0 and not failure:  # What sanitizers find at the end, they tell by the status.
            raise AssertionError(f"the server ended with {status}:\n{log}")
