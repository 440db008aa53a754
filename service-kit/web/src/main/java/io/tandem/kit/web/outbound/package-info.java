/** Calls out of the house, to places that somebody else named. */
package io.tandem.kit.web.outbound;
