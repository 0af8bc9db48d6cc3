package dev.coterie.account.web;

import org.springframework.validation.BindingResult;

import dev.coterie.account.RefusedException;

/** Puts refusals next to the fields that they speak of. */
public final class FormRefusals {

    private FormRefusals() {}

    /** Refusals of fields that the form does not have are shown above it, as those of none. */
    public static void reject(BindingResult form, RefusedException refused) {
        refused.refusals().forEach(refusal -> {
            Object[] arguments = refusal.arguments().toArray();
            if (refusal.field().isEmpty()) {
                form.reject(refusal.messageKey(), arguments, null);
            } else {
                form.rejectValue(refusal.field(), refusal.messageKey(), arguments, null);
            }
        });
    }
}
