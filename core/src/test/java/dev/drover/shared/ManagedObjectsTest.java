package dev.drover.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which objects a manager keeps. */
class ManagedObjectsTest {
  private static final Object ONE = "one process";
  private static final Object OTHER = "another process";

  private final AtomicLong clock = new AtomicLong(5);
  private final ManagedObjects objects = new ManagedObjects(clock::get);
  private long number;

  @BeforeEach
  void make() {
    var _ = objects.add(Runnable.class, (Runnable) () -> {}, true);
    number = objects.add(Runnable.class, new Thread(() -> {}), false).number;
  }

  private void pass(long nanos) {
    clock.addAndGet(nanos);
    objects.sweep();
  }

  private boolean isThere() {
    return objects.count() == 2;
  }

  @Test
  void whatNobodyHoldsStaysForAWhile() {
    pass(ManagedObjects.KEEP_NANOS);
    assertThat(isThere()).isTrue();
    pass(1);
    assertThatThrownBy(() -> objects.get(number))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("object 1 of the manager is gone: no process has held a proxy of it for 60 s; keep a proxy while "
            + "it is used, or give it a name");
    objects.hold(number, ONE);
    assertThat(isThere()).isFalse();
  }

  @Test
  void theManagerItselfStays() {
    pass(Long.MAX_VALUE / 2);
    assertThat(objects.get(ManagerRoot.NUMBER).number).isZero();
  }

  @Test
  void theLastHolderCounts() {
    objects.hold(number, ONE);
    objects.hold(number, ONE);
    objects.hold(number, OTHER);
    pass(2 * ManagedObjects.KEEP_NANOS);
    objects.release(number, ONE);
    pass(2 * ManagedObjects.KEEP_NANOS);
    assertThat(isThere()).isTrue();
    objects.releaseAll(OTHER);
    pass(ManagedObjects.KEEP_NANOS);
    assertThat(isThere()).isTrue();
    pass(1);
    assertThat(isThere()).isFalse();
  }

  @Test
  void whoHoldsItAgainInTimeKeepsIt() {
    objects.hold(number, ONE);
    objects.releaseAll(ONE);
    pass(ManagedObjects.KEEP_NANOS);
    objects.hold(number, OTHER);
    pass(2 * ManagedObjects.KEEP_NANOS);
    assertThat(isThere()).isTrue();
  }

  @Test
  void aNameKeepsItUntilAnotherObjectHasIt() {
    objects.name("x", number);
    objects.name("y", number);
    pass(2 * ManagedObjects.KEEP_NANOS);
    objects.name("x", ManagerRoot.NUMBER);
    pass(2 * ManagedObjects.KEEP_NANOS);
    assertThat(isThere()).isTrue();
    assertThat(objects.find("y").orElseThrow().number).isEqualTo(number);
    objects.name("y", ManagerRoot.NUMBER);
    pass(ManagedObjects.KEEP_NANOS);
    assertThat(isThere()).isTrue();
    pass(1);
    assertThat(isThere()).isFalse();
  }
}
