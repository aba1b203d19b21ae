/**
 * Values to bytes and back, in both processes.
 *
 * <p>What people send most (numbers, strings, arrays, lists, maps, records, enums, times) has a short form of its own;
 * everything else, lambdas included, goes through JDK serialisation behind a filter. {@link
 * dev.drover.internal.codec.ObjectCodec} is the entry, {@link dev.drover.internal.codec.ParentClasses} and {@link
 * dev.drover.internal.codec.WorkerClasses} say where classes come from on either side. The format is described in the
 * README beside this file.
 */
@NullMarked
package dev.drover.internal.codec;

import org.jspecify.annotations.NullMarked;
