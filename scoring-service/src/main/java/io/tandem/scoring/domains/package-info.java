/** What a domain says about the company: the shipped lists, and before them what admins said. */
package io.tandem.scoring.domains;
