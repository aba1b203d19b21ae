package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFolderTest {
  @TempDir Path home;

  @Test
  void aVariableNamesIt() {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", "/c", "XDG_STATE_HOME", "/s", "HOME", home.toString());
    assertThat(UserFolder.CACHE.find(environment)).contains(Path.of("/c/drover"));
    assertThat(UserFolder.STATE.find(environment)).contains(Path.of("/s/drover"));
  }

  @Test
  void otherwiseItIsBelowTheHomeFolder() {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", "not/rooted", "XDG_STATE_HOME", "", "HOME", home.toString());
    assertThat(UserFolder.CACHE.find(environment)).contains(home.resolve(".cache/drover"));
    assertThat(UserFolder.STATE.find(environment)).contains(home.resolve(".local/state/drover"));
  }

  @Test
  void thereIsNoneWithoutAHome() {
    assertThat(UserFolder.STATE.find(Map.of("HOME", ""))).isEmpty();
    assertThat(UserFolder.STATE.find(Map.of("HOME", home.resolve("missing").toString()))).isEmpty();
    assertThat(UserFolder.CACHE.find(Map.of("HOME", "a\0b"))).isEmpty();
  }
}
