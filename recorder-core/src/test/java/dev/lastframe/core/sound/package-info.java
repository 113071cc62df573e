@NullMarked
package dev.lastframe.core.sound;

import org.jspecify.annotations.NullMarked;
