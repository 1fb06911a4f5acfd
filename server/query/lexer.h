// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "common/schema.h"
#include "server/query/ast.h"
#include "server/query/query_text.h"

namespace backfile {

struct Token {
  enum class Kind {
    Word,     // Text without blanks that has at least one word in it.
    Pattern,  // The same with wildcards, each in its place.
    Fuzzy,    // One word, without its "~1"; `number` is the distance.
    Phrase,   // Between quotation marks; may be without words, and may have wildcards.
    Value,    // Without quotation marks, of a keyword or date field.
    Field,    // A known field and its colon.
    Open,
    Close,
    And,
    Or,
    Not,
    Minus,
    Equals,
    Plus,     // What follows must be there; of Lucene.
    All,      // Every article; of Lucene.
    Near,     // An operator of proximity.
    AtLeast,  // ATLEAST5; an Open follows.
    End,
  };
  Kind kind;
  Span span;
  std::string text = {};         // UTF-8.
  const Field* field = nullptr;  // Of a Field.
  const Field* also = nullptr;   // Of a Field: a second one, in which it may stand as well.
  bool relative = false;         // Of a Field of dates: its value counts back from now.
  Node::Nearness nearness = {};  // Of a Near.
  std::uint32_t number = 0;      // Of a Fuzzy or an AtLeast; 2 of an Equals written twice.
};

// Whether an operand may begin, or has ended, with the token.
bool begins_operand(Token::Kind kind);
bool ends_operand(Token::Kind kind);

// A query's tokens, the last of them an End. What no grammar can make sense of is refused here:
// unclosed quotation marks, unknown fields, wildcards in the wrong place, operators of other
// systems, an operand that touches the next one without a blank.
Result<std::vector<Token>> lex(const QueryText& text, std::vector<Warning>* warnings);

}  // namespace backfile
