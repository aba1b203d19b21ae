package dev.drover.jobs;

import java.util.List;
import java.util.Optional;

/** The built-in jobs. */
public final class Jobs {
  private static final List<Job> ALL =
      List.of(new NamedJob("pdf-text", "Text of PDF files, a form feed after each page", ".txt", PdfText::read));

  private Jobs() {}

  /**
   * All of them.
   *
   * @return in the order of their names
   */
  public static List<Job> all() {
    return ALL;
  }

  /**
   * The one of that name.
   *
   * @param name such as {@code pdf-text}
   * @return empty if there is none
   */
  public static Optional<Job> find(String name) {
    return ALL.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
