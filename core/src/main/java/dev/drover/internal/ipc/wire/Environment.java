package dev.drover.internal.ipc.wire;

/** The names of the environment variables by which a parent tells a worker what it has to know before it can connect. */
public final class Environment {
  /** The worker's number in the parent's run. */
  public static final String WORKER = "DROVER_WORKER";

  /** The path of the socket. */
  public static final String SOCKET = "DROVER_SOCKET";

  /** The path of the status block. */
  public static final String STATUS = "DROVER_STATUS";

  /** The path of the file of rings; not set if all goes through the socket. */
  public static final String RINGS = "DROVER_RINGS";

  /** The path of the file behind descriptor 1. */
  public static final String OUT = "DROVER_OUT";

  /** The path of the file behind descriptor 2. */
  public static final String ERR = "DROVER_ERR";

  /** The secret. */
  public static final String SECRET = "DROVER_SECRET";

  /** Set if the worker has been made the leader of a session of its own. */
  public static final String SESSION = "DROVER_SESSION";

  private Environment() {}
}
