package io.tandem.routing.domain;

import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a simulation needs of a decision: its inputs as far as a policy can tell them apart, and who got it. In a few
 * hundred bytes, since reading JSON takes longer than all the rules of a policy.
 *
 * @param owner who got it, without the email, or null
 * @param pool of the handoff that began with it; null where none did
 */
public record RecordedDecision(RoutingInputs inputs, Owner owner, String pool) {
    /** Of the form; another one is read from the whole inputs instead. */
    private static final int FORM = 1;

    private static final String REFERRAL = "source";
    private static final Motion[] MOTIONS = Motion.values();
    private static final CompanySize[] SIZES = CompanySize.values();

    public static RecordedDecision of(RoutingInputs inputs, Routing.Outcome outcome) {
        return new RecordedDecision(inputs, outcome.owner(), outcome.opensHandoff() ? outcome.pool() : null);
    }

    public boolean opensHandoff() {
        return pool != null;
    }

    public byte[] toBytes() {
        CompactWriter out = new CompactWriter();
        out.writeByte(FORM);
        out.writeText(pool);
        writeOwner(out, owner);
        out.writeByte(inputs.trigger().ordinal());
        RoutingInputs.Account account = inputs.account();
        out.writeText(account.domain());
        out.writeText(account.name());
        out.writeEnum(account.motion());
        out.writeBoolean(account.handoff() != null);
        if (account.handoff() != null) {
            out.writeId(account.handoff().id());
            writeOwner(out, account.handoff().owner());
        }
        writeRest(out, account.rest());
        writeSignup(out, inputs.signup());
        out.writeDouble(inputs.score().total());
        out.writeDouble(inputs.score().fit());
        out.writeDouble(inputs.score().engagement());
        out.writeText(inputs.score().grade());
        out.writeLong(inputs.signals().size());
        for (Signal signal : inputs.signals()) {
            out.writeText(signal.name());
            out.writeText(signal.reason());
        }
        out.writeLong(inputs.usage().events());
        out.writeLong(inputs.usage().activeUsers());
        out.writeLong(inputs.usage().users());
        writeOwner(out, inputs.relationship().owner());
        out.writeBoolean(inputs.relationship().ownerAvailable());
        out.writeBoolean(inputs.relationship().ownerSetByHuman());
        out.writeText(inputs.relationship().stage());
        out.writeBoolean(inputs.relationship().openOpportunity());
        // Null is 0, and a number one more than it is.
        out.writeLong(
                inputs.relationship().health() == null
                        ? 0
                        : inputs.relationship().health() + 1L);
        writeFirmographics(out, inputs.firmographics());
        out.writeBoolean(inputs.doNotLeadWithSales());
        return out.toBytes();
    }

