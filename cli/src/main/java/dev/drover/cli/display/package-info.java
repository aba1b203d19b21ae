/**
 * What people see on standard error: progress, failures as they happen, the summary.
 */
@NullMarked
package dev.drover.cli.display;

import org.jspecify.annotations.NullMarked;
