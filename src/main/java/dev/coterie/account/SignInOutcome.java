package dev.coterie.account;

/** What became of a person whom the provider has vouched for. */
public sealed interface SignInOutcome {

    /** The person is in. */
    record Admitted(AccountPrincipal principal) implements SignInOutcome {}

    /** The person has no account here, and gets none. */
    record Unknown() implements SignInOutcome {}

    /** The person's account was deactivated. */
    record Inactive() implements SignInOutcome {}
}