    /** Null for a form that is not known. */
    public static RecordedDecision of(UUID accountId, byte[] bytes) {
        CompactReader in = new CompactReader(bytes);
        if (in.readByte() != FORM) {
            return null;
        }
        String pool = in.readText();
        Owner owner = readOwner(in);
        Trigger trigger = Trigger.values()[in.readByte()];
        String domain = in.readText();
        String name = in.readText();
        Motion motion = in.readEnum(MOTIONS);
        RoutingInputs.OpenHandoff handoff =
                in.readBoolean() ? new RoutingInputs.OpenHandoff(in.readId(), readOwner(in)) : null;
        RoutingInputs.Rest rest = readRest(in);
        SignupAnswers signup = readSignup(in);
        Score score = new Score(in.readDouble(), in.readDouble(), in.readDouble(), in.readText(), List.of(), null);
        int count = (int) in.readLong();
        List<Signal> signals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            signals.add(new Signal(in.readText(), null, in.readText(), null));
        }
        UsageFacts usage = new UsageFacts(in.readLong(), (int) in.readLong(), (int) in.readLong(), null, null);
        RoutingInputs.Relationship relationship = new RoutingInputs.Relationship(
                readOwner(in), in.readBoolean(), in.readBoolean(), in.readText(), in.readBoolean(), readHealth(in));
        Firmographics firmographics = readFirmographics(in);
        RoutingInputs inputs = new RoutingInputs(
                trigger,
                new RoutingInputs.Account(accountId, domain, name, motion, handoff, rest),
                signup,
                score,
                signals,
                usage,
                relationship,
                firmographics,
                in.readBoolean());
        return new RecordedDecision(inputs, owner, pool);
    }

    private static void writeOwner(CompactWriter out, Owner owner) {
        out.writeBoolean(owner != null);
        if (owner != null) {
            out.writeId(owner.id());
            out.writeText(owner.name());
        }
    }

    private static Owner readOwner(CompactReader in) {
        return in.readBoolean() ? new Owner(in.readId(), in.readText(), null) : null;
    }

    private static Integer readHealth(CompactReader in) {
        int next = (int) in.readLong();
        return next == 0 ? null : Integer.valueOf(next - 1);
    }

    private static void writeRest(CompactWriter out, RoutingInputs.Rest rest) {
        out.writeBoolean(rest != null);
        if (rest != null) {
            out.writeLong(rest.until().getEpochSecond());
            out.writeLong(rest.until().getNano());
            out.writeBoolean(rest.recycled());
            out.writeLong(rest.signals().size());
            rest.signals().forEach(out::writeText);
        }
    }

    private static RoutingInputs.Rest readRest(CompactReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        Instant until = Instant.ofEpochSecond(in.readLong(), in.readLong());
        boolean recycled = in.readBoolean();
        int count = (int) in.readLong();
        List<String> signals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            signals.add(in.readText());
        }
        return new RoutingInputs.Rest(until, recycled, signals);
    }

    private static void writeSignup(CompactWriter out, SignupAnswers signup) {
        out.writeBoolean(signup != null);
        if (signup == null) {
            return;
        }
        out.writeText(signup.email());
        out.writeText(signup.name());
        out.writeText(signup.company());
        out.writeEnum(signup.companySize());
        out.writeText(signup.role());
        out.writeText(signup.useCase());
        out.writeText(signup.country());
        out.writeText(signup.utm() == null ? null : signup.utm().get(REFERRAL));
        out.writeText(signup.custom() == null ? null : signup.custom().get(Needs.LANGUAGE));
        out.writeBoolean(signup.talkToSales());
        out.writeBoolean(signup.doNotLeadWithSales());
        out.writeBoolean(signup.imported());
    }

    private static SignupAnswers readSignup(CompactReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        String email = in.readText();
        String name = in.readText();
        String company = in.readText();
        CompanySize size = in.readEnum(SIZES);
        String role = in.readText();
        String useCase = in.readText();
        String country = in.readText();
        String referral = in.readText();
        String language = in.readText();
        boolean talkToSales = in.readBoolean();
        return new SignupAnswers(
                null,
                null,
                null,
                email,
                name,
                company,
                size,
                role,
                useCase,
                country,
                talkToSales,
                null,
                null,
                referral == null ? Map.of() : Map.of(REFERRAL, referral),
                null,
                language == null ? Map.of() : Map.of(Needs.LANGUAGE, language),
                in.readBoolean(),
                in.readBoolean());
    }

    private static void writeFirmographics(CompactWriter out, Firmographics known) {
        out.writeBoolean(known != null);
        if (known == null) {
            return;
        }
        out.writeText(known.industry());
        out.writeEnum(known.companySize());
        out.writeText(known.country());
        Money revenue = known.annualRevenue();
        out.writeText(revenue == null ? null : revenue.amount().toPlainString());
        out.writeText(revenue == null ? null : revenue.currency());
    }

    private static Firmographics readFirmographics(CompactReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        String industry = in.readText();
        CompanySize size = in.readEnum(SIZES);
        String country = in.readText();
        String amount = in.readText();
        String currency = in.readText();
        Money revenue = amount == null ? null : new Money(new BigDecimal(amount), currency);
        return new Firmographics(null, industry, size, country, revenue, null);
    }
}
