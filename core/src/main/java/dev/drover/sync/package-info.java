/**
 * Locks and meeting points of processes: as those of {@link java.util.concurrent}, between the threads of all processes
 * of a run.
 *
 * <p>Each is passed by reference: inside a function, an item, a result, an option or a collection, to workers, children
 * and back.
 *
 * <pre>{@code
 * try (SharedLock lock = SharedLock.create(); Pool pool = Pool.processes(4)) {
 *   pool.forEach(pages, page -> {
 *     String text = read(page);
 *     lock.lock();
 *     try {
 *       append(text);
 *     } finally {
 *       lock.unlock();
 *     }
 *   });
 * }
 * }</pre>
 *
 * <p><b>Death.</b> A process that dies loses nothing for the others. Its lock goes to the next one, which is told by
 * {@code isAbandoned()}. Its permits are given back. A barrier at which it waits is broken. What is seen as the death
 * of a holder is the end of its process; a thread that ends without unlocking keeps its lock, as it does in
 * {@code java.util.concurrent}.
 *
 * <p><b>Waiting.</b> A thread that waits looks at once for a moment and then sleeps for up to a millisecond between two
 * looks. It hears interrupts where the method says so, and times out to within a fraction of a millisecond of an idle
 * machine. Who has waited for some milliseconds is preferred to who comes.
 *
 * <p><b>Life.</b> An object lives until the process that made it closes it, or until that and all others that use it
 * are gone.
 */
@NullMarked
package dev.drover.sync;

import org.jspecify.annotations.NullMarked;
