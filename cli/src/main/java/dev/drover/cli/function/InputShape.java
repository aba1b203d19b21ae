package dev.drover.cli.function;

/**
 * What is known of the inputs before the function is: it settles the type of a parameter that has none.
 *
 * @param natural what they are
 * @param because why, for messages: {@code the inputs are files}
 */
public record InputShape(Natural natural, String because) {}
