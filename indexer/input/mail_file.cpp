// SPDX-License-Identifier: GPL-3.0-or-later
#include <deque>
#include <utility>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/input/mail_message.h"
#include "indexer/input/mbox.h"
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

bool is_weekday(std::string_view word) {
  constexpr std::string_view kDays = "Mon Tue Wed Thu Fri Sat Sun";
  return word.size() == 3 && kDays.find(word) != std::string_view::npos;
}

bool is_blank_line(std::string_view line) { return trim(line).empty(); }

// ">From " at the beginning of a line has one ">" too many.
bool is_quoted_from_line(std::string_view line) {
  const std::size_t begin = line.find_first_not_of('>');
  return begin != 0 && begin != std::string_view::npos && line.substr(begin).starts_with("From ");
}

class MailContainer : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() final {
    if (within_.empty()) return next_of_file();
    const std::string message = std::move(within_.front());
    within_.pop_front();
    return document_of(around_, message);
  }

 protected:
  virtual Next next_of_file() = 0;

  // Each mail within it is a record of its own, behind it.
  Next mail(RawDocument document, std::string_view message, bool is_too_long) {
    if (is_too_long) {
      document.bytes = message.substr(0, kKeptOfBad);
      return too_long(std::move(document));
    }
    around_ = document;
    for (std::string& inner : mails_within(message)) within_.push_back(std::move(inner));
    Next own = document_of(std::move(document), message);
    // What is nothing but an envelope is no record.
    return !own && !within_.empty() ? next() : own;
  }

 private:
  Next document_of(RawDocument document, std::string_view message) {
    Result<RawDocument> mail = document_of_mail(message, document);
    if (mail) return std::optional(*std::move(mail));
    document.bytes = message.substr(0, kKeptOfBad);
    return bad(std::move(document), "no_text", mail.error().message);
  }

  std::deque<std::string> within_;
  RawDocument around_;  // What is known of the mail that these are in.
};

// One mail (.eml).
class MailFile final : public MailContainer {
 public:
  using MailContainer::MailContainer;

 protected:
  Next next_of_file() override {
    RawDocument document = here();
    auto piece = stream_.read_rest(kLargestRecord);
    if (!piece) return std::move(piece).error();
    if (!*piece) return end();
    return mail(std::move(document), (*piece)->bytes, (*piece)->too_long);
  }
};

// Mails after each other, each behind a line "From address date".
class Mbox final : public MailContainer {
 public:
  using MailContainer::MailContainer;

 protected:
  Next next_of_file() override {
    if (!started_) {
      const auto first = stream_.read_through("\n", kLargestRecord);
      if (!first) return first.error();
      started_ = true;
    }
    if (ended_) return end();
    RawDocument document = here_with_line();
    std::string message;
    bool is_too_long = false;
    for (bool after_blank = false;;) {
      auto line = stream_.read_through("\n", kLargestRecord);
      if (!line) return std::move(line).error();
      ended_ = !*line;
      if (ended_ || (after_blank && is_mbox_from_line((*line)->bytes))) break;
      const std::string_view bytes = (*line)->bytes;
      is_too_long |= (*line)->too_long || message.size() + bytes.size() > kLargestRecord;
      if (!is_too_long) message += bytes.substr(is_quoted_from_line(bytes) ? 1 : 0);
      after_blank = is_blank_line(bytes);
    }
    if (ended_ && message.empty() && !is_too_long) return end();
    return mail(std::move(document), message, is_too_long);
  }

 private:
  bool started_ = false;
  bool ended_ = false;
};

}  // namespace

bool is_mbox_from_line(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  bool day = false;
  bool time = false;
  bool year = false;
  for (line = trim(line); !line.empty();) {
    const std::size_t end = line.find(' ');
    const std::string_view word = line.substr(0, end);
    day |= is_weekday(word);
    time |= word.size() >= 4 && word.find(':') != std::string_view::npos && is_digit(word.front());
    year |= word.size() == 4 && all_digits(word);
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 1);
  }
  return day && time && year;
}

std::unique_ptr<Container> mail_file(RawDocument about, BufferedStream stream) {
  return std::make_unique<MailFile>(std::move(about), std::move(stream));
}

std::unique_ptr<Container> mbox(RawDocument about, BufferedStream stream) {
  return std::make_unique<Mbox>(std::move(about), std::move(stream));
}

}  // namespace backfile
