package io.tandem.crm.transfer;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.kit.web.Roles;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;

/** Files as an admin sends and gets them. */
final class CsvFiles {
    static final String IMPORTS = "/api/v1/relationship-imports/";
    static final String EXPORTS = "/api/v1/relationship-exports/";
    static final String IMPORTER = "importer@tandem.example";

    private CsvFiles() {}

    /** The header of the export, and the rows of this account. */
    static String exported(TransferKind kind, UUID account) {
        return admin().get(EXPORTS + kind.path())
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("account_id,") || line.startsWith(account.toString()))
                .collect(Collectors.joining("\n"));
    }

    static ValidatableResponse take(TransferKind kind, String file, boolean dryRun) {
        return csv(file)
                .queryParam("dryRun", dryRun)
                .post(IMPORTS + kind.path())
                .then()
                .statusCode(200);
    }

    static RequestSpecification csv(String file) {
        return as(Roles.ADMIN, IMPORTER).contentType("text/csv").body(file.getBytes(StandardCharsets.UTF_8));
    }
}
