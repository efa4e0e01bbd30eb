"""Pages for authors. Each is one HTML file without scripts that can be read offline and on
paper."""
