"""One module per kind of damage: module = function = rule name = configuration key = docs page = fixture folder."""
