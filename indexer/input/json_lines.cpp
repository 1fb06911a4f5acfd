// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text.h"
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

// One JSON object a line. Blank lines are no records.
class JsonLines final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override {
    for (;;) {
      RawDocument document = here_with_line();
      auto piece = stream_.read_through("\n", kLargestRecord);
      if (!piece) return std::move(piece).error();
      if (!*piece) return end();
      if (!trim((*piece)->bytes).empty()) {
        return finished(std::move(document), *std::move(*piece));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Container> json_lines(RawDocument about, BufferedStream stream) {
  return std::make_unique<JsonLines>(std::move(about), std::move(stream));
}

}  // namespace backfile
