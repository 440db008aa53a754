package io.tandem.crm.domain;

import io.tandem.contracts.AccountActivated;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffConverted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffExpired;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.HandoffRecycled;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Signal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Events in the words that a salesperson reads on the timeline. */
public final class Sentence {
    private Sentence() {}

    public static String of(Signal signal) {
        return isBlank(signal.reason()) ? "Signal: " + signal.name() : signal.reason();
    }

    public static String of(AccountActivated activated) {
        return "Activated: first \"%s\"".formatted(activated.event());
    }

    public static String of(RouteDecided decided) {
        String who = decided.owner() == null ? "" : ", owner " + decided.owner().name();
        return words(decided.motion()) + who + because(decided.reason());
    }

    public static String of(HandoffOpened opened) {
        String who = opened.owner() == null
                ? "Handoff waits for a free rep"
                : "Handed to " + opened.owner().name();
        List<String> reasons = opened.reasons() == null ? List.of() : opened.reasons();
        return who + because(String.join("; ", reasons));
    }

    public static String of(HandoffAssigned assigned) {
        return "Handoff assigned to " + assigned.owner().name();
    }

    public static String of(HandoffAccepted accepted) {
        return "Handoff accepted by " + accepted.owner().name();
    }

    public static String of(HandoffDeclined declined) {
        String end = declined.restsUntil() == null
                ? ""
                : ", the last who could take it; not again before "
                        + LocalDate.ofInstant(declined.restsUntil(), ZoneOffset.UTC);
        return "Handoff declined by " + declined.owner().name() + end + because(declined.reason());
    }

    public static String of(HandoffExpired expired) {
        String who = expired.owner() == null
                ? "Handoff found nobody in time"
                : "Handoff not taken in time by " + expired.owner().name();
        return who + (expired.escalatedTo() == null ? "" : "; " + expired.escalatedTo() + " is to know");
    }

    public static String of(HandoffWorked worked) {
        return "First touch by " + worked.owner().name() + ": " + worked.how().toLowerCase(Locale.ROOT);
    }

    public static String of(HandoffConverted converted) {
        return "Handoff of " + converted.owner().name() + " converted: "
                + converted.outcome().toLowerCase(Locale.ROOT);
    }

    public static String of(HandoffRecycled recycled) {
        return "Handoff put back by " + recycled.owner().name() + ", not before "
                + LocalDate.ofInstant(recycled.until(), ZoneOffset.UTC) + because(recycled.reason());
    }

    /** A person chose the owner. */
    public static String ownerChosen(Owner owner, String author) {
        return "Owner set to %s by %s".formatted(owner.name(), author);
    }

    private static String words(Motion motion) {
        return switch (motion) {
            case SELF_SERVE -> "Self-serve";
            case SALES_ASSIST -> "Sales-assist";
            case SALES_LED -> "Sales-led";
            case PARTNER -> "Partner";
            case NURTURE -> "Nurture";
        };
    }

    private static String because(String reason) {
        return isBlank(reason) ? "" : ": " + reason;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
