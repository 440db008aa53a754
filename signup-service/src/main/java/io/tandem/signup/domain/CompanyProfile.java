package io.tandem.signup.domain;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An account as far as matching knows it.
 *
 * @param domain the company's domain, or null for a person on free mail
 * @param label the domain's leftmost label in the letters that it stands for, or null
 * @param name as {@link CompanyName#normalised} leaves it, or null if none was given
 * @param country ISO 3166-1 alpha-2, or null
 */
public record CompanyProfile(
        UUID accountId, String domain, String label, String name, String country, int people, Instant firstMetAt) {

    private static final Pattern SILENT = Pattern.compile("[aeiouhy]");
    private static final Pattern TWICE = Pattern.compile("(.)\\1+");

    /** What two accounts must share to be compared at all; without spaces. */
    public Set<String> keys(CompanyWords words) {
        Set<String> keys = new LinkedHashSet<>();
        if (name != null) {
            String core = CompanyName.key(CompanyName.core(name, words));
            keys.add("n:" + nameKey());
            keys.add("n:" + core);
            String sounds = SILENT.matcher(core).replaceAll("");
            keys.add("s:" + TWICE.matcher(sounds).replaceAll("$1"));
            if (!CompanyName.initials(name).isEmpty()) {
                keys.add("n:" + CompanyName.initials(name));
            }
            if (core.codePointCount(0, core.length()) >= 6) {
                keys.add("b:" + core.substring(0, core.offsetByCodePoints(0, 3))
                        + core.substring(core.offsetByCodePoints(core.length(), -3)));
            }
        }
        if (domain != null) {
            // A label of signs alone names nothing.
            if (!labelKey().isEmpty()) {
                keys.add("n:" + labelKey());
            }
            keys.addAll(DomainSlip.keys(domain));
        }
        return keys;
    }

    String nameKey() {
        return name == null ? null : CompanyName.key(name);
    }

    String labelKey() {
        return label == null ? null : CompanyName.key(CompanyName.ofLabel(label));
    }

    /** Whoever writes the name as the domain does means to write it so. */
    public boolean isNamedAsItsDomain() {
        return name != null && domain != null && nameKey().equals(labelKey());
    }

    boolean isInCountryOf(CompanyProfile other) {
        return country != null && Objects.equals(country, other.country);
    }
}
