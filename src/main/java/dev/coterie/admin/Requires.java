package dev.coterie.admin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.coterie.account.Permission;

/**
 * On a method that handles a request below {@code /admin}: what one must be permitted to get there. A method without it
 * opens to nobody; {@link AdminGate} sees to it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Requires {

    /** All of these; none: that one is staff is enough. */
    Permission[] value();
}
