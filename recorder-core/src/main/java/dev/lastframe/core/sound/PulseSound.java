package dev.lastframe.core.sound;

import dev.lastframe.core.time.NanoClock;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * PulseAudio, or PipeWire by the same protocol, through FFmpeg. System sound is the default sink's
 * monitor, opened directly: nobody's defaults are changed.
 */
public final class PulseSound implements SoundSystem {

    private static final String MONITOR = ".monitor";
    private static final String MONITOR_OF = "Monitor of ";

    /** How the samples of a device are read that FFmpeg has opened. */
    public enum Reading {

        /** By the server's client itself, where this FFmpeg's stream is found; else by FFmpeg. */
        BY_CLIENT,

        /** By FFmpeg alone: dearer, and a device that the server moves is not seen. */
        BY_FFMPEG
    }

    private final Map<String, String> variables;
    private final NanoClock clock;
    private final Reading reading;

    /** Made with the first device that is opened: before that nothing of it is loaded. */
    private volatile @Nullable PulseChanges changes;

    /**
     * @param variables the environment, in which the server is looked for
     */
    public PulseSound(Map<String, String> variables, NanoClock clock) {
        this(variables, clock, Reading.BY_CLIENT);
    }

    /** The same, but with the way of reading chosen. */
    public PulseSound(Map<String, String> variables, NanoClock clock, Reading reading) {
        this.variables = Map.copyOf(variables);
        this.clock = clock;
        this.reading = reading;
    }

    @Override
    public void reach() throws SoundException {
        var _ = requireServer();
    }

    @Override
    public List<SoundDevice> devices() throws SoundException {
        String server = requireServer();
        AVInputFormat pulse = Pulse.format();
        Listed sources = list(pulse, true, server);
        Listed sinks = list(pulse, false, server);
        String played = sinks.preferred == null ? "" : sinks.preferred + MONITOR;
        List<SoundDevice> devices = new ArrayList<>();
        sources.names.forEach((id, name) -> {
            boolean monitor = id.endsWith(MONITOR);
            String shown =
                    monitor && name.startsWith(MONITOR_OF)
                            ? name.substring(MONITOR_OF.length())
                            : name;
            devices.add(
                    new SoundDevice(
                            id,
                            shown,
                            monitor ? SoundKind.SYSTEM : SoundKind.MICROPHONE,
                            id.equals(monitor ? played : sources.preferred)));
        });
        devices.sort((a, b) -> a.name().compareToIgnoreCase(b.name()));
        return List.copyOf(devices);
    }

    @Override
    public SoundSource open(SoundDevice device) throws SoundException {
        return PulseSource.open(device, requireServer(), clock, changes(), reading);
    }

    @Override
    public long version() {
        PulseChanges told = changes;
        return told == null ? UNKNOWN : told.version();
    }

    private synchronized PulseChanges changes() {
        PulseChanges known = changes;
        if (known == null) {
            known = new PulseChanges();
            changes = known;
        }
        return known;
    }

    /**
     * FFmpeg's client would start a server where there is none, and wait for it: so the socket is
     * asked first.
     *
     * @return the server's address; empty where only the client knows it
     */
    private String requireServer() throws SoundException {
        Optional<Path> socket = socket();
        if (socket.isEmpty()) {
            if (variables.getOrDefault("PULSE_SERVER", "").isEmpty()) {
                throw noServer();
            }
            return ""; // on another computer
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (!channel.connect(UnixDomainSocketAddress.of(socket.get()))) {
                throw noServer();
            }
            return "unix:" + socket.get();
        } catch (IOException | UnsupportedOperationException silent) {
            throw new SoundException(
                    "The sound server does not answer (PulseAudio or PipeWire): no sound is"
                            + " recorded.",
                    silent);
        }
    }

    private Optional<Path> socket() {
        String server = variables.getOrDefault("PULSE_SERVER", "");
        if (!server.isEmpty()) {
            String path = server.startsWith("unix:") ? server.substring("unix:".length()) : server;
            return path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
        }
        List<Path> places = new ArrayList<>();
        String own = variables.getOrDefault("PULSE_RUNTIME_PATH", "");
        if (!own.isEmpty()) {
            places.add(Path.of(own, "native"));
        }
        String runtime = variables.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            places.add(Path.of(runtime, "pulse", "native"));
        }
        return places.stream().filter(Files::exists).findFirst();
    }

    private static SoundException noServer() {
        return new SoundException(
                "There is no sound server (PulseAudio or PipeWire): no sound is recorded.");
    }

    /**
     * @param names what a person reads, by id
     * @param preferred the default's id
     */
    private record Listed(Map<String, String> names, @Nullable String preferred) {}

    private static Listed list(AVInputFormat pulse, boolean sources, String server)
            throws SoundException {
        AVDeviceInfoList list = new AVDeviceInfoList(null);
        int count;
        try (AVDictionary options = new AVDictionary(null)) {
            Pulse.server(options, server);
            count =
                    sources
                            ? avdevice.avdevice_list_input_sources(
                                    pulse, (String) null, options, list)
                            : avdevice.avdevice_list_output_sinks(
                                    avformat.av_guess_format("pulse", (String) null, null),
                                    (String) null,
                                    options,
                                    list);
            avutil.av_dict_free(options);
        }
        if (count < 0) {
            throw new SoundException("The sound server does not say what it has (" + count + ").");
        }
        try {
            Map<String, String> names = new HashMap<>();
            for (int i = 0; i < list.nb_devices(); i++) {
                AVDeviceInfo device = list.devices(i);
                String id = text(device.device_name());
                String name = text(device.device_description());
                names.put(id, name.isBlank() ? id : name);
            }
            int preferred = list.default_device();
            return new Listed(
                    names,
                    preferred < 0 || preferred >= list.nb_devices()
                            ? null
                            : text(list.devices(preferred).device_name()));
        } finally {
            avdevice.avdevice_free_list_devices(list);
        }
    }

    private static String text(@Nullable BytePointer pointer) {
        return pointer == null || pointer.isNull() ? "" : pointer.getString(StandardCharsets.UTF_8);
    }
}
