// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

constexpr std::string_view kOpen = "<REUTERS";
constexpr std::string_view kClose = "</REUTERS>";

// <REUTERS ...> elements after each other; what stands between them is no record.
class ReutersFile final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override {
    const Result<bool> found = stream_.skip_to(kOpen);
    if (!found) return found.error();
    if (!*found) return end();
    RawDocument document = here_with_line();
    auto piece = stream_.read_through(kClose, kLargestRecord);
    if (!piece) return std::move(piece).error();
    if (!*piece) return end();
    if (!(*piece)->bytes.ends_with(kClose) && !(*piece)->too_long) {
      document.bytes = std::move((*piece)->bytes);
      return bad(std::move(document), "cut_off", "the file ends inside of a REUTERS element");
    }
    return finished(std::move(document), *std::move(*piece));
  }
};

}  // namespace

std::unique_ptr<Container> reuters_file(RawDocument about, BufferedStream stream) {
  return std::make_unique<ReutersFile>(std::move(about), std::move(stream));
}

}  // namespace backfile
