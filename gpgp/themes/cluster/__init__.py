"""From comments to clusters: words, vectors, clusters, their number, names and checks."""
