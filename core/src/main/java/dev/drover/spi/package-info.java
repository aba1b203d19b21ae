/**
 * For those who write a backend, a codec or a launcher.
 *
 * <p>The engine schedules, retries and orders; a {@link dev.drover.spi.Backend} only runs batches. Backends are found
 * through {@link java.util.ServiceLoader}, so nothing in the engine names one.
 */
@NullMarked
package dev.drover.spi;

import org.jspecify.annotations.NullMarked;
