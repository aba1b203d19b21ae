package dev.drover.jobs;

import java.nio.file.Path;

/** Reads files in a process of its own: what a worker does, without Drover around it. */
final class PdfTextMain {
  private PdfTextMain() {}

  /** Says for each file whether it gave text. */
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      try {
        System.out.println("ok " + PdfText.read(Path.of(file)).length);
      } catch (JobInputException e) {
        System.out.println("refused");
      }
    }
  }
}
