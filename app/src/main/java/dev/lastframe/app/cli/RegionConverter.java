package dev.lastframe.app.cli;

import dev.lastframe.core.capture.CaptureTarget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code X,Y,WxH} in device pixels. */
final class RegionConverter implements ITypeConverter<CaptureTarget.Region> {

    private static final Pattern SHAPE =
            Pattern.compile("(-?\\d{1,6}),(-?\\d{1,6}),(\\d{1,6})x(\\d{1,6})");

    @Override
    public CaptureTarget.Region convert(String text) {
        Matcher m = SHAPE.matcher(text.strip());
        if (!m.matches()) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a region: write X,Y,WxH, for example 0,0,1280x720");
        }
        int width = Integer.parseInt(m.group(3));
        int height = Integer.parseInt(m.group(4));
        if (width == 0 || height == 0) {
            throw new TypeConversionException("the region \"" + text + "\" is empty");
        }
        return new CaptureTarget.Region(
                Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), width, height);
    }
}
