/**
 * Drawings of figures as SVG: pure functions from numbers to text, without script and without anything from elsewhere.
 *
 * <p>Colours come from classes that the page defines, so that one drawing is readable in a light and in a dark page.
 */
@NullMarked
package dev.drover.lab.plot;

import org.jspecify.annotations.NullMarked;
