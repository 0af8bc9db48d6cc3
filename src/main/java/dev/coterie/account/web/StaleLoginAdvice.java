package dev.coterie.account.web;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

import dev.coterie.account.AccountPrincipal;

/**
 * Asks for the password. After it a page is opened anew; a form is sent once more with all its fields, which the page
 * carries hidden: nothing of them is kept here.
 */
@ControllerAdvice
class StaleLoginAdvice {

    /** The page brings its own. */
    private static final Set<String> LEFT_OUT = Set.of("_csrf", FreshLoginInterceptor.FIELD);

    private final ObjectProvider<ConfirmPage> page;

    /** @param page looked for when it is needed: tests of one controller have this advice, but no accounts */
    StaleLoginAdvice(ObjectProvider<ConfirmPage> page) {
        this.page = page;
    }

    @ExceptionHandler(StaleLoginException.class)
    ModelAndView ask(
            StaleLoginException stale, HttpServletRequest request, @AuthenticationPrincipal AccountPrincipal self) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if ("GET".equals(request.getMethod())) {
            String query = request.getQueryString();
            return new ModelAndView("redirect:"
                    + UriComponentsBuilder.fromPath(ConfirmController.PATH)
                            .queryParam("next", "{next}")
                            .encode()
                            .buildAndExpand(path + (query == null ? "" : "?" + query))
                            .toUriString());
        }
        ModelAndView asking = page.getObject().show(self, request, path, fields(request), stale.refusals());
        asking.setStatus(HttpStatus.FORBIDDEN);
        return asking;
    }

    private static List<ConfirmPage.Field> fields(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(field -> !LEFT_OUT.contains(field.getKey()))
                .flatMap(field ->
                        Arrays.stream(field.getValue()).map(value -> new ConfirmPage.Field(field.getKey(), value)))
                .toList();
    }
}
