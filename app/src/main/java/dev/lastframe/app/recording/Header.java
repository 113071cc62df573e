package dev.lastframe.app.recording;

/**
 * What stands beside the large button.
 *
 * @param headline what to do, or the running time
 * @param detail what goes on, or how the last recording ended
 * @param recordable whether the button does something
 */
record Header(String headline, String detail, boolean recordable) {

    /** The same with another detail. */
    Header saying(String other) {
        return new Header(headline, other, recordable);
    }
}
