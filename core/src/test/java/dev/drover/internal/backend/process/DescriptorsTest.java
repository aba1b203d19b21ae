package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Fn;
import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  private static final Fn<Integer, Integer> SOME = x -> x;

  private final AtomicInteger open = new AtomicInteger(20);
  private final Descriptors descriptors = new Descriptors(_ -> open.get());
  private long now = 1;

  private List<String> after(int items, int nowOpen) {
    open.set(nowOpen);
    now += TimeUnit.SECONDS.toNanos(1);
    return descriptors.after(items, SOME, 4711, now).stream().toList();
  }

  @Test
  void aWorkerWhoseItemsLeaveFilesOpenIsToldOnce() {
    assertThat(after(10, 20)).isEmpty();
    assertThat(after(50, 70)).isEmpty();
    assertThat(after(50, 120)).singleElement().asString().matches(
        "worker process 4711 has 120 files and sockets open after 110 items, and had 20 after 10: the function at "
            + "DescriptorsTest.java:\\d+ leaves them open; close what it opens \\(try-with-resources\\), or have workers "
            + "replaced \\(recycleAfter\\)");
    assertThat(after(50, 170)).isEmpty();
  }

  @Test
  void aFewItemsMayOpenMuch() {
    assertThat(after(10, 20)).isEmpty();
    assertThat(after(2, 500)).isEmpty();
  }

  @Test
  void itIsNotLookedAtAfterEachBatch() {
    assertThat(after(10, 20)).isEmpty();
    now -= TimeUnit.SECONDS.toNanos(1);
    assertThat(after(100, 20)).isEmpty();
    open.set(500);
    assertThat(descriptors.after(100, SOME, 4711, now + 1)).isEmpty();
  }

  private static final List<FileInputStream> LEFT_OPEN = new ArrayList<>();

  @Test
  void itIsSeenFromOutside() {
    List<Integer> many = IntStream.range(0, 400).boxed().toList();
    try (Logged logged = new Logged(); FakeEngine engine = new FakeEngine(1)) {
      engine.call(many, 10, x -> {
        LEFT_OPEN.add(new FileInputStream("/dev/null"));
        TimeUnit.MILLISECONDS.sleep(4);
        return x;
      }).values();
      assertThat(logged.warnings()).singleElement().asString().contains("the function at DescriptorsTest.java:")
          .contains(" leaves them open; ");
    }
  }
}
