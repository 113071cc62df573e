package dev.lastframe.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lastframe.core.testing.FakeClock;
import dev.lastframe.core.time.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FFmpeg says on Windows and macOS, and a device of plain samples that it makes here. */
final class CaptureSoundTest {

    private static final String WINDOWS =
            """
            [dshow @ 000001d5] "HD Webcam" (video)
            [dshow @ 000001d5]   Alternative name "@device_pnp_\\\\?\\usb#vid_04f2#{65e8773d}\\global"
            [dshow @ 000001d5] "Microphone (Realtek(R) Audio)" (audio)
            [dshow @ 000001d5]   Alternative name "@device_cm_{33D9A762}\\wave_{A1B2}"
            [dshow @ 000001d5] "Capture card" (audio, video)
            [dshow @ 000001d5]   Alternative name "@device_pnp_\\\\?\\pci#card"
            [in#0 @ 000001d5] Error opening input: Immediate exit requested
            Error opening input file dummy.
            """;
    private static final String MAC =
            """
            [AVFoundation indev @ 0x7f8] AVFoundation video devices:
            [AVFoundation indev @ 0x7f8] [0] FaceTime HD Camera
            [AVFoundation indev @ 0x7f8] [1] Capture screen 0
            [AVFoundation indev @ 0x7f8] AVFoundation audio devices:
            [AVFoundation indev @ 0x7f8] [0] USB Audio
            [AVFoundation indev @ 0x7f8] [1] MacBook Pro Microphone
            [AVFoundation indev @ 0x7f8] [2] USB Audio
            [in#0 @ 0x7f8] Error opening input: Input/output error
            """;

    private static final long REST_NANOS = 1_000_000;

    private final FakeClock clock = new FakeClock();
    private final List<List<String>> asked = new ArrayList<>();
    private String answer = "";

    private CaptureSound sound(CaptureInput input) {
        return new CaptureSound(
                input,
                arguments -> {
                    asked.add(arguments);
                    return answer;
                },
                clock);
    }

    @Test
    void theMicrophonesOfWindowsHaveNamesAndLastingIds() throws Exception {
        answer = WINDOWS;

        assertThat(sound(CaptureInput.DSHOW).devices())
                .containsExactly(
                        new SoundDevice(
                                "@device_cm_{33D9A762}\\wave_{A1B2}",
                                "Microphone (Realtek(R) Audio)",
                                SoundKind.MICROPHONE,
                                false),
                        new SoundDevice(
                                "@device_pnp_\\\\?\\pci#card",
                                "Capture card",
                                SoundKind.MICROPHONE,
                                false));
        assertThat(asked.getFirst())
                .containsSubsequence("-f", "dshow", "-list_devices", "true", "-i", "dummy");
        assertThat(CaptureInput.DSHOW.read(WINDOWS.lines().toList()))
                .extracting(CaptureInput.Found::url)
                .first()
                .isEqualTo("audio=@device_cm_{33D9A762}\\wave_{A1B2}");
    }

    @Test
    void theMicrophonesOfMacOsAreKnownByNameAndTheDefaultComesFirst() throws Exception {
        answer = MAC;

        assertThat(sound(CaptureInput.AVFOUNDATION).devices())
                .extracting(SoundDevice::id)
                .containsExactly("default", "USB Audio", "MacBook Pro Microphone", "USB Audio (2)");
        assertThat(
                        new SoundChoice(SoundKind.MICROPHONE)
                                .among(sound(CaptureInput.AVFOUNDATION).devices()))
                .map(SoundDevice::id)
                .contains("default");
        assertThat(CaptureInput.AVFOUNDATION.read(MAC.lines().toList()))
                .extracting(CaptureInput.Found::url)
                .containsExactly(":default", ":0", ":1", ":2");
    }

    @Test
    void whoHasNoMicrophoneHasNone() throws Exception {
        answer = "[AVFoundation indev @ 0x7f8] AVFoundation audio devices:\n";
        assertThat(sound(CaptureInput.AVFOUNDATION).devices()).isEmpty();
        answer = "[dshow @ 0] Could not enumerate audio only devices (or none found).\n";
        assertThat(sound(CaptureInput.DSHOW).devices()).isEmpty();
    }

