// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

// The whole file is one record.
class WholeFile final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override {
    if (done_) return end();
    done_ = true;
    RawDocument document = here();
    auto piece = stream_.read_rest(kLargestRecord);
    if (!piece) return std::move(piece).error();
    if (!*piece) return bad(std::move(document), "empty", "the file is empty");
    return finished(std::move(document), *std::move(*piece));
  }

 private:
  bool done_ = false;
};

class NoText final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override {
    if (done_) return end();
    done_ = true;
    return bad(here(), "not_text", "the file is not text");
  }

 private:
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Container> whole_file(RawDocument about, BufferedStream stream) {
  return std::make_unique<WholeFile>(std::move(about), std::move(stream));
}

std::unique_ptr<Container> no_text(RawDocument about, BufferedStream stream) {
  return std::make_unique<NoText>(std::move(about), std::move(stream));
}

}  // namespace backfile
