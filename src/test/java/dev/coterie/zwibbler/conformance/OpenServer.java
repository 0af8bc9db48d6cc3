package dev.coterie.zwibbler.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;

import dev.coterie.CoterieApplication;

/** The whole application with boards that everybody may open, and with the management API. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = CoterieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "coterie.zwibbler.access=open",
            "coterie.zwibbler.secret-user=" + Management.USER,
            "coterie.zwibbler.secret-password=" + Management.PASSWORD
        })
@ContextConfiguration
@interface OpenServer {

    /** Where its data is. */
    @AliasFor(annotation = ContextConfiguration.class, attribute = "initializers")
    Class<? extends Databases.Database> database();
}