    @Test
    void theProgramIsAskedNowAndThenOnly() throws Exception {
        answer = WINDOWS;
        CaptureSound sound = sound(CaptureInput.DSHOW);
        long version = sound.version();
        sound.devices();
        sound.devices();
        assertThat(asked).hasSize(1);

        answer = "";
        clock.advance(Duration.ofSeconds(11));
        assertThat(sound.version()).isNotEqualTo(version);
        assertThat(sound.devices()).isEmpty();
    }

    @Test
    void aMicrophoneThatWasPulledOutIsSaid() {
        answer = MAC;
        SoundDevice gone = new SoundDevice("Headset", "Headset", SoundKind.MICROPHONE, false);

        assertThatThrownBy(() -> sound(CaptureInput.AVFOUNDATION).open(gone))
                .isInstanceOf(SoundException.class)
                .hasMessage("\"Headset\" is gone.");
    }

    @Test
    void whatTheComputerPlaysCannotBeHadThereAndItIsSaidWhy() {
        CaptureSound sound = sound(CaptureInput.DSHOW);

        assertThat(sound.without(SoundKind.MICROPHONE)).isEmpty();
        assertThat(SoundPlan.impossible(sound).get(SoundKind.SYSTEM))
                .startsWith("Windows gives no program what the computer plays");
        assertThat(SoundPlan.SYSTEM_AND_MICROPHONE.possible(sound).sources())
                .extracting(source -> source.choice().kind())
                .containsExactly(SoundKind.MICROPHONE);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11,DSHOW", "Mac OS X,AVFOUNDATION", "Linux,", "FreeBSD,"})
    void theSystemDecides(String os, CaptureInput expected) {
        assertThat(CaptureInput.of(os.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(Optional.ofNullable(expected));
    }

    /** FFmpeg's own source of tones stands for a device. */
    @ParameterizedTest
    @CsvSource({"u8,8000,1", "s16,48000,2", "s32,96000,2", "flt,44100,1"})
    void aDeviceIsReadAsItIs(String format, int rate, int channels) throws Exception {
        String graph =
                "aevalsrc=%s:s=%d,aformat=sample_fmts=%s"
                        .formatted(
                                String.join(
                                        "|",
                                        java.util.Collections.nCopies(
                                                channels, "0.5*sin(880*PI*t)")),
                                rate,
                                format);
        try (SoundSource source =
                CaptureSource.open(
                        "lavfi", graph, Map.of(), "Tone", NanoClock.system(), REST_NANOS)) {
            double real = 0;
            double imaginary = 0;
            int count = 0;
            while (count < rate / 2) {
                SoundBlock block = source.read();
                assertThat(block.rate()).isEqualTo(rate);
                assertThat(block.channels()).isEqualTo(channels);
                for (int i = 0; i < block.frames() && count < rate / 2; i++, count++) {
                    double sample = block.samples()[i * channels] / (double) Short.MAX_VALUE;
                    real += sample * Math.cos(880 * Math.PI * count / rate);
                    imaginary += sample * Math.sin(880 * Math.PI * count / rate);
                }
            }
            assertThat(2 * Math.hypot(real, imaginary) / count).isCloseTo(0.5, within(0.01));
        }
    }

    /** What is not fetched before the next buffer comes is lost there. */
    @Test
    void macOsIsAskedTwiceWhileItKeepsTheShortestBuffer() {
        double shortest = 512 / 96_000.0 * 1e9;

        assertThat(2.0 * CaptureInput.AVFOUNDATION.restNanos()).isLessThan(shortest);
    }

    /** Windows' input would wait for ever for a microphone that is no more. */
    @Test
    void anInputIsToldToSayWhenItHasNothing() {
        FfmpegClasses.load();
        try (AVFormatContext context = CaptureSource.impatient()) {
            assertThat(context.flags() & AVFormatContext.AVFMT_FLAG_NONBLOCK).isNotZero();
            avformat.avformat_free_context(context);
        }
    }

    @Test
    void aDeviceThatCannotBeOpenedIsSaid() {
        assertThatThrownBy(() ->
                        CaptureSource.open(
                                "lavfi",
                                "nosuchthing",
                                Map.of(),
                                "Tone",
                                NanoClock.system(),
                                REST_NANOS))
                .isInstanceOf(SoundException.class)
                .hasMessageStartingWith("\"Tone\" cannot be opened (");
    }
}
