// SPDX-License-Identifier: GPL-3.0-or-later
package backfile.bench;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;

/** Cuts and folds words as Backfile does (docs/query-language.md), so that totals agree. */
final class WordAnalyzer extends Analyzer {
  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new Words();
    return new TokenStreamComponents(words, new Folding(words));
  }

  /** No phrase goes from the title into the text. */
  @Override
  public int getPositionIncrementGap(String field) {
    return 100;
  }

  private static final class Words extends CharTokenizer {
    @Override
    protected boolean isTokenChar(int c) {
      if (Character.isLetterOrDigit(c)) return true;
      if (c < 128) return false;
      switch (Character.getType(c)) {
        case Character.NON_SPACING_MARK:
        case Character.COMBINING_SPACING_MARK:
        case Character.ENCLOSING_MARK:
          return true;
        default:
          return false;
      }
    }
  }

  private static final class Folding extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    Folding(TokenStream input) {
      super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (!input.incrementToken()) return false;
      char[] buffer = term.buffer();
      int length = term.length();
      for (int i = 0; i < length; ++i) {
        if (buffer[i] >= 128) {
          foldOtherLetters();
          return true;
        }
        if (buffer[i] >= 'A' && buffer[i] <= 'Z') buffer[i] += 'a' - 'A';
      }
      return true;
    }

    private void foldOtherLetters() {
      String apart = Normalizer.normalize(term.toString(), Normalizer.Form.NFKD);
      StringBuilder bare = new StringBuilder(apart.length());
      apart.codePoints()
          .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
          .forEach(bare::appendCodePoint);
      String folded = bare.toString().toLowerCase(Locale.ROOT).replace("ß", "ss");
      term.setEmpty().append(Normalizer.normalize(folded, Normalizer.Form.NFKC));
    }
  }
}
