/** What threads of every stage need of the system. Holds nothing; sees nothing of the project. */
@NullMarked
package dev.lastframe.core.threads;

import org.jspecify.annotations.NullMarked;
