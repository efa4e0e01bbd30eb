"""Templates and questions applied to claims: items, and the forms that are drawn from them."""
