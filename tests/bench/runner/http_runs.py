# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the server, as a browser sees them."""
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from driver import BenchError, memory_of
from figures import summary

PAGE = (('page_size', 20), ('facet', 'source'), ('facet', 'section'), ('facet', 'author'),
        ('facet', 'language'), ('interval', 'auto'))
REPEATS = 20
WRK_SECONDS = 5
START_SECONDS = 120


class Server:
    def __init__(self, command):
        self.log = tempfile.TemporaryFile()
        start = time.monotonic()
        self.process = subprocess.Popen(command, stderr=self.log)
        try:
            self.address = self.wait_for(self.logged_address)
            self.wait_for(self.ready)
        except BenchError:
            self.close()
            raise
        self.open_seconds = time.monotonic() - start

    def wait_for(self, found):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            value = found()
            if value:
                return value
            time.sleep(0.01)
        self.log.seek(0)
        raise BenchError('the server did not start: ' + self.log.read().decode())

    def logged_address(self):
        self.log.seek(0)
        found = re.search(rb'url=http://([^/]*)/', self.log.read())
        return found and found.group(1).decode()

    def ready(self):
        try:
            with urllib.request.urlopen(f'http://{self.address}/readyz'):
                return True
        except urllib.error.HTTPError:
            return False

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def targets(task):
    return ['/api/v1/search?' + urllib.parse.urlencode(
        [('q', ' AND '.join('=' + w for w in q.words)), *PAGE],
        quote_via=urllib.parse.quote) for q in task.questions]


def ask(client, target):
    client.stdin.write(target + '\n')
    client.stdin.flush()
    status, microseconds, size = client.stdout.readline().split('\t')
    if status != '200':
        raise BenchError(f'{status} for {target}')
    return float(microseconds), int(size)


def wrk(address, target):
    """Requests a second of one target over eight connections that last."""
    output = subprocess.run(
        ['wrk', '-t1', '-c8', f'-d{WRK_SECONDS}s', '-H', 'Accept-Encoding: gzip', f'http://{address}{target}'],
        check=True, capture_output=True, text=True).stdout
    found = re.search(r'Requests/sec:\s*([0-9.]+)', output)
    if not found or 'Non-2xx' in output:
        raise BenchError('wrk: ' + output)
    return float(found.group(1))


def measure(server_command, client_program, warm_up, task):
    """The page's request: each query once, then again, then one of them without pause."""
    server = Server(server_command)
    client = subprocess.Popen([client_program, server.address], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    try:
        for target in targets(warm_up):
            ask(client, target)
        asked = targets(task)
        unseen = [ask(client, target) for target in asked]
        repeated = [ask(client, target)[0] for _ in range(REPEATS) for target in asked]
        return {
            'open_seconds': server.open_seconds,
            'unseen': summary([microseconds for microseconds, _ in unseen]),
            'repeated': summary(repeated),
            'bytes': summary([size for _, size in unseen])['p50'],
            'requests_a_second': wrk(server.address, asked[0]),
            'memory': memory_of(server.process.pid),
        }
    finally:
        client.stdin.close()
        client.wait()
        server.close()
