package dev.lastframe.core.export;

import dev.lastframe.core.export.CopiedSets.NotCopyable;
import dev.lastframe.core.storage.NewFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies a stretch from its first key frame on, and encodes anew what is before that. The two
 * encoders' parameter sets get different numbers, and the file states both at its beginning, so
 * that every player decodes each picture by its own. Used by one thread; blocks for the program.
 */
final class SmartCut {

    private final Mp4Work work;
    private final Stretch stretch;
    private final Progress progress;

    SmartCut(Mp4Work work, Stretch stretch, Progress progress) {
        this.work = work;
        this.stretch = stretch;
        this.progress = progress;
    }

    /** The first picture that can be copied; none where there is no key frame inside. */
    private int firstCopied() {
        int first = stretch.first();
        for (int i = first; i < stretch.size(); i++) {
            boolean inside = i > first || stretch.firstIsInside();
            if (inside && stretch.key(i)) {
                return i;
            }
        }
        return stretch.size();
    }

    /**
     * Makes it.
     *
     * @return how many pictures were copied
     * @throws NotCopyable when nothing can be copied
     */
    int make(NewFile file) throws NotCopyable, ExportException, InterruptedException {
        int copied = firstCopied();
        if (copied == stretch.size()) {
            throw new NotCopyable("no key frame inside");
        }
        try (NewFile head = work.newFile()) {
            byte[] key = stretch.units().at(copied);
            CopiedSets sets = CopiedSets.of(key);
            if (copied > stretch.first()) {
                encodeHead(head, copied);
            }
            Joined joined = new Joined(sets, copied, head);
            List<String> words = Mp4Work.input();
            words.addAll(work.soundInput());
            words.addAll(List.of("-map", "0:v:0", "-c:v", "copy"));
            int last = stretch.size() - 1;
            words.addAll(work.output(file, stretch.shown(), stretch.length() - stretch.time(last)));
            try {
                work.require(work.program().run(words, joined, Mp4Work.LIMIT), file);
            } catch (IOException failed) {
                NotCopyable refused = joined.refused;
                if (refused != null) {
                    throw refused;
                }
                throw work.failed(failed);
            }
            return stretch.size() - copied;
        } catch (IOException failed) {
            throw work.failed(failed);
        }
    }

    private void encodeHead(NewFile head, int end)
            throws IOException, ExportException, InterruptedException {
        Feed feed = new Feed(stretch, 0, end, i -> true, share -> progress.at(share * 0.3));
        List<String> words = Mp4Work.input();
        words.addAll(List.of("-map", "0:v:0", "-vf", feed.filter()));
        words.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:90000"));
        words.addAll(
                VideoEncoder.of(work.program()).arguments(VideoEncoder.LIKE_THE_RECORDING, 9999));
        words.addAll(List.of("-bsf:v", "h264_metadata=aud=insert"));
        words.addAll(List.of("-f", "h264", "-y", "file:" + head.path()));
        work.run(words, feed, head);
    }

    /** The encoded pictures, then the copied ones. */
    private final class Joined implements ProgramRun.Input {

        private static final int TELL_EVERY = 64;

        private final CopiedSets sets;
        private final int copied;
        private final NewFile head;
        private @Nullable NotCopyable refused;

        Joined(CopiedSets sets, int copied, NewFile head) {
            this.sets = sets;
            this.copied = copied;
            this.head = head;
        }

        @Override
        public void writeTo(OutputStream program) throws IOException, InterruptedException {
            try {
                TransportWriter out = new TransportWriter(program);
                writeHead(out);
                Stretch.Units units = stretch.units();
                for (int i = copied; i < stretch.size(); i++) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    byte[] unit = units.at(i);
                    if (stretch.key(i)) {
                        sets.require(unit);
                    }
                    out.unit(unit, stretch.time(i));
                    if (i % TELL_EVERY == 0) {
                        double share = (double) (i - copied) / (stretch.size() - copied);
                        progress.at(0.3 + share * 0.5);
                    }
                }
            } catch (NotCopyable | IllegalArgumentException reason) {
                refused = new NotCopyable(String.valueOf(reason.getMessage()));
                throw new IOException(reason);
            }
        }

        private void writeHead(TransportWriter out)
                throws IOException, NotCopyable, InterruptedException {
            int i = stretch.first();
            if (i == copied) {
                return;
            }
            int id = sets.freeId();
            try (DelimitedUnits encoded = new DelimitedUnits(head.path())) {
                for (var unit = encoded.next(); unit.isPresent(); unit = encoded.next()) {
                    if (i < copied) {
                        out.unit(renumbered(unit.get(), id, i == stretch.first()), stretch.time(i));
                    }
                    i++;
                }
            }
            if (i != copied) {
                throw new NotCopyable((copied - i) + " pictures are missing before the key frame");
            }
        }

        private byte[] renumbered(byte[] unit, int id, boolean first) throws NotCopyable {
            List<Nal> parts = new ArrayList<>();
            for (Nal part : Nal.of(unit)) {
                boolean set = part.type() == Nal.SEQUENCE || part.type() == Nal.PICTURE;
                if (part.type() == Nal.PICTURE && part.isArithmetic()) {
                    throw new NotCopyable("slices in a code that cannot be moved");
                }
                if (set || part.isSlice()) {
                    parts.add(part.renumbered(id));
                } else if (part.type() == Nal.DELIMITER) {
                    parts.add(part);
                    if (first) {
                        parts.addAll(sets.all());
                    }
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            parts.forEach(part -> part.writeTo(bytes));
            return bytes.toByteArray();
        }
    }
}
