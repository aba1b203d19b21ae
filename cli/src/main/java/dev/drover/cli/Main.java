package dev.drover.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.List;

/** The {@code drover} command. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Surroundings surroundings = new Surroundings(
        System.getenv(), new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), System.err);
    System.exit(new Command(surroundings).execute(List.of(arguments)).code());
  }
}
