package dev.lastframe.app.bugreport;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Gives texts and files to other programs. Called by the FX thread. */
final class HandOverNodes {

    private HandOverNodes() {}

    /** Onto the desktop's clipboard; returns whether the desktop took it. */
    static boolean copy(ClipboardContent content) {
        return Clipboard.getSystemClipboard().setContent(content);
    }

    /** Lets a file be dragged out of the window by this node. */
    static void drag(Node node, Path file) {
        node.setOnDragDetected(event -> {
            Dragboard board = node.startDragAndDrop(TransferMode.COPY);
            board.setContent(content(file));
            event.consume();
        });
    }

    /** Lets a text be dragged out of the window by this node. */
    static void drag(Node node, String text) {
        node.setOnDragDetected(event -> {
            Dragboard board = node.startDragAndDrop(TransferMode.COPY);
            board.setContent(content(text));
            event.consume();
        });
    }

    static ClipboardContent content(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        return content;
    }

    static ClipboardContent content(Path file) {
        ClipboardContent content = new ClipboardContent();
        List<File> files = List.of(file.toFile());
        content.putFiles(files);
        return content;
    }
}
