"""An example of rules and formats from a third party: one module each."""
