package dev.coterie.admin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

import dev.coterie.account.AccountPrincipal;

/** What is shown of boards when the storage does not answer. */
@ControllerAdvice(
        assignableTypes = {BoardListController.class, BoardPageController.class, BoardDownloadController.class})
class BoardFailures {

    private static final Logger log = LoggerFactory.getLogger(BoardFailures.class);

    private final VisibleSections sections;

    BoardFailures(VisibleSections sections) {
        this.sections = sections;
    }

    @ExceptionHandler({BoardsUnavailableException.class, DataAccessException.class, TransactionException.class})
    ModelAndView unavailable(@AuthenticationPrincipal @Nullable AccountPrincipal visitor, RuntimeException failure) {
        log.atWarn().addKeyValue("cause", failure.getCause()).log("The boards could not be administered: no answer");
        ModelAndView page = new ModelAndView("admin/board-unavailable");
        page.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
        page.addObject("section", "boards");
        page.addObject("sections", sections.of(visitor));
        return page;
    }
}
