// SPDX-License-Identifier: GPL-3.0-or-later
package backfile.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One JSON object a line, as the corpus has them: Debian offers Lucene no JSON reader. */
final class JsonLine {
  private final String line;
  private int at = 0;

  private JsonLine(String line) {
    this.line = line;
  }

  /** Objects become maps, arrays lists, strings strings; numbers, true, false and null are null. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> parse(String line) {
    return (Map<String, Object>) new JsonLine(line).value();
  }

  private Object value() {
    skipBlanks();
    switch (line.charAt(at)) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      default:
        while (at < line.length() && ",]}".indexOf(line.charAt(at)) < 0) ++at;
        return null;
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new HashMap<>();
    while (!ends('}')) {
      String name = string();
      skipBlanks();
      expect(':');
      members.put(name, value());
    }
    return members;
  }

  private List<Object> array() {
    List<Object> items = new ArrayList<>();
    while (!ends(']')) items.add(value());
    return items;
  }

  /** Steps over the opening bracket or a comma; true, and behind it, at the closing bracket. */
  private boolean ends(char closing) {
    skipBlanks();
    if (line.charAt(at) != closing) ++at;
    skipBlanks();
    if (line.charAt(at) != closing) return false;
    ++at;
    return true;
  }

  private String string() {
    expect('"');
    int end = at;
    while (line.charAt(end) != '"' && line.charAt(end) != '\\') ++end;
    if (line.charAt(end) == '"') {
      String plain = line.substring(at, end);
      at = end + 1;
      return plain;
    }
    StringBuilder text = new StringBuilder(line.length() - at);
    while (true) {
      text.append(line, at, end);
      at = end + 1;
      if (line.charAt(end) == '"') return text.toString();
      text.append(escaped());
      end = at;
      while (line.charAt(end) != '"' && line.charAt(end) != '\\') ++end;
    }
  }

  private char escaped() {
    char c = line.charAt(at++);
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'u':
        at += 4;
        return (char) Integer.parseInt(line.substring(at - 4, at), 16);
      default:
        return c;
    }
  }

  private void expect(char c) {
    if (line.charAt(at) != c) throw new IllegalArgumentException("no " + c + " at " + at);
    ++at;
  }

  private void skipBlanks() {
    while (line.charAt(at) == ' ') ++at;
  }
}
