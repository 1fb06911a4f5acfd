# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/examples, in use: units of systemd, and nginx before the server."""

import os
import re
import shlex
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from programs import PATIENCE, SERVER, Server, shared_archive
from wire import ask

EXAMPLES = Path(__file__).resolve().parents[2] / "docs/examples"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Examples(unittest.TestCase):
    def setUp(self):
        self.place = self.enterContext(tempfile.TemporaryDirectory(prefix="backfile-"))
        os.chmod(self.place, 0o755)

    def test_the_units(self):
        unit = (EXAMPLES / "backfile-server.service").read_text()
        sockets = (EXAMPLES / "backfile-server.socket").read_text()
        path = re.search(r"^ListenStream=(\S+)$", sockets, re.M).group(1)
        self.assertIn(f"server unix:{path};", (EXAMPLES / "nginx.conf").read_text())
        command = shlex.split(re.search(r"^ExecStart=(.*)$", unit, re.M).group(1))
        self.assertTrue(command[0].endswith("/backfile-server"))
        command[0] = SERVER
        command[command.index("--archive") + 1] = shared_archive()
        path = f"{self.place}/s"
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen()
            wrap = ["/bin/sh", "-c", f'exec 3<&{listener.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh"]
            running = subprocess.Popen(wrap + command, pass_fds=[listener.fileno()], stderr=subprocess.DEVNULL)
            try:
                with socket.socket(socket.AF_UNIX) as client:
                    client.settimeout(PATIENCE)
                    client.connect(path)
                    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    self.assertTrue(client.recv(1000).startswith(b"HTTP/1.1 200"))
            finally:
                running.terminate()
            self.assertEqual(running.wait(PATIENCE), 0)

    def configuration(self, path, port):
        """The example without TLS, for this user and these addresses."""
        text = (EXAMPLES / "nginx.conf").read_text()
        text = text.replace("unix:/run/backfile/server.sock", f"unix:{path}")
        text, found = re.subn(r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};", text)
        self.assertEqual(found, 1)
        text = re.sub(r"^\s*ssl_certificate\S* .*$", "", text, flags=re.M)
        temporary = "".join(f"{kind}_temp_path {self.place}/{kind};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return (f"daemon off; pid {self.place}/pid; error_log stderr;\nevents {{}}\n"
                f"http {{\naccess_log off;\n{temporary}{text}\n}}\n")

    def test_nginx_before_the_server(self):
        path, port = f"{self.place}/s", free_port()
        with Server("--socket-mode", "0666", listen=f"unix:{path}") as server:
            file = Path(self.place) / "nginx.conf"
            file.write_text(self.configuration(path, port))
            proxy = subprocess.Popen(["/usr/sbin/nginx", "-e", "stderr", "-p", self.place, "-c", str(file)])
            try:
                end = time.monotonic() + PATIENCE
                while True:
                    try:
                        self.assertEqual(ask(port, "/healthz").status, 200)
                        break
                    except OSError:
                        self.assertIsNone(proxy.poll())
                        self.assertLess(time.monotonic(), end)
                        time.sleep(0.05)
                for _ in range(20):
                    self.assertEqual(ask(port, "/api/v1/search?q=ferry").status, 200)
                export = ask(port, "/api/v1/export?format=ids")
                self.assertEqual(export.body.count(b"\n"), 3001)
                self.assertIn(b'href="http://x/', ask(port, "/feeds/search.atom").body)
                self.assertEqual(ask(port, "/metrics").status, 403)
            finally:
                proxy.terminate()
                proxy.wait(PATIENCE)
            self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main()
