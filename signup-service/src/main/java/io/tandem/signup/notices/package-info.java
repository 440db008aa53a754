/** How instances of this service tell one another what they committed. */
package io.tandem.signup.notices;
