// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_repair.h"

#include "common/text.h"

namespace backfile {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t at = text.find(from); at != std::string_view::npos;
       at = text.find(from, begin)) {
    out.append(text.substr(begin, at - begin)).append(to);
    begin = at + from.size();
  }
  return out.append(text.substr(begin));
}

// From the first bracket to the last: what stands around it is a wrapper.
std::string_view without_wrappers(std::string_view text) {
  const std::size_t begin = text.find_first_of("{[");
  // "//<![CDATA[" has a bracket of its own.
  const std::size_t cdata = text.find("<![CDATA[");
  if (cdata != std::string_view::npos && cdata < begin) {
    return without_wrappers(text.substr(cdata + 9));
  }
  text = text.substr(0, text.rfind("]]>"));
  const std::size_t end = text.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return text.substr(begin, end - begin + 1);
}

class JsonRepair {
 public:
  explicit JsonRepair(std::string_view text) : text_(text) { out_.reserve(text.size() + 16); }

  std::string run() && {
    for (; at_ < text_.size(); ++at_) {
      if (in_string_) {
        inside_string(text_[at_]);
      } else {
        outside_string(text_[at_]);
      }
    }
    return std::move(out_);
  }

 private:
  void outside_string(char c) {
    if (c == ',') {
      const char next = next_visible();
      if (next == '}' || next == ']' || next == ',') return;
    }
    if (c == '"') in_string_ = true;
    out_.push_back(c);
  }

  void inside_string(char c) {
    if (c == '\\') {
      escape();
    } else if (c == '"') {
      // A quote that nothing of JSON's own follows belongs to the text.
      const char next = next_visible();
      in_string_ = next != ',' && next != ':' && next != '}' && next != ']' && next != '\0';
      out_.append(in_string_ ? "\\\"" : "\"");
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_.append(c == '\n' ? "\\n" : " ");
    } else {
      out_.push_back(c);
    }
  }

  void escape() {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (next != '\0' && std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos) {
      out_.push_back('\\');
      out_.push_back(next);
      ++at_;
    } else if (next == '\'') {
      out_.push_back('\'');
      ++at_;
    } else {
      out_.append("\\\\");
    }
  }

  char next_visible() const {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (!is_blank(text_[i])) return text_[i];
    }
    return '\0';
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_string_ = false;
  std::string out_;
};

}  // namespace

std::string repair_json(std::string_view text) {
  std::string decoded;
  if (text.find('"') == std::string_view::npos && text.find("&quot;") != std::string_view::npos) {
    decoded = replace_all(replace_all(text, "&quot;", "\""), "&amp;", "&");
    text = decoded;
  }
  return JsonRepair(without_wrappers(text)).run();
}

}  // namespace backfile
