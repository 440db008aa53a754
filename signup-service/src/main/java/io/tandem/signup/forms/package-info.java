/** The form as data: what each source asks, in versions. */
package io.tandem.signup.forms;
