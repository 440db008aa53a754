/** Real infrastructure, tokens and events for the tests of a service. */
package io.tandem.kit.testing;
