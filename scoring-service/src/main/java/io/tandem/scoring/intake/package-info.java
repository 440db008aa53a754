/** Takes in usage events over the HTTP API of Segment and makes them durable before it says so. */
package io.tandem.scoring.intake;
