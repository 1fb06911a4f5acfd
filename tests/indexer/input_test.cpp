// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "indexer/input/container.h"
#include "indexer/input/input_files.h"
#include "tests/support/container_events.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

// "LINE@OFFSET BYTES".
std::string place_and_bytes(const RawDocument& document) {
  return std::to_string(document.provenance.line) + "@" +
         std::to_string(document.provenance.offset) + " " + document.bytes;
}

Events events(const std::string& path) {
  return backfile::events_of(open_container(path), place_and_bytes);
}

Events events_of(std::string_view content) { return backfile::events_of(content, place_and_bytes); }

}  // namespace

TEST_CASE("a file is cut into records by its container") {
  CHECK(::events_of("{\"a\":1}\n\n{\"b\":2}\n") ==
        Events{"ok 1@0 {\"a\":1}\n", "ok 3@9 {\"b\":2}\n"});
  CHECK(::events_of("{\"a\":1}\r\n{\"b\":2}") ==
        Events{"ok 1@0 {\"a\":1}\r\n", "ok 2@9 {\"b\":2}"});
  CHECK(::events_of("{\n \"a\": 1\n}\n") == Events{"ok 1@0 {\n \"a\": 1\n}"});
  CHECK(::events_of("Headline\n\nText.\n") == Events{"ok 0@0 Headline\n\nText.\n"});
  CHECK(::events_of("<html><p>x</html>") == Events{"ok 0@0 <html><p>x</html>"});
  CHECK(::events_of("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS A>x</REUTERS>\n<REUTERS B>y"
                    "</REUTERS>\n") ==
        Events{"ok 2@36 <REUTERS A>x</REUTERS>", "ok 3@59 <REUTERS B>y</REUTERS>"});
}

TEST_CASE("what is no record is said to be none") {
  CHECK(::events_of("") == Events{"bad the file is empty"});
  CHECK(::events_of(std::string(3000, '\0')) == Events{"bad the file is not text"});
  CHECK(::events_of("\x89PNG\r\n\x1a\n" + std::string(500, '\1')) ==
        Events{"bad the file is not text"});
  CHECK(::events_of("<REUTERS A>x</REUTERS><REUTERS B>y") ==
        Events{"ok 1@0 <REUTERS A>x</REUTERS>", "bad the file ends inside of a REUTERS element"});
}

TEST_CASE("a record that is too long is rejected and the next one read") {
  const std::string huge = "{\"a\":\"" + std::string(kLargestRecord, 'x') + "\"}\n";
  CHECK(::events_of(huge + "{\"b\":2}\n") ==
        Events{"bad the record has more than 16 MiB",
               "ok 2@" + std::to_string(huge.size()) + " {\"b\":2}\n"});
}

TEST_CASE("gzip is read through all its members") {
  CHECK(::events_of(gzipped("{\"a\":1}\n") + gzipped("{\"b\":2}\n")) ==
        Events{"ok 1@0 {\"a\":1}\n", "ok 2@8 {\"b\":2}\n"});
}

TEST_CASE("zstd, xz and compress are read as well") {
  const unsigned char zstd[] = {0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x81, 0x00, 0x00, 0x7b,
                                0x22, 0x61, 0x22, 0x3a, 0x31, 0x7d, 0x0a, 0x7b, 0x22, 0x62,
                                0x22, 0x3a, 0x32, 0x7d, 0x0a, 0x13, 0x47, 0x4c, 0x48};
  const unsigned char xz[] = {0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4,
                              0x46, 0x02, 0x00, 0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f,
                              0xe5, 0xa3, 0x01, 0x00, 0x07, 0x7b, 0x22, 0x61, 0x22, 0x3a, 0x31,
                              0x7d, 0x0a, 0x00, 0xbe, 0x49, 0x91, 0x43, 0x55, 0x04, 0xef, 0x85,
                              0x00, 0x01, 0x20, 0x08, 0xbb, 0x19, 0xd9, 0xbb, 0x1f, 0xb6, 0xf3,
                              0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a};
  const unsigned char compress[] = {0x1f, 0x9d, 0x90, 0x7b, 0x44, 0x84,
                                    0x11, 0xa1, 0x23, 0x46, 0x1f, 0x05};
  CHECK(::events_of({reinterpret_cast<const char*>(compress), sizeof compress}) ==
        Events{"ok 1@0 {\"a\":1}\n"});
  CHECK(::events_of({reinterpret_cast<const char*>(zstd), sizeof zstd}) ==
        Events{"ok 1@0 {\"a\":1}\n", "ok 2@8 {\"b\":2}\n"});
  CHECK(::events_of({reinterpret_cast<const char*>(xz), sizeof xz}) ==
        Events{"ok 1@0 {\"a\":1}\n"});
}

TEST_CASE("a truncated gzip yields what came before and then its error") {
  std::string lines;
  unsigned seed = 1;
  for (int i = 0; i < 40'000; ++i) {
    seed = seed * 1664525 + 1013904223;
    lines += "{\"n\":" + std::to_string(seed) + "}\n";
  }
  const std::string whole = gzipped(lines);
  const Events got = ::events_of(std::string_view(whole).substr(0, whole.size() - 2000));
  REQUIRE(got.size() > 1000);
  CHECK(got.front().starts_with("ok 1@0"));
  CHECK(got.back().starts_with("end "));
  CHECK(got.back().find("truncated") != std::string::npos);
}

TEST_CASE("devices, folders and missing files are refused without waiting") {
  const TemporaryDirectory directory;
  ::mkfifo((directory.path() + "/fifo").c_str(), 0600);
  CHECK(events(directory.path() + "/fifo")[0].find("is not a regular file") != std::string::npos);
  CHECK(events("/dev/zero")[0].find("is not a regular file") != std::string::npos);
  CHECK(events(directory.path())[0].find("is not a regular file") != std::string::npos);
  CHECK(events(directory.path() + "/none")[0].find("No such file") != std::string::npos);
}

TEST_CASE("folders are listed with all below them, in order, without links and hidden files") {
  const TemporaryDirectory directory;
  namespace fs = std::filesystem;
  fs::create_directories(directory.path() + "/b/deep");
  write(directory.path() + "/b/deep/2.txt", "2");
  write(directory.path() + "/b/1.txt", "11");
  write(directory.path() + "/a.txt", "a");
  write(directory.path() + "/.hidden", "h");
  write(directory.path() + "/README.txt", "r");
  write(directory.path() + "/b/License", "l");
  fs::create_symlink("..", directory.path() + "/b/loop");
  fs::create_symlink("a.txt", directory.path() + "/link.txt");
  const auto files = list_input_files({directory.path(), "-"});
  REQUIRE(files);
  Events names;
  for (const InputFile& file : *files) {
    names.push_back(file.path == "-" ? "-" : fs::relative(file.path, directory.path()).string());
  }
  CHECK(names == Events{"a.txt", "b/1.txt", "b/deep/2.txt", "-"});
  CHECK((*files)[1].bytes == 2);
  CHECK(list_input_files({directory.path() + "/none"}).error().code == ErrorCode::NoInput);
}
