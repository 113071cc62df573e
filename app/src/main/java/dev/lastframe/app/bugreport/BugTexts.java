package dev.lastframe.app.bugreport;

import dev.lastframe.app.bugreport.Trouble.Remedy;
import dev.lastframe.app.recording.Words;
import dev.lastframe.core.report.Destination;
import dev.lastframe.core.report.DraftFilm;
import dev.lastframe.core.report.ReportException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the dialog knows. */
final class BugTexts {

    /** What the report calls the sounds of a video. */
    private static final Set<String> SOUNDS = Set.of("sound", "system-sound", "microphone");

    private static final Logger LOG = LoggerFactory.getLogger(BugTexts.class);
    private static final int MILLIS_A_SECOND = 1000;
    private static final long MICROS_A_SECOND = 1_000_000;

    private final Words words;

    BugTexts(Words words) {
        this.words = words;
    }

    String destination(Destination destination) {
        return switch (destination) {
            case GITHUB -> words.text("bug.github");
            case GITLAB -> words.text("bug.gitlab");
            case JIRA -> words.text("bug.jira");
            case EMAIL -> words.text("bug.email");
            case ANY -> words.text("bug.any");
        };
    }

    /** What the choice means. */
    String destinationTip(Destination destination) {
        OptionalLong video = destination.videoBytes();
        OptionalLong file = destination.fileBytes();
        if (file.isEmpty()) {
            return words.text("bug.anyTip");
        }
        return video.isPresent()
                ? words.text("bug.folderTip", bytes(video.getAsLong()), bytes(file.getAsLong()))
                : words.text("bug.zipTip", bytes(file.getAsLong()));
    }

    /** {@code last 30 s}, {@code 0:12 to 0:42, 30 s}. */
    String stretch(Span span, long triggerMicros) {
        String length = seconds(span);
        return span.untilMicros() >= triggerMicros
                ? words.text("bug.last", length)
                : words.text(
                        "bug.fromUntil",
                        clock(span.fromMicros()),
                        clock(span.untilMicros()),
                        length);
    }

    /** As wide as anything that {@link #stretch} says of a recording of this length. */
    String widest(long endMicros) {
        // of all digits none is wider
        return stretch(new Span(0, endMicros), Long.MAX_VALUE)
                .replace(clock(0), clock(endMicros))
                .replaceAll("\\d", "0");
    }

    /** What happened, in a few words. */
    String moment(Moment moment) {
        return switch (moment.kind()) {
            case MARK ->
                    moment.text().isEmpty()
                            ? words.text("bug.mark")
                            : words.text("bug.markText", moment.text());
            case MISSED ->
                    words.text("bug.missed", words.number(moment.weight()), reason(moment.text()));
            case EVENT, CHANGE -> moment.text();
        };
    }

    /** Why something was missed; a reason that nobody knows here is said as it is written. */
    private String reason(String missed) {
        return switch (missed) {
            case "late" -> words.text("bug.missed.late");
            case "queueFull.encoder" -> words.text("bug.missed.encoder");
            case "queueFull.disk" -> words.text("bug.missed.disk");
            case "queueFull.memory" -> words.text("bug.missed.memory");
            case "captureFailed" -> words.text("bug.missed.capture");
            case "encodeFailed" -> words.text("bug.missed.refused");
            case "abandoned" -> words.text("bug.missed.abandoned");
            default -> missed;
        };
    }

    /** The line, for somebody who hears it. */
    String timeline(List<Moment> moments) {
        return words.text(
                "bug.timeline",
                count(moments, Moment.Kind.MARK),
                count(moments, Moment.Kind.EVENT),
                count(moments, Moment.Kind.MISSED));
    }

    private String count(List<Moment> moments, Moment.Kind kind) {
        return words.number(moments.stream().filter(moment -> moment.kind() == kind).count());
    }

    /** {@code 0:12}. */
    String clock(long micros) {
        return words.formats().duration(Duration.of(micros, ChronoUnit.MICROS));
    }

