// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/mail_message.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/input/encoded_words.h"
#include "indexer/input/header_fields.h"

namespace backfile {
namespace {

// Newsletters have two parts and some pictures; what has more of either was made to harm.
constexpr int kDeepestPart = 8;
constexpr std::size_t kMostParts = 256;

struct Part {
  explicit Part(std::string_view bytes, std::string_view default_type = "text/plain")
      : size(header_size(bytes)),
        fields(size.lines == std::string_view::npos ? bytes : bytes.substr(0, size.lines)),
        type(parse_content_type(fields.get("Content-Type"))) {
    if (size.lines != std::string_view::npos) body = bytes.substr(size.with_blank_line);
    // A part may begin with its blank line: it has no fields then.
    if (bytes.starts_with('\n')) body = bytes.substr(1);
    if (bytes.starts_with("\r\n")) body = bytes.substr(2);
    if (body.size() + 2 >= bytes.size()) fields = HeaderFields("");
    if (type.type.empty()) type.type = default_type;
  }

  HeaderSize size;
  HeaderFields fields;
  ContentType type;
  std::string_view body;
};

std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + boundary;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = body.find(mark); at != std::string_view::npos;
       at = body.find(mark, at + mark.size())) {
    if (at != 0 && body[at - 1] != '\n') continue;
    if (begin != std::string_view::npos) parts.push_back(body.substr(begin, at - begin));
    begin = std::string_view::npos;
    const std::size_t line_end = body.find('\n', at);
    const bool closes = body.substr(at + mark.size()).starts_with("--");
    if (closes || line_end == std::string_view::npos || parts.size() >= kMostParts) return parts;
    begin = line_end + 1;
  }
  // The mark at the end is missing in what was cut off.
  if (begin != std::string_view::npos) parts.push_back(body.substr(begin));
  return parts;
}

// The texts of a message: the first of each kind.
struct Texts {
  struct Text {
    std::string bytes;
    std::string charset;
  };
  std::optional<Text> html;
  std::optional<Text> plain;
};

std::string decoded_body(const Part& part) {
  const std::string encoding = ascii_lower(part.fields.get("Content-Transfer-Encoding"));
  if (encoding == "base64") return from_base64(part.body);
  if (encoding == "quoted-printable") return from_quoted_printable(part.body);
  return std::string(part.body);
}

// Of parts that do not say what they are (RFC 2046, 5.1.5).
std::string_view part_type_within(const Part& part) {
  return part.type.type == "multipart/digest" ? "message/rfc822" : "text/plain";
}

void find_texts(const Part& part, int depth, Texts* texts) {
  if (starts_with_ignoring_case(part.fields.get("Content-Disposition"), "attachment")) return;
  if (part.type.type.starts_with("multipart/")) {
    const std::string boundary = header_parameter(part.fields.get("Content-Type"), "boundary");
    if (boundary.empty() || depth >= kDeepestPart) return;
    for (const std::string_view inner : parts_of(part.body, boundary)) {
      find_texts(Part(inner, part_type_within(part)), depth + 1, texts);
    }
    return;
  }
  const bool is_html = part.type.type == "text/html" || part.type.type == "application/xhtml+xml";
  if (!is_html && part.type.type != "text/plain") return;
  std::optional<Texts::Text>& place = is_html ? texts->html : texts->plain;
  if (place) return;
  std::string body = decoded_body(part);
  if (!trim(body).empty()) place = Texts::Text{std::move(body), part.type.charset};
}

void find_mails(const Part& part, int depth, std::vector<std::string>* mails) {
  if (part.type.type == "message/rfc822") {
    if (mails->size() >= kMostParts) return;
    mails->push_back(decoded_body(part));
    const std::string inner = mails->back();
    if (depth < kDeepestPart) find_mails(Part(inner), depth + 1, mails);
    return;
  }
  if (!part.type.type.starts_with("multipart/") || depth >= kDeepestPart) return;
  const std::string boundary = header_parameter(part.fields.get("Content-Type"), "boundary");
  if (boundary.empty()) return;
  for (const std::string_view inner : parts_of(part.body, boundary)) {
    find_mails(Part(inner, part_type_within(part)), depth + 1, mails);
  }
}

// "Name" <address>, address (Name), or the address' host.
std::string sender_name(std::string_view from) {
  const std::string text = decode_mail_header(from);
  const std::size_t angle = text.rfind('<');
  if (angle != std::string::npos && angle > 0) {
    std::string name(trim(std::string_view(text).substr(0, angle)));
    std::erase(name, '"');
    if (!name.empty()) return name;
  }
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open != std::string::npos && close != std::string::npos && close > open + 1) {
    return std::string(trim(std::string_view(text).substr(open + 1, close - open - 1)));
  }
  const std::size_t at = text.rfind('@');
  if (at == std::string::npos) return text;
  return text.substr(at + 1, text.find_first_of("> ", at) - at - 1);
}

// A date without its comment: "(EST)" stands behind the offset that counts.
std::string date_of(std::string_view value) {
  return std::string(trim(value.substr(0, value.find('('))));
}

}  // namespace

bool begins_mail(std::string_view start) {
  const std::size_t colon = start.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (!std::all_of(start.begin(), start.begin() + static_cast<std::ptrdiff_t>(colon),
                   [](char c) { return is_ascii_letter(c) || is_digit(c) || c == '-'; })) {
    return false;
  }
  const HeaderFields fields(start.substr(0, header_size(start).lines));
  if (fields.get("From").empty()) return false;
  constexpr std::array<std::string_view, 9> kOthers = {
      "Date",        "Subject",      "To",       "Message-ID",  "MIME-Version",
      "Return-Path", "Delivered-To", "Received", "Content-Type"};
  return std::count_if(kOthers.begin(), kOthers.end(),
                       [&fields](std::string_view name) { return !fields.get(name).empty(); }) >= 2;
}

Result<RawDocument> document_of_mail(std::string_view message, RawDocument about) {
  const Part whole(message);
  Texts texts;
  find_texts(whole, 0, &texts);
  about.hints.title = decode_mail_header(whole.fields.get("Subject"));
  about.hints.source = sender_name(whole.fields.get("From"));
  about.hints.published = date_of(whole.fields.get("Date"));
  std::string_view id = trim(whole.fields.get("Message-ID"));
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  about.hints.id = id;
  const std::string plain =
      texts.plain ? about.hints.title + "\n\n" + to_utf8(texts.plain->bytes, texts.plain->charset)
                  : std::string();
  if (texts.html) {
    about.hints.plain = plain;
    about.content_type = "text/html";
    about.charset = texts.html->charset;
    about.bytes = std::move(texts.html->bytes);
    return about;
  }
  if (!texts.plain) return Error{ErrorCode::BadRecord, "the mail has no text"};
  about.content_type = "text/plain";
  about.charset = "utf-8";
  about.bytes = plain;
  return about;
}

std::vector<std::string> mails_within(std::string_view message) {
  std::vector<std::string> mails;
  find_mails(Part(message), 0, &mails);
  return mails;
}

}  // namespace backfile
