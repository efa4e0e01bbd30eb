"""Question kinds: one file each; its name is what authors type after `kind:`."""
