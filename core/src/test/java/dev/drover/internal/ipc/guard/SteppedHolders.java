package dev.drover.internal.ipc.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Those that share a mutex in one run, and what must hold of it: one holder at a time, and who is told of a death. */
final class SteppedHolders {
  final MistakenCell cell;
  final SteppedParties parties;
  final List<Actor> actors = new ArrayList<>();
  private final Interleavings run;
  private final Mistake mistake;
  private Optional<Actor> holder = Optional.empty();
  private boolean toTell;

  /** For one run, with so many words behind those of the mutex, of which the first are notes. */
  SteppedHolders(Interleavings run, Mistake mistake, Cell real, List<String> names, int notes) {
    this.run = run;
    this.mistake = mistake;
    List<String> mutex = List.of("state", "turn", "tickets");
    List<Word> memory = IntStream.range(0, mutex.size() + names.size())
        .mapToObj(i -> new Word(i < mutex.size() ? mutex.get(i) : names.get(i - mutex.size())))
        .toList();
    this.cell = new MistakenCell(real, memory, notes, mistake);
    this.parties = new SteppedParties(run, mistake == Mistake.BURIES_THE_LIVING);
  }

  /** One that does something as a process of its own. */
  interface Part {
    void run(Actor actor, Party party) throws Exception;
  }

  void immortal(String name, Part part) {
    Actor actor = run.actor(name);
    long owner = actors.size() + 1L;
    actors.add(actor);
    Party party = parties.add(actor);
    actor.onDeath(() -> toTell |= cell.word(MistakenCell.STATE).value() >>> 1 == owner);
    Actor _ = actor.start(() -> part.run(actor, party));
  }

  void mortal(String name, Part part) {
    immortal(name, part);
    Actor _ = actors.getLast().mortal();
  }

  /** One that comes when all others have ended. */
  void last(Part part) {
    List<Actor> others = List.copyOf(actors);
    immortal("last", (actor, party) -> {
      actor.await(() -> others.stream().allMatch(Actor::isDone));
      part.run(actor, party);
    });
  }

  boolean has(Mistake which) {
    return mistake == which;
  }

  /** Called by who has just got it. */
  void enter(boolean told) {
    assertThat(holder.filter(h -> !h.isDead())).as("another holder").isEmpty();
    assertThat(told).as("told of a death").isEqualTo(toTell);
    holder = Optional.of(Actor.current());
    toTell = false;
  }

  /** Called by who is about to give it back. */
  void leave() {
    assertThat(holder).as("the holder").contains(Actor.current());
    holder = Optional.empty();
  }

  /** The first run that fails, with as few deviations and blows as it takes. */
  static Optional<String> find(int deviations, int blows, Interleavings.Scene scene) {
    return IntStream.rangeClosed(0, deviations + blows)
        .boxed()
        .flatMap(sum -> IntStream.rangeClosed(0, Math.min(sum, blows))
            .filter(b -> sum - b <= deviations)
            .mapToObj(b -> new Interleavings(sum - b, b)))
        .flatMap(all -> all.findFailure(scene).stream())
        .findFirst();
  }
}
