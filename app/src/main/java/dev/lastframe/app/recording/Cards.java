package dev.lastframe.app.recording;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/**
 * Holds the cards under the status bar, as high as they are; scrolls only where the screen ends.
 */
final class Cards extends ScrollPane {

    private static final double LEAST_HEIGHT = 96;

    private final VBox content;
    private double most = Double.MAX_VALUE;

    Cards(Node... cards) {
        content = new VBox(cards);
        setContent(content);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        getStyleClass().add("cards");
    }

    /** Takes no more height than this. */
    void atMost(double height) {
        most = Math.max(LEAST_HEIGHT, height);
        setFocusTraversable(content.prefHeight(getWidth()) > most);
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.min(most, content.prefHeight(width));
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }
}
