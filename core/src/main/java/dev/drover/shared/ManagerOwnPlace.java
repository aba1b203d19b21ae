package dev.drover.shared;

import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.internal.ipc.socket.SocketPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** A manager at a path of this process, with a key that lies beside it. */
final class ManagerOwnPlace {
  /** Something that can be called there from then on, until it is closed. */
  interface Beginning {
    ManagerService begin(ManagerPlace place, byte[] key) throws IOException;
  }

  private ManagerOwnPlace() {}

  static Manager begin(Beginning beginning) {
    try {
      Path path = SocketPlaces.process().enter();
      boolean begun = false;
      try {
        Manager manager = begin(path, beginning);
        begun = true;
        return manager;
      } finally {
        if (!begun) {
          SocketPlaces.process().leave(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manager begin(Path path, Beginning beginning) throws IOException {
    byte[] key = SharedKey.random();
    SocketPlaces.leaveKey(path, key);
    ManagerPlace place = new ManagerPlace(UnixDomainSocketAddress.of(path), ManagerServer.newNumber());
    ManagerService begun = beginning.begin(place, key);
    return new Manager(place, () -> {
      begun.close();
      SocketPlaces.process().leave(path);
    });
  }
}
