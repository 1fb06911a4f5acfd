// SPDX-License-Identifier: GPL-3.0-or-later
package backfile.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.LongValues;

/**
 * Counts by field values and months, on columns, in one pass over the matches: the quickest way
 * that Lucene offers. What depends on the index alone is made once.
 */
final class Counts {
  private static final List<String> FIELDS = List.of("source", "section", "language", "author");
  private static final int LISTED = 20;
  private static final int GATHERED = 4096;
  private static final int FIRST_DAY = -200 * 366;
  private static final int LAST_DAY = 100 * 366;

  private final Map<String, OrdinalMap> ordinals = new HashMap<>();
  private final Map<String, Integer> values = new HashMap<>();
  private final int[] monthOfDay = new int[LAST_DAY - FIRST_DAY];

  Counts(IndexReader reader) throws IOException {
    for (String field : FIELDS) {
      if (field.equals("author")) {
        SortedSetDocValues all = MultiDocValues.getSortedSetValues(reader, field);
        if (all == null) continue;
        values.put(field, (int) all.getValueCount());
        if (all instanceof MultiDocValues.MultiSortedSetDocValues) {
          ordinals.put(field, ((MultiDocValues.MultiSortedSetDocValues) all).mapping);
        }
      } else {
        SortedDocValues all = MultiDocValues.getSortedValues(reader, field);
        if (all == null) continue;
        values.put(field, all.getValueCount());
        if (all instanceof MultiDocValues.MultiSortedDocValues) {
          ordinals.put(field, ((MultiDocValues.MultiSortedDocValues) all).mapping);
        }
      }
    }
    int first = monthNumber(FIRST_DAY);
    for (int i = 0; i < monthOfDay.length; ++i) monthOfDay[i] = monthNumber(FIRST_DAY + i) - first;
  }

  private static int monthNumber(long day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * 12 + date.getMonthValue();
  }

  /** The largest counts, largest first, of one facet. */
  static long[] largest(int[] counts) {
    PriorityQueue<Integer> smallestFirst = new PriorityQueue<>();
    for (int count : counts) {
      if (count == 0) continue;
      if (smallestFirst.size() == LISTED && smallestFirst.peek() >= count) continue;
      smallestFirst.add(count);
      if (smallestFirst.size() > LISTED) smallestFirst.remove();
    }
    long[] sorted = new long[smallestFirst.size()];
    for (int i = sorted.length - 1; i >= 0; --i) sorted[i] = smallestFirst.remove();
    return sorted;
  }

  /** Of one search. Matches are gathered, and counted column by column: tight loops. */
  final class Counting implements Collector {
    final Map<String, int[]> facets = new LinkedHashMap<>();
    final int[] months;
    private final int[] gathered = new int[GATHERED];
    private int size = 0;
    private LeafReaderContext leaf;

    Counting(List<String> fields, boolean timeline) {
      for (String field : fields) facets.put(field, new int[values.getOrDefault(field, 0)]);
      months = timeline ? new int[monthOfDay[monthOfDay.length - 1] + 1] : null;
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext next) throws IOException {
      countGathered();
      leaf = next;
      return new LeafCollector() {
        @Override
        public void setScorer(Scorable scorer) {}

        @Override
        public void collect(int doc) throws IOException {
          if (size == GATHERED) countGathered();
          gathered[size++] = doc;
        }
      };
    }

    /** To be called once more after the last match. */
    void countGathered() throws IOException {
      if (size == 0) return;
      for (Map.Entry<String, int[]> facet : facets.entrySet()) {
        if (facet.getKey().equals("author")) {
          countAuthors(facet.getValue());
        } else {
          countValues(facet.getKey(), facet.getValue());
        }
      }
      if (months != null) countMonths();
      size = 0;
    }

    private LongValues globalOrdinals(String field) {
      OrdinalMap map = ordinals.get(field);
      return map == null ? LongValues.IDENTITY : map.getGlobalOrds(leaf.ord);
    }

    private void countValues(String field, int[] counts) throws IOException {
      SortedDocValues column = DocValues.getSorted(leaf.reader(), field);
      LongValues global = globalOrdinals(field);
      int[] ofLeaf = new int[column.getValueCount()];
      for (int i = 0; i < size; ++i) {
        if (column.advanceExact(gathered[i])) ++ofLeaf[column.ordValue()];
      }
      for (int ord = 0; ord < ofLeaf.length; ++ord) {
        if (ofLeaf[ord] > 0) counts[(int) global.get(ord)] += ofLeaf[ord];
      }
    }

    private void countAuthors(int[] counts) throws IOException {
      SortedSetDocValues column = DocValues.getSortedSet(leaf.reader(), "author");
      LongValues global = globalOrdinals("author");
      for (int i = 0; i < size; ++i) {
        if (!column.advanceExact(gathered[i])) continue;
        for (long ord = column.nextOrd();
            ord != SortedSetDocValues.NO_MORE_ORDS;
            ord = column.nextOrd()) {
          ++counts[(int) global.get(ord)];
        }
      }
    }

    private void countMonths() throws IOException {
      NumericDocValues column = DocValues.getNumeric(leaf.reader(), "date");
      for (int i = 0; i < size; ++i) {
        if (!column.advanceExact(gathered[i])) continue;
        long secondsFromFirst = column.longValue() - FIRST_DAY * 86400L;
        ++months[monthOfDay[(int) (secondsFromFirst / 86400)]];
      }
    }
  }
}
