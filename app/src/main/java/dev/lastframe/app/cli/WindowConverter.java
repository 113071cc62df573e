package dev.lastframe.app.cli;

import dev.lastframe.core.capture.CaptureTarget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a window's number, decimal or hexadecimal with {@code 0x}. */
final class WindowConverter implements ITypeConverter<CaptureTarget.Window> {

    private static final Pattern SHAPE = Pattern.compile("0[xX]([0-9a-fA-F]{1,15})|([0-9]{1,18})");
    private static final int HEXADECIMAL = 16;

    @Override
    public CaptureTarget.Window convert(String text) {
        Matcher m = SHAPE.matcher(text.strip());
        if (!m.matches()) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a window: write its number, for example 0x1a00007");
        }
        long id = m.group(1) == null ? Long.parseLong(m.group(2)) : hexadecimal(m.group(1));
        if (id < 1 || id > CaptureTarget.Window.MOST_ID) {
            throw new TypeConversionException("no window has the number " + text.strip());
        }
        return new CaptureTarget.Window(id);
    }

    private static long hexadecimal(String digits) {
        return Long.parseLong(digits, HEXADECIMAL);
    }
}
