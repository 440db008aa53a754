package io.tandem.scoring.identity;

import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.web.EmailAddress;
import io.tandem.scoring.domain.FactKind;
import io.tandem.scoring.domain.IdentityFact;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.domains.Domains;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What calls and signups say about who is who. Collects the keys they name and the statements they make. */
public final class Statements {
    private static final int MOST_CHARACTERS = 255;

    private final Domains domains;
    private final List<Statement> facts = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final Set<Sighting> mentioned = new LinkedHashSet<>();
    private String person;

    public Statements(Domains domains) {
        this.domains = domains;
    }

    /** The key of the user that a call is about. */
    public static String userKeyOf(TrackedEvent call) {
        return call.userId() != null ? IdentityKey.ofUser(call.userId()) : IdentityKey.ofAnonymous(call.anonymousId());
    }

    /** The key of the person whose email a call says, or null. */
    public static String personOf(TrackedEvent call) {
        String email = email(own(call));
        return email == null ? null : IdentityKey.ofEmail(email);
    }

    /** What a call says of its user. */
    private static Map<String, Object> own(TrackedEvent call) {
        return map(
                "identify".equals(call.type())
                        ? call.traits()
                        : map(call.context()).get("traits"));
    }

    /**
     * @param user the key of the user that the call is about
     * @param at when the call was made
     * @param counts whether it is an event that counts, not only a statement
     */
    public void add(TrackedEvent call, String user, Instant at, boolean counts) {
        Map<String, Object> traits = map(call.traits());
        Map<String, Object> context = map(call.context());
        Map<String, Object> own = own(call);
        String email = email(own);
        person = email == null ? user : IdentityKey.ofEmail(email);
        sightings.add(new Sighting(user, counts ? 1 : 0, at, at, person));
        String by = call.messageId();
        if (call.userId() != null && call.anonymousId() != null) {
            link(IdentityKey.ofAnonymous(call.anonymousId()), user, at, by);
        }
        if ("alias".equals(call.type()) && call.previousId() != null) {
            // Segment lets a previous id be either.
            link(IdentityKey.ofAnonymous(call.previousId()), user, at, by);
            link(IdentityKey.ofUser(call.previousId()), user, at, by);
        }
        if ("group".equals(call.type())) {
            group(user, call.groupId(), traits, at, by);
        } else {
            group(user, text(context, "groupId"), Map.of(), at, by);
        }
        state(user, FactKind.EMAIL, email, at, by);
        state(user, FactKind.NAME, name(own), at, by);
        state(user, FactKind.ROLE, text(own, "title"), at, by);
        state(user, FactKind.PLAN, text(traits.containsKey("plan") ? traits : own, "plan"), at, by);
        state(user, FactKind.DEPARTMENT, text(own, "department"), at, by);
    }

    /** A signup names its person by user id if it has one, else by email. */
    public void add(SignupAnswers signup) {
        Instant at = signup.signedUpAt();
        String by = signup.signupId().toString();
        String key =
                signup.userId() != null ? IdentityKey.ofUser(signup.userId()) : IdentityKey.ofEmail(signup.email());
        person = IdentityKey.ofEmail(signup.email());
        mention(key, at);
        state(key, FactKind.EMAIL, signup.email(), at, by);
        state(key, FactKind.NAME, signup.name(), at, by);
        state(key, FactKind.ROLE, signup.role(), at, by);
        if (signup.anonymousId() != null) {
            String anonymous = IdentityKey.ofAnonymous(signup.anonymousId());
            if (signup.userId() != null) {
                link(anonymous, key, at, by);
            } else {
                // The browser's next user id belongs to this person too, unless it brings an email of its own.
                mention(anonymous, at);
                state(anonymous, FactKind.EMAIL, signup.email(), at, by);
            }
        }
    }

    List<Statement> facts() {
        return facts;
    }

    List<Sighting> sightings() {
        return Stream.concat(sightings.stream(), mentioned.stream()).toList();
    }

    private void mention(String key, Instant at) {
        mentioned.add(new Sighting(key, 0, null, at, person));
    }

    private void link(String key, String user, Instant at, String by) {
        if (!key.equals(user)) {
            mention(key, at);
            mention(user, at);
            state(key, FactKind.SAME_AS, user, at, by);
        }
    }

    private void group(String user, String groupId, Map<String, Object> traits, Instant at, String by) {
        if (groupId == null) {
            return;
        }
        String group = IdentityKey.ofGroup(groupId);
        mention(group, at);
        state(user, FactKind.GROUP, group, at, by);
        state(group, FactKind.NAME, text(traits, "name"), at, by);
        state(group, FactKind.DOMAIN, domain(traits).orElse(null), at, by);
    }

    private static String email(Map<String, Object> traits) {
        String written = text(traits, "email");
        return written == null
                ? null
                : EmailAddress.parse(written).map(EmailAddress::normalised).orElse(null);
    }

    private void state(String subject, FactKind kind, String value, Instant at, String by) {
        if (value != null) {
            facts.add(new Statement(new IdentityFact(subject, kind, value, at, by), person));
        }
    }

    private static String name(Map<String, Object> traits) {
        String name = text(traits, "name");
        if (name != null) {
            return name;
        }
        String first = text(traits, "firstName");
        String last = text(traits, "lastName");
        return first == null ? last : last == null ? first : first + " " + last;
    }

    private Optional<String> domain(Map<String, Object> traits) {
        return Stream.of("domain", "website", "url")
                .map(trait -> text(traits, trait))
                .filter(value -> value != null)
                .map(Statements::host)
                .flatMap(host -> domains.ofHost(host).stream())
                .findFirst();
    }

    private static String host(String address) {
        if (!address.contains("/")) {
            return address;
        }
        try {
            String host = URI.create(address.contains("://") ? address : "https://" + address)
                    .getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }

    private static String text(Map<String, Object> traits, String name) {
        Object value = traits.get(name);
        if (value == null || value instanceof Map || value instanceof Iterable) {
            return null;
        }
        String text = value.toString().strip();
        return text.isEmpty() || text.length() > MOST_CHARACTERS ? null : text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
