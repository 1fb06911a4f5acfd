// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace backfile {

// What the server was told: defaults < configuration file < environment < command line. Checked.
struct Options {
  std::string archive;
  std::string listen = "127.0.0.1:8080";
  std::string web;
  std::uint32_t threads = 64;
  std::uint32_t deadline_ms = 1000;
  std::uint32_t posting_cache = 256;  // Megabytes.
  std::uint32_t answer_cache = 64;    // Megabytes.
  std::uint32_t connections = 1000;
  std::uint32_t queue = 256;
  std::uint32_t head_ms = 5000;
  std::uint32_t unsent = 64;  // Megabytes.
  std::string socket_mode = "0660";
  std::string keys;
  std::uint32_t rate_limit = 0;     // Requests a minute of a key; 0: any number.
  std::uint32_t slow_query_ms = 0;  // 0: none is logged.
  std::string cors_origin;
  bool quiet = false;
  bool check = false;
};

// The options, or the status to exit with: everything to say has been said then.
std::variant<Options, int> parse_options(int argc, const char* const* argv);

// As a configuration file that --config would read.
std::string to_toml(const Options& options);

}  // namespace backfile
