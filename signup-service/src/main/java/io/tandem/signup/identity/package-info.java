/** Who is who: what a domain says of a company, and which accounts are one. */
package io.tandem.signup.identity;
