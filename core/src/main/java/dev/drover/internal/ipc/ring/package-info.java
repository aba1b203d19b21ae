/**
 * Bytes between a parent and its worker through shared memory, under the frames of {@code ipc.wire}. Runs in both. The README
 * beside the sources has the protocol, its races and why they are harmless.
 */
@NullMarked
package dev.drover.internal.ipc.ring;

import org.jspecify.annotations.NullMarked;
