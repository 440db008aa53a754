/** Who is who: links anonymous ids to users and users to accounts. */
package io.tandem.scoring.identity;
