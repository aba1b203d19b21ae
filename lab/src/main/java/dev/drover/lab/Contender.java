package dev.drover.lab;

import java.time.Duration;
import java.util.List;

/**
 * Something that does the work of an experiment.
 *
 * @param name unique in its experiment
 * @param role Drover's, somebody else's, or the plain code that both are held against
 * @param bar what it has to reach
 * @param opener starts it
 */
record Contender(String name, Role role, Bar bar, Opener opener) {
  /** Whose it is. */
  enum Role {
    DROVER,
    PEER,
    FLOOR
  }

  /** Starts a contender; how long that takes is not measured. */
  interface Opener {
    Probe open() throws Exception;

    /** Of one that can't be run by itself: its experiment measures it together with others. */
    static Opener never(String why) {
      return () -> {
        throw new NotRunException(why);
      };
    }
  }

  static Contender drover(String name, Bar bar, Opener opener) {
    return new Contender("drover " + name, Role.DROVER, bar, opener);
  }

  static Contender peer(String name, Opener opener) {
    return new Contender(name, Role.PEER, new Bar.None(), opener);
  }

  static Contender floor(String name, Opener opener) {
    return new Contender(name, Role.FLOOR, new Bar.None(), opener);
  }

  /** A case of a script that serves rounds. */
  static Contender python(Python python, String name, Duration pause, String script, String... arguments) {
    return peer("python " + name, () -> python.serve(script, pause, arguments));
  }

  /** The same, not run where Python lacks a package. */
  Contender needs(Python python, String module) {
    return new Contender(name, role, bar, () -> {
      python.require(module);
      return opener.open();
    });
  }
}
