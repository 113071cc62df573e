package dev.lastframe.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.GraphicsCard;

/**
 * The graphics cards and what drives them. OSHI knows the driver on Windows; on Linux it asks
 * programs that need not be there, and what it calls the version is the card's own: there the
 * kernel's list of cards says which driver each has. Callable from any thread; reads a few small
 * files.
 */
final class GraphicsFacts {

    /** Where Linux lists them. */
    static final Path CARDS = Path.of("/sys/class/drm");

    private static final Logger LOG = LoggerFactory.getLogger(GraphicsFacts.class);

    /** Connectors have names such as {@code card0-HDMI-A-1}. */
    private static final Pattern CARD = Pattern.compile("card\\d+");

    private static final String UNKNOWN = "unknown";

    private static final Map<String, String> VENDORS =
            Map.of(
                    "0x1002", "AMD",
                    "0x10de", "NVIDIA",
                    "0x1234", "QEMU",
                    "0x1414", "Microsoft",
                    "0x15ad", "VMware",
                    "0x1af4", "Red Hat",
                    "0x8086", "Intel",
                    "0x80ee", "VirtualBox");

    /**
     * What the kernel says of a card.
     *
     * @param vendor the maker's number, such as {@code 0x8086}; empty for a card that has none
     * @param device the card's, as the vendor gave it
     * @param driver the name of the driver, and its version where it has one of its own
     */
    private record Found(String vendor, String device, String driver) {}

    private GraphicsFacts() {}

    /**
     * Writes one object for each card.
     *
     * @param known what OSHI found
     * @param cards the folder of the kernel's list; on other systems it is not there
     */
    static void write(ArrayNode json, List<? extends GraphicsCard> known, Path cards) {
        List<GraphicsCard> left = new ArrayList<>(known);
        List<Found> found = find(cards);
        boolean onlyOne = found.size() == 1 && left.size() == 1;
        for (Found card : found) {
            Optional<GraphicsCard> same =
                    left.stream()
                            .filter(it ->
                                    (onlyOne && card.vendor.isEmpty())
                                            || it.getDeviceId().equalsIgnoreCase(card.device))
                            .findFirst();
            same.ifPresent(left::remove);
            ObjectNode gpu = json.addObject();
            gpu.put("name", same.map(GraphicsCard::getName).orElse(card.device));
            gpu.put("vendor", same.map(GraphicsCard::getVendor).orElse(vendor(card.vendor)));
            gpu.put("driver", card.driver);
            same.ifPresent(it -> gpu.put("memoryBytes", it.getVRam()));
        }
        for (GraphicsCard card : left) {
            ObjectNode gpu = json.addObject();
            gpu.put("name", card.getName());
            gpu.put("vendor", card.getVendor());
            gpu.put("driver", driver(card));
            gpu.put("memoryBytes", card.getVRam());
        }
    }

    /** On Linux what OSHI has is the card's revision. */
    private static String driver(GraphicsCard card) {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        return linux ? UNKNOWN : card.getVersionInfo();
    }

    private static String vendor(String number) {
        return VENDORS.getOrDefault(number, number.isEmpty() ? UNKNOWN : number);
    }

    private static List<Found> find(Path cards) {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(cards)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(cards)) {
                for (Path one : all) {
                    if (CARD.matcher(String.valueOf(one.getFileName())).matches()) {
                        folders.add(one.resolve("device"));
                    }
                }
            } catch (IOException | DirectoryIteratorException unreadable) {
                LOG.warn("the graphics cards are not told: {}", unreadable.toString());
            }
        }
        return folders.stream().sorted().map(GraphicsFacts::card).toList();
    }

    private static Found card(Path device) {
        Map<String, String> uevent = fields(text(device.resolve("uevent")));
        String name = text(device.resolve("device"));
        if (name.isEmpty()) {
            // A part of the processor's chip has a name of its own instead of numbers.
            name = uevent.getOrDefault("OF_COMPATIBLE_0", UNKNOWN);
        }
        return new Found(
                text(device.resolve("vendor")).toLowerCase(Locale.ROOT),
                name,
                driver(device.resolve("driver"), uevent));
    }

    private static String driver(Path link, Map<String, String> uevent) {
        String name = uevent.getOrDefault("DRIVER", UNKNOWN);
        try {
            name = String.valueOf(link.toRealPath().getFileName());
        } catch (IOException none) {
            LOG.debug("{} leads nowhere", link, none);
        }
        String version = text(link.resolve("module/version"));
        return version.isEmpty() ? name : name + " " + version;
    }

    private static Map<String, String> fields(String uevent) {
        Map<String, String> fields = new HashMap<>();
        uevent.lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> fields.put(pair[0], pair[1]));
        return fields;
    }

    /** Empty where there is none. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            LOG.debug("{} cannot be read", file, none);
            return "";
        }
    }
}
