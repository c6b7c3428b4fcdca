"""While someone edits: what is served, and what stays from one build to the next. This room alone is not read anew at each build."""