    /** {@code 0:12.3}. */
    String tenths(long micros) {
        return clock(micros)
                + words.formats().decimal(micros % 1_000_000 / 1_000_000.0).substring(1);
    }

    /**
     * {@code 30 s}, {@code 2:14}: as long as it is between what {@link #clock} says of its ends.
     */
    private String seconds(Span span) {
        long begun = span.untilMicros() / MICROS_A_SECOND - span.fromMicros() / MICROS_A_SECOND;
        long seconds = Math.max(1, begun);
        return seconds < 60
                ? words.text("bug.seconds", words.number(seconds))
                : words.formats().duration(Duration.ofSeconds(seconds));
    }

    String bytes(long bytes) {
        return words.formats().bytes(bytes);
    }

    /** Of a sound what a person knows it by. */
    String name(Item item) {
        return switch (item.name()) {
            case "sound" -> words.text("bug.heard.sound");
            case "system-sound" -> words.text("bug.heard.systemSound");
            case "microphone" -> words.text("bug.heard.microphone");
            default -> item.name();
        };
    }

    private static boolean isSound(Item item) {
        return SOUNDS.contains(item.name());
    }

    /** {@code recording.mp4 · about 6.1 MB}. */
    String item(Item item) {
        if (item.bytes() < 0) {
            return item.name();
        }
        if (isSound(item)) {
            return name(item);
        }
        String size = bytes(item.bytes());
        return item.estimated()
                ? words.text("bug.itemAbout", item.name(), size)
                : words.text("bug.item", item.name(), size);
    }

    /** How much will be in the video out of how much may; empty while nothing is known. */
    String size(Items items, Destination destination) {
        OptionalLong limit =
                destination.playsVideo() ? destination.videoBytes() : destination.fileBytes();
        Optional<Item> video = items.video().filter(item -> items.holds(item.name()));
        if (video.isEmpty() || video.get().bytes() < 0) {
            return "";
        }
        long bytes = video.get().bytes();
        return limit.isPresent()
                ? words.text(
                        "bug.sizeOf",
                        bytes(Math.min(bytes, limit.getAsLong())),
                        bytes(limit.getAsLong()))
                : words.text("bug.sizeAbout", bytes(bytes));
    }

    /** What is said when something long begins. */
    String began(Step step) {
        return words.text(step == Step.FILMING ? "bug.filming" : "bug.making");
    }

    /** How far it is. */
    Working working(TimeLeft.At at, String size) {
        String percent = words.number(Math.round(at.share() * 100));
        String text =
                at.left()
                        .map(left -> words.text("bug.percentLeft", percent, left(left)))
                        .orElseGet(() -> words.text("bug.percent", percent));
        return new Working(at.share(), size.isEmpty() ? text : size + " · " + text);
    }

    private String left(Duration left) {
        long seconds = Math.max(1, (left.toMillis() + MILLIS_A_SECOND / 2) / MILLIS_A_SECOND);
        return seconds < 60
                ? words.text("bug.secondsLeft", words.number(seconds))
                : words.formats().timeLeft(left);
    }

    /** What is said of a video that is looked over. */
    String film(DraftFilm film) {
        String size =
                film.fitBytes().isPresent()
                        ? words.text(
                                "bug.sizeOfExact",
                                bytes(film.bytes()),
                                bytes(film.fitBytes().getAsLong()))
                        : bytes(film.bytes());
        String pictures =
                film.unshown() == 0
                        ? words.text("bug.pictures", film.strip().size())
                        : words.text(
                                "bug.picturesOf",
                                words.number(film.strip().size()),
                                words.number((long) film.strip().size() + film.unshown()));
        return size + " · " + pictures;
    }

    /** What the report is of. */
    String of(Optional<Draft.Overview> known) {
        if (known.isEmpty()) {
            return words.text("bug.looking");
        }
        if (!known.get().recorded()) {
            return words.text("bug.ofScreen");
        }
        return known.get().name().isEmpty()
                ? words.text("bug.ofRunning")
                : words.text("bug.of", known.get().name());
    }

