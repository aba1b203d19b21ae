package dev.drover.testkit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test nothing may be left of the pools that it opened: no child process, no thread, no folder. Threads that all
 * pools of a process share may linger for a moment. If the test failed, the stacks of this JVM are printed.
 *
 * <p>For test classes whose tests close every pool that they open, and of which only one runs at a time.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
  /** What ends by itself has ended by then. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(LeakCheck.class);

  /** For JUnit. */
  public LeakCheck() {}

  /** What an earlier test that failed has left is not the fault of this one. */
  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(STORE).put(test.getUniqueId(), Leftovers.find());
  }

  @Override
  public void afterEach(ExtensionContext test) throws InterruptedException {
    if (test.getExecutionException().isPresent()) {
      System.err.println("stacks after the failure of " + test.getDisplayName());
      System.err.println(Stacks.ofThisProcess());
      return;
    }
    List<?> before = test.getStore(STORE).getOrDefault(test.getUniqueId(), List.class, List.of());
    if (!Until.within(GRACE, () -> before.containsAll(Leftovers.find()))) {
      System.err.println(Stacks.ofThisProcess());
      throw new AssertionError("left behind: " + Leftovers.find());
    }
  }
}
