"""A dossier: records written out whole in one file that can be handed over, as HTML or as Markdown."""
