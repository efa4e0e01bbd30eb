"""One text: its paragraphs, sentences and quotation marks, and the quotations found in it."""
