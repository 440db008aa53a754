/** Signed, opaque strings that visitors carry, so that nothing has to be remembered to believe them. */
package io.tandem.signup.tokens;
