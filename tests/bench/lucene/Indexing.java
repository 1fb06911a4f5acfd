// SPDX-License-Identifier: GPL-3.0-or-later
package backfile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** From the corpus to an index: words with positions, stored articles, columns to count by. */
final class Indexing {
  private static final double BUFFER_MB = 256;

  private Indexing() {}

  /** Adds all articles of the file on this thread, commits, and waits for the merges. */
  static long add(Path corpus, Path index) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new WordAnalyzer());
    config.setRAMBufferSizeMB(BUFFER_MB);
    long articles = 0;
    try (FSDirectory directory = FSDirectory.open(index);
        IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(corpus, StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ++articles) {
        writer.addDocument(document(JsonLine.parse(line)));
      }
    }
    return articles;
  }

  private static Document document(Map<String, Object> article) {
    Document document = new Document();
    String id = (String) article.get("id");
    document.add(new StringField("id", id, Field.Store.YES));
    // Two values of one field: a word is found in either, a phrase does not span both.
    document.add(new TextField("text", (String) article.get("title"), Field.Store.YES));
    document.add(new TextField("text", (String) article.get("text"), Field.Store.YES));
    addDate(document, (String) article.get("published"));
    Object source = article.get("source");
    if (source instanceof Map) addKeyword(document, "source", ((Map<?, ?>) source).get("id"));
    addKeyword(document, "section", article.get("section"));
    addKeyword(document, "language", article.get("language"));
    Object authors = article.get("authors");
    if (authors instanceof List) {
      for (Object author : (List<?>) authors) addAuthor(document, (String) author);
    }
    addStored(document, "url", article.get("url"));
    addStored(document, "place", article.get("place"));
    return document;
  }

  private static void addDate(Document document, String published) {
    long seconds = Instant.parse(published).getEpochSecond();
    document.add(new LongPoint("date", seconds));
    document.add(new NumericDocValuesField("date", seconds));
    document.add(new StoredField("published", published));
  }

  private static void addKeyword(Document document, String field, Object value) {
    if (value == null) return;
    document.add(new StringField(field, (String) value, Field.Store.YES));
    document.add(new SortedDocValuesField(field, new BytesRef((String) value)));
  }

  private static void addAuthor(Document document, String name) {
    document.add(new StringField("author", name, Field.Store.YES));
    document.add(new SortedSetDocValuesField("author", new BytesRef(name)));
  }

  private static void addStored(Document document, String field, Object value) {
    if (value != null) document.add(new StoredField(field, (String) value));
  }
}
