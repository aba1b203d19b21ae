/**
 * Numbers, arrays, memory, queues and objects that processes share, and connections between them.
 *
 * <p>A shared object is passed by reference: inside a function, an item, a result, an option or a collection, to
 * workers, children and back. Whoever gets it sees at once what others write into it.
 *
 * <pre>{@code
 * try (SharedLong hits = SharedLong.of(0); Pool pool = Pool.processes(4)) {
 *   pool.forEach(files, file -> hits.addAndGet(count(file)));
 *   System.out.println(hits.get());
 * }
 * }</pre>
 *
 * <p><b>Life.</b> An object is made by one process and lives until that closes it. It outlives its maker if another
 * process uses it: a child may return what it has made. Nothing is left when the last user ends, however it ends. Two
 * handles are equal if they are of one object.
 *
 * <p><b>Place.</b> The memory is mapped from files in {@code /dev/shm} if that has room, else in
 * {@code java.io.tmpdir}. When neither has room an {@link java.io.UncheckedIOException} says so.
 *
 * <p><b>Other machines, and processes that don't descend from one another</b> share no memory: they have a {@link
 * dev.drover.shared.Listener} and connections, or a {@link dev.drover.shared.Manager} that keeps objects for them.
 */
@NullMarked
package dev.drover.shared;

import org.jspecify.annotations.NullMarked;
