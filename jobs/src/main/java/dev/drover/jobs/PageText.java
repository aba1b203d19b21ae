package dev.drover.jobs;

import dev.drover.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationPopup;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * The text of all pages, each ended by a line end and a form feed, much as pdftotext does: there are as many form feeds as
 * pages.
 *
 * <p>Text comes in the order in which the page draws it, not sorted by place: sorting would read straight across the
 * columns of a page that has them. What is written into form fields and notes follows the text of its page.
 */
final class PageText extends PDFTextStripper {
  private List<PDAnnotation> annotations = List.of();

  PageText() {
    setLineSeparator("\n");
    setPageEnd("\n\f");
  }

  /** PDFBox skips a page without content, its form fields too; with an empty content it does not. */
  @Override
  protected void processPages(PDPageTree pages) throws IOException {
    for (PDPage page : pages) {
      if (!page.hasContents()) {
        page.setContents(new PDStream(document, InputStream.nullInputStream()));
      }
    }
    super.processPages(pages);
  }

  @Override
  protected void startPage(PDPage page) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before page " + getCurrentPageNo());
    }
    Task.progress();
    annotations = page.getAnnotations();
  }

  /** Called when the page's own content has been read: the last moment to add to its text. */
  @Override
  protected void writePage() throws IOException {
    for (PDAnnotation annotation : annotations) {
      if (isShown(annotation)) {
        showAnnotation(annotation);
      }
    }
    super.writePage();
  }

  private static boolean isShown(PDAnnotation annotation) {
    return !annotation.isHidden() && !annotation.isNoView() && !(annotation instanceof PDAnnotationPopup);
  }
}
