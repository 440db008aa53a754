/** Rules without a framework: depends on the JDK and the contracts only. */
package io.tandem.signup.domain;
