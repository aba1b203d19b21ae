package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import dev.drover.jobs.Job;
import dev.drover.jobs.Jobs;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Turns the JOB of a command line into a function.
 *
 * <table>
 * <caption>What a JOB can be</caption>
 * <tr><td>{@code p -> ...}</td><td>a lambda: its text has an arrow</td></tr>
 * <tr><td>{@code pdf-text}</td><td>a built-in job</td></tr>
 * <tr><td>{@code File.java}</td><td>a source file</td></tr>
 * <tr><td>{@code pkg.Class::method}</td><td>a method, static or of the input itself</td></tr>
 * <tr><td>{@code pkg.Class}</td><td>a class that implements {@code Fn} or has a static {@code run}</td></tr>
 * </table>
 */
public final class FunctionResolver {
  private final Workshop workshop;

  private FunctionResolver(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * A resolver.
   *
   * @param classPath the text of {@code --classpath}, may be empty
   * @param cache the folder for compiled functions; empty for none
   * @return the resolver
   */
  public static FunctionResolver of(String classPath, Optional<Path> cache) {
    return new FunctionResolver(new Workshop(Workshop.parseClassPath(classPath), new ClassCache(cache)));
  }

  /**
   * Finds or makes the function.
   *
   * @param job as typed
   * @param shape what is known of the inputs
   * @return the function
   * @throws Problem if there is none; the message says why
   */
  public ResolvedFunction resolve(String job, InputShape shape) {
    if (Lambda.looksLikeOne(job)) {
      return new LambdaResolver(workshop).resolve(job, shape);
    }
    return Jobs.find(job).map(found -> builtIn(found, shape)).orElseGet(() -> named(job, shape));
  }

  private static ResolvedFunction builtIn(Job job, InputShape shape) {
    if (shape.natural() == Natural.NUMBER) {
      throw Problem.usage("job %s works on files, and a range gives numbers; name files: drover %s 'in/**/*'"
          .formatted(job.name(), job.name()));
    }
    ResolvedFunction plain = ResolvedFunction.of(
        job.function(), Natural.PATH, ParameterType.PATH, false, "built-in job " + job.name());
    return new ResolvedFunction(
        plain.function(), plain.natural(), plain.takesText(), false, plain.description(),
        Optional.of(job.resultSuffix()));
  }

  private ResolvedFunction named(String job, InputShape shape) {
    if (job.endsWith(".java")) {
      return new SourceResolver(workshop).resolve(job, shape);
    }
    int colons = job.indexOf("::");
    if (colons > 0 && colons + 2 < job.length()) {
      return new ClassResolver(workshop).method(job.substring(0, colons), job.substring(colons + 2), shape);
    }
    if (job.indexOf('.') > 0 || (!job.isEmpty() && Character.isUpperCase(job.charAt(0)))) {
      return new ClassResolver(workshop).type(job, shape);
    }
    throw Problem.usage("there is no job '%s'; %s".formatted(job, Suggest.didYouMean(
        job,
        Jobs.all().stream().map(Job::name).toList(),
        "'drover jobs' lists them, and a function is typed as 'p -> ...'")));
  }
}
