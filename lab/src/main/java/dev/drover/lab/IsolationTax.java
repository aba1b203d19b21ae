package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.jobs.Jobs;
import dev.drover.task.Fn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * What it costs to read PDFs in processes of their own and not in this one: the same file of about 350 KB many times.
 */
final class IsolationTax implements Experiment {
  private static final int ITEMS = 20;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String THREADS = "drover threads";
  private static final int PAGES = 150;
  private static final int LINES = 55;
  private static final int LINE_LENGTH = 70;

  @Override
  public String name() {
    return "pdf-text";
  }

  @Override
  public String what() {
    return "PDF to text, a file of " + PAGES + " pages and about 350 KB, warm pool of " + CORES;
  }

  @Override
  public int items(Scale scale) {
    return scale.of(ITEMS);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    int items = items(scale);
    return List.of(
        Contender.drover("processes", new Bar.Within(1 / 0.9, THREADS), () -> read(() -> Pool.processes(CORES), items)),
        Contender.drover("threads", new Bar.None(), () -> read(() -> Pool.threads(CORES), items)));
  }

  private static Probe read(Supplier<Pool> opener, int items) throws IOException {
    Path file = written();
    List<Path> files = Collections.nCopies(items, file);
    Fn<Path, byte[]> job = Jobs.find("pdf-text").orElseThrow().function();
    Pool pool = opener.get();
    return new JavaProbe(() -> end(pool, file), () -> Check.same(items, pool.map(files, job).size()), Idle.NONE);
  }

  private static void end(Pool pool, Path file) {
    pool.close();
    boolean _ = file.toFile().delete();
  }

  private static Path written() throws IOException {
    Path file = Files.createTempFile("drover-lab-", ".pdf");
    SplittableRandom random = new SplittableRandom(1);
    try (PDDocument document = new PDDocument()) {
      PDFont font = new PDType1Font(FontName.HELVETICA);
      for (int page = 0; page < PAGES; page++) {
        write(document, font, random);
      }
      document.save(file.toFile());
    }
    return file;
  }

  private static void write(PDDocument document, PDFont font, SplittableRandom random) throws IOException {
    PDPage page = new PDPage();
    document.addPage(page);
    try (PDPageContentStream text = new PDPageContentStream(document, page)) {
      text.beginText();
      text.setFont(font, 10);
      text.setLeading(13);
      text.newLineAtOffset(50, 740);
      for (int line = 0; line < LINES; line++) {
        text.showText(words(random));
        text.newLine();
      }
      text.endText();
    }
  }

  private static String words(SplittableRandom random) {
    StringBuilder line = new StringBuilder();
    while (line.length() < LINE_LENGTH) {
      line.append(random.nextInt(6) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    return line.toString();
  }
}
