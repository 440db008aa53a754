/** Tests at two sizes: what the launcher tells them, and what they ask. */
package io.tandem.local.campaign;
