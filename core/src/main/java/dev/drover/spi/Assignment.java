package dev.drover.spi;

/**
 * A batch and where to report on it.
 *
 * @param batch what to run
 * @param report for the one who runs it
 */
public record Assignment(Batch batch, BatchReport report) {}
