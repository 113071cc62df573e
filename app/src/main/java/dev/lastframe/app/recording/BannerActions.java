package dev.lastframe.app.recording;

import java.nio.file.Path;
import java.util.Optional;

/** Does what a banner's button promises. Called by the FX thread. */
final class BannerActions {

    private final RecordingViewModel model;
    private final Runnable chooseFolder;
    private final Runnable changeRegion;
    private final Runnable chooseKeys;

    /**
     * @param chooseFolder asks the person for a folder
     * @param changeRegion brings the person to the numbers of the region
     * @param chooseKeys brings the person to the shortcuts
     */
    BannerActions(
            RecordingViewModel model,
            Runnable chooseFolder,
            Runnable changeRegion,
            Runnable chooseKeys) {
        this.model = model;
        this.chooseFolder = chooseFolder;
        this.changeRegion = changeRegion;
        this.chooseKeys = chooseKeys;
    }

    void run(Banner.Action action, Optional<Path> file) {
        switch (action) {
            case NONE -> {}
            case CHOOSE_FOLDER -> chooseFolder.run();
            case CHOOSE_SCREEN -> model.chooseFirstScreen();
            case CHANGE_REGION -> changeRegion.run();
            case LOOK_AGAIN -> model.lookAtScreens();
            case RECORD_AGAIN -> model.press();
            case SHOW_FILE -> file.ifPresent(model.made().files()::show);
            case TAKE_BACK -> model.undoDelete();
            case TAKE_KEYS -> model.takeOfferedKeys();
            case CHOOSE_KEYS -> chooseKeys.run();
        }
    }

    /** The words on the button. */
    static String key(Banner.Action action) {
        return switch (action) {
            case NONE -> throw new IllegalArgumentException("no button");
            case CHOOSE_FOLDER -> "banner.chooseFolder";
            case CHOOSE_SCREEN -> "banner.chooseScreen";
            case CHANGE_REGION -> "banner.changeRegion";
            case LOOK_AGAIN -> "banner.lookAgain";
            case RECORD_AGAIN -> "banner.recordAgain";
            case SHOW_FILE -> "banner.showFile";
            case TAKE_BACK -> "banner.takeBack";
            case TAKE_KEYS -> "banner.takeKeys";
            case CHOOSE_KEYS -> "banner.chooseKeys";
        };
    }
}
