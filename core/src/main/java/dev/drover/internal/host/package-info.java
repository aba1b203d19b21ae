/**
 * What this process is given by the machine it runs on: memory, processors, a debugger. Read from files, never guessed. And
 * the folders of its user, and its log.
 */
@NullMarked
package dev.drover.internal.host;

import org.jspecify.annotations.NullMarked;
