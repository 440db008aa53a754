package io.tandem.signup.domain;

/** How many submissions a minute are taken from one address, and for one company's domain. */
public record FormLimits(Integer perAddress, Integer perDomain) {
    private static final int PER_ADDRESS = 30;
    private static final int PER_DOMAIN = 60;

    public FormLimits {
        perAddress = perAddress == null ? PER_ADDRESS : perAddress;
        perDomain = perDomain == null ? PER_DOMAIN : perDomain;
    }
}
