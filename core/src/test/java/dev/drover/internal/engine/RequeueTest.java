package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequeueTest {
  private final Requeue requeue = new Requeue();

  private void add(long index, int attempt, boolean alone, long due) {
    requeue.add(new Requeue.Entry(index, "item " + index, attempt, alone, 0, due), 0);
  }

  private List<Long> take(int most, long now) {
    return requeue.take(most, now).stream().map(Requeue.Entry::index).toList();
  }

  @Test
  void neighboursOfOneAttemptStayTogether() {
    add(4, 1, false, 0);
    add(5, 1, false, 0);
    add(6, 2, false, 0);
    add(8, 2, false, 0);
    assertThat(take(10, 0)).containsExactly(4L, 5L);
    assertThat(take(10, 0)).containsExactly(6L);
    assertThat(take(10, 0)).containsExactly(8L);
    assertThat(take(10, 0)).isEmpty();
  }

  @Test
  void givesNoMoreThanAskedFor() {
    add(0, 1, false, 0);
    add(1, 1, false, 0);
    assertThat(take(1, 0)).containsExactly(0L);
    assertThat(requeue.size()).isEqualTo(1);
  }

  @Test
  void aSuspectComesByItself() {
    add(0, 2, false, 0);
    add(1, 2, true, 0);
    add(2, 2, false, 0);
    assertThat(take(10, 0)).containsExactly(0L);
    assertThat(take(10, 0)).containsExactly(1L);
    assertThat(take(10, 0)).containsExactly(2L);
  }

  @Test
  void aPausedItemComesWhenItIsDueAndNotBefore() {
    add(0, 2, false, 200);
    add(1, 2, false, 100);
    assertThat(requeue.nextDue()).hasValue(100);
    assertThat(take(10, 99)).isEmpty();
    assertThat(take(10, 100)).containsExactly(1L);
    assertThat(requeue.nextDue()).hasValue(200);
    assertThat(take(10, 500)).containsExactly(0L);
    assertThat(requeue.nextDue()).isEmpty();
  }

  @Test
  void whatIsCalledBackAfterAPauseDoesNotHoldUpWhatIsReady() {
    add(0, 2, false, 1_000);
    add(1, 1, false, 0);
    assertThat(take(10, 0)).containsExactly(1L);
    assertThat(requeue.size()).isEqualTo(1);
  }

  @Test
  void clearTakesAllOutDueOrNot() {
    add(0, 2, false, 1_000);
    add(1, 1, false, 0);
    assertThat(requeue.clear()).extracting(Requeue.Entry::index).containsExactlyInAnyOrder(0L, 1L);
    assertThat(requeue.size()).isZero();
    assertThat(requeue.nextDue()).isEmpty();
  }
}
