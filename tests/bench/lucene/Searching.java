// SPDX-License-Identifier: GPL-3.0-or-later
package backfile.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopDocsCollector;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.spans.SpanNearQuery;
import org.apache.lucene.search.spans.SpanQuery;
import org.apache.lucene.search.spans.SpanTermQuery;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** Answers questions of drivers/protocol.h, always with the exact total. */
final class Searching {
  private static final int NEAR_WORDS = 5;
  private static final Sort NEWEST =
      new Sort(new SortField("date", SortField.Type.LONG, true));

  private final IndexSearcher searcher;
  private final Counts counts;
  private final UnifiedHighlighter highlighter;

  Searching(DirectoryReader reader) throws IOException {
    searcher = new IndexSearcher(reader);
    counts = new Counts(reader);
    highlighter = new UnifiedHighlighter(searcher, (Analyzer) new WordAnalyzer());
  }

  /** One line of the protocol. */
  private static final class Question {
    final String kind;
    final String[] words;
    final Long from;
    final Long until;
    final boolean newest;
    final int hits;
    final boolean fetch;
    final boolean snippets;
    final List<String> facets;
    final boolean timeline;

    Question(String line) {
      String[] columns = line.split("\t", -1);
      kind = columns[0];
      words = columns[1].equals("-") ? new String[0] : columns[1].split(" ");
      from = columns[2].equals("-") ? null : Long.valueOf(columns[2]);
      until = columns[3].equals("-") ? null : Long.valueOf(columns[3]);
      newest = columns[4].equals("newest");
      hits = Integer.parseInt(columns[5]);
      fetch = columns[6].equals("1");
      snippets = columns[7].equals("1");
      facets = columns[8].equals("-") ? List.of() : List.of(columns[8].split(","));
      timeline = columns[9].equals("1");
    }
  }

  /** What was found; the stored articles are read and dropped. */
  private static final class Found {
    long total;
    ScoreDoc[] hits = new ScoreDoc[0];
    Counts.Counting counting;
    List<long[]> facets = new ArrayList<>();
    long readBytes;
  }

  String answer(String line) throws IOException {
    Question question = new Question(line);
    long start = System.nanoTime();
    Found found = find(question);
    long nanoseconds = System.nanoTime() - start;
    return String.format(
        "%d\t%.1f\t%s\t%s", found.total, nanoseconds / 1e3, ids(found), countsText(question, found));
  }

  private Found find(Question question) throws IOException {
    Found found = new Found();
    Query query = filtered(wordsQuery(question), question);
    boolean counted = !question.facets.isEmpty() || question.timeline;
    if (question.hits == 0 && !counted) {
      found.total = searcher.count(query);
      return found;
    }
    TopDocsCollector<?> top =
        question.newest
            ? TopFieldCollector.create(NEWEST, Math.max(question.hits, 1), Integer.MAX_VALUE)
            : TopScoreDocCollector.create(Math.max(question.hits, 1), Integer.MAX_VALUE);
    if (counted) {
      found.counting = counts.new Counting(question.facets, question.timeline);
      searcher.search(query, MultiCollector.wrap(top, found.counting));
      found.counting.countGathered();
      for (String field : question.facets) {
        found.facets.add(Counts.largest(found.counting.facets.get(field)));
      }
    } else {
      searcher.search(query, top);
    }
    TopDocs docs = top.topDocs();
    found.total = docs.totalHits.value;
    if (question.hits > 0) found.hits = docs.scoreDocs;
    read(question, query, docs, found);
    return found;
  }

  private void read(Question question, Query query, TopDocs docs, Found found) throws IOException {
    if (question.fetch) {
      for (ScoreDoc hit : found.hits) {
        found.readBytes += searcher.doc(hit.doc).getValues("text")[1].length();
      }
    }
    if (question.snippets && question.words.length > 0) {
      for (String snippet : highlighter.highlight("text", query, docs)) {
        if (snippet != null) found.readBytes += snippet.length();
      }
    }
  }

  private static Query wordsQuery(Question question) {
    switch (question.kind) {
      case "all":
        return new MatchAllDocsQuery();
      case "term":
        return term(question.words[0]);
      case "and":
        return joined(question.words, Occur.MUST);
      case "or":
        return joined(question.words, Occur.SHOULD);
      case "phrase":
        return new PhraseQuery("text", question.words);
      case "prefix":
        return new PrefixQuery(new Term("text", question.words[0]));
      case "near":
        return new SpanNearQuery(
            Arrays.stream(question.words)
                .map(word -> new SpanTermQuery(new Term("text", word)))
                .toArray(SpanQuery[]::new),
            NEAR_WORDS - 1,
            false);
      default:
        throw new IllegalArgumentException("no such kind here: " + question.kind);
    }
  }

  private static Query term(String word) {
    return new TermQuery(new Term("text", word));
  }

  private static Query joined(String[] words, Occur occur) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String word : words) all.add(term(word), occur);
    return all.build();
  }

  private static Query filtered(Query words, Question question) {
    if (question.from == null && question.until == null) return words;
    long from = question.from == null ? Long.MIN_VALUE : question.from;
    long last = question.until == null ? Long.MAX_VALUE : question.until - 1;
    Query range =
        new IndexOrDocValuesQuery(
            LongPoint.newRangeQuery("date", from, last),
            NumericDocValuesField.newSlowRangeQuery("date", from, last));
    return new BooleanQuery.Builder().add(words, Occur.MUST).add(range, Occur.FILTER).build();
  }

  /** For comparing answers; outside the measured time. */
  private String ids(Found found) throws IOException {
    List<String> ids = new ArrayList<>();
    for (ScoreDoc hit : found.hits) {
      ids.add(searcher.doc(hit.doc, java.util.Set.of("id")).get("id"));
    }
    return ids.isEmpty() ? "-" : String.join(",", ids);
  }

  private static String countsText(Question question, Found found) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < found.facets.size(); ++i) {
      parts.add(
          question.facets.get(i)
              + ":"
              + Arrays.stream(found.facets.get(i))
                  .limit(5)
                  .mapToObj(Long::toString)
                  .collect(Collectors.joining(",")));
    }
    if (question.timeline && found.total > 0) {
      int[] months = found.counting.months;
      long used = IntStream.of(months).filter(count -> count > 0).count();
      parts.add("months:" + used + "," + IntStream.of(months).asLongStream().sum());
    }
    return parts.isEmpty() ? "-" : String.join(";", parts);
  }
}
