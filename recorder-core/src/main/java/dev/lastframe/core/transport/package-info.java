/**
 * The fields of a transport stream as the recorder writes it (ISO/IEC 13818-1), where they lie in a
 * buffer. Holds no state but a program's tables; sees nothing else of the project.
 */
@NullMarked
package dev.lastframe.core.transport;

import org.jspecify.annotations.NullMarked;
