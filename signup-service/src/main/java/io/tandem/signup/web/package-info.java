/** What people see of the form: the script that draws it on any site, and pages for those without a site. */
package io.tandem.signup.web;
