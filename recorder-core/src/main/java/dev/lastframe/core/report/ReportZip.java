package dev.lastframe.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes and checks the zip. The same entries are the same bytes: their order and time are fixed.
 * Callable from any thread; blocks on the disk; an interrupted thread stops between two pieces.
 */
final class ReportZip {

    /** The first moment that a zip can name. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int PIECE = 64 * 1024;

    private ReportZip() {}

    /**
     * What an entry holds.
     *
     * @param crc as zips have it
     */
    record Content(String name, long size, String sha256, long crc) {}

    /** Reads the entries through. */
    static List<Content> contents(List<Entry> entries) throws IOException, InterruptedException {
        List<Content> contents = new ArrayList<>();
        for (Entry entry : entries) {
            try (InputStream in = entry.open()) {
                contents.add(content(entry.name(), in));
            }
        }
        return contents;
    }

    /** Writes all entries; the stream is closed with it. */
    static void write(List<Entry> entries, List<Content> contents, OutputStream to)
            throws IOException, InterruptedException {
        try (ZipOutputStream zip = new ZipOutputStream(to)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                Content content = contents.get(i);
                ZipEntry head = new ZipEntry(entry.name());
                head.setTimeLocal(TIME);
                if (entry.file().isPresent()) {
                    head.setMethod(ZipEntry.STORED);
                    head.setSize(content.size());
                    head.setCompressedSize(content.size());
                    head.setCrc(content.crc());
                }
                zip.putNextEntry(head);
                try (InputStream in = entry.open()) {
                    copy(in, zip);
                }
                zip.closeEntry();
            }
        }
    }

    /**
     * Reads a zip back and compares each entry.
     *
     * @throws IOException when anything is missing, too much or different
     */
    static void check(Path file, List<Content> contents) throws IOException, InterruptedException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() != contents.size()) {
                throw new IOException(zip.size() + " entries instead of " + contents.size());
            }
            for (Content expected : contents) {
                ZipEntry entry = zip.getEntry(expected.name());
                if (entry == null) {
                    throw new IOException(expected.name() + " is missing");
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    if (!content(expected.name(), in).equals(expected)) {
                        throw new IOException(expected.name() + " reads back differently");
                    }
                }
            }
        }
    }

    private static Content content(String name, InputStream in)
            throws IOException, InterruptedException {
        MessageDigest digest = sha256();
        CRC32 crc = new CRC32();
        long size = 0;
        byte[] piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            requireNotInterrupted();
            digest.update(piece, 0, n);
            crc.update(piece, 0, n);
            size += n;
        }
        return new Content(name, size, HexFormat.of().formatHex(digest.digest()), crc.getValue());
    }

    private static void copy(InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            requireNotInterrupted();
            out.write(piece, 0, n);
        }
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
