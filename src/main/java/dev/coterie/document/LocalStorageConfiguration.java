package dev.coterie.document;

import org.springframework.context.annotation.Import;

/** The stores and what they need, for tools without a server. The server finds it all by itself. */
@Import(StorageConfiguration.class)
public class LocalStorageConfiguration {}
