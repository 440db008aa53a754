/** The form as data. */
package io.tandem.signup.forms;
