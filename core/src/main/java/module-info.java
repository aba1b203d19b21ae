/**
 * Drover: parallel work for the JVM that can't be broken.
 *
 * <p>Needs nothing but {@code java.base} at run time.
 */
module dev.drover {
  requires static org.jspecify;

  exports dev.drover;
  exports dev.drover.event;
  exports dev.drover.shared;
  exports dev.drover.spi;
  exports dev.drover.sync;
  exports dev.drover.task;

  uses dev.drover.spi.BackendProvider;
  uses dev.drover.spi.Codec;
  uses dev.drover.spi.Launcher;

  provides dev.drover.spi.BackendProvider with
      dev.drover.internal.backend.local.InlineBackendProvider,
      dev.drover.internal.backend.local.ThreadBackendProvider,
      dev.drover.internal.backend.local.VirtualBackendProvider,
      dev.drover.internal.backend.process.ProcessBackendProvider;
}
