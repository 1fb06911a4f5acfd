// SPDX-License-Identifier: GPL-3.0-or-later
package backfile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene 8 behind the protocol of drivers/protocol.h.
 *
 * <p>index CORPUS INDEX adds the articles of a file; serve INDEX answers questions.
 */
public final class LuceneDriver {
  private LuceneDriver() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 3 && args[0].equals("index")) {
      index(Paths.get(args[1]), Paths.get(args[2]));
    } else if (args.length == 2 && args[0].equals("serve")) {
      serve(Paths.get(args[1]));
    } else {
      System.err.println("Usage: LuceneDriver index CORPUS INDEX | serve INDEX");
      System.exit(64);
    }
  }

  private static void index(Path corpus, Path index) throws IOException {
    long start = System.nanoTime();
    long articles = Indexing.add(corpus, index);
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    System.out.printf(
        "indexed\t%d\t%d\t%d%n", articles, (System.nanoTime() - start) / 1000, cpu / 1000);
  }

  private static void serve(Path index) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    try (MMapDirectory directory = new MMapDirectory(index);
        DirectoryReader reader = DirectoryReader.open(directory);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Searching searching = new Searching(reader);
      out.printf("ready\t%d\t%d%n", (System.nanoTime() - start) / 1000, reader.numDocs());
      out.flush();
      for (String line; (line = in.readLine()) != null; ) {
        out.println(line.equals("articles") ? "" + reader.numDocs() : answered(searching, line));
        out.flush();
      }
    }
  }

  private static String answered(Searching searching, String line) throws IOException {
    try {
      return searching.answer(line);
    } catch (IllegalArgumentException problem) {
      return "error\t" + problem.getMessage();
    }
  }
}
