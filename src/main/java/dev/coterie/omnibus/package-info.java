/** An external Convergence server: registers our public key through its REST API. */
@org.jspecify.annotations.NullMarked
package dev.coterie.omnibus;
