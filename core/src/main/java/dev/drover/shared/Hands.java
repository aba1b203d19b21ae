package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of which queues the threads of this process have an item in hand. A process that ends by itself has done what it
 * took; one that is killed has not.
 */
final class Hands {
  private static final ThreadLocal<Set<Cell>> OF_THREAD = ThreadLocal.withInitial(HashSet::new);
  private static final Map<Cell, QueueWords> TAKEN_FROM = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Hands::endAll));
  }

  private Hands() {}

  private static void endAll() {
    TAKEN_FROM.values().stream().filter(q -> q.cell().isOpen()).forEach(QueueWords::allDone);
  }

  /** The process is going to take from it. */
  static void used(QueueWords queue) {
    TAKEN_FROM.put(queue.cell(), queue);
  }

  /** Whether this thread has an item of it in hand. */
  static boolean isFull(QueueWords queue) {
    return OF_THREAD.get().contains(queue.cell());
  }

  static void fill(QueueWords queue) {
    boolean _ = OF_THREAD.get().add(queue.cell());
  }

  /** What this thread has in hand is done; whether it had anything. */
  static boolean empty(QueueWords queue) {
    return OF_THREAD.get().remove(queue.cell());
  }
}
