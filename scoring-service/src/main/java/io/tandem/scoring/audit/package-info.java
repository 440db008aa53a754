/** Who changed what. */
package io.tandem.scoring.audit;
