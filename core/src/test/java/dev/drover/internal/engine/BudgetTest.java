package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Task;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @AfterEach
  void leaveTask() {
    Task.enter(null);
  }

  private static void enterTask() {
    Task.enter(new Task(0, 1, OptionalLong.empty(), new AtomicLong()));
  }

  @Test
  void aPoolAtTheTopGetsWhatItAsksFor() {
    Budget budget = new Budget(4, false);
    assertThat(budget.lease(12)).isEqualTo(12);
    assertThat(budget.leased()).isEqualTo(12);
  }

  @Test
  void aPoolInsideATaskGetsWhatIsFreeOfTheCores() {
    Budget budget = new Budget(8, false);
    assertThat(budget.lease(5)).isEqualTo(5);
    enterTask();
    assertThat(budget.lease(8)).isEqualTo(3);
  }

  @Test
  void aPoolInsideATaskGetsOneSlotAtLeastSoThatItCanWork() {
    Budget budget = new Budget(2, false);
    assertThat(budget.lease(2)).isEqualTo(2);
    enterTask();
    assertThat(budget.lease(4)).isEqualTo(1);
    assertThat(budget.lease(4)).isEqualTo(1);
  }

  @Test
  void inAWorkerProcessEverythingIsNested() {
    Budget budget = new Budget(2, true);
    assertThat(budget.lease(12)).isEqualTo(2);
  }

  @Test
  void whatIsGivenBackCanBeLeasedAgain() {
    Budget budget = new Budget(2, true);
    int granted = budget.lease(2);
    budget.giveBack(granted);
    assertThat(budget.leased()).isZero();
    assertThat(budget.lease(2)).isEqualTo(2);
  }
}
