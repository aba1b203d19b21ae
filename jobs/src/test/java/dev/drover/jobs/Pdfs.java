package dev.drover.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Writes small PDF files. */
final class Pdfs {
  private Pdfs() {}

  /** One page a text; an empty text gives a page without content. */
  static Path write(Path file, String... pages) throws IOException {
    return Files.write(file, bytes(pages));
  }

  static Path writeProtected(Path file, String userPassword, String... pages) throws IOException {
    try (PDDocument document = document(pages)) {
      document.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
      document.save(file.toFile());
    }
    return file;
  }

  /** Cut in the middle, so that neither the cross-reference table nor the page tree is there. */
  static Path writeCut(Path file, int keep) throws IOException {
    return Files.write(file, Arrays.copyOf(bytes("never seen"), keep));
  }

  private static byte[] bytes(String... pages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = document(pages)) {
      document.save(out);
    }
    return out.toByteArray();
  }

  private static PDDocument document(String... pages) throws IOException {
    PDDocument document = new PDDocument();
    for (String text : pages) {
      PDPage page = new PDPage();
      document.addPage(page);
      if (!text.isEmpty()) {
        show(document, page, text);
      }
    }
    return document;
  }

  private static void show(PDDocument document, PDPage page, String text) throws IOException {
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(FontName.HELVETICA), 12);
      content.setLeading(14);
      content.newLineAtOffset(72, 720);
      for (String line : text.lines().toList()) {
        content.showText(line);
        content.newLine();
      }
      content.endText();
    }
  }
}
