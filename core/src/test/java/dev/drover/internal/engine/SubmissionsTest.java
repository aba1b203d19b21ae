package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.spi.Backend;
import dev.drover.task.TaskOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Submitted tasks on a backend none of whose slots has come up yet. */
class SubmissionsTest {
  private static final TaskOptions OPTIONS = TaskOptions.defaults();

  private final Dispatcher dispatcher = Dispatchers.of(1);
  private final Submissions submissions = new Submissions(dispatcher, Dispatchers.silent(Backend.class), Optional.empty());

  SubmissionsTest() {
    dispatcher.attach(Dispatchers.silent(Backend.class));
  }

  @Test
  void theLastTaskThatIsCancelledBeforeAnySlotHasSeenItEndsTheCall() throws InterruptedException {
    Submission submission = Dispatchers.silent(Submission.class);
    dispatcher.lock.lock();
    try {
      submissions.add(submission, OPTIONS);
      submissions.close();
      dispatcher.close();
      assertThat(dispatcher.awaitIdle(0)).isFalse();
    } finally {
      dispatcher.unlock();
    }
    submissions.cancel(submission, OPTIONS, "cancelled by a test");
    dispatcher.lock.lock();
    try {
      assertThat(dispatcher.awaitIdle(0)).isTrue();
    } finally {
      dispatcher.unlock();
    }
  }
}
