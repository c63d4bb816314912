"""From readings to RDF: statements, their view, who is who."""
