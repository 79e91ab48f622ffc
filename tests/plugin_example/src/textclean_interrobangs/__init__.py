"""An example of rules from a third party: one module a rule."""
