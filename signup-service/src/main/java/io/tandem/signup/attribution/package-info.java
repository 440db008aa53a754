/** Where people came from: the visits that pages tell, and what they say of the signup that followed. */
package io.tandem.signup.attribution;
