package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  @TempDir Path folder;

  private Path open() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    return Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatIsMissingIsMadeForThisUserAlone() throws IOException {
    Path made = folder.resolve("above/made");
    PrivateFolder.require(made);
    assertThat(mode(made)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("above"))).isEqualTo("rwx------");
    PrivateFolder.require(made);
    assertThat(PrivateFolder.isPrivate(made)).isTrue();
  }

  @Test
  void oneThatOthersMayLookIntoIsRefusedAndStaysAsItIs() throws IOException {
    Path open = open();
    assertThatThrownBy(() -> PrivateFolder.require(open))
        .isInstanceOf(IOException.class)
        .hasMessage(open + " is not private to this user");
    assertThat(mode(open)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void aLinkIsRefusedWhereverItLeads() throws IOException {
    Path made = folder.resolve("made");
    PrivateFolder.make(made);
    Path link = Files.createSymbolicLink(folder.resolve("link"), made);
    assertThatThrownBy(() -> PrivateFolder.require(link)).hasMessage(link + " is not private to this user");
  }

  @Test
  void whereNothingHasToBeTrustedAnOpenOneWillDo() throws IOException {
    Path open = open();
    PrivateFolder.make(open);
    assertThat(mode(open)).isEqualTo("rwxr-xr-x");
    assertThat(PrivateFolder.isPrivate(folder.resolve("missing"))).isFalse();
  }

  @Test
  void itGoesWithAllThatIsInItButNotWithWhatLinksLeadTo() throws IOException {
    Path kept = Files.writeString(open().resolve("kept"), "");
    Path made = folder.resolve("made");
    PrivateFolder.make(made.resolve("inner"));
    Files.writeString(made.resolve("inner/file"), "");
    Files.createSymbolicLink(made.resolve("link"), folder.resolve("open"));
    PrivateFolder.delete(made);
    PrivateFolder.delete(made);
    assertThat(made).doesNotExist();
    assertThat(kept).exists();
  }
}
