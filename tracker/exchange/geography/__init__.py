"""What maps are made of: sightings with a position, and the tracks of vessels through them."""
