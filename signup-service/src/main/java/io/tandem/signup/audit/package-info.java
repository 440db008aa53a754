/** Every administrative change: who changed what, from what, to what. */
package io.tandem.signup.audit;
