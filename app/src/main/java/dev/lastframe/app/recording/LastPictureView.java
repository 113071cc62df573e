package dev.lastframe.app.recording;

import java.io.ByteArrayInputStream;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The recording made last as a small picture, with an icon where there is none. */
final class LastPictureView extends StackPane {

    private final Words words;
    private final ImageView picture = new ImageView();
    private final FontIcon icon = new FontIcon(Material2OutlinedMZ.MOVIE);
    private final Tooltip tip = Nodes.tip("");

    LastPictureView(LastPicture model, Words words) {
        this.words = words;
        setId("last-picture");
        getStyleClass().add("last-picture");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        picture.setFitWidth(LastPicture.WIDTH / 2.0);
        picture.setFitHeight(LastPicture.HEIGHT / 2.0);
        getChildren().addAll(icon, picture);
        Tooltip.install(this, tip);
        model.look().subscribe(this::show);
    }

    private void show(LastPicture.Look look) {
        byte[] png = new byte[look.png().remaining()];
        look.png().duplicate().get(png);
        picture.setImage(look.empty() ? null : new Image(new ByteArrayInputStream(png)));
        icon.setVisible(look.empty());
        icon.setIconCode(
                look.missing() ? Material2OutlinedAL.BROKEN_IMAGE : Material2OutlinedMZ.MOVIE);
        String text = words.text(look.missing() ? "last.missing" : "last.picture");
        setAccessibleText(text);
        tip.setText(text);
    }
}
