"""Pages for authors: one HTML file each, without scripts, to be read offline and on paper."""
