package dev.coterie.zwibbler.conformance;

import org.junit.jupiter.api.Nested;

/** Every rule, on the embedded database. */
@OpenServer(database = Databases.H2.class)
class H2BoardConformanceTests {

    @Nested
    class Framing extends FramingConformance {}

    @Nested
    class Opening extends OpeningConformance {}

    @Nested
    class Appends extends AppendConformance {}

    @Nested
    class Keys extends KeyConformance {}

    @Nested
    class Permissions extends PermissionConformance {}

    @Nested
    class ManagementApi extends ManagementConformance {}

    @Nested
    class Ordering extends OrderingConformance {}
}
