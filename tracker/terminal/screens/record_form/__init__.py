"""The form that records are entered and edited in; loaded when it is first opened."""
