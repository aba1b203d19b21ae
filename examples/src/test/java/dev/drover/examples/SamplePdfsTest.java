package dev.drover.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.jobs.JobInputException;
import dev.drover.jobs.Jobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplePdfsTest {
  private static final Path DATA = Path.of("data");

  @TempDir
  Path folder;

  /** If this fails after a change of the generator, run its main with {@code examples/data}. */
  @Test
  void theFilesInTheRepositoryAreWhatTheGeneratorWrites() throws Exception {
    SamplePdfs.write(folder);

    Map<String, String> written = contents(folder);
    assertThat(written).hasSize(SamplePdfs.all().size());
    assertThat(contents(DATA)).isEqualTo(written);
  }

  @Test
  void togetherTheyAreSmall() throws Exception {
    assertThat(SamplePdfs.all().values().stream().mapToInt(bytes -> bytes.length).sum()).isLessThan(300_000);
  }

  static Stream<String> healthy() throws IOException {
    return SamplePdfs.healthy().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void healthyFilesGiveText(String file) throws Exception {
    assertThat(text(file)).isNotBlank().endsWith("\f");
  }

  @Test
  void lettersBeyondAsciiSurvive() throws Exception {
    assertThat(text("letters/greetings.pdf"))
        .contains("Καλημέρα, καλώς ήρθατε", "Добро пожаловать", "Zażółć gęślą jaźń");
  }

  @Test
  void whatIsWrittenIntoAFormIsText() throws Exception {
    assertThat(text("invoices/registration-form.pdf")).contains("Agnes Tyson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile/truncated.pdf", "hostile/not-a-pdf.pdf"})
  void brokenFilesAreRefused(String file) {
    assertThatThrownBy(() -> text(file)).isInstanceOf(JobInputException.class).hasMessageContaining(file);
  }

  private static String text(String file) throws Exception {
    byte[] bytes = Jobs.find("pdf-text").orElseThrow().function().apply(DATA.resolve(file));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        contents.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
