package dev.drover.testkit.fault;

/** What each kind does. */
final class Strikes {
  private Strikes() {}

  static Object strike(FaultKind kind, long amount) throws Exception {
    return switch (kind) {
      case CRASH -> NativeStrikes.abort();
      case SEGV -> NativeStrikes.writeToNull();
      case HANG -> TimeStrikes.sleep();
      case HANG_UNINTERRUPTIBLY -> TimeStrikes.spin();
      case OOM -> MemoryStrikes.fillHeap();
      case METASPACE -> MemoryStrikes.fillMetaspace();
      case DIRECT_MEMORY -> MemoryStrikes.fillDirectMemory();
      case STACK_OVERFLOW -> MemoryStrikes.fillStack();
      case EXIT -> ProcessStrikes.exit(amount);
      case HALT -> ProcessStrikes.halt(amount);
      case LEAK -> MemoryStrikes.leak(amount);
      case FORK_CHILD -> ProcessStrikes.forkChild();
      case PRINT_MUCH -> ProcessStrikes.print(amount);
      case SLOW_SERIALISE -> new SlowToWrite(amount);
      case SLOW_DESERIALISE -> new SlowToRead(amount);
      case THROWS_UNSERIALISABLE -> throw new UnreadableException("its readObject() throws");
      case RETURNS_UNSERIALISABLE -> new Unserialisable();
      case SIGSTOP_ITSELF -> ProcessStrikes.stop();
    };
  }
}
