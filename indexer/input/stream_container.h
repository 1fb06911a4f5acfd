// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/input/container.h"

namespace backfile {

// A record that is rejected keeps this many bytes to be recognised by.
inline constexpr std::size_t kKeptOfBad = 256;

// What all containers over one stream share.
class StreamContainer : public Container {
 public:
  // `about` is what all records have in common.
  StreamContainer(RawDocument about, BufferedStream stream)
      : about_(std::move(about)), stream_(std::move(stream)) {}

  std::uint64_t consumed() const override { return stream_.consumed(); }

 protected:
  using Next = Result<std::optional<RawDocument>>;

  static Next end() { return std::optional<RawDocument>(); }

  // An empty document that knows where it stands: at the next byte. Records that are lines have a
  // line, too.
  RawDocument here() const;
  RawDocument here_with_line() const;

  // The piece as the document's bytes; BadRecord when it was too long.
  Next finished(RawDocument document, BufferedStream::Piece piece);

  // BadRecord, with `document` as the bad record. `kind` is its reason code, see Reject.
  Error bad(RawDocument document, std::string_view kind, std::string reason);
  Error too_long(RawDocument document);

  RawDocument about_;
  BufferedStream stream_;
};

// The containers over one stream, each in a file of its own name.
std::unique_ptr<Container> arc_file(RawDocument about, BufferedStream stream);  // arc.cpp
std::unique_ptr<Container> csv_table(RawDocument about, BufferedStream stream);
std::unique_ptr<Container> json_lines(RawDocument about, BufferedStream stream);
std::unique_ptr<Container> json_values(RawDocument about, BufferedStream stream);
std::unique_ptr<Container> mail_file(RawDocument about, BufferedStream stream);
std::unique_ptr<Container> mbox(RawDocument about, BufferedStream stream);  // mail_file.cpp
std::unique_ptr<Container> reuters_file(RawDocument about, BufferedStream stream);
std::unique_ptr<Container> warc_file(RawDocument about, BufferedStream stream);  // warc.cpp
std::unique_ptr<Container> whole_file(RawDocument about, BufferedStream stream);
std::unique_ptr<Container> no_text(RawDocument about, BufferedStream stream);  // whole_file.cpp

}  // namespace backfile
