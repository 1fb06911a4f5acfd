// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/http_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <charconv>
#include <memory>
#include <optional>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kBlock = 64 << 10;

enum class Outcome { Done, NotThisCoding, TooLarge };

// Size and place of the next chunk's data; nothing if no chunk begins here.
struct Chunk {
  std::size_t size = 0;
  std::size_t data = 0;
};
std::optional<Chunk> chunk_at(std::string_view body, std::size_t at) {
  const std::size_t line_end = body.find('\n', at);
  if (line_end == std::string_view::npos) return std::nullopt;
  const std::string_view line = trim(body.substr(at, line_end - at));
  const std::string_view digits = line.substr(0, line.find_first_of("; "));
  Chunk chunk;
  const auto [end, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), chunk.size, 16);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  chunk.data = line_end + 1;
  return chunk;
}

std::size_t after_line_end(std::string_view body, std::size_t at) {
  const std::string_view rest = body.substr(std::min(at, body.size()));
  return at + (rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0);
}

// `window_bits` as inflateInit2 has them. Bytes behind the end of the data are dropped.
Outcome inflate_whole(std::string_view body, int window_bits, std::size_t limit,
                      std::string* plain) {
  z_stream inflater{};
  if (inflateInit2(&inflater, window_bits) != Z_OK) return Outcome::NotThisCoding;
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> owner(&inflater, &inflateEnd);
  inflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  inflater.avail_in = static_cast<uInt>(body.size());
  for (int status = Z_OK; status == Z_OK;) {
    const std::size_t before = plain->size();
    if (before > limit) return Outcome::TooLarge;
    plain->resize(before + kBlock);
    inflater.next_out = reinterpret_cast<Bytef*>(plain->data() + before);
    inflater.avail_out = static_cast<uInt>(kBlock);
    status = inflate(&inflater, Z_NO_FLUSH);
    plain->resize(before + kBlock - inflater.avail_out);
  }
  return plain->empty() ? Outcome::NotThisCoding : Outcome::Done;
}

Outcome undo_deflate(std::string_view body, std::size_t limit, std::string* plain) {
  // RFC 9110 means the zlib format; some servers send bare deflate.
  const Outcome outcome = inflate_whole(body, 15, limit, plain);
  return outcome == Outcome::NotThisCoding ? inflate_whole(body, -15, limit, plain) : outcome;
}

Outcome undo_brotli(std::string_view body, std::size_t limit, std::string* plain) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!decoder) return Outcome::NotThisCoding;
  std::size_t in_size = body.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
  for (;;) {
    const std::size_t before = plain->size();
    if (before > limit) return Outcome::TooLarge;
    plain->resize(before + kBlock);
    std::size_t out_size = kBlock;
    auto* out = reinterpret_cast<std::uint8_t*>(plain->data() + before);
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(decoder.get(), &in_size, &in, &out_size, &out, nullptr);
    plain->resize(before + kBlock - out_size);
    // The format has no mark at its beginning: text is told from it by its errors.
    if (result == BROTLI_DECODER_RESULT_ERROR) return Outcome::NotThisCoding;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) break;
  }
  return plain->empty() ? Outcome::NotThisCoding : Outcome::Done;
}

Outcome undo(std::string_view coding, std::string_view body, std::size_t limit,
             std::string* plain) {
  if (body.starts_with("\x1f\x8b")) return inflate_whole(body, 15 + 16, limit, plain);
  if (coding == "deflate") return undo_deflate(body, limit, plain);
  if (coding == "br") return undo_brotli(body, limit, plain);
  return Outcome::NotThisCoding;
}

}  // namespace

std::string dechunked(std::string_view body) {
  std::string plain;
  std::size_t at = 0;
  for (;;) {
    const std::optional<Chunk> chunk = chunk_at(body, at);
    if (!chunk) break;
    if (chunk->size == 0) return plain;
    const std::string_view data = body.substr(chunk->data, chunk->size);
    plain.append(data);
    at = after_line_end(body, chunk->data + data.size());
    if (at >= body.size()) return plain;
  }
  return plain.append(body.substr(at));
}

Result<std::string> decoded(std::string body, std::string_view content_encoding,
                            std::size_t limit) {
  const std::string codings = ascii_lower(content_encoding);
  std::string_view rest = codings;
  // The coding named last was put on last. Nobody means more than two.
  for (int i = 0; i < 2 && !rest.empty(); ++i) {
    const std::size_t comma = rest.rfind(',');
    const std::string_view coding =
        trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
    std::string plain;
    switch (undo(coding, body, limit, &plain)) {
      case Outcome::Done: body = std::move(plain); break;
      case Outcome::NotThisCoding: break;
      case Outcome::TooLarge:
        return Error{ErrorCode::BadRecord, "the body has more than " + std::to_string(limit >> 20) +
                                               " MiB when it is decompressed"};
    }
  }
  return body;
}

}  // namespace backfile
