package dev.drover.cli.record;

import dev.drover.cli.disk.PrivateFolder;
import dev.drover.cli.input.Item;
import dev.drover.cli.input.Source;
import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The records of the newest runs: a folder of the user's alone with a file for each, {@code <id>.run}. */
public final class Records {
  static final String SUFFIX = ".run";
  static final int KEPT = 20;
  private static final String PART = ".part";
  /** What a killed run left; a run that lasts longer loses its record. */
  private static final Duration OLD_PART = Duration.ofDays(7);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Optional<Path> folder;

  /**
   * Those of a user.
   *
   * @param state the user's state folder; empty if there is none, and then there are no records
   */
  public Records(Optional<Path> state) {
    this.folder = state.map(s -> s.resolve("runs"));
  }

  /**
   * Begins the record of a run.
   *
   * @param head what is run
   * @return never fails: where nothing can be written it writes nothing
   */
  public Recorder begin(RunRecord.Head head) {
    Recorder recorder = new Recorder();
    if (folder.isPresent()) {
      try {
        PrivateFolder.make(folder.get());
        trim(folder.get());
        String id = TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-" + ProcessHandle.current().pid();
        recorder.begin(id, folder.get().resolve(id + PART), head);
      } catch (IOException e) {
        recorder.giveUp(e);
      }
    }
    return recorder;
  }

  /** The names begin with the time. Another process may trim at the same moment. */
  private static void trim(Path folder) throws IOException {
    List<Path> all = list(folder);
    List<Path> runs = all.stream().filter(f -> f.toString().endsWith(SUFFIX)).toList();
    for (Path old : runs.subList(Math.min(KEPT - 1, runs.size()), runs.size())) {
      Files.deleteIfExists(old);
    }
    for (Path part : all) {
      if (part.toString().endsWith(PART) && isOld(part)) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static boolean isOld(Path part) {
    try {
      return Files.getLastModifiedTime(part).toInstant().isBefore(Instant.now().minus(OLD_PART));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Newest first. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed()).toList();
    }
  }

  private List<String> ids() {
    try {
      return folder.isEmpty() || !Files.isDirectory(folder.get())
          ? List.of()
          : list(folder.get()).stream()
              .map(f -> f.getFileName().toString())
              .filter(name -> name.endsWith(SUFFIX))
              .map(name -> name.substring(0, name.length() - SUFFIX.length()))
              .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Finds a run.
   *
   * @param id its name; empty for the newest
   * @return the record
   * @throws Problem if there is no such run, or its record can't be read
   */
  public RunRecord find(Optional<String> id) {
    List<String> ids = ids();
    if (ids.isEmpty()) {
      throw Problem.usage("there is no run to retry%s; a run is recorded when it ends, and the newest %d are kept"
          .formatted(folder.map(f -> " in " + f).orElse(": this user has no home folder"), KEPT));
    }
    String wanted = id.orElse(ids.getFirst());
    if (!ids.contains(wanted)) {
      throw Problem.usage("there is no run '%s'; %s".formatted(
          wanted, Suggest.didYouMean(wanted, ids, "the newest are " + String.join(", ", ids.stream().limit(3).toList()))));
    }
    return read(wanted, folder.orElseThrow().resolve(wanted + SUFFIX));
  }

  private static RunRecord read(String id, Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      RunRecord.Head head = head(in);
      return new RunRecord(id, head, new Failed(id, items(in)));
    } catch (IOException e) {
      throw Problem.cannotRun("the record of run '%s' can't be read: %s; remove %s and retry another one"
          .formatted(id, e.getMessage(), file));
    }
  }

  private static RunRecord.Head head(BufferedReader in) throws IOException {
    if (!Lines.VERSION.equals(in.readLine())) {
      throw new IOException("it is no record, or one of another version");
    }
    Map<String, String> single = new HashMap<>();
    Map<String, String> options = new HashMap<>();
    for (String line = in.readLine(); !Lines.ITEMS.equals(line); line = in.readLine()) {
      List<String> fields = line == null ? List.of() : Lines.fields(line);
      if (fields.size() == 3 && fields.getFirst().equals(Lines.OPTION)) {
        options.put(fields.get(1), fields.get(2));
      } else if (fields.size() == 2) {
        single.put(fields.get(0), fields.get(1));
      } else {
        throw new IOException("its head is damaged");
      }
    }
    return new RunRecord.Head(
        Path.of(single.getOrDefault(Lines.DIRECTORY, "")),
        single.getOrDefault(Lines.JOB, ""),
        options,
        Lines.natural(single.getOrDefault(Lines.INPUTS, "")));
  }

  private static List<Item> items(BufferedReader in) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      items.add(Lines.item(line));
    }
    return items;
  }

  /** The failed items of a record. */
  private record Failed(String id, List<Item> items) implements Source {
    @Override
    public Iterator<Item> iterator() {
      return items.iterator();
    }

    @Override
    public OptionalLong count() {
      return OptionalLong.of(items.size());
    }

    @Override
    public String description() {
      return "failed items of run " + id;
    }
  }
}
