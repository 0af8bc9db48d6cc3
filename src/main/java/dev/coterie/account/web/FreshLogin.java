package dev.coterie.account.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler method, or on a controller for all of its methods: who asks must have shown within
 * {@code coterie.login.fresh} who they are. Else a page asks for the password first and then goes on with what was asked,
 * the fields of a form included. What only some contents of a form call for is left to {@link FreshLogins#require}.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface FreshLogin {}
