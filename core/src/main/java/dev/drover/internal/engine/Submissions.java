package dev.drover.internal.engine;

import dev.drover.internal.function.Functions;
import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.Work;
import dev.drover.task.TaskOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were submitted one by one: for each set of options one run, whose inputs are the tasks and whose function runs
 * its input. Such a run ends with the pool.
 *
 * <p>Tasks go out one at a time unless the caller asked for batches: one may wait for another, and must not sit in front of it.
 */
final class Submissions {
  private final Dispatcher dispatcher;
  private final Backend backend;
  private final Optional<Strategy.Limits> limits;

  // guarded by the dispatcher's lock
  private final Map<TaskOptions, Group> groups = new HashMap<>();
  private @Nullable Group latest;

  private record Group(TaskOptions options, Run run, SubmittedInputs inputs) {}

  Submissions(Dispatcher dispatcher, Backend backend, Optional<Strategy.Limits> limits) {
    this.limits = limits;
    this.dispatcher = dispatcher;
    this.backend = backend;
  }

  /** Under the lock; what it gives has to go when that is given up. */
  Optional<Express> add(Submission submission, TaskOptions options) {
    Group group = latest;
    if (group == null || !isOf(group, options)) {
      group = groups.computeIfAbsent(options, this::open);
      latest = group;
    }
    group.inputs.add(submission);
    return dispatcher.single(group.run);
  }

  /** Nearly always the very same options, so that their hash, which takes a while, is not asked for. */
  @SuppressWarnings("ReferenceEquality") // equal ones are found too, in the table
  private static boolean isOf(Group group, TaskOptions options) {
    return group.options == options;
  }

  private Group open(TaskOptions options) {
    SubmittedInputs inputs = new SubmittedInputs();
    TaskOptions oneByOne = options.batch().measured() ? options.batch(1) : options;
    Run run = new Run(
        Functions.runCall(), oneByOne, new FutureSink(), dispatcher, _ -> inputs, _ -> limits.map(this::pilot));
    dispatcher.started(run);
    run.share.open();
    return new Group(options, run, inputs);
  }

  /** Tasks are of any kind, so nothing is remembered of them. */
  private Pilot pilot(Strategy.Limits l) {
    return Pilot.ofSubmitted(Site.unknown(), l, dispatcher.now());
  }

  /** On the inline backend the thread that submits runs the task. */
  void runHere(TaskOptions options) {
    Run run = group(options).run;
    for (Optional<Assignment> batch = pick(run); batch.isPresent(); batch = pick(run)) {
      backend.runOne(batch.get());
    }
  }

  /** Runs one attempt of a task in this thread, if it is nowhere else; false if it is. */
  boolean runIfWaiting(Submission submission, TaskOptions options) {
    Optional<Assignment> waited = take(submission, group(options));
    waited.ifPresent(backend::runOne);
    return waited.isPresent();
  }

  private Optional<Assignment> take(Submission submission, Group group) {
    dispatcher.lock.lock();
    try {
      return dispatcher.pick(group.run, submission, group.inputs.remove(submission));
    } finally {
      dispatcher.unlock();
    }
  }

  private Optional<Assignment> pick(Run run) {
    dispatcher.lock.lock();
    try {
      return dispatcher.pickFrom(run);
    } finally {
      dispatcher.unlock();
    }
  }

  @SuppressWarnings("NullAway") // it was put in when the task was submitted, and stays
  private Group group(TaskOptions options) {
    dispatcher.lock.lock();
    try {
      return groups.get(options);
    } finally {
      dispatcher.unlock();
    }
  }

  void cancel(Submission submission, TaskOptions options, String reason) {
    Group group = group(options);
    boolean waited;
    dispatcher.lock.lock();
    try {
      waited = group.inputs.remove(submission);
      group.run.advance(); // it may have been the last, and then no slot comes by to notice
    } finally {
      dispatcher.unlock();
    }
    if (!waited) {
      backend.stop(group.run.work, i -> i == submission.index(), reason);
    }
  }

  void interrupt(Submission submission, TaskOptions options) {
    backend.interrupt(group(options).run.work, i -> i == submission.index());
  }

  boolean isRunning(Submission submission, TaskOptions options) {
    long index = submission.index();
    if (index < 0 || submission.abandoned()) {
      return false;
    }
    Work work = group(options).run.work;
    return backend.running().stream().anyMatch(r -> r.index() == index && r.work().id() == work.id());
  }

  /** No more will come. Under the lock. */
  void close() {
    for (Group group : groups.values()) {
      group.inputs.close();
      group.run.advance();
    }
  }

  /** Takes out what has not been handed out. Under the lock. */
  List<Submission> takeWaiting() {
    List<Submission> waiting = new ArrayList<>();
    for (Group group : groups.values()) {
      group.inputs.take(Integer.MAX_VALUE).forEach(t -> waiting.add((Submission) t));
    }
    return waiting;
  }
}
