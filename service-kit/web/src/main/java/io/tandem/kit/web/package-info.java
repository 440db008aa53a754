/** What every service answers alike over HTTP. Knows no business word, no database and no broker. */
package io.tandem.kit.web;
