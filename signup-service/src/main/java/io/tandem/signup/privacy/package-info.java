/** What people have agreed to, who is not to be contacted, and how a person is shown everything or forgotten. */
package io.tandem.signup.privacy;
