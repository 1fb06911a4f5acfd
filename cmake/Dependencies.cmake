# SPDX-License-Identifier: GPL-3.0-or-later
# Every library is found here, each with its reason. scripts/install-packages installs them.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# The index and its search. Debian's CMake package of Xapian defines no target, pkg-config does.
pkg_check_modules(xapian REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)
# HTTP. Only the pkg-config target carries the -D flags of the shared library; without them
# sizeof(httplib::Request) differs from the library's and memory is corrupted silently.
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib>=0.11.4)
# JSON: article records, the manifest, the API.
find_package(nlohmann_json 3.11 REQUIRED)
# Reading records, others' and our own: ten times as fast as nlohmann's parser, which says what is
# wrong with those that are broken.
find_package(simdjson 3.0 REQUIRED)
# Command lines of both programs.
find_package(CLI11 2.1 REQUIRED)
# Formatting of numbers and lines for people; g++ 12 has no <format>.
find_package(fmt 9 REQUIRED)
# Unicode: normalisation, case folding, character properties, conversion of character sets.
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
# Calendars and time zones; g++ 12 has no time zones in <chrono>.
find_package(date REQUIRED)
# Which part of a host somebody has registered ("bbc.co.uk").
pkg_check_modules(libpsl REQUIRED IMPORTED_TARGET libpsl)
# Character sets that nobody declared.
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)
# HTML5 trees, behind our own guards on depth and size.
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
# XML of news agencies, feeds and scanned papers, without DTDs and entities.
pkg_check_modules(libxml2 REQUIRED IMPORTED_TARGET libxml-2.0)
# tar and zip; zstd, xz and bzip2, with truncation reported as an error.
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive)
# Stored records, each readable alone, with a dictionary trained on the archive.
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
# gzip: of HTTP responses (httplib's own compression prefers brotli, which costs milliseconds), and
# of inputs, where reading must go on behind a damaged member, which libarchive cannot.
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
# Bodies of pages in web archives.
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)
# Feeds and sitemaps over HTTP.
pkg_check_modules(libcurl REQUIRED IMPORTED_TARGET libcurl>=7.85)
# 128-bit hashes: derived article ids, content hashes, fingerprints of inputs.
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
# SHA-256 of segments. httplib already brings OpenSSL.
pkg_check_modules(libcrypto REQUIRED IMPORTED_TARGET libcrypto)

# Language of an article. CLD2 ships neither a CMake package nor a pkg-config file.
find_library(CLD2_LIBRARY cld2 REQUIRED)
find_path(CLD2_INCLUDE_DIR cld2/public/compact_lang_det.h REQUIRED)
add_library(backfile_cld2 INTERFACE)
add_library(backfile::cld2 ALIAS backfile_cld2)
target_link_libraries(backfile_cld2 INTERFACE ${CLD2_LIBRARY})
target_include_directories(backfile_cld2 SYSTEM INTERFACE ${CLD2_INCLUDE_DIR})

# Tables. libcsv ships neither a CMake package nor a pkg-config file.
find_library(CSV_LIBRARY csv REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
add_library(backfile_csv INTERFACE)
add_library(backfile::csv ALIAS backfile_csv)
target_link_libraries(backfile_csv INTERFACE ${CSV_LIBRARY})
target_include_directories(backfile_csv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})

if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
  # Unit tests, and (for its CMake module) one ctest per test case.
  find_package(doctest 2.4 REQUIRED)
  include(doctest)
  # Properties over random trees, with counter-examples made small.
  find_package(rapidcheck REQUIRED)
  # Compared with by scripts/bench, which installs it.
  pkg_check_modules(sqlite IMPORTED_TARGET sqlite3)
endif()
