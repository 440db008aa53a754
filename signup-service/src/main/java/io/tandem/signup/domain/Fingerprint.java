package io.tandem.signup.domain;

import io.tandem.contracts.SignupAnswers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What tells a repeated submission of the form from a new one: all that was said, but not when. */
public final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * What is not said adds nothing, so that forms from before it could be said are known again.
     *
     * @param selfReported how the person says to have heard of the company, or null
     * @param saidBefore on earlier forms, as only the person's token tells: whoever does not bring it is not taken for them
     */
    public static byte[] of(SignupAnswers answers, String selfReported, FormAnswers saidBefore) {
        Fingerprint print = new Fingerprint();
        print.add(answers.sourceId().toString());
        print.add(answers.email());
        print.add(answers.name());
        print.add(answers.company());
        print.add(answers.companySize() == null ? null : answers.companySize().label());
        print.add(answers.role());
        print.add(answers.useCase());
        print.add(answers.country());
        print.add(Boolean.toString(answers.talkToSales()));
        print.add(answers.userId());
        print.add(answers.anonymousId());
        print.add(answers.utm());
        print.add(answers.custom());
        if (selfReported != null) {
            print.add(selfReported);
        }
        if (!saidBefore.byName().isEmpty()) {
            print.add(saidBefore.byName());
        }
        return print.digest.digest();
    }

    /** Of a signup of the past; those of submitted forms begin with a source, so none is ever the same. */
    static byte[] ofImported(UUID sourceId, String... parts) {
        Fingerprint print = new Fingerprint();
        print.add("imported");
        print.add(sourceId.toString());
        for (String part : parts) {
            print.add(part);
        }
        return print.digest.digest();
    }

    /** With their number, so that no two neighbours read the same. */
    private void add(Map<String, String> values) {
        add(Integer.toString(values.size()));
        new TreeMap<>(values).forEach((name, value) -> {
            add(name);
            add(value);
        });
    }

    /** Each value with its length, so that no two lists of values read the same. */
    private void add(String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(value == null ? -1 : bytes.length).array());
        digest.update(bytes);
    }
}
