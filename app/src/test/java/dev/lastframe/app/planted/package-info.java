/** A small application with bugs that are known, and reports of them. */
package dev.lastframe.app.planted;
