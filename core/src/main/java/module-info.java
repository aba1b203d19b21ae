/**
 * Drover: parallel work for the JVM that can't be broken.
 *
 * <p>Needs nothing but {@code java.base} at run time.
 */
module dev.drover {
  requires static org.jspecify;

  exports dev.drover.event;
  exports dev.drover.spi;
  exports dev.drover.task;

  uses dev.drover.spi.BackendProvider;
  uses dev.drover.spi.Codec;
  uses dev.drover.spi.Launcher;
}
