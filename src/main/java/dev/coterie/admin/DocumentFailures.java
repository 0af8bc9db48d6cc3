package dev.coterie.admin;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;

import dev.coterie.account.AccountPrincipal;

/** What is shown of documents and boards when the storage, or one of them, does not answer. */
@ControllerAdvice(
        assignableTypes = {
            BoardListController.class,
            CollectionListController.class,
            CollectionController.class,
            CollectionTransferController.class,
            BoardPageController.class,
            BoardDownloadController.class,
            BoardBatchController.class,
            DocumentListController.class,
            DocumentPageController.class,
            DocumentVersionController.class,
            DocumentDownloadController.class,
            DocumentBatchController.class
        })
class DocumentFailures {

    private static final Logger log = LoggerFactory.getLogger(DocumentFailures.class);

    private final ObjectProvider<VisibleSections> sections;

    DocumentFailures(ObjectProvider<VisibleSections> sections) {
        this.sections = sections;
    }

    @ExceptionHandler({NoAnswerException.class, DataAccessException.class, TransactionException.class})
    ModelAndView unavailable(
            @AuthenticationPrincipal @Nullable AccountPrincipal visitor,
            RuntimeException failure,
            HandlerMethod handler) {
        String section = section(handler.getBeanType().getSimpleName());
        log.atWarn()
                .addKeyValue("cause", failure.getCause())
                .log("The {} could not be administered: no answer", section);
        ModelAndView page = new ModelAndView("admin/unavailable");
        page.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
        page.addObject("section", section);
        page.addObject("sections", sections.getObject().of(visitor));
        return page;
    }

    private static String section(String controller) {
        if (controller.startsWith("Board")) {
            return "boards";
        }
        return controller.startsWith("Collection") ? "collections" : "documents";
    }
}
