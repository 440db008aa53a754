package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.SignupAnswers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The inputs of a decision by the names that conditions and reason templates use. Nothing is ever missing: what is not
 * known is empty, zero or false, so that a condition need not ask first.
 */
public final class Variables {
    /** What conditions may speak of: each structure with its fields. */
    public static final Map<String, Map<String, Field>> STRUCTURES = structures();

    /** The fields of each element of {@code signals}. */
    public static final Map<String, Type> SIGNAL = Map.of("name", Type.TEXT, "reason", Type.TEXT);

    /** What a field holds: {@code true} or {@code false}, a whole number, a number, or text. */
    public enum Type {
        TRUTH,
        WHOLE,
        NUMBER,
        TEXT
    }

    /** @param place of its own among the fields of all structures, from zero on */
    public record Field(Type type, Function<Situation, Object> value, int place) {}

    private Variables() {}

    public static Map<String, Object> of(Situation situation) {
        return new VariablesOfOne(situation);
    }

    /** How many fields there are. */
    static int count() {
        return STRUCTURES.values().stream().mapToInt(Map::size).sum();
    }

    private static Map<String, Map<String, Field>> structures() {
        Map<String, Map<String, Field>> structures = new LinkedHashMap<>();
        AtomicInteger places = new AtomicInteger();
        structures.put("signup", signup(places));
        structures.put("account", account(places));
        structures.put("score", score(places));
        structures.put("relationship", relationship(places));
        return Collections.unmodifiableMap(structures);
    }

    private static Map<String, Field> signup(AtomicInteger places) {
        Fields fields = new Fields(places);
        fields.truth("isNew", s -> s.inputs().isSignup());
        fields.truth("talkToSales", s -> said(s) != null && said(s).talkToSales());
        fields.truth(
                "doNotLeadWithSales", s -> said(s) != null && said(s).doNotLeadWithSales() && !said(s).talkToSales());
        fields.text("email", s -> said(s) == null ? null : said(s).email());
        fields.text("name", s -> said(s) == null ? null : said(s).name());
        fields.text("role", s -> said(s) == null ? null : said(s).role());
        fields.text("useCase", s -> said(s) == null ? null : said(s).useCase());
        fields.text("country", s -> said(s) == null ? null : said(s).country());
        fields.text("companySize", s -> label(said(s) == null ? null : said(s).companySize()));
        fields.whole("employees", s -> least(said(s) == null ? null : said(s).companySize()));
        fields.text(
                "referral",
                s -> said(s) == null || said(s).utm() == null
                        ? null
                        : said(s).utm().get("source"));
        return fields.byName;
    }

    private static Map<String, Field> account(AtomicInteger places) {
        Fields fields = new Fields(places);
        fields.text("name", s -> s.inputs().account().name());
        fields.text("domain", s -> s.inputs().account().domain());
        fields.text(
                "motion",
                s -> s.inputs().account().motion() == null
                        ? null
                        : s.inputs().account().motion().name());
        fields.truth("meetsHuman", s -> s.inputs().meetsHumanAlready());
        fields.truth("handoffOpen", s -> s.inputs().account().handoff() != null);
        fields.whole("acv", s -> s.acv().amount().longValue());
        fields.text("acvBand", s -> s.acv().band().name());
        fields.text("currency", s -> s.acv().currency());
        fields.whole("seats", s -> (long) s.acv().seats());
        fields.text("seatsBand", Situation::seatsBand);
        fields.whole("users", s -> (long) s.inputs().usage().users());
        fields.whole("activeUsers", s -> (long) s.inputs().usage().activeUsers());
        fields.whole("events", s -> s.inputs().usage().events());
        fields.truth("doNotLeadWithSales", s -> s.inputs().doNotLeadWithSales());
        fields.text("industry", s -> Situation.industry(s.inputs()));
        fields.text("country", s -> Situation.country(s.inputs()));
        fields.text("companySize", s -> label(s.inputs().companySize().size()));
        fields.whole("employees", s -> least(s.inputs().companySize().size()));
        fields.whole(
                "revenue", s -> revenue(s) == null ? 0L : revenue(s).amount().longValue());
        fields.text(
                "revenueCurrency", s -> revenue(s) == null ? null : revenue(s).currency());
        fields.text(
                "namedAccounts",
                s -> s.namedAccounts() == null ? null : s.namedAccounts().name());
        fields.text("partner", s -> s.partner() == null ? null : s.partner().name());
        fields.text("territory", s -> Territory.name(s.territories()));
        return fields.byName;
    }

    private static Map<String, Field> score(AtomicInteger places) {
        Fields fields = new Fields(places);
        fields.number("total", s -> s.inputs().score().total());
        fields.number("fit", s -> s.inputs().score().fit());
        fields.number("engagement", s -> s.inputs().score().engagement());
        fields.text("grade", s -> s.inputs().score().grade());
        return fields.byName;
    }

    private static Map<String, Field> relationship(AtomicInteger places) {
        Fields fields = new Fields(places);
        fields.text(
                "owner",
                s -> s.inputs().relationship().owner() == null
                        ? null
                        : s.inputs().relationship().owner().name());
        fields.truth("ownerAvailable", s -> s.inputs().relationship().hasAvailableOwner());
        fields.truth("ownerSetByHuman", s -> s.inputs().relationship().ownerSetByHuman());
        fields.text("stage", s -> s.inputs().relationship().stage());
        fields.truth("openOpportunity", s -> s.inputs().relationship().openOpportunity());
        fields.whole("health", s -> health(s.inputs().relationship().health()));
        return fields.byName;
    }

    /** Zero is kept for what is not known: the worst that is known is one. */
    private static Long health(Integer health) {
        return health == null ? 0L : Math.max(1L, health);
    }

    private static SignupAnswers said(Situation situation) {
        return situation.inputs().signup();
    }

    private static Money revenue(Situation situation) {
        Firmographics known = situation.inputs().firmographics();
        return known == null ? null : known.annualRevenue();
    }

    private static String label(CompanySize size) {
        return size == null ? null : size.label();
    }

    private static Long least(CompanySize size) {
        return size == null ? 0L : (long) size.least();
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    /** The fields of one structure, in the order in which they are shown. */
    private static final class Fields {
        private final Map<String, Field> byName = new LinkedHashMap<>();
        private final AtomicInteger places;

        Fields(AtomicInteger places) {
            this.places = places;
        }

        void truth(String name, Function<Situation, Boolean> value) {
            add(name, Type.TRUTH, value::apply);
        }

        void whole(String name, Function<Situation, Long> value) {
            add(name, Type.WHOLE, value::apply);
        }

        void number(String name, Function<Situation, Double> value) {
            add(name, Type.NUMBER, value::apply);
        }

        void text(String name, Function<Situation, String> value) {
            add(name, Type.TEXT, s -> Variables.text(value.apply(s)));
        }

        private void add(String name, Type type, Function<Situation, Object> value) {
            byName.put(name, new Field(type, value, places.getAndIncrement()));
        }
    }
}
