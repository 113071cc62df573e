package dev.lastframe.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import oshi.SystemInfo;
import oshi.hardware.ComputerSystem;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/** What a report says of the computer, and what it must not say. */
final class SystemFactsTest {

    /** Shorter ones stand in other words by accident. */
    private static final int TELLING = 5;

    @TempDir private Path root;

    @Test
    void thisComputerIsDescribedByTheseKeysAndNoOthers() {
        JsonNode json = SystemFacts.read(Map.of("XDG_CURRENT_DESKTOP", "test"), "1.2.3");

        assertThat(keys(json))
                .containsExactlyInAnyOrder(
                        "version",
                        "lastframe",
                        "java",
                        "desktop",
                        "operatingSystem",
                        "cpu",
                        "memory",
                        "graphics");
        assertThat(keys(json.get("java")))
                .containsExactlyInAnyOrder(
                        "version", "vendor", "virtualMachine", "locale", "fileNames");
        assertThat(keys(json.get("desktop")))
                .containsExactlyInAnyOrder("name", "session", "wayland");
        assertThat(keys(json.get("operatingSystem")))
                .containsExactlyInAnyOrder(
                        "name",
                        "kernel",
                        "architecture",
                        "manufacturer",
                        "family",
                        "version",
                        "bits",
                        "uptimeSeconds");
        assertThat(keys(json.get("cpu")))
                .containsExactlyInAnyOrder("name", "vendor", "cores", "threads", "megahertzMax");
        assertThat(keys(json.get("memory")))
                .containsExactlyInAnyOrder("bytes", "availableBytes", "swapBytes", "swapUsedBytes");
        assertThat(json.at("/lastframe").asText()).isEqualTo("1.2.3");
        assertThat(json.at("/desktop/name").asText()).isEqualTo("test");
        assertThat(json.at("/cpu/threads").asInt()).isPositive();
        assertThat(json.at("/memory/bytes").asLong()).isPositive();
    }

    @Test
    void itHoldsNoSerialNumberAndNoAddressOfThisComputer() throws IOException {
        String text = SystemFacts.read(Map.of(), "1").toString().toLowerCase(Locale.ROOT);

        List<String> secret = identities();
        assertThat(secret).as("this computer has some").isNotEmpty();
        assertThat(secret)
                .allSatisfy(one -> assertThat(text).doesNotContain(one.toLowerCase(Locale.ROOT)));
        assertThat(text).doesNotContainPattern("([0-9a-f]{2}[:-]){5}[0-9a-f]{2}");
        assertThat(text).doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-");
    }

    /** All that names this computer and no other one. */
    private static List<String> identities() throws IOException {
        List<String> all = new ArrayList<>();
        SystemInfo info = new SystemInfo();
        HardwareAbstractionLayer hardware = info.getHardware();
        ComputerSystem computer = hardware.getComputerSystem();
        all.add(computer.getSerialNumber());
        all.add(computer.getHardwareUUID());
        all.add(computer.getBaseboard().getSerialNumber());
        for (NetworkIF network : hardware.getNetworkIFs(true)) {
            all.add(network.getMacaddr());
            all.addAll(Arrays.asList(network.getIPv4addr()));
            all.addAll(Arrays.asList(network.getIPv6addr()));
        }
        for (HWDiskStore disk : hardware.getDiskStores()) {
            all.add(disk.getSerial());
        }
        all.add(info.getOperatingSystem().getNetworkParams().getHostName());
        for (String file :
                List.of(
                        "/etc/machine-id",
                        "/sys/class/dmi/id/product_uuid",
                        "/sys/class/dmi/id/product_serial",
                        "/proc/sys/kernel/random/boot_id")) {
            if (Files.isReadable(Path.of(file))) {
                all.add(Files.readString(Path.of(file)).strip());
            }
        }
        all.removeIf(one -> one.length() < TELLING || one.equalsIgnoreCase("unknown"));
        return all;
    }

    // ---- graphics cards

    private record Card(String getName, String getDeviceId, String getVendor, long getVRam)
            implements GraphicsCard {

        @Override
        public String getVersionInfo() {
            return "Rev: 07";
        }

        @Override
        public GpuStats createStatsSession() {
            throw new UnsupportedOperationException("no report needs it");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // links
    void theKernelSaysWhichDriverACardHas() throws IOException {
        card("card0", "0x8086", "0x5917", "i915", "");
        card("card1", "0x10de", "0x1c8c", "nvidia", "550.54.14");
        Files.createDirectories(root.resolve("card0-HDMI-A-1"));
        Files.createDirectories(root.resolve("renderD128"));

        ArrayNode json =
                written(List.of(new Card("UHD Graphics 620", "0x5917", "Intel Corporation", 7)));

        assertThat(json).hasSize(2);
        assertThat(json.get(0).toString())
                .isEqualTo(
                        "{\"name\":\"UHD Graphics 620\",\"vendor\":\"Intel Corporation\","
                                + "\"driver\":\"i915\",\"memoryBytes\":7}");
        assertThat(json.get(1).toString())
                .isEqualTo(
                        "{\"name\":\"0x1c8c\",\"vendor\":\"NVIDIA\",\"driver\":\"nvidia"
                                + " 550.54.14\"}");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCardOnTheProcessorsChipHasANameInsteadOfNumbers() throws IOException {
        Path device = Files.createDirectories(root.resolve("card0/device"));
        Files.writeString(
                device.resolve("uevent"), "DRIVER=vc4-drm\nOF_COMPATIBLE_0=brcm,bcm2711-vc5\n");

        ArrayNode json = written(List.of());

        assertThat(json).hasSize(1);
        assertThat(json.get(0).get("name").asText()).isEqualTo("brcm,bcm2711-vc5");
        assertThat(json.get(0).get("driver").asText()).isEqualTo("vc4-drm");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRevisionIsNotCalledADriver() {
        ArrayNode json = written(List.of(new Card("Some card", "unknown", "Somebody", 0)));

        assertThat(json).hasSize(1);
        assertThat(json.get(0).get("name").asText()).isEqualTo("Some card");
        assertThat(json.get(0).get("driver").asText()).isEqualTo("unknown");
    }

    private ArrayNode written(List<Card> known) {
        ArrayNode json = EventLine.JSON.createArrayNode();
        GraphicsFacts.write(json, known, root);
        return json;
    }

    private void card(String name, String vendor, String device, String driver, String version)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve(name).resolve("device"));
        Files.writeString(folder.resolve("vendor"), vendor + "\n");
        Files.writeString(folder.resolve("device"), device + "\n");
        Path place = Files.createDirectories(root.resolve("drivers").resolve(driver));
        if (!version.isEmpty()) {
            Files.createDirectories(place.resolve("module"));
            Files.writeString(place.resolve("module/version"), version + "\n");
        }
        Files.createSymbolicLink(folder.resolve("driver"), place);
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
