// SPDX-License-Identifier: GPL-3.0-or-later
// Requests over one lasting connection, as a browser makes them:
//   http_driver 127.0.0.1:8080
// Each line of standard input is a target ("/api/v1/search?q=ferry"); each line of output the
// status, microseconds and compressed bytes of its answer, separated by tabs.
#include <httplib.h>

#include <cstdio>
#include <iostream>
#include <string>

#include "common/exit_status.h"
#include "tests/bench/drivers/protocol.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("Usage: http_driver ADDRESS:PORT\n", stderr);
    return backfile::kExitUsage;
  }
  httplib::Client client("http://" + std::string(argv[1]));
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  client.set_read_timeout(60);
  client.set_decompress(false);  // What comes over the wire is measured, not this client.
  for (std::string target; std::getline(std::cin, target);) {
    const std::int64_t start = backfile::now_nanoseconds();
    const auto answer = client.Get(target, {{"Accept-Encoding", "gzip"}});
    const auto passed = static_cast<double>(backfile::now_nanoseconds() - start) / 1000;
    std::printf("%d\t%.1f\t%zu\n", answer ? answer->status : 0, passed,
                answer ? answer->body.size() : 0);
    std::fflush(stdout);
  }
  return 0;
}
