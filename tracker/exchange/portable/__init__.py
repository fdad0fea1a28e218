"""Records in a form that means the same in any store: references by uid, JSON written out."""
