package dev.drover.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Files that need PDFBox to write them: with a font inside, or encrypted. Kept free of the time and of random numbers, and
 * nothing in them is compressed, since what zlib makes of the same input differs from one JDK to the next.
 */
final class BoxPdfs {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private BoxPdfs() {}

  /** One page whose font is in the file. */
  static byte[] withFont(String text) throws IOException {
    try (PDDocument document = new PDDocument();
        InputStream font = Objects.requireNonNull(PDFont.class.getResourceAsStream(FONT))) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      show(document, page, PDType0Font.load(document, font), text);
      return decompressed(saved(document));
    }
  }

  private static void show(PDDocument document, PDPage page, PDFont font, String text) throws IOException {
    try (PDPageContentStream content = new PDPageContentStream(document, page, AppendMode.OVERWRITE, false)) {
      content.beginText();
      content.setFont(font, 11);
      content.setLeading(Layout.LEADING);
      content.newLineAtOffset(Layout.LEFT, Layout.TOP);
      for (String line : text.lines().toList()) {
        content.showText(line);
        content.newLine();
      }
      content.endText();
    }
  }

  /** With the old cipher: the new one starts from random numbers. */
  static byte[] encryptedWithEmptyPassword(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "", new AccessPermission());
      policy.setEncryptionKeyLength(128);
      policy.setPreferAES(false);
      document.protect(policy);
      return saved(document);
    }
  }

  private static byte[] decompressed(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
        if (document.getDocument().getObjectFromPool(key).getObject() instanceof COSStream stream) {
          decompress(stream);
        }
      }
      return saved(document);
    }
  }

  private static void decompress(COSStream stream) throws IOException {
    byte[] plain = new PDStream(stream).toByteArray();
    stream.removeItem(COSName.FILTER);
    try (OutputStream out = stream.createOutputStream()) {
      out.write(plain);
    }
  }

  /** PDFBox makes an identifier from the time, unless there is one; the keys of an encryption come from it. */
  private static byte[] saved(PDDocument document) throws IOException {
    COSString identifier = new COSString("drover sample 01");
    document.getDocument().setDocumentID(new COSArray(List.of(identifier, identifier)));
    document.setDocumentId(1L);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out, CompressParameters.NO_COMPRESSION);
    return out.toByteArray();
  }
}
