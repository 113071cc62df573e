package dev.lastframe.core.testing;

import java.util.List;

/**
 * All pictures that decoding a file gave, in the order of presentation.
 *
 * @param pictures none repeated and none left out
 */
public record DecodedVideo(List<DecodedPicture> pictures) {

    /** Keeps an own copy. */
    public DecodedVideo {
        pictures = List.copyOf(pictures);
    }

    /** The numbers read, in order; unreadable pictures left out, repetitions kept. */
    public List<Integer> numbers() {
        return pictures.stream()
                .filter(DecodedPicture::readable)
                .map(DecodedPicture::number)
                .toList();
    }

    /** Pictures of which a barcode could not be read. */
    public long unreadable() {
        return pictures.stream().filter(picture -> !picture.readable()).count();
    }

    /** Pictures whose two barcodes differ. */
    public long torn() {
        return pictures.stream().filter(DecodedPicture::torn).count();
    }

    /** The same with its times moved: for files that do not begin at 0. */
    public DecodedVideo shifted(long micros) {
        return new DecodedVideo(
                pictures.stream()
                        .map(picture ->
                                new DecodedPicture(
                                        picture.ptsMicros() + micros,
                                        picture.number(),
                                        picture.torn()))
                        .toList());
    }
}
