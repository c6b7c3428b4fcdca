"""What the search box knows of Dutch and of this site."""
