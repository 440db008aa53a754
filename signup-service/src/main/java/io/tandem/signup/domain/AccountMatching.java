package io.tandem.signup.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** Which accounts may be one company: one algorithm, whose rules and order the service's README tells. */
public final class AccountMatching {
    /** How alike the words that two names do not share must be. */
    static final double CLOSE = 0.92;

    private final CompanyWords words;
    private final ToDoubleBiFunction<String, String> similarity;

    /** @param similarity from 0, nothing alike, to 1, equal */
    public AccountMatching(CompanyWords words, ToDoubleBiFunction<String, String> similarity) {
        this.words = words;
        this.similarity = similarity;
    }

    /** The account that matches, and why. */
    public record Match(CompanyProfile account, MatchKind kind) {}

    /** The account that is most likely the same company. */
    public Optional<Match> best(CompanyProfile company, Collection<CompanyProfile> known) {
        return known.stream()
                .flatMap(other -> kind(company, other).map(kind -> new Match(other, kind)).stream())
                .min(Comparator.comparing(Match::kind).thenComparing(Match::account, likeliest(company)));
    }

    /** Which of the two becomes part of the other: a person without a company, else the one that says less. */
    public static boolean goesInto(CompanyProfile company, CompanyProfile other) {
        if (company.domain() == null || other.domain() == null) {
            return company.domain() == null;
        }
        return Comparator.comparing(CompanyProfile::isNamedAsItsDomain)
                        .reversed()
                        .thenComparing(elder())
                        .compare(company, other)
                > 0;
    }

    /** Why the two may be one; the order of the two makes no difference. */
    public Optional<MatchKind> kind(CompanyProfile one, CompanyProfile other) {
        if (one.domain() == null && other.domain() == null) {
            return Optional.empty();
        }
        if (isSameName(one, other)) {
            return Optional.of(MatchKind.SAME_NAME);
        }
        if (isTypo(one, other)) {
            return Optional.of(MatchKind.TYPO);
        }
        return isClose(one, other) ? Optional.of(MatchKind.CLOSE_NAME) : Optional.empty();
    }

    private static Comparator<CompanyProfile> likeliest(CompanyProfile company) {
        return Comparator.comparing((CompanyProfile other) ->
                        company.name() == null || !company.nameKey().equals(other.labelKey()))
                .thenComparing(other -> !other.isInCountryOf(company))
                .thenComparing(elder());
    }

    private static Comparator<CompanyProfile> elder() {
        return Comparator.comparing(CompanyProfile::people)
                .reversed()
                .thenComparing(CompanyProfile::firstMetAt)
                .thenComparing(CompanyProfile::accountId);
    }

    /** A name is also a domain written out, and who gave none is named by the domain. */
    private static boolean isSameName(CompanyProfile one, CompanyProfile other) {
        String name = one.name() == null ? one.labelKey() : one.nameKey();
        String otherName = other.name() == null ? other.labelKey() : other.nameKey();
        return name != null
                && (name.equals(otherName)
                        || one.name() != null && name.equals(other.labelKey())
                        || other.name() != null && otherName != null && otherName.equals(one.labelKey()));
    }

    private boolean isTypo(CompanyProfile one, CompanyProfile other) {
        return one.domain() != null
                && other.domain() != null
                && DomainSlip.between(one.domain(), other.domain())
                && (couldMean(one, other) || couldMean(other, one));
    }

    /** Who gave a name meant the other domain only if the name fits that one, and not the own. */
    private boolean couldMean(CompanyProfile typed, CompanyProfile meant) {
        return typed.name() == null
                || !typed.isNamedAsItsDomain()
                        && (typed.nameKey().equals(meant.labelKey())
                                || meant.name() != null && isCloseName(typed, meant));
    }

    private boolean isClose(CompanyProfile one, CompanyProfile other) {
        return one.name() != null
                && other.name() != null
                && (one.isInCountryOf(other) || isLabelAlike(one, other))
                && isCloseName(one, other);
    }

    private boolean isLabelAlike(CompanyProfile one, CompanyProfile other) {
        String label = one.labelKey() == null ? one.nameKey() : one.labelKey();
        String otherLabel = other.labelKey() == null ? other.nameKey() : other.labelKey();
        return label.equals(otherLabel)
                || label.startsWith(otherLabel) && words.groupWords().contains(label.substring(otherLabel.length()))
                || otherLabel.startsWith(label) && words.groupWords().contains(otherLabel.substring(label.length()))
                || otherLabel.equals(CompanyName.initials(one.name()))
                || label.equals(CompanyName.initials(other.name()));
    }

    private boolean isCloseName(CompanyProfile one, CompanyProfile other) {
        List<String> rest = new ArrayList<>(CompanyName.wordsOf(one.name()));
        List<String> otherRest = new ArrayList<>(CompanyName.wordsOf(other.name()));
        List<String> all = List.copyOf(otherRest);
        otherRest.removeAll(rest);
        rest.removeAll(all);
        boolean shareWords = otherRest.size() < all.size();
        boolean sameLabel = Objects.equals(one.labelKey(), other.labelKey());
        if (rest.isEmpty() || otherRest.isEmpty()) {
            return sameLabel || shareWords && areGroupWords(rest) && areGroupWords(otherRest);
        }
        if (sameLabel && shareWords && areGroupWords(rest) && areGroupWords(otherRest)) {
            return true;
        }
        if (CompanyName.initials(one.name()).equals(other.nameKey())
                || CompanyName.initials(other.name()).equals(one.nameKey())) {
            return true;
        }
        return !(one.isNamedAsItsDomain() && other.isNamedAsItsDomain())
                && similarity.applyAsDouble(String.join("", rest), String.join("", otherRest)) >= CLOSE;
    }

    private boolean areGroupWords(List<String> rest) {
        return words.groupWords().containsAll(rest);
    }
}
