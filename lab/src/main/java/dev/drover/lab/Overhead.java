package dev.drover.lab;

import dev.drover.lab.jmh.NoOpItems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What an item costs that does nothing. Measured by JMH, which takes its forks one after another: here nobody takes turns. */
final class Overhead implements Experiment {
  private static final Contender.Opener NOT_ALONE = Contender.Opener.never("it is measured by JMH");
  private static final int FORKS = 2;

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public String what() {
    return "one no-op item of a map of 100,000 on threads (JMH)";
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    Bar bar = new Bar.AtMost(Duration.ofNanos(100));
    return List.of(
        Contender.drover("threads, progress on", bar, NOT_ALONE),
        Contender.drover("threads", new Bar.None(), NOT_ALONE),
        Contender.floor("java loop", NOT_ALONE),
        Contender.peer("java parallel stream", NOT_ALONE),
        Contender.peer("java thread pool", NOT_ALONE));
  }

  @Override
  public Result measure(Scale scale, Python python) {
    List<Series> all = new ArrayList<>();
    List<String> methods = NoOpItems.methods();
    List<Contender> contenders = contenders(scale, python);
    for (int i = 0; i < methods.size(); i++) {
      all.add(run(contenders.get(i), methods.get(i), scale));
    }
    return new Result(this, 1, all);
  }

  private static Series run(Contender contender, String method, Scale scale) {
    try {
      return Series.of(contender, 1, nanos(new Runner(options(method, scale)).runSingle()));
    } catch (RunnerException e) {
      return Series.notRun(contender, 1, e.toString());
    }
  }

  private static Options options(String method, Scale scale) {
    TimeValue time = TimeValue.milliseconds(3 * scale.budget().toMillis());
    return new OptionsBuilder()
        .include(NoOpItems.class.getName().replace(".", "\\.") + "\\." + method + "$")
        .forks(Math.min(FORKS, scale.rounds()))
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow") // JMH's own, and its warning would stand in the table
        .warmupIterations(2 * scale.warmUps())
        .warmupTime(time)
        .measurementIterations(scale.rounds())
        .measurementTime(time)
        .timeUnit(TimeUnit.NANOSECONDS)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static double[] nanos(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .toArray();
  }
}
