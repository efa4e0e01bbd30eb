"""Commands: one file each. Arguments in, stages called, diagnostics out; only they print."""
