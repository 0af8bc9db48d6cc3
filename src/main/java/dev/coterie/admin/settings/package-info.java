/** Every property in force, where it comes from, and what of it may be shown. */
@org.jspecify.annotations.NullMarked
package dev.coterie.admin.settings;
