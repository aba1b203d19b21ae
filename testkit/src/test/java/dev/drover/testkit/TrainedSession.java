package dev.drover.testkit;

import dev.drover.spi.BackendProvider;
import java.util.ServiceLoader;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Tests start many workers: trained once, they start in half the time. */
public final class TrainedSession implements LauncherSessionListener {
  /** For {@link ServiceLoader}. */
  public TrainedSession() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    ServiceLoader.load(BackendProvider.class).forEach(BackendProvider::train);
  }
}
