package dev.drover.cli;

import java.util.List;
import java.util.Locale;

/**
 * The options of the command: each is declared here once, with its names, its value and its help. The environment name
 * follows from the long name: {@code --keep-order} is {@code DROVER_KEEP_ORDER}.
 */
enum Opt {
  ARG_FILE(Group.INPUTS, "-a", "--arg-file", "FILE", "One input a line of FILE; - is standard input"),
  NULL(Group.INPUTS, "-0", "--null", "", "Inputs end with a zero byte, as find -print0 writes them"),
  RANGE(Group.INPUTS, "", "--range", "A..B", "The whole numbers from A to B"),
  CLASSPATH(Group.INPUTS, "", "--classpath", "PATH", "Folders and jars with the classes that JOB needs"),

  JOBS(Group.WHERE, "-j", "--jobs", "N", "Items at a time: 8, 100%% of the cores, -1 for all, -2 for all but one"),
  ON(Group.WHERE, "", "--on", "WHERE", "auto, inline, threads, virtual, processes (default: auto)"),
  BATCH(Group.WHERE, "", "--batch", "N", "Items handed over at a time, or auto (default: auto)"),
  MEMORY(Group.WHERE, "", "--memory", "SIZE", "Heap of each worker process: 512m"),
  RESIDENT_LIMIT(
      Group.WHERE, "", "--resident-limit", "SIZE", "Kills a worker that takes more with all that it starts: 2g"),
  MEMFREE(Group.WHERE, "", "--memfree", "SIZE", "Starts no further item while less memory is free: 1g"),
  LOAD(
      Group.WHERE, "", "--load", "MAX", "Starts none while more threads than MAX want a core: 8, or 100%% of the cores"),

  TIMEOUT(Group.SAFETY, "", "--timeout", "TIME", "Stops an item that runs longer: 500ms, 30s, 2m, 1h, or 300%% of the median"),
  DEADLINE(Group.SAFETY, "", "--deadline", "TIME", "Stops the whole run after that time"),
  RETRIES(Group.SAFETY, "", "--retries", "N", "Tries an item that fails N times more"),
  BACKOFF(Group.SAFETY, "", "--backoff", "TIME", "Pause before the first retry; doubles each time"),
  SPECULATE(
      Group.SAFETY, "", "--speculate", "N%",
      "Starts what takes longer, 300%% of the median, once more on an idle worker"),
  HALT(Group.SAFETY, "", "--halt", "WHEN", "Stops early: never, or now|soon,fail|success|done=N or N%%"),

  OUT(Group.RESULTS, "-o", "--out", "DIR", "Writes each result to a file in DIR that mirrors the inputs' tree"),
  OUTPUT(Group.RESULTS, "", "--output", "FORM", "text, jsonl or none (default: text)"),
  KEEP_ORDER(Group.RESULTS, "-k", "--keep-order", "", "Results in the order of the inputs"),
  TAG(Group.RESULTS, "", "--tag", "", "Begins each line of a result with its input"),

  FRESH(Group.STATE, "", "--fresh", "", "Neither uses nor remembers how long items of JOB take"),

  PROGRESS(Group.DISPLAY, "", "--progress", "FORM", "auto, bar, lines, json or none (default: auto)"),
  COLOR(Group.DISPLAY, "", "--color", "WHEN", "auto, always or never (default: auto)"),
  QUIET(Group.DISPLAY, "-q", "--quiet", "", "Says nothing but errors"),
  VERBOSE(Group.DISPLAY, "-v", "--verbose", "", "Shows what items print, all failures, and stacks"),

  DRY_RUN(Group.INSIGHT, "", "--dry-run", "", "Counts the inputs and shows the plan; starts nothing"),
  EXPLAIN(Group.INSIGHT, "", "--explain", "", "Says at the end why it ran where it did"),
  DEBUG_WORKER(Group.INSIGHT, "", "--debug-worker", "N", "The Nth worker process waits for a debugger; timeouts are off"),
  INLINE(Group.INSIGHT, "", "--inline", "", "With retry: one by one in this process, without limits, for a debugger"),
  VERSION(Group.INSIGHT, "", "--version", "", "Prints the version"),
  HELP(Group.INSIGHT, "-h", "--help", "", "Prints this help");

  /** The headings of the help. */
  enum Group {
    INPUTS("Inputs"),
    WHERE("Where and how many"),
    SAFETY("Safety"),
    RESULTS("Results"),
    STATE("State"),
    DISPLAY("Display"),
    INSIGHT("Insight");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  private final Group group;
  private final String shortName;
  private final String longName;
  private final String label;
  private final String help;

  Opt(Group group, String shortName, String longName, String label, String help) {
    this.group = group;
    this.shortName = shortName;
    this.longName = longName;
    this.label = label;
    this.help = help;
  }

  Group group() {
    return group;
  }

  String longName() {
    return longName;
  }

  /** What it is called in messages: the short name if it has one. */
  String shown() {
    return shortName.isEmpty() ? longName : shortName;
  }

  List<String> names() {
    return shortName.isEmpty() ? List.of(longName) : List.of(shortName, longName);
  }

  boolean isFlag() {
    return label.isEmpty();
  }

  String label() {
    return label;
  }

  String help() {
    return help;
  }

  /** The environment variable that stands for it where the command line does not name it. */
  String environmentName() {
    return "DROVER_" + longName.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  boolean hasEnvironmentName() {
    return this != HELP && this != VERSION && this != INLINE;
  }
}
