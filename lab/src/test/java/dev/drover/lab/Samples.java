package dev.drover.lab;

import java.util.List;

/** Made-up measurements. */
final class Samples {
  private Samples() {}

  static Contender drover(Bar bar) {
    return Contender.drover("threads", bar, Samples::never);
  }

  static Contender peer(String name) {
    return Contender.peer(name, Samples::never);
  }

  private static Probe never() throws NotRunException {
    throw new NotRunException("made up");
  }

  static Experiment experiment(Unit unit, Contender... contenders) {
    return new Fixed(unit, List.of(contenders));
  }

  private record Fixed(Unit unit, List<Contender> who) implements Experiment {
    @Override
    public String name() {
      return "made-up";
    }

    @Override
    public String what() {
      return "nothing at all";
    }

    @Override
    public int items(Scale scale) {
      return 1;
    }

    @Override
    public List<Contender> contenders(Scale scale, Python python) {
      return who;
    }
  }
}
