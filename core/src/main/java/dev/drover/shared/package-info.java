/**
 * Numbers, arrays, memory and queues that processes share.
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
 */
@NullMarked
package dev.drover.shared;

import org.jspecify.annotations.NullMarked;
