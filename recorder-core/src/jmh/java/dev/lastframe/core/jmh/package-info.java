/**
 * Microbenchmarks by JMH, compiled and run only by {@code mvn -Pbench}: each step of a frame beside
 * a plain copy of as many bytes.
 */
package dev.lastframe.core.jmh;