    /** Why a picture is not to be seen. */
    String noPicture(Throwable why) {
        return why instanceof ReportException known
                        && known.kind() == ReportException.Kind.NOTHING_CAPTURED
                        && known.getMessage() != null
                ? known.getMessage()
                : words.text("bug.pictureFailed");
    }

    /** What came of copying. */
    String copied(String name, boolean well) {
        return words.text(well ? "bug.copied" : "bug.notCopied", name);
    }

    /** How much was missed. */
    String missed(Draft.Made made) {
        String sentence = made.result().sentence();
        return sentence.substring(0, 1).toUpperCase(words.messages().locale())
                + sentence.substring(1)
                + ".";
    }

    /** How it ended. */
    String made(Draft.Made made) {
        return words.text("bug.made", made.result().made().getFileName());
    }

    /**
     * What failed and what to do.
     *
     * @param elsewhere whether what was done has nothing to do with the folder of reports
     */
    Trouble trouble(Throwable why, Destination destination, boolean elsewhere) {
        if (!(why instanceof ReportException known)) {
            LOG.error("the report broke", why);
            return new Trouble(words.text("bug.broke"), Remedy.AGAIN, "INTERNAL");
        }
        LOG.warn("no report: {}", why.toString());
        String sentence = String.valueOf(known.getMessage());
        String code = known.kind().name();
        return switch (known.kind()) {
            case UNREADABLE -> new Trouble(sentence, Remedy.NONE, code);
            case NOTHING_CAPTURED, EXISTS, FAILED -> new Trouble(sentence, Remedy.AGAIN, code);
            case UNWRITABLE ->
                    new Trouble(sentence, elsewhere ? Remedy.AGAIN : Remedy.CHOOSE_FOLDER, code);
            case DOES_NOT_FIT -> new Trouble(tooLarge(known, destination), Remedy.SHORTER, code);
        };
    }

    private String tooLarge(ReportException known, Destination destination) {
        long file = destination.fileBytes().orElse(0);
        long limit = known.limitBytes().orElse(file);
        String key = limit == file ? "bug.doesNotFit" : "bug.videoDoesNotFit";
        return words.text(key, bytes(limit));
    }

    /** The desktop did not show the folder. */
    Trouble notShown(Draft.Made made) {
        return new Trouble(
                words.text("open.failed", made.result().made()), Remedy.NONE, "OPEN_FAILED");
    }

    /** What was made before is still there. */
    String earlier(List<Draft.Made> all) {
        List<String> names =
                all.stream().map(one -> String.valueOf(one.result().made().getFileName())).toList();
        return words.text("bug.earlier", names.size(), String.join(", ", names));
    }

    /** What was made before could not be deleted. */
    Trouble earlierStays(Draft.Made made) {
        return new Trouble(
                words.text("bug.earlierStays", made.result().made()), Remedy.NONE, "NOT_REMOVED");
    }

    /** A cancelled report could not be removed. */
    Trouble stays(Draft.Made made) {
        return new Trouble(
                words.text("bug.stays", made.result().made()), Remedy.NONE, "NOT_REMOVED");
    }

    /** One covered place, for somebody who hears it. */
    String cover(int index, int count, Cover cover) {
        return words.text(
                "bug.covered",
                words.number(index + 1L),
                words.number(count),
                tenths(cover.span().fromMicros()),
                tenths(cover.span().untilMicros()));
    }

    /** How long a place is covered. */
    String coverSpan(Cover cover, CoverModel covers) {
        return covers.isAlways(cover)
                ? words.text("bug.coverWhole")
                : words.text(
                        "bug.coverSpan",
                        tenths(cover.span().fromMicros()),
                        tenths(cover.span().untilMicros()));
    }

    /** The words on the button. */
    String remedy(Remedy remedy) {
        return switch (remedy) {
            case NONE -> "";
            case AGAIN -> words.text("bug.again");
            case CHOOSE_FOLDER -> words.text("banner.chooseFolder");
            case SHORTER -> words.text("bug.shorter");
        };
    }
}
