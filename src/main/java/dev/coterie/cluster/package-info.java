/** Where document entities live, and how what they say reaches the connections. */
@org.jspecify.annotations.NullMarked
package dev.coterie.cluster;
