package io.tandem.scoring.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.CompanySize;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What conditions see of accounts and people, by qualified names. What is not known is the empty text or zero, so that
 * a condition over it can always be evaluated.
 */
public final class Variables {
    private Variables() {}

    /** {@code account.…} and {@code plan.…}. */
    public static Map<String, Object> of(AccountFacts account) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("account.name", known(account.name()));
        variables.put("account.domain", known(account.domain()));
        for (String field : new String[] {"companySize", "country", "industry", "role", "useCase"}) {
            variables.put(
                    "account." + field,
                    Answer.to(field, account).map(Answer::value).orElse(""));
        }
        variables.put("account.employees", employees((String) variables.get("account.companySize")));
        variables.put("account.signedUp", account.signup() != null);
        variables.put("account.people", (long) account.peopleKnown());
        variables.put("account.users", (long) account.usage().users());
        variables.put("account.activeUsers", (long) account.usage().activeUsers());
        variables.put("account.events", account.usage().events());
        variables.put("plan.name", known(account.plan()));
        return variables;
    }

    /** Adds {@code person.…}. */
    public static Map<String, Object> with(AccountPerson person, Map<String, Object> ofAccount) {
        Map<String, Object> variables = new HashMap<>(ofAccount);
        variables.put("person.email", known(person.email()));
        variables.put("person.name", known(person.name()));
        variables.put("person.role", known(person.role()));
        variables.put("person.user", person.userId() != null);
        return variables;
    }

    /** The least that the band has; 0 when nothing is known. */
    private static long employees(String companySize) {
        return Arrays.stream(CompanySize.values())
                .filter(size -> size.label().equals(companySize))
                .findFirst()
                .map(size -> (long) size.least())
                .orElse(0L);
    }

    private static String known(String value) {
        return value == null ? "" : value;
    }
}
