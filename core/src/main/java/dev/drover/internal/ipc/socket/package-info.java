/**
 * Messages over sockets between processes of which neither is the other's parent: proof of a key on both sides, bounds
 * on what is read before it, an end that is told. {@link dev.drover.internal.ipc.socket.Reception} lets in, {@link
 * dev.drover.internal.ipc.socket.MessageLink} carries. The protocol is described in the README beside this file.
 */
@NullMarked
package dev.drover.internal.ipc.socket;

import org.jspecify.annotations.NullMarked;
