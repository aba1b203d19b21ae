package dev.drover.internal.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import dev.drover.internal.ipc.memory.StatusBlock.Phase;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusBlockTest {
  private static final long PID = 4711;

  @TempDir Path folder;

  @Test
  void theParentSeesWhatTheWorkerPublishes() throws IOException {
    try (StatusBlock parent = StatusBlock.create(folder.resolve("s"));
        StatusBlock worker = StatusBlock.open(folder.resolve("s"), PID)) {
      assertThat(parent.running()).isEmpty();
      worker.starting(7, 3, 1000, 10, 20);
      assertThat(parent.running()).contains(new Running(7, 3, 1000, Phase.DECODING, 10, 20, 1));
      worker.ownCode(1500);
      assertThat(parent.running()).contains(new Running(7, 3, 1500, Phase.OWN_CODE, 10, 20, 1));
      worker.reporting();
      assertThat(parent.running()).contains(new Running(7, 3, 1500, Phase.REPORTING, 10, 20, 1));
      worker.ended();
      assertThat(parent.running()).isEmpty();
      worker.starting(7, 4, 2000, 10, 20);
      assertThat(parent.running()).contains(new Running(7, 4, 2000, Phase.DECODING, 10, 20, 3));
    }
  }

  @Test
  void anItemIsInItsOwnCodeBetweenDecodingAndReporting() throws IOException {
    try (StatusBlock block = StatusBlock.create(folder.resolve("s"))) {
      block.starting(7, 3, 1000, 10, 20);
      assertThat(block.isInOwnCode()).isFalse();
      block.ownCode(1500);
      assertThat(block.isInOwnCode()).isTrue();
      block.reporting();
      assertThat(block.isInOwnCode()).isFalse();
      block.ownCode(1700);
      block.ended();
      assertThat(block.isInOwnCode()).isFalse();
    }
  }

  @Test
  void aNeighbourThatFollowsIsAnotherStart() throws IOException {
    try (StatusBlock parent = StatusBlock.create(folder.resolve("s"));
        StatusBlock worker = StatusBlock.open(folder.resolve("s"), PID)) {
      worker.starting(7, 3, 1000, 10, 20);
      worker.ownCode(1500);
      worker.following(4);
      assertThat(parent.running()).contains(new Running(7, 4, 1500, Phase.OWN_CODE, 10, 20, 3));
      worker.ended();
      assertThat(parent.running()).isEmpty();
      worker.starting(7, 5, 2000, 10, 20);
      assertThat(parent.running()).contains(new Running(7, 5, 2000, Phase.DECODING, 10, 20, 5));
    }
  }

  @Test
  void theFirstReasonToEndStays() throws IOException {
    try (StatusBlock block = StatusBlock.create(folder.resolve("s"))) {
      assertThat(block.ending()).isEqualTo(Ending.NONE);
      block.ending(Ending.OUT_OF_MEMORY);
      block.ending(Ending.EXITING);
      assertThat(block.ending()).isEqualTo(Ending.OUT_OF_MEMORY);
    }
  }

  @Test
  void signsOfLifeAndProgressAreSeen() throws IOException {
    try (StatusBlock block = StatusBlock.create(folder.resolve("s"))) {
      block.beat(5);
      block.progress(6);
      assertThat(block.heartbeat()).isEqualTo(5);
      assertThat(block.progress()).isEqualTo(6);
    }
  }

  @Test
  void whatIsNoStatusBlockIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("other"), new byte[StatusLayout.SIZE]);
    assertThatThrownBy(() -> StatusBlock.open(file, PID))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("magic 0 and version 0")
        .hasMessageContaining("same Drover");
  }

  @Test
  void anExistingFileIsNotOverwritten() throws IOException {
    Path file = Files.createFile(folder.resolve("s"));
    assertThatThrownBy(() -> StatusBlock.create(file)).isInstanceOf(FileAlreadyExistsException.class);
  }

  /** Items follow each other as fast as they can; the reader must never see parts of two. */
  @Test
  void aReaderNeverSeesPartsOfTwoItems() throws Exception {
    try (StatusBlock parent = StatusBlock.create(folder.resolve("s"));
        StatusBlock worker = StatusBlock.open(folder.resolve("s"), PID)) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread writer = Thread.ofPlatform().start(() -> {
        for (int i = 1; !stop.get(); i++) {
          worker.starting(i, i, i, i, i);
          worker.ended();
        }
      });
      long seen = 0;
      long deadline = System.nanoTime() + 2_000_000_000L;
      while (seen < 2000 && System.nanoTime() < deadline) {
        Running running = parent.running().orElse(null);
        if (running != null) {
          seen++;
          int item = running.item();
          assertThat(running).isEqualTo(new Running(item, item, item, Phase.DECODING, item, item, 2L * item - 1));
        }
      }
      stop.set(true);
      writer.join();
      assertThat(seen).isPositive();
    }
  }
}
