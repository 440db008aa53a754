/** The only open port of Tandem: what may pass is decided here, what it means is decided in the services. */
package io.tandem.gateway;
