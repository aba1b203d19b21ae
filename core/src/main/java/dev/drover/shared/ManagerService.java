package dev.drover.shared;

/** What serves objects: this process, or one that it has started. */
sealed interface ManagerService extends AutoCloseable permits ManagerServer, ManagerProcess {
  @Override
  void close();
}
