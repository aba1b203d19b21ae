package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Outcome;
import dev.drover.task.TaskFailedException;
import dev.drover.testkit.fault.Faults.Item;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The kinds of calls, each with a check that every item ends as its fault says. */
enum Calls {
  /** Fails with the first item that fails; its siblings are seen only if none does. */
  MAP {
    @Override
    void check(Pool pool, List<Item> items) {
      if (items.stream().allMatch(i -> i.verdict().isEmpty())) {
        List<Object> values = pool.map(items, Item::run);
        assertThat(values).hasSameSizeAs(items);
        items.forEach(item -> Verdicts.assertValue(item, values.get(item.number())));
      } else {
        TaskFailedException thrown =
            catchThrowableOfType(TaskFailedException.class, () -> pool.map(items, Item::run));
        assertThat(thrown).isNotNull();
        Verdicts.assertFailure(items.get((int) thrown.index()), thrown.failure());
      }
    }
  },

  OUTCOMES {
    @Override
    void check(Pool pool, List<Item> items) {
      try (Stream<Outcome<Item, Object>> outcomes = pool.outcomes(items, Item::run)) {
        List<Outcome<Item, Object>> all = outcomes.toList();
        assertThat(all).extracting(o -> (int) o.index()).doesNotHaveDuplicates().hasSameSizeAs(items);
        assertThat(all).allSatisfy(o -> Verdicts.assertOutcome(o.input(), o));
      }
    }
  },

  SUBMIT {
    @Override
    void check(Pool pool, List<Item> items) {
      List<CompletableFuture<Outcome<?, Object>>> ends = items.stream().map(item -> submit(pool, item)).toList();
      items.forEach(item -> Verdicts.assertOutcome(item, ends.get(item.number()).join()));
    }
  };

  abstract void check(Pool pool, List<Item> items);

  static CompletableFuture<Outcome<?, Object>> submit(Pool pool, Item item) {
    CompletableFuture<Outcome<?, Object>> end = new CompletableFuture<>();
    TaskFuture<Object> future = pool.submit(item::run);
    assertThat(future.onDone(end::complete)).isSameAs(future);
    return end;
  }
}
