/** Log-in through an identity provider by OpenID Connect: browsers into the webapps, its tokens into the REST APIs. */
@NullMarked
package dev.sternway.security.oidc;

import org.jspecify.annotations.NullMarked;
