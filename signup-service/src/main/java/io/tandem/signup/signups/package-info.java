/** The form's answers come in here, and the decision goes out. */
package io.tandem.signup.signups;
