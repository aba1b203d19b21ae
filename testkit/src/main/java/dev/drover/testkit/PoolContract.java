package dev.drover.testkit;

import static java.util.Objects.requireNonNull;

import dev.drover.Pool;
import dev.drover.task.PoolOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all contracts share: the backend under test, and means by which tests and tasks meet.
 *
 * <p>Tasks run in other processes on some backends, so they meet the test through files only: {@link Gate} and {@link Marks}.
 */
@ExtendWith(LeakCheck.class)
@Timeout(value = PoolContract.DEADLINE_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PoolContract {
  static final int DEADLINE_SECONDS = 40;

  @TempDir @Nullable Path scratch;

  /** For subclasses. */
  protected PoolContract() {}

  /**
   * The backend to test.
   *
   * @return a name that {@link Pool#open(String, PoolOptions)} takes
   */
  protected abstract String backend();

  /**
   * Opens a pool; the test closes it.
   *
   * @param options how
   * @return a new pool
   */
  protected Pool open(PoolOptions options) {
    return Pool.open(backend(), options);
  }

  /**
   * Opens a pool; the test closes it.
   *
   * @param workers how many
   * @return a new pool
   */
  protected final Pool open(int workers) {
    return open(PoolOptions.defaultOptions().workers(workers));
  }

  /**
   * A gate that this test alone has.
   *
   * @param name distinguishes it from others in the same test
   * @return a closed gate
   */
  protected final Gate gate(String name) {
    return new Gate(scratch().resolve(name + ".gate").toString());
  }

  /**
   * Marks that this test alone has.
   *
   * @param name distinguishes them from others in the same test
   * @return none yet
   */
  protected final Marks marks(String name) {
    return Marks.in(scratch().resolve(name + ".marks"));
  }

  /**
   * A folder that is removed after the test.
   *
   * @return an empty folder
   */
  protected final Path scratch() {
    return requireNonNull(scratch);
  }
}
