package dev.drover.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.ChildProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes tell a manager which of its objects they have proxies of; the dead have none. */
@Timeout(60)
class ManagerHoldTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static ManagedObject behind(Object proxy) {
    ManagerHandle handle = ManagerHandle.of(proxy).orElseThrow();
    return ManagerServer.here(handle.place()).orElseThrow().objects().get(handle.object());
  }

  private static Runnable runnable(Manager manager) {
    return manager.create(Runnable.class, () -> new Thread(() -> {}));
  }

  @Test
  void aProcessHoldsWhatItHasUntilItIsKilled() {
    try (Manager manager = Manager.serve()) {
      Runnable object = runnable(manager);
      ManagedObject behind = behind(object);
      assertThat(behind.holders).hasSize(1);
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        object.run();
        new SharedNever().await();
      })) {
        await().atMost(LIMIT).until(() -> behind.holders.size() == 2);
        child.kill();
        await().atMost(LIMIT).until(() -> behind.holders.size() == 1);
      }
      assertThat(behind(object)).isSameAs(behind);
    }
  }

  /** Waits for ever. */
  private static final class SharedNever {
    synchronized void await() throws InterruptedException {
      while (true) {
        wait();
      }
    }
  }

  @Test
  void whatWasCollectedIsHeldNoMore() {
    try (Manager manager = Manager.serve()) {
      ManagedObject behind = behind(runnable(manager));
      await().atMost(LIMIT).until(() -> {
        System.gc();
        return behind.holders.isEmpty();
      });
    }
  }

  @Test
  void aProxyInAnObjectIsHeldByTheManager() {
    try (Manager manager = Manager.serve()) {
      List<Object> list = manager.list();
      list.add(runnable(manager));
      ManagedObject behind = behind(list.getFirst());
      System.gc();
      System.gc();
      ManagerHandles.process().sweep();
      assertThat(behind.holders).hasSize(1);
      assertThat(list.getFirst()).isEqualTo(list.getFirst());
      list.clear();
      await().atMost(LIMIT).until(() -> {
        System.gc();
        return behind.holders.isEmpty();
      });
    }
  }
}
