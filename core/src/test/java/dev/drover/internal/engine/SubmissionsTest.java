package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.host.Strain;
import dev.drover.spi.Backend;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Submitted tasks on a backend none of whose slots has come up yet. */
class SubmissionsTest {
  private static final TaskOptions OPTIONS = TaskOptions.defaults();

  private final Dispatcher dispatcher = new Dispatcher(
      1, List.of(),
      new Admission(PoolOptions.defaultOptions().upkeep(), () -> Strain.of(Path.of("/")), System::nanoTime),
      System::nanoTime);
  private final Submissions submissions = new Submissions(dispatcher, silent(Backend.class), Optional.empty());

  SubmissionsTest() {
    dispatcher.attach(silent(Backend.class));
  }

  /** One that does nothing, and says no. */
  private static <T> T silent(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> nothing(proxy, method, arguments)));
  }

  private static Object nothing(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      default -> method.getReturnType() == boolean.class ? (Object) false : 1;
    };
  }

  @Test
  void theLastTaskThatIsCancelledBeforeAnySlotHasSeenItEndsTheCall() throws InterruptedException {
    Submission submission = silent(Submission.class);
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
