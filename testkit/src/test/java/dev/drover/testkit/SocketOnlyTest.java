package dev.drover.testkit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contracts that lean most on the channel, with workers that are spoken to through sockets alone, without rings. */
class SocketOnlyTest {
  private static final String PROPERTY = "drover.channel";
  private static final String BACKEND = "processes";

  @BeforeAll
  static void choose() {
    System.setProperty(PROPERTY, "socket");
  }

  @AfterAll
  static void chooseAsBefore() {
    System.clearProperty(PROPERTY);
  }

  @Nested
  class Deaths extends WorkerDeathContract {
    @Override
    protected String backend() {
      return BACKEND;
    }
  }

  @Nested
  class Timeouts extends TimeoutContract {
    @Override
    protected String backend() {
      return BACKEND;
    }
  }

  @Nested
  class Maps extends MapContract {
    @Override
    protected String backend() {
      return BACKEND;
    }
  }

  @Nested
  class Travels extends TravelContract {
    @Override
    protected String backend() {
      return BACKEND;
    }
  }

  @Nested
  class Lifetimes extends WorkerLifetimeContract {
    @Override
    protected String backend() {
      return BACKEND;
    }
  }
}
