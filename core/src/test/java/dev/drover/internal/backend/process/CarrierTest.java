package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.task.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Over what a pool speaks to its workers. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class CarrierTest {
  @AfterEach
  void forgetWish() {
    System.clearProperty(Carrier.PROPERTY);
  }

  @Test
  void aPoolUsesRingsWhichHaveNoNameOnceTheWorkerHasThem() throws IOException {
    try (Pool pool = Pool.processes(1)) {
      assertThat(pool.map(List.of(1, 2), x -> x + 1)).containsExactly(2, 3);
      assertThat(mappedRings()).singleElement().asString().endsWith(".rings (deleted)");
    }
    assertThat(mappedRings()).isEmpty();
  }

  @Test
  void aPoolThatShallUseTheSocketMapsNone() throws IOException {
    System.setProperty(Carrier.PROPERTY, "socket");
    try (Pool pool = Pool.processes(1)) {
      assertThat(pool.map(List.of(1, 2), x -> x + 1)).containsExactly(2, 3);
      assertThat(mappedRings()).isEmpty();
    }
  }

  /** A file in their way stands for a file system without room: there is no rings file either way. */
  @Test
  void aPoolWithoutRoomForRingsUsesTheSocket() throws IOException {
    RunDirectory directory = RunDirectory.acquire();
    try (Pool pool = Pool.processes(1)) {
      int next = directory.nextWorker() + 1;
      for (int worker = next; worker < next + 5; worker++) {
        Files.createFile(directory.file(worker, "rings"));
      }
      assertThat(pool.map(List.of(1, 2), x -> x + 1)).containsExactly(2, 3);
      assertThat(mappedRings()).isEmpty();
    } finally {
      directory.release();
    }
  }

  @Test
  void anUnknownWishIsRefused() {
    System.setProperty(Carrier.PROPERTY, "pigeons");
    try (Pool pool = Pool.processes(1)) {
      assertThatThrownBy(() -> pool.map(List.of(1), x -> x + 1))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("drover.channel is pigeons; it must be rings or socket; leave it out for rings");
    }
  }

  private static List<String> mappedRings() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(".rings")).toList();
    }
  }
}
