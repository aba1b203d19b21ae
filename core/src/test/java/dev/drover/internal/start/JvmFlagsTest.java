package dev.drover.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmFlagsTest {
  @ParameterizedTest
  @ValueSource(strings = {"-Dcolour=red", "-Xmx64m", "-XX:MaxMetaspaceSize=40m", "-Xlog:gc*:file=gc.log"})
  void whatLeavesTheClassesAsTheyAreFitsTheCache(String argument) {
    assertThat(JvmFlags.fitCache(List.of(argument))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-javaagent:a.jar", "-Djava.system.class.loader=x", "--add-modules=x"})
  void whatMayChangeThemDoesNot(String argument) {
    assertThat(JvmFlags.fitCache(List.of("-Dcolour=red", argument))).isFalse();
  }

  @Test
  void noArgumentsFit() {
    assertThat(JvmFlags.fitCache(List.of())).isTrue();
  }
}
