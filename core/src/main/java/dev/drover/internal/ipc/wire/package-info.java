/**
 * What parent and worker say to each other: sealed frames on a {@link dev.drover.internal.ipc.wire.Channel}. Runs in both.
 * The README beside the sources has the layout and the races.
 */
@NullMarked
package dev.drover.internal.ipc.wire;

import org.jspecify.annotations.NullMarked;
