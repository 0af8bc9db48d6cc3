package dev.coterie.omnibus;

import java.time.Instant;

/**
 * The state as it is shown. Immutable.
 *
 * @param since when the state began
 * @param problem what the last attempt ran into, possibly empty
 */
record OmnibusStatus(OmnibusState state, Instant since, String problem) {}
