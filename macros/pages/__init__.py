"""From records to pages: blocks, drawings and the Markdown around them."""
