/** Who may send: sources, their write keys, and the audit of their changes. */
package io.tandem.signup.sources;
