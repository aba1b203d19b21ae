package dev.drover.internal.backend.process;

import java.util.List;

/**
 * All by which the process of one worker differs from that of another before it is told anything. Two with equal recipes can
 * stand in for one another; whatever else belongs to a pool comes with the welcome.
 *
 * @param command the whole command line, as the user's launcher has wrapped it
 * @param heap that the command line gives it, in bytes
 * @param trained whether it starts from a cache
 * @param rings whether it is to be spoken to through rings
 */
record Recipe(List<String> command, long heap, boolean trained, boolean rings) {
  Recipe {
    command = List.copyOf(command);
  }
}
