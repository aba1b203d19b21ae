package dev.drover.internal.backend.process;

import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.Assignment;
import dev.drover.spi.Batch;
import java.util.List;
import java.util.Optional;

/** A batch of one small item, encoded in the thread that brings it. */
/*
 * That thread may wait for nothing else, and nobody could relieve it. So only what our own code writes in next to no time is
 * encoded here, and only with a function that has been looked at before; all else is for the feeder, see Encoding.
 */
final class Passage {
  private static final long LARGEST = 2048;

  private Passage() {}

  /** Empty if it is for the feeder. */
  static Optional<Outgoing> of(Site site, Assignment assignment) {
    Batch batch = assignment.batch();
    if (batch.size() != 1 || batch.alone() || batch.freshHeap() > 0 || assignment.report().cancelled(0)) {
      return Optional.empty();
    }
    Object input = batch.inputs().getFirst();
    return ObjectCodec.isQuick(input)
        ? site.functions().quick(batch.work()).flatMap(f -> items(site, input).map(items -> Outgoing.of(batch, f, items)))
        : Optional.empty();
  }

  private static Optional<List<Frame.Input>> items(Site site, Object input) {
    Inputs inputs = new Inputs(1);
    if (ObjectCodec.isSmallScalar(input)) {
      inputs.add(0, input);
    } else {
      site.functions().quick(input).ifPresent(payload -> inputs.add(0, payload));
    }
    List<Frame.Input> all = inputs.all();
    boolean small = all.size() == 1 && all.getFirst().cargo().held().filter(p -> p.size() <= LARGEST).isPresent();
    return small ? Optional.of(all) : Optional.empty();
  }
}
