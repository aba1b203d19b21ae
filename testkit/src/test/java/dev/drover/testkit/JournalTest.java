package dev.drover.testkit;

import java.util.Set;
import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class JournalTest extends JournalContract {
  private static final Set<String> CALLER_RUNS = Set.of("inline", "auto");

  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }

  @Override
  protected boolean slotsRunAll() {
    return !CALLER_RUNS.contains(backend);
  }
}
