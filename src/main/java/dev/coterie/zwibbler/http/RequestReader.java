package dev.coterie.zwibbler.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Reads the parameters of a request from its query and from its body, which is a form of either kind. Nobody may have
 * asked the request for a parameter before. Thread-safe.
 */
final class RequestReader {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final int MAX_PART_HEADER_BYTES = 8 * 1024;

    private final long maxBytes;

    /** @param maxBytes a body that is longer is refused */
    RequestReader(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws RefusedRequestException when the body is too long or no form at all */
    Parameters read(HttpServletRequest request, boolean keepContents) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw RefusedRequestException.tooLarge();
        }
        Parameters parameters = new Parameters(keepContents);
        switch (mediaType(request)) {
            case FORM -> {
                new FormDecoder(parameters).decode(limited(request));
                readQuery(request, parameters);
            }
            case MULTIPART -> {
                readQuery(request, parameters);
                readParts(request, parameters);
            }
            default -> readQuery(request, parameters);
        }
        return parameters;
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    private InputStream limited(HttpServletRequest request) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(request.getInputStream())
                .setMaxCount(maxBytes)
                .setOnMaxCount((max, count) -> {
                    throw RefusedRequestException.tooLarge();
                })
                .get();
    }

    private static void readQuery(HttpServletRequest request, Parameters parameters) throws IOException {
        String query = request.getQueryString();
        if (query != null) {
            byte[] bytes = query.getBytes(StandardCharsets.ISO_8859_1);
            new FormDecoder(parameters).decode(new ByteArrayInputStream(bytes));
        }
    }

    private void readParts(HttpServletRequest request, Parameters parameters) throws IOException {
        JakartaServletDiskFileUpload upload = new JakartaServletDiskFileUpload();
        upload.setHeaderCharset(StandardCharsets.UTF_8);
        upload.setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
        upload.setMaxSize(maxBytes);
        try {
            FileItemInputIterator parts = upload.getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                String name = part.getFieldName();
                try (InputStream in = part.getInputStream()) {
                    IOUtils.copyLarge(in, part.isFormField() ? parameters.value(name) : parameters.file(name));
                }
            }
        } catch (FileUploadSizeException e) {
            throw RefusedRequestException.tooLarge();
        } catch (FileUploadException e) {
            throw RefusedRequestException.badRequest("Malformed form");
        }
    }
}
