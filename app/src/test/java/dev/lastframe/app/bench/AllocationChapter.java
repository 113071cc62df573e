package dev.lastframe.app.bench;

/**
 * What Java's heap gave while recording.
 *
 * @param tickBytes a tick, to the FX thread
 * @param frameBytes a frame, to the encoder thread
 * @param packetBytes the mean size of a packet in the file
 */
record AllocationChapter(Recipe recipe, double tickBytes, double frameBytes, double packetBytes)
        implements Chapter {

    private static final double MOST_A_TICK = 1024;
    private static final double MOST_BESIDE_THE_PACKET = 4096;

    @Override
    public void ratios(Table table) {
        table.heading(
                "Allocated on Java's heap, %s, %s".formatted(recipe.name(), recipe.encoder()));
        table.row(
                "a tick, by the FX thread",
                "",
                Units.bytes(tickBytes),
                "",
                Units.target("at most 1024", tickBytes <= MOST_A_TICK));
        table.row(
                "a frame, by the encoder thread",
                Units.ratio(frameBytes, packetBytes),
                Units.bytes(frameBytes),
                Units.bytes(packetBytes) + " a packet",
                Units.target(
                        "at most the packet and 4096",
                        frameBytes <= packetBytes + MOST_BESIDE_THE_PACKET));
    }
}
