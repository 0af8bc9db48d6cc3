package dev.coterie;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server; run without arguments it serves until it is stopped. */
@SpringBootApplication
public class CoterieApplication {

    public static void main(String[] args) {
        SpringApplication.run(CoterieApplication.class, args);
    }
}
