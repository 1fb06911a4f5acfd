// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/stream_container.h"

namespace backfile {

RawDocument StreamContainer::here() const {
  RawDocument document = about_;
  document.provenance.offset = stream_.offset();
  return document;
}

RawDocument StreamContainer::here_with_line() const {
  RawDocument document = here();
  document.provenance.line = stream_.line();
  return document;
}

StreamContainer::Next StreamContainer::finished(RawDocument document, BufferedStream::Piece piece) {
  document.bytes = std::move(piece.bytes);
  if (piece.too_long) return too_long(std::move(document));
  return std::optional(std::move(document));
}

Error StreamContainer::bad(RawDocument document, std::string_view kind, std::string reason) {
  bad_record_ = std::move(document);
  Error error{ErrorCode::BadRecord, std::move(reason)};
  error.detail.kind = kind;
  return error;
}

Error StreamContainer::too_long(RawDocument document) {
  return bad(std::move(document), "too_large",
             "the record has more than " + std::to_string(kLargestRecord >> 20) + " MiB");
}

}  // namespace backfile
