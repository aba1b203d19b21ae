package dev.drover.jobs;

import dev.drover.task.Fn;
import java.nio.file.Path;

/** A job that is nothing more than its four parts. */
record NamedJob(String name, String summary, String resultSuffix, Fn<Path, byte[]> function) implements Job {}
