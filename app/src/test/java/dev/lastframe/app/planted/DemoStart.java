package dev.lastframe.app.planted;

import javafx.application.Application;

/** Starts the demonstration: on the class path a main class must be no application itself. */
final class DemoStart {

    private DemoStart() {}

    /**
     * Runs until it is ended.
     *
     * @param args the application's log, and the file for what is true
     */
    public static void main(String[] args) {
        Application.launch(DemoShop.class, args);
    }
}
