"""What a built site still needs: downloads, lasting addresses, safety and the offline copy."""
