package io.tandem.scoring;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.OpenApiDriftTest;
import io.tandem.kit.testing.RealInfrastructure;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OpenApiTest extends OpenApiDriftTest {}
