package dev.drover.lab;

import java.util.List;

/** A row of the bars, with everybody who takes part. */
interface Experiment {
  /** What it is called on the command line. */
  String name();

  /** What is measured, in one line. */
  String what();

  /** How its figures are shown. */
  default Unit unit() {
    return Unit.TIME;
  }

  /** How many items one work has: a single thing that takes time, unless it is a map. */
  default int items(Scale scale) {
    return 1;
  }

  /** Who takes part, in the order of the turns. */
  List<Contender> contenders(Scale scale, Python python);

  /** Measures them: in turn, unless the experiment has a tool of its own for that. */
  default Result measure(Scale scale, Python python) {
    return new Result(this, items(scale), new Turns(scale, items(scale)).measure(contenders(scale, python)));
  }
}
