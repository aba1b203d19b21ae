/**
 * The AOT cache from which the JVM of a worker starts: where it is kept, how it is trained. Runs in the parent only.
 *
 * <p>The JVM writes the cache itself (JEP 483, 514 and 515): after a training run it keeps the classes that were loaded, their
 * links, and what it had measured of their methods. It is valid for one build of the JDK and for class paths that begin
 * with the jar that it was trained on; of another one the JVM takes no notice.
 */
@NullMarked
package dev.drover.internal.start;

import org.jspecify.annotations.NullMarked;
