// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/new_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "common/exit_status.h"
#include "common/files.h"
#include "server/http/api_keys.h"
#include "server/http/descriptor.h"

namespace backfile {
namespace {

struct Wanted {
  std::string name;
  std::string file;
  std::optional<std::uint32_t> per_minute;
};

// One write at the end of the file, so that two programs may do it at once.
Result<void> append(const std::string& file, const std::string& line) {
  const Descriptor opened(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (!opened) return file_error("Cannot open the file of keys", file, errno);
  const std::string bytes = line + "\n";
  if (::write(opened.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
      ::fsync(opened.get()) != 0) {
    return file_error("Cannot write the file of keys", file, errno);
  }
  return {};
}

int make(const Wanted& wanted) {
  auto made = make_key(wanted.name, wanted.per_minute);
  Result<void> done = made ? append(wanted.file, made->line) : made.error();
  if (!done) {
    std::cerr << "backfile-server: " << done.error().message << '\n';
    return exit_status(done.error().code);
  }
  std::cout << made->key << std::endl;
  return kExitDone;
}

}  // namespace

std::optional<int> run_new_key(int argc, const char* const* argv) {
  if (argc < 2 || std::string_view(argv[1]) != "new-key") return std::nullopt;
  Wanted wanted;
  CLI::App app("Makes a key, adds it to a file of keys, and shows it: it is kept nowhere else.",
               "backfile-server new-key");
  app.add_option("NAME", wanted.name, "Whose key it is: letters, digits, - and _")->required();
  app.add_option("--keys", wanted.file, "The file, made if it is not there")
      ->required()
      ->type_name("FILE");
  app.add_option("--per-minute", wanted.per_minute, "Requests a minute that it may ask")
      ->check(CLI::Range(1, 1'000'000'000))
      ->type_name("N");
  try {
    app.parse(argc - 1, argv + 1);
  } catch (const CLI::Success& success) {
    app.exit(success);
    return kExitDone;
  } catch (const CLI::ParseError& error) {
    std::cerr << "backfile-server: " << error.what() << "\nTry backfile-server new-key --help.\n";
    return kExitUsage;
  }
  return make(wanted);
}

}  // namespace backfile
