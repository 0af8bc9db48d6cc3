/** The HTTP side of the socket's address: whether it runs, the management API, and the web hook. */
@org.jspecify.annotations.NullMarked
package dev.coterie.zwibbler.http;
