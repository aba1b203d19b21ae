package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.ThrownCodec;
import dev.drover.spi.BackendContext;

/**
 * What all workers of a backend share.
 *
 * @param context of the pool
 * @param home where their files are
 * @param classes that they may ask for
 * @param codec for inputs and results
 * @param thrownCodec for exceptions
 * @param functions as they are sent
 * @param printer for what items print
 * @param starts how often a start failed
 * @param watchdog who looks after them
 * @param tally for the statistics
 */
record Site(
    BackendContext context,
    Home home,
    ParentClasses classes,
    ObjectCodec codec,
    ThrownCodec thrownCodec,
    Functions functions,
    Printer printer,
    Starts starts,
    Watchdog watchdog,
    Tally tally) {

  static Site of(BackendContext context) {
    ParentClasses classes = new ParentClasses();
    ObjectCodec codec = new ObjectCodec(classes);
    return new Site(
        context, new Home(), classes, codec, new ThrownCodec(codec), new Functions(codec),
        new Printer(context.options().output()), new Starts(), new Watchdog(), new Tally());
  }

  void tell(Event event) {
    context.events().on(event);
  }

  String threadName(String role) {
    return context.options().name() + "-" + role;
  }
}
