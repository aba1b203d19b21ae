package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.problem.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference in docs says what the code does. */
class ReferenceTest {
  private final String page;

  ReferenceTest() throws Exception {
    page = Files.readString(Path.of("..", "docs", "cli.md"));
  }

  @Test
  void everyOptionHasItsRow() {
    for (Opt opt : Opt.values()) {
      String names = String.join("`, `", opt.names()) + (opt.isFlag() ? "" : " " + opt.label());
      String variable = opt.hasEnvironmentName() ? "`" + opt.environmentName() + "`" : "";
      String help = opt.help().replace("%%", "%").replace("|", "\\|");
      assertThat(page).contains("| `" + names + "` | " + variable + " | " + help + " |");
    }
  }

  @Test
  void everyExitStatusHasItsRow() {
    for (Status status : Status.values()) {
      assertThat(page).contains("| " + status.code() + " | " + status.meaning() + " |");
    }
  }
}
