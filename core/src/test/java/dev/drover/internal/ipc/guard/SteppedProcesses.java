package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The threads of one run as processes that share words, for tests of what stands on changes. */
public final class SteppedProcesses {
  private final Interleavings run;
  private final MistakenCell cell;
  private final int most;
  private final SteppedParties parties;
  private final List<Actor> actors = new ArrayList<>();

  /** With the words as they are at first; with the mistake that commits are undone like other stores, or without. */
  public SteppedProcesses(Interleavings run, Cell real, int most, boolean undoesCommits, long... words) {
    this.run = run;
    this.most = most;
    int before = (int) (Guarded.size(0, most) - Cell.FIRST) / Long.BYTES;
    List<Word> memory = IntStream.range(0, before + words.length)
        .mapToObj(i -> i < before ? new Word("guard " + i) : new Word("word " + (i - before)).with(words[i - before]))
        .toList();
    this.cell = new MistakenCell(real, memory, most, undoesCommits ? Mistake.COMMITS_UNMARKED : Mistake.NONE);
    this.parties = new SteppedParties(run, false);
  }

  /** What one of them does. */
  public interface Part {
    /** As a process that sees those words, and waits by such a patience. */
    void run(Guarded words, Supplier<Patience> patience) throws Exception;
  }

  /** Where the words are. */
  public Cell cell() {
    return cell;
  }

  /** One that is never killed. */
  public Actor immortal(String name, Part part) {
    Actor actor = run.actor(name);
    Party party = parties.add(actor);
    actors.add(actor);
    return actor.start(() -> part.run(new Guarded(cell, Cell.FIRST, most, party), party::deaf));
  }

  /** One that may be killed at any step. */
  public Actor killable(String name, Part part) {
    return immortal(name, part).killable();
  }

  /** One that comes when all others have ended. */
  public void last(Part part) {
    List<Actor> others = List.copyOf(actors);
    Actor _ = immortal("last", (words, patience) -> {
      Actor.current().await(() -> others.stream().allMatch(Actor::isDone));
      part.run(words, patience);
    });
  }

  /** Whether one was killed. */
  public boolean hasDead() {
    return actors.stream().anyMatch(Actor::isDead);
  }

  /** So many zeros behind the first words. */
  public static long[] words(int zeros, long... first) {
    return LongStream.concat(LongStream.of(first), LongStream.generate(() -> 0).limit(zeros)).toArray();
  }
}
