package dev.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class JobsTest {
  @Test
  void jobsAreListedByName() {
    assertThat(Jobs.all()).extracting(Job::name).isSorted().doesNotHaveDuplicates().contains("pdf-text");
  }

  @Test
  void anUnknownNameFindsNothing() {
    assertThat(Jobs.find("pdf-txt")).isEmpty();
  }

  @Test
  void aJobSaysWhatItDoesAndWhatItsResultsAreCalled() {
    assertThat(Jobs.all())
        .allSatisfy(job -> {
          assertThat(job.summary()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
          assertThat(job.resultSuffix()).startsWith(".");
        });
  }

  @Test
  void functionsCanTravel() {
    assertThat(Jobs.all()).allSatisfy(job -> assertThat(serialized(job.function())).isNotEmpty());
  }

  private static byte[] serialized(Object function) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(function);
    }
    return bytes.toByteArray();
  }
}
