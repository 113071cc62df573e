package dev.lastframe.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a file and reads every picture's barcodes. {@code ffmpeg} decodes all of it but hands
 * over only the strips with the barcodes, so that an hour takes minutes and no memory to speak of.
 * Numbers and times come in the same order from the same pictures; that their counts are equal is
 * checked.
 */
final class BarcodeDecoder {

    private final StripCrop crop;
    private final BarcodeLayout layout;

    BarcodeDecoder(BarcodeLayout layout, int pictureWidth, int pictureHeight) {
        this.layout = layout;
        crop = StripCrop.of(layout, pictureWidth, pictureHeight);
    }

    /**
     * Decodes the file.
     *
     * @param strict options that decide what damage ends it with an exception
     */
    DecodedVideo decode(List<String> strict, Path video) {
        List<String> command = new ArrayList<>(List.of(Ffmpeg.ffmpeg().toString()));
        command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"));
        command.addAll(strict);
        command.addAll(List.of("-copyts", "-i", video.toString()));
        command.addAll(List.of("-filter_complex", filters(), "-map", "[strips]"));
        command.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:90000"));
        command.addAll(List.of("-f", "rawvideo", "pipe:1"));
        PictureTimes times = new PictureTimes();
        List<DecodedPicture> untimed = ChildProgram.run(command, times::take, this::readStrips);
        if (times.count() != untimed.size()) {
            throw new FfmpegException(
                    "%d pictures but %d times".formatted(untimed.size(), times.count()));
        }
        List<DecodedPicture> pictures = new ArrayList<>(untimed.size());
        for (int i = 0; i < untimed.size(); i++) {
            DecodedPicture each = untimed.get(i);
            pictures.add(new DecodedPicture(times.micros(i), each.number(), each.torn()));
        }
        return new DecodedVideo(pictures);
    }

    private String filters() {
        String part = "crop=%d:%d:%d:%d,format=gray";
        return ("[0:v:0]showinfo=checksum=0,split[t][b];"
                        + ("[t]" + part + "[top];")
                                .formatted(crop.width(), crop.height(), crop.x(), crop.topY())
                        + ("[b]" + part + "[bottom];")
                                .formatted(crop.width(), crop.height(), crop.x(), crop.bottomY()))
                // Real times would be rounded to a guessed frame rate, collide and be complained
                // of.
                + "[top][bottom]vstack,settb=1/90000,setpts=N[strips]";
    }

    private List<DecodedPicture> readStrips(InputStream output) throws IOException {
        StripReader reader = new StripReader(layout, crop);
        List<DecodedPicture> pictures = new ArrayList<>();
        byte[] strips = new byte[crop.bytes()];
        int read = output.readNBytes(strips, 0, strips.length);
        while (read == strips.length) {
            pictures.add(reader.read(strips, 0));
            read = output.readNBytes(strips, 0, strips.length);
        }
        return pictures;
    }
}
