package dev.lastframe.app.control;

import com.fasterxml.jackson.databind.JsonNode;

/** A running Lastframe. Called by a virtual thread for each request; may block. */
@FunctionalInterface
public interface Instance {

    /** Does what is asked, or says why not; see {@link Reply}. */
    JsonNode answer(Request request) throws InterruptedException;
}
