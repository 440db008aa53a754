/** Delivery between services: what is committed is published, what is published has its effect once. */
package io.tandem.kit.delivery;
