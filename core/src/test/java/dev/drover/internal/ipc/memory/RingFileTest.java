package dev.drover.internal.ipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingFileTest {
  @TempDir Path folder;

  @Test
  void bothSeeTheSameWordsAndBytes() throws IOException {
    try (RingFile parent = RingFile.create(folder.resolve("r")); RingFile worker = RingFile.open(folder.resolve("r"))) {
      parent.toWorker().put(7, ByteBuffer.wrap(new byte[] {1, 2, 3}), 3);
      parent.toWorker().tail(3);
      worker.toParent().tail(4);
      worker.toWorker().head(2);
      worker.toWorker().asleep(true);
      ByteBuffer seen = ByteBuffer.allocate(3);
      worker.toWorker().get(7, seen, 3);
      assertThat(seen.array()).containsExactly(1, 2, 3);
      assertThat(worker.toWorker().tail()).isEqualTo(3);
      assertThat(parent.toParent().tail()).isEqualTo(4);
      assertThat(parent.toWorker().head()).isEqualTo(2);
      assertThat(parent.toParent().isAsleep()).isFalse();
      assertThat(parent.toWorker().isAsleep()).isTrue();
      parent.toWorker().asleep(false);
      assertThat(worker.toWorker().isAsleep()).isFalse();
      assertThat(worker.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }

  @Test
  void theyStayWhenTheFileHasNoNameAnyMore() throws IOException {
    Path path = folder.resolve("r");
    try (RingFile parent = RingFile.create(path); RingFile worker = RingFile.open(path)) {
      parent.unlink();
      parent.unlink();
      assertThat(path).doesNotExist();
      parent.toWorker().tail(5);
      assertThat(worker.toWorker().tail()).isEqualTo(5);
    }
  }

  @Test
  void whatIsClosedCantBeUsed() throws IOException {
    RingFile file = RingFile.create(folder.resolve("r"));
    Lane lane = file.toWorker();
    file.close();
    file.close();
    assertThatThrownBy(lane::tail).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> lane.put(0, ByteBuffer.allocate(1), 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatHoldsNoRingsIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("other"), new byte[RingLayout.SIZE]);
    assertThatThrownBy(() -> RingFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("magic 0 and version 0")
        .hasMessageContaining("same Drover");
  }

  @Test
  void anExistingFileIsNeitherOverwrittenNorRemoved() throws IOException {
    Path file = Files.createFile(folder.resolve("r"));
    assertThatThrownBy(() -> RingFile.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).exists();
  }
}
