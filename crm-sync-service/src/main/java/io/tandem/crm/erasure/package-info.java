/** What was on its way while a person was erased must not bring them back. */
package io.tandem.crm.erasure;
