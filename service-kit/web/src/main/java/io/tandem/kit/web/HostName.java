package io.tandem.kit.web;

import com.google.common.net.InternetDomainName;
import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Host names with letters beyond ASCII, read as browsers and registries do: by UTS #46, non-transitional, so that
 * {@code faß.de} is {@code xn--fa-hia.de} and not the domain {@code fass.de} of somebody else.
 */
public final class HostName {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);
    // Such names are in use ("r3---sn.example"), and what begins with "xn--" is read anyway.
    private static final Set<IDNA.Error> HARMLESS = EnumSet.of(IDNA.Error.HYPHEN_3_4);

    private HostName() {}

    /** The leftmost label of a host in ASCII, in the letters that it stands for. */
    public static String firstLabel(String ascii) {
        int dot = ascii.indexOf('.');
        String label = dot < 0 ? ascii : ascii.substring(0, dot);
        IDNA.Info info = new IDNA.Info();
        String letters = UTS46.labelToUnicode(label, new StringBuilder(), info).toString();
        return HARMLESS.containsAll(info.getErrors()) ? letters : label;
    }

    /**
     * The host in lower-case ASCII without the dot of the root, if it is a name of at least two labels that could be
     * resolved.
     */
    static Optional<String> ascii(String host) {
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(host, new StringBuilder(), info).toString();
        String rootless = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        try {
            return HARMLESS.containsAll(info.getErrors())
                            && InternetDomainName.from(rootless).parts().size() >= 2
                    ? Optional.of(rootless)
                    : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
