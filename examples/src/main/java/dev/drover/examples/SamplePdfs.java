package dev.drover.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the sample PDF files: healthy ones, and a few that break a program which reads them in its own process.
 *
 * <p>The bytes are the same on every machine and at every time.
 */
public final class SamplePdfs {
  private SamplePdfs() {}

  /**
   * Writes all files below a folder.
   *
   * @param args the folder, which is made if need be
   * @throws IOException if a file can't be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "%d arguments; it must be one, the folder to write to: examples/data".formatted(args.length));
    }
    write(Path.of(args[0]));
  }

  /**
   * Writes all files below a folder; files of the same name are replaced, others left alone.
   *
   * @param folder is made if need be
   * @throws IOException if a file can't be written
   */
  public static void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.write(path, file.getValue());
    }
  }

  /** All files, by their paths below the folder. */
  static Map<String, byte[]> all() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(healthy());
    files.putAll(hostile());
    return files;
  }

  static Map<String, byte[]> healthy() throws IOException {
    return Map.of(
        "letters/offer.pdf", HealthyPdfs.offer(),
        "letters/reminder.pdf", HealthyPdfs.reminder(),
        "letters/greetings.pdf", HealthyPdfs.greetings(),
        "reports/2024/annual.pdf", HealthyPdfs.annualReport(),
        "reports/2025/first quarter.pdf", HealthyPdfs.quarterlyReport("first", 1),
        "reports/2025/second quarter.pdf", HealthyPdfs.quarterlyReport("second", 2),
        "invoices/2025-0042.pdf", HealthyPdfs.invoice(),
        "invoices/registration-form.pdf", HealthyPdfs.form(),
        "archive/encrypted-without-password.pdf", HealthyPdfs.encrypted());
  }

  static Map<String, byte[]> hostile() {
    return Map.of(
        "hostile/never-ends.pdf", HostilePdfs.neverEnds(),
        "hostile/heap-bomb.pdf", HostilePdfs.heapBomb(),
        "hostile/truncated.pdf", HostilePdfs.truncated(HealthyPdfs.offer()),
        "hostile/not-a-pdf.pdf", HostilePdfs.notAPdf());
  }
}
