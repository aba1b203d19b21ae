package dev.drover.testkit.fault;

import dev.drover.Pool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills and freezes workers of a pool from outside, at times and in ways that its seed gives, until it is told to stop.
 */
final class Attacker {
  private static final int LONGEST_PAUSE_MILLIS = 2500;
  private static final int LONGEST_FREEZE_MILLIS = 1000;

  private final Pool pool;
  private final Random random;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> attacks = new ArrayList<>();
  private final Thread thread;

  /** What is done to a worker. */
  private enum Attack {
    KILL,
    FREEZE,
    FREEZE_FOR_A_WHILE
  }

  Attacker(Pool pool, long seed) {
    this.pool = pool;
    this.random = new Random(seed);
    this.thread = Thread.ofPlatform().name("attacker").start(this::attack);
  }

  private void attack() {
    try {
      while (!end.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
        List<Long> pids = pool.stats().workerPids();
        Attack how = Attack.values()[random.nextInt(Attack.values().length)];
        if (!pids.isEmpty()) {
          attack(pids.get(random.nextInt(pids.size())), how);
        }
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException("the attacker failed", e);
    }
  }

  private void attack(long pid, Attack how) throws IOException, InterruptedException {
    attacks.add(how + " " + pid);
    switch (how) {
      case KILL -> signal("KILL", pid);
      case FREEZE -> signal("STOP", pid);
      case FREEZE_FOR_A_WHILE -> {
        signal("STOP", pid);
        end.await(random.nextInt(LONGEST_FREEZE_MILLIS), TimeUnit.MILLISECONDS);
        signal("CONT", pid);
      }
    }
  }

  /** A worker may have ended since it was chosen; no other process of this JVM is meant. */
  private static void signal(String name, long pid) throws IOException, InterruptedException {
    long own = ProcessHandle.current().pid();
    boolean ours = ProcessHandle.of(pid).flatMap(ProcessHandle::parent).filter(p -> p.pid() == own).isPresent();
    if (ours) {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).redirectErrorStream(true).start().waitFor();
    }
  }

  /** Ends the attacks, and tells how many there were. */
  List<String> stop() throws InterruptedException {
    end.countDown();
    thread.join();
    return attacks;
  }
}
