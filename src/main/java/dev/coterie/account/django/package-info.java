/** What a Django site keeps of its people: its database, read once, and the hashes of their passwords. */
@org.jspecify.annotations.NullMarked
package dev.coterie.account.django;
