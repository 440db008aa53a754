package io.tandem.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Motion;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.Routing;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes the pictures of the documentation. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class FormScreenshotsTest extends FormInBrowser {
    private static final Path IMAGES = Path.of("..", "docs", "images");
    private static final int LARGEST = 150_000;

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void embedded(int width) {
        newVisitor(width);
        openForm();
        picture("embedded-" + width);
        button("Get started").click();
        assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
        picture("faults-" + width);
        fillIn();
        button("Get started").click();
        Routing.answer(email, Motion.SALES_ASSIST);
        assertThat(link("Book a meeting")).isVisible();
        picture("decision-" + width);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void hosted(int width) {
        newVisitor(width);
        page.navigate(service() + "/forms/" + source.id());
        assertThat(button("Get started")).isVisible();
        picture("hosted-" + width);
    }

    private void picture(String name) {
        byte[] image = page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(IMAGES.resolve("form-" + name + ".png")));
        assertTrue(image.length < LARGEST, name + " has " + image.length + " bytes");
    }
}
