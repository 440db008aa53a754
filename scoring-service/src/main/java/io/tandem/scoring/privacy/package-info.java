/** Shows and forgets what is stored about a person, when they ask for it. */
package io.tandem.scoring.privacy;
